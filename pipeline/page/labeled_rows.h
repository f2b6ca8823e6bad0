/// Rows of a print's table: a label with the cells for writing that follow it.
///
/// in:  FormMatch, cells of the print
/// out: LabeledRow
#pragma once

#include "pipeline/page/form_match.h"

#include <cstddef>
#include <vector>

namespace tanfang {

/// A label with the cells for writing that follow it.
struct LabeledRow {
    std::size_t label = 0;           ///< cell of the print
    std::size_t known = 0;           ///< first of the known cells for writing
    std::size_t count = 0;           ///< of these
    std::vector<std::size_t> cells;  ///< of the print, right of the label
};

/// Whether two cells have the same left and right edges.
bool same_column(const cv::Rect& one, const cv::Rect& other, double px_per_mm);

/// The free cell of the same columns directly below another; as many as there are cells if none.
///
/// @param taken  by cell: it is a known one
std::size_t free_below(std::size_t upper, const std::vector<bool>& taken,
                       const std::vector<PrintedRegion>& cells, double px_per_mm);

/// The rows of all labels that were matched and have places of writing.
std::vector<LabeledRow> rows_of(const FormMatch& match, const std::vector<PrintedRegion>& cells,
                                double px_per_mm);

/// Adds rows whose number alone was not read, below those with the number before or above those
/// with the next, to the rows and to the match.
void add_numbered_rows(std::vector<LabeledRow>& rows, FormMatch& match,
                       const std::vector<PrintedRegion>& cells, double px_per_mm);

/// Puts the cells of each row into the order of the form's headings, by those that stand above them
/// in the print: whoever sets a table anew moves a column. A row is left without cells where too
/// few headings were read to say so.
void put_under_headings(std::vector<LabeledRow>& rows, const FormMatch& match,
                        const std::vector<PrintedRegion>& cells, double px_per_mm);

}  // namespace tanfang

/// Learns prints of known forms from sheets that nobody has described.
///
/// in:  sheets that are none of the known prints
/// out: KnownPrint, or a variant to keep
#pragma once

#include "pipeline/app/known_print.h"
#include "pipeline/page/learn_sheets.h"

#include <optional>
#include <vector>

namespace tanfang {

/// Has a reader of print of its own: one per thread.
class PrintSchool {
  public:
    static constexpr const char* model = "chi_sim";

    /// @param words  see parse_print_words(); outlives this
    /// @throws Error  Fault::missing_model
    explicit PrintSchool(const std::vector<PrintWords>& words);

    /// @param first  shows the print; blank or filled
    /// @param next   further sheets, as they come; those of other prints do no harm
    /// @return       nothing if the first shows no known form, or is not found by what it taught
    std::optional<LearnedSheet> learn(const PageImage& first, const SheetSource& next);

  private:
    TesseractLine read_line(const cv::Mat& line);

    const std::vector<PrintWords>& words_;
    Tesseract reader_;
};

/// How well a sheet serves as the first: a grey scan of A4 best, then others, 1-bit ones, and last
/// pictures of two sheets.
/// @return  0 best
int rank_for_learning(const PageImage& image);

/// The print of one learned page, ready to be found in scans.
KnownPrint known_print_of(const LearnedSheet& learned);

/// Leaves each spot to the page that was learned first of those that show it, as the date that both
/// pages of a print have; a spot that any page shows is missing on none.
///
/// @param pages  of one form, in the order in which they were learned
void tell_pages_apart(std::vector<LearnedSheet>& pages);

/// Makes the blanks of a form's pages as large as the largest, by white paper right and below: the
/// pages of a variant have one size, and a form may be printed on two of paper.
void put_on_equal_paper(std::vector<LearnedSheet>& pages);

/// The variant of what was learned, page by page: its form, and the pictures of its blank pages.
///
/// @param pages  of one form, each another page of it, on equal paper
/// @param names  of the pictures' files, for FormPage::reference
FormTemplate variant_of(const std::vector<LearnedSheet>& pages,
                        const std::vector<std::string>& names);

}  // namespace tanfang

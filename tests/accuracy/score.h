/// Compares what the program claims about simulated sheets with what is true.
///
/// in:  truth of the simulator, readings of the pipeline
/// out: Score, summed over sheets
#pragma once

#include "pipeline/page/registered_page.h"
#include "pipeline/recognize/reading.h"

#include <string>
#include <utility>
#include <vector>

#include "tests/support/scanner.h"
#include "tests/support/sheet.h"

namespace tanfang::simulate {

/// A claim is a reading that nobody will be asked about. The one defect that counts most is a wrong
/// claim.
struct Score {
    int sheets = 0;
    int lost = 0;  ///< sheets that could not be registered, or as another page
    int serials_missing = 0;
    int serials_wrong = 0;
    int boxes = 0;
    int chosen = 0;                     ///< boxes that the writer meant
    int wrong = 0;                      ///< claims that are not true
    int asked = 0;                      ///< boxes without a claim
    int chosen_asked = 0;               ///< the same among the boxes that the writer meant
    std::vector<double> placement_mm;   ///< distance of every spot's centre from its true place
    std::vector<std::string> mistakes;  ///< in words, for the test's message

    double median_placement() const;  ///< mm; 0 without spots
    double worst_placement() const;   ///< mm; 0 without spots
    /// Share of spots that lie further off, 0..1.
    double placed_beyond(double mm) const;
};

/// Counts the sheet, its serial and the places of its spots.
void score_registration(Score& score, const RegisteredPage& page, const TrueMap& truth,
                        const std::string& serial);

/// Counts every box of a page. A box that was cancelled or touched by accident is truly empty.
///
/// @param sheet  names the sheet in mistakes
void score_boxes(Score& score, const Filling& truth,
                 const std::vector<std::pair<std::string, MarkReading>>& readings,
                 const std::string& sheet);

/// One line for a table: name and all counts.
std::string summary(const std::string& name, const Score& score);

}  // namespace tanfang::simulate

/// A month's pack of visit records out of the register of a home.
#pragma once

#include "pipeline/app/exit_code.h"
#include "pipeline/app/home_options.h"

#include <string>
#include <vector>

namespace tanfang {

struct MonthPrint {
    HomeChoice home;
    std::string form;  ///< "visit"
    std::string out;
    std::string month;                 ///< "2026-03"
    std::string village;               ///< name or code; empty: all
    std::vector<std::string> serials;  ///< print these again; then month and village do not count
    bool again = false;                ///< print what is registered for the month once more
    int general_months = 1;            ///< see VisitPlan
};

/// Prints a set of all copies for each person who is due and has none of this month yet, sorted by
/// village and visitor, each village with a cover sheet. Name, village and last visit stand in the
/// left margin of every page, so that the visitor takes the right sheet and knows its number. Every
/// sheet is registered in the home before the PDF is in its place: after a crash in between, print
/// the month again.
///
/// @throws Error  Fault::bad_usage if nobody is due, or all have their sheets, or a serial is not
///                registered; Fault::missing_glyph naming the person's place in the register;
///                nothing is registered or written then
ExitCode print_month(const MonthPrint& job);

}  // namespace tanfang

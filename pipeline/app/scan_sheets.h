/// Takes the pages of a scanner into a home, each one durable before the next is scanned.
///
/// in:  a scanner, a home
/// out: receipts; the state in which the scanner stopped
#pragma once

#include "pipeline/app/folder_intake.h"
#include "pipeline/external/sane.h"

#include <functional>
#include <string>

namespace tanfang {

/// Scans the next page; see Scanner::next().
using PageSource = std::function<ScannedPage()>;

struct ScanRun {
    int pages = 0;                             ///< that are safe in the home
    ScannerState state = ScannerState::ready;  ///< no_paper: the feeder has been emptied
};

/// Scans until the scanner stops, or one page only where there is no feeder.
///
/// @param name    of the run; pages are named by it and their number
/// @param batch   see Home::receive()
/// @param stop    throws to end the run; called before each page
/// @throws Error  what `stop` or the receiver throws; the pages received by then stay
ScanRun scan_sheets(const PageSource& next, const ScanWay& way, const Receiver& receive,
                    const std::string& name, const std::string& batch,
                    const std::function<void()>& stop);

/// What a clerk should do, in Chinese. @param pages  safe in the home by then
std::string words_for(ScannerState state, int pages);

}  // namespace tanfang

/// The door to orcus: the sheets of an .xlsx workbook as rows of texts.
///
/// in:  the bytes of a file as WPS or Excel saves it
/// out: SheetTable, one for each sheet that holds anything
#pragma once

#include "pipeline/external/sheet_table.h"

#include <string_view>

namespace tanfang {

bool looks_like_workbook(std::string_view bytes);  ///< of .xlsx, or any other ZIP archive

/// Every cell of a merged range has the text of its first one. Use it in the decoding child only.
///
/// @throws Error  Fault::unreadable_scan if the bytes are no workbook or damaged
/// @throws std::bad_alloc  if what it unpacks to finds no room
std::vector<SheetTable> read_workbook(std::string_view bytes);

}  // namespace tanfang

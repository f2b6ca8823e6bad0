/// Tables as text: CSV after RFC 4180, also with semicolons or tabs, in UTF-8 or GBK.
#pragma once

#include "pipeline/external/sheet_table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

/// UTF-8 without a byte order mark.
///
/// @return nothing if the bytes are neither UTF-8 nor GB 18030
std::optional<std::string> decoded_text(std::string_view bytes);

/// The separator is the one of comma, semicolon and tab that stands most often in the first lines.
/// `="350599…"`, with which some programs keep a number's digits, is that text; other cells that
/// begin with "=" are formulas without a result. Rows that hold nothing are left out; a row's
/// number is that of its first line.
std::vector<SheetRow> delimited_rows(std::string_view text);

}  // namespace tanfang

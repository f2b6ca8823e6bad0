/// The sheets of a workbook as one block of bytes, on their way from the decoding child to the
/// program.
#pragma once

#include "pipeline/external/sheet_table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

/// The most bytes that packed sheets take; 60,000 people with 20 columns take 18 MB.
inline constexpr std::size_t max_packed_workbook = std::size_t{128} << 20;

/// Numbers are 4 bytes, little-endian; a text is its length and its bytes.
std::string pack_workbook(const std::vector<SheetTable>& tables);

/// @return nothing if the bytes are no packed sheets, or a text is not UTF-8: the child that made
///         them is not believed
std::optional<std::vector<SheetTable>> unpack_workbook(std::string_view packed);

}  // namespace tanfang

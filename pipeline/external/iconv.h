/// The door to iconv: texts in the national encodings of older programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanfang {

/// UTF-8 of a text in GB 18030, which has GBK and GB 2312 in it.
///
/// @return nothing if the bytes are no such text
std::optional<std::string> utf8_of_gb18030(std::string_view bytes);

}  // namespace tanfang

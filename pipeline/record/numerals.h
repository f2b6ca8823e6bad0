/// Whole numbers as people write them: 12, １２, 十二, 二〇二六, 廿三.
#pragma once

#include <map>
#include <optional>
#include <string_view>

namespace tanfang {

/// Values of number words: digits below ten, 十 拾 百 千 as units, 廿 卅 as tens.
using NumberWords = std::map<char32_t, int>;

/// @param text  digits and number words only
/// @return      0..999999999; nothing if the text is no number
std::optional<int> parse_count(std::string_view text, const NumberWords& words);

}  // namespace tanfang

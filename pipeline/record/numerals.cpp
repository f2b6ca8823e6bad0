#include "pipeline/record/numerals.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <vector>

namespace tanfang {

namespace {

constexpr std::size_t max_digits = 9;  // fits an int

/// "二〇二六" and "2026": one word per digit.
int by_digits(const std::vector<int>& values) {
    int total = 0;
    for (const int value : values) total = total * 10 + value;
    return total;
}

/// "一百二十三": units fall from left to right, 廿 and 卅 stand for two and three tens.
std::optional<int> by_units(const std::vector<int>& values) {
    int total = 0;
    int digit = -1;  // none yet
    int last_unit = 10000;
    for (const int value : values) {
        if (value < 10) {
            if (digit > 0)
                return std::nullopt;
            digit = value;
            continue;
        }
        const bool tens = value == 20 || value == 30;
        const int unit = tens ? 10 : value;
        if (unit >= last_unit || (tens && digit > 0))
            return std::nullopt;
        total += tens ? value : (digit > 0 ? digit : 1) * unit;
        last_unit = unit;
        digit = -1;
    }
    return total + std::max(digit, 0);
}

}  // namespace

std::optional<int> parse_count(std::string_view text, const NumberWords& words) {
    const auto points = code_points(half_width(text));
    if (!points || points->empty())
        return std::nullopt;
    std::vector<int> values;
    for (const char32_t c : *points) {
        if (c >= U'0' && c <= U'9') {
            values.push_back(static_cast<int>(c - U'0'));
        } else {
            const auto word = words.find(c);
            if (word == words.end())
                return std::nullopt;
            values.push_back(word->second);
        }
    }
    if (std::any_of(values.begin(), values.end(), [](int value) { return value >= 10; }))
        return by_units(values);
    return values.size() <= max_digits ? std::optional(by_digits(values)) : std::nullopt;
}

}  // namespace tanfang

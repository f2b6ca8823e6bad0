#include "pipeline/record/values.h"

#include "pipeline/base/text.h"
#include "pipeline/record/id_number.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tanfang {

namespace {

constexpr std::size_t min_phone_digits = 5;  // 12345, 96333: the shortest numbers in public use
constexpr std::size_t max_money_digits = 9;

std::string without(std::string text, std::initializer_list<std::string_view> words) {
    for (const auto word : words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word))
            text.erase(at, word.size());
    return text;
}

std::vector<std::string> split_at(const std::string& text,
                                  std::initializer_list<std::string_view> separators) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size();) {
        const auto separator =
            std::find_if(separators.begin(), separators.end(),
                         [&](std::string_view s) { return text.compare(i, s.size(), s) == 0; });
        if (separator != separators.end()) {
            parts.emplace_back();
            i += separator->size();
        } else {
            parts.back() += text[i++];
        }
    }
    return parts;
}

std::string compact(const std::string& written) {
    return without(half_width(trimmed(written)), {" ", "\t", "\n"});
}

/// "086.50" -> "86.5"; nothing if it is no plain decimal number.
std::optional<std::string> decimal(const std::string& text) {
    const auto dot = text.find('.');
    std::string whole = text.substr(0, dot);
    std::string cents = dot == std::string::npos ? "" : text.substr(dot + 1);
    if (!is_digits(whole) || whole.size() > max_money_digits ||
        (dot != std::string::npos && !is_digits(cents)))
        return std::nullopt;
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    while (cents.ends_with('0')) cents.pop_back();
    return cents.empty() ? whole : whole + "." + cents;
}

}  // namespace

DateParts date_parts(const DateParts& written) {
    DateParts parts{compact(written.year), compact(written.month), compact(written.day)};
    if (parts.month.empty() && parts.day.empty()) {
        auto pieces = split_at(parts.year, {".", "-", "/", "、", "年", "月", "日", "号"});
        if (pieces.size() == 4 && pieces.back().empty())
            pieces.pop_back();  // what stands behind 日
        if (pieces.size() == 3)
            return {pieces[0], pieces[1], pieces[2]};
    }
    return {without(parts.year, {"年"}), without(parts.month, {"月"}),
            without(parts.day, {"日", "号"})};
}

std::optional<Date> date_of(const DateParts& parts, const NumberWords& words) {
    auto year = parse_count(parts.year, words);
    const auto month = parse_count(parts.month, words), day = parse_count(parts.day, words);
    if (!year || !month || !day)
        return std::nullopt;
    if (*year < 100)
        *year += 2000;
    return real_date(*year, *month, *day);
}

std::optional<Value> id_value(const std::string& written) {
    const std::string number = folded_number(trimmed(written));
    if (has_id_shape(number))
        return Value{number};
    if (has_first_generation_shape(number))
        return Value{second_generation(number), true};
    return std::nullopt;
}

std::optional<Value> disability_card_value(const std::string& written) {
    std::string number = folded_number(trimmed(written));
    std::replace(number.begin(), number.end(), 'b', 'B');
    return has_disability_card_shape(number) ? std::optional(Value{number}) : std::nullopt;
}

std::optional<Value> phone_value(const std::string& written) {
    std::string joined;
    for (auto& part : split_at(compact(written), {"/", "、", ",", ";", "或"})) {
        const std::string digits = without(part, {"-", "—", "－", "(", ")", "."});
        if (!is_digits(digits) || digits.size() < min_phone_digits)
            return std::nullopt;
        joined += (joined.empty() ? "" : "/") + digits;
    }
    return Value{joined};
}

std::optional<Value> money_value(const std::string& written, const Lexicon& lexicon) {
    std::string text = compact(written);
    if (lexicon.contains("nothing_words", text))
        return Value{"0", true};
    text = without(text, {"人民币", "左右", "每月", "元", "块", "约", "¥", "￥", ",", "、", "，"});
    if (const auto number = decimal(text))
        return Value{*number, *number == "0"};
    if (const auto number = parse_count(text, lexicon.numbers))
        return Value{std::to_string(*number), true};
    return std::nullopt;
}

std::optional<Value> count_value(const std::string& written, const Lexicon& lexicon) {
    const std::string text = without(compact(written), {"第", "次", "人", "个", "位"});
    if (const auto number = parse_count(text, lexicon.numbers))
        return Value{*number};
    if (lexicon.contains("nothing_words", text))
        return Value{0, true};
    return std::nullopt;
}

std::string code_of_word(const CodeList& list, const std::string& word) {
    for (const auto& item : list.items)
        if (item.zh == word)
            return item.code;
    const auto synonym = list.synonyms.find(word);
    return synonym == list.synonyms.end() ? "" : synonym->second;
}

std::optional<Value> word_value(const std::string& written, const CodeList* list) {
    const std::string word = compact(written);
    const bool has_ids =
        list != nullptr && std::any_of(list->items.begin(), list->items.end(),
                                       [](const CodeItem& item) { return !item.id.empty(); });
    if (!has_ids)
        return Value{word};
    const std::string code = code_of_word(*list, word);
    for (const auto& item : list->items)
        if (item.code == (code.empty() ? word : code))
            return Value{item.id.empty() ? item.zh : item.id};
    return std::nullopt;
}

}  // namespace tanfang

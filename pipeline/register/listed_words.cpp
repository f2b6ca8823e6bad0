#include "pipeline/register/listed_words.h"

#include "pipeline/base/text.h"
#include "pipeline/record/values.h"

#include <charconv>
#include <initializer_list>
#include <map>
#include <regex>
#include <string_view>
#include <utility>

namespace tanfang {

namespace {

// Spreadsheets count days from 1899-12-30 on; these are 2009 and 2064, a number between them in a
// column of days can be nothing else.
constexpr int first_day_number = 40'000;
constexpr int last_day_number = 60'000;

using WordValue = std::pair<std::string_view, std::string_view>;

std::string one_of(const std::string& text, std::initializer_list<WordValue> words) {
    for (const auto& [word, value] : words)
        if (text == word)
            return std::string(value);
    return {};
}

}  // namespace

std::optional<Date> listed_day(const SheetCell& cell, const NumberWords& words) {
    static const std::regex joined(R"(20\d{6})");
    static const std::regex day(R"(\d{4}-\d{1,2}-\d{1,2})");
    std::string text = half_width(cell.text);
    int number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    const bool whole = end == text.data() + text.size() || *end == '.';
    if (whole && number >= first_day_number && number <= last_day_number)
        return Date(std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) +
                    std::chrono::days(number));
    // What follows is no matter for std::regex, which goes a stack frame deeper with each
    // character.
    const auto time = text.find_first_of(" T");
    if (time != text.npos && std::regex_match(text.substr(0, time), day))
        text.resize(time);
    if (std::regex_match(text, joined))
        return parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
    return date_of(date_parts({text, "", ""}), words);
}

std::string listed_sex(const std::string& text) {
    return one_of(text, {{"男", "male"},
                         {"女", "female"},
                         {"男性", "male"},
                         {"女性", "female"},
                         {"1", "male"},
                         {"2", "female"},
                         {"male", "male"},
                         {"female", "female"}});
}

std::string listed_class(const std::string& text) {
    return one_of(text, {{"重点", "key"},
                         {"重点对象", "key"},
                         {"是", "key"},
                         {"key", "key"},
                         {"一般", "general"},
                         {"一般对象", "general"},
                         {"否", "general"},
                         {"general", "general"}});
}

std::string listed_state(const std::string& text) {
    return one_of(text, {{"在册", "active"},
                         {"正常", "active"},
                         {"健在", "active"},
                         {"active", "active"},
                         {"迁出", "moved"},
                         {"搬迁", "moved"},
                         {"迁移", "moved"},
                         {"moved", "moved"},
                         {"暂停", "suspended"},
                         {"住院", "suspended"},
                         {"外出", "suspended"},
                         {"suspended", "suspended"},
                         {"死亡", "died"},
                         {"去世", "died"},
                         {"已故", "died"},
                         {"亡故", "died"},
                         {"died", "died"}});
}

std::string register_field_name(const std::string& field) {
    static const std::map<std::string, std::string> names = {
        {"subject_name", "姓名"},
        {"subject_sex", "性别"},
        {"subject_id_no", "身份证号码"},
        {"subject_phone", "联系电话"},
        {"emergency_contact_name", "紧急联系人"},
        {"emergency_contact_phone", "紧急联系人电话"},
        {"hukou_township", "户籍乡镇（街道）"},
        {"hukou_village", "户籍村（社区）"},
        {"residence_township", "居住乡镇（街道）"},
        {"residence_village", "居住村（社区）"},
        {"priority_class", "类别"},
        {"filing_date", "建档日期"},
        {"visitor", "探访员"},
        {"state", "状态"},
        {"medical_history", "病史"},
    };
    const auto found = names.find(field);
    return found == names.end() ? field : found->second;
}

}  // namespace tanfang

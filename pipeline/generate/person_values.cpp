#include "pipeline/generate/person_values.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace tanfang {

namespace {

// No std::regex here: it goes a stack frame deeper with each character, and a list of people may
// hold half a million digits in one value.

/// @param shape  9: a digit, X: a digit or X, anything else itself
bool fits(std::string_view text, std::string_view shape) {
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char is) {
        const bool digit = c >= '0' && c <= '9';
        return is == '9' ? digit : is == 'X' ? digit || c == 'X' : c == is;
    });
}

bool is_id_number(std::string_view text) {
    return fits(text, "99999999999999999X");
}

bool is_disability_card(std::string_view text) {
    return fits(text, "99999999999999999X99") || fits(text, "99999999999999999X99B9");
}

/// Numbers, with / between them.
bool are_phones(std::string_view text) {
    for (auto slash = text.find('/'); slash != text.npos; slash = text.find('/')) {
        if (!is_digits(text.substr(0, slash)))
            return false;
        text.remove_prefix(slash + 1);
    }
    return is_digits(text);
}

/// Yuan, perhaps with one or two digits behind a point.
bool is_money(std::string_view text) {
    const auto point = text.find('.');
    if (!is_digits(text.substr(0, point)))
        return false;
    const auto cents = point == text.npos ? "0" : text.substr(point + 1);
    return is_digits(cents) && cents.size() <= 2;
}

bool is_date(std::string_view text) {
    return fits(text, "9999-99-99");
}

[[noreturn]] void refuse(const Field& field, const std::string& what) {
    throw Error(Fault::bad_settings, spoken_name(field) + "（" + field.id + "）", what);
}

std::string string_of(const Field& field, const Json& value, const std::string& expected) {
    if (!value.is_string())
        refuse(field, "值的类型不对，应为" + expected);
    return value.get<std::string>();
}

std::string matching(const Field& field, const Json& value, bool (*has_shape)(std::string_view),
                     const std::string& expected) {
    const std::string text = string_of(field, value, expected);
    if (!has_shape(text))
        refuse(field, "格式不对，应为" + expected);
    return text;
}

/// Control characters, line and paragraph separators, and what turns the direction of writing.
bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0x061C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// Marks that belong over the character before them, where the print would set them beside it; and
/// variation selectors. Chinese texts have none.
bool is_combining(char32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

/// Checked characters of a text. Line ends are allowed where several lines are.
std::u32string characters(const Field& field, const std::string& text, ValueSource source) {
    const auto points = code_points(text);
    if (!points)
        refuse(field, "不是有效的 UTF-8 文字");
    for (const char32_t c : *points)
        if (is_control(c) && !(c == U'\n' && field.type == FieldType::text_multi))
            refuse(field, "含有控制字符 " + code_point_name(c));
    for (const char32_t c : *points)
        if (is_combining(c))
            refuse(field, "含有组合符号 " + code_point_name(c));
    if (source == ValueSource::entered && field.max_length > 0 &&
        points->size() > static_cast<std::size_t>(field.max_length))
        refuse(field, "有 " + std::to_string(points->size()) + " 个字符，最多 " +
                          std::to_string(field.max_length) + " 个");
    return *points;
}

/// 男 for "male": the word that stands on paper for an id of the field's code list.
std::string closed_word(const Field& field, const Json& value, const FieldModel& model,
                        ValueSource source) {
    const std::string text = string_of(field, value, "文字");
    const auto list = model.codelists.find(field.codelist);
    if (list == model.codelists.end())
        return text;
    std::string ids;
    for (const auto& item : list->second.items) {
        if (text == item.zh || (!item.id.empty() && text == item.id))
            return item.zh;
        ids += item.id.empty() ? "" : (ids.empty() ? "" : "、") + item.id;
    }
    if (!ids.empty() && source == ValueSource::entered)  // a list without ids only suggests words
        refuse(field, "没有这个选项，可用：" + ids);
    return text;
}

std::string count(const Field& field, const Json& value, ValueSource source) {
    if (!value.is_number_integer())
        refuse(field, "值的类型不对，应为整数");
    const auto number = value.get<long long>();
    if (source == ValueSource::entered &&
        (number < field.minimum || (field.maximum > 0 && number > field.maximum)))
        refuse(field, "超出范围 " + std::to_string(field.minimum) + " 至 " +
                          std::to_string(field.maximum));
    return std::to_string(number);
}

std::string place(const Field& field, const Json& value) {
    if (value.is_object() && value.contains("name"))
        return string_of(field, value["name"], "地名");
    return string_of(field, value, "地名，或 {\"name\", \"code\"}");
}

std::string plain_text(const Field& field, const Json& value, const FieldModel& model,
                       ValueSource source) {
    switch (field.type) {
        case FieldType::closed_word:
            return closed_word(field, value, model, source);
        case FieldType::id_number:
            return matching(field, value, is_id_number, "18 位身份证号码（末位可为大写 X）");
        case FieldType::disability_card:
            return matching(field, value, is_disability_card, "20 位残疾证号");
        case FieldType::phone:
            return matching(field, value, are_phones, "电话号码（只用数字，多个号码用 / 隔开）");
        case FieldType::money:
            return matching(field, value, is_money, "金额，如 \"1200\"");
        case FieldType::integer:
            return count(field, value, source);
        case FieldType::division:
            return place(field, value);
        default:
            return string_of(field, value, "文字");
    }
}

class Reader {
  public:
    Reader(const FormTemplate& form, const FieldModel& model, ValueSource source)
        : form_(form), model_(model), source_(source) {}

    void read(const Field& field, const Json& value) {
        if (value.is_null() || (value.is_array() && value.empty() && field.is_choice()))
            return;
        if (field.is_choice())
            read_choice(field, value);
        else if (field.type == FieldType::date)
            read_date(field, value);
        else if (field.type == FieldType::signature)
            read_signature(field, value);
        else
            write(field, field.id,
                  characters(field, plain_text(field, value, model_, source_), source_));
    }

    PersonValues values;

  private:
    void read_choice(const Field& field, const Json& value) {
        const Json options = value.is_array() ? value : Json::array({value});
        if (options.size() > 1 && field.type != FieldType::choice_multi)
            refuse(field, "只能选一项");
        for (const auto& option : options) {
            const std::string id = string_of(field, option, "选项代号");
            const bool known = std::any_of(field.options.begin(), field.options.end(),
                                           [&](const FieldOption& o) { return o.id == id; });
            if (!known)
                refuse(field, "没有这个选项，可用：" + option_ids(field));
            values.ticks.insert(field.id + "." + id);
        }
    }

    void read_date(const Field& field, const Json& value) {
        const std::string text = matching(field, value, is_date, "日期，如 \"2026-03-05\"");
        const std::chrono::year_month_day date(
            std::chrono::year(std::stoi(text.substr(0, 4))),
            std::chrono::month(static_cast<unsigned>(std::stoi(text.substr(5, 2)))),
            std::chrono::day(static_cast<unsigned>(std::stoi(text.substr(8, 2)))));
        if (!date.ok())
            refuse(field, "没有这一天");
        write(field, field.id + ".year", characters(field, text.substr(0, 4), source_));
        write(field, field.id + ".month", characters(field, text.substr(5, 2), source_));
        write(field, field.id + ".day", characters(field, text.substr(8, 2), source_));
    }

    void read_signature(const Field& field, const Json& value) {
        const Json present = value.is_object() ? value.value("present", Json()) : Json();
        if (present == false)
            return;
        if (source_ == ValueSource::entered || present != true)
            refuse(field, "签名只能由本人用笔签");
        const Json kind = value.value("kind", Json());
        const std::u32string words = kind == "fingerprint" ? U"（原件已按指印）"
                                     : kind == "proxy"     ? U"（原件由他人代签）"
                                                           : U"（原件已签名）";
        write(field, field.id, words);
    }

    void write(const Field& field, const std::string& spot_id, const std::u32string& text) {
        if (text.empty())
            return;
        const Spot* spot = form_.find_spot(spot_id);
        if (!spot)
            throw Error(Fault::bad_template, "templates/" + form_.id + ".json",
                        "没有填写处 " + spot_id);
        if (source_ == ValueSource::entered && spot->cells > 0 &&
            text.size() > static_cast<std::size_t>(spot->cells))
            refuse(field, "有 " + std::to_string(text.size()) + " 个字符，只有 " +
                              std::to_string(spot->cells) + " 格");
        values.words[spot_id] = text;
    }

    static std::string option_ids(const Field& field) {
        std::string ids;
        for (const auto& option : field.options) ids += (ids.empty() ? "" : "、") + option.id;
        return ids;
    }

    const FormTemplate& form_;
    const FieldModel& model_;
    ValueSource source_;
};

}  // namespace

PersonValues person_values(const Json& person, const FormTemplate& form, const FieldModel& model,
                           ValueSource source) {
    if (!person.is_object())
        throw Error(Fault::bad_settings, "", "应为 JSON 对象：字段代号 → 值");
    Reader reader(form, model, source);
    for (const auto& [id, value] : person.items()) {
        const Field* field = model.find(id);
        if (!field)
            throw Error(Fault::bad_settings, id, "表单 " + form.id + " 没有这个字段");
        reader.read(*field, value);
    }
    return reader.values;
}

std::string spoken_name(const Field& field) {
    // family_2_name: the second row of a table
    const auto from = field.id.find('_'), to = field.id.find('_', from + 1);
    if (from == field.id.npos || to == field.id.npos)
        return field.zh;
    const std::string row = field.id.substr(from + 1, to - from - 1);
    return is_digits(row) ? field.zh + "（第" + row + "行）" : field.zh;
}

}  // namespace tanfang

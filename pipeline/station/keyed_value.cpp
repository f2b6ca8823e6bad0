#include "pipeline/station/keyed_value.h"

#include "pipeline/record/calendar.h"
#include "pipeline/record/values.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

constexpr std::size_t longest_text = 2000;  // bytes; the form has room for far less
constexpr std::size_t longest_count = 9;    // digits, so that it fits an int

[[noreturn]] void refuse(const Field& field, const std::string& words) {
    throw Error(Fault::bad_usage, "", field.zh + "：" + words);
}

Json chosen(const Field& field, const Json& keyed) {
    const bool ids_only =
        keyed.is_array() &&
        std::all_of(keyed.begin(), keyed.end(), [](const Json& id) { return id.is_string(); });
    if (!ids_only)
        refuse(field, "请从选项中选择");
    const auto ids = keyed.get<std::set<std::string>>();
    Json in_order = Json::array();
    for (const auto& option : field.options)
        if (ids.contains(option.id))
            in_order.push_back(option.id);
    if (in_order.size() != ids.size())
        refuse(field, "没有这个选项");
    if (field.type == FieldType::choice_multi) {
        if (ids.size() > 1 && ids.contains(field.exclusive_option))
            refuse(field, "所选的几项互相矛盾");
        return in_order;
    }
    if (in_order.size() > 1)
        refuse(field, "只能选一项");
    return in_order.empty() ? Json() : in_order[0];
}

Json counted(const Field& field, const std::string& text) {
    const bool digits = std::all_of(text.begin(), text.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!digits || text.size() > longest_count)
        refuse(field, "请填写整数");
    return std::stoi(text);
}

Json or_refuse(const Field& field, const std::optional<Value>& value, const char* words) {
    if (!value)
        refuse(field, words);
    return value->json;
}

Json typed(const Field& field, const FieldModel& model, const std::string& text) {
    switch (field.type) {
        case FieldType::date:
            if (!parse_date(text))
                refuse(field, "日期请写成 2026-03-05 的样子，并且要有这一天");
            return text;
        case FieldType::integer:
            return counted(field, text);
        case FieldType::money:
            return or_refuse(field, money_value(text, Lexicon{}), "请填写金额，如 1200 或 86.5");
        case FieldType::id_number:
            return or_refuse(field, id_value(text), "身份证号码应为 18 位，请检查");
        case FieldType::disability_card:
            return or_refuse(field, disability_card_value(text), "残疾人证号应为 20 位，请检查");
        case FieldType::phone:
            return or_refuse(field, phone_value(text), "电话号码只能是数字，请检查");
        case FieldType::closed_word: {
            const auto list = model.codelists.find(field.codelist);
            return or_refuse(
                field, word_value(text, list == model.codelists.end() ? nullptr : &list->second),
                "不是这一项可以填的词");
        }
        case FieldType::division:
            return {{"name", text}, {"code", nullptr}};
        case FieldType::signature:
            if (text != "有" && text != "无")
                refuse(field, "请填 有 或 无");
            return {{"present", text == "有"}, {"kind", nullptr}};
        default:
            return text;
    }
}

}  // namespace

Json keyed_value(const Field& field, const FieldModel& model, const Json& keyed) {
    if (field.is_choice())
        return chosen(field, keyed.is_null() ? Json::array() : keyed);
    if (keyed.is_null() || keyed == "")
        return nullptr;
    if (!keyed.is_string())
        refuse(field, "请填写文字");
    const std::string text = keyed;
    const bool control = std::any_of(text.begin(), text.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    if (text.size() > longest_text || control)
        refuse(field, "太长，或者含有不能用的字符");
    return typed(field, model, text);
}

bool is_masked(const Field& field) {
    return field.type == FieldType::id_number || field.type == FieldType::disability_card;
}

std::string masked(const std::string& text) {
    constexpr std::size_t head = 3, tail = 4;
    if (text.size() <= head + tail)
        return std::string(text.size(), '*');
    return text.substr(0, head) + std::string(text.size() - head - tail, '*') +
           text.substr(text.size() - tail);
}

}  // namespace tanfang

#include "pipeline/form/field_model.h"

#include <algorithm>

namespace tanfang {

namespace {

const std::map<std::string, FieldType> field_types = {
    {"text_line", FieldType::text_line},
    {"text_multi", FieldType::text_multi},
    {"closed_word", FieldType::closed_word},
    {"id_number", FieldType::id_number},
    {"disability_card", FieldType::disability_card},
    {"phone", FieldType::phone},
    {"date", FieldType::date},
    {"integer", FieldType::integer},
    {"money", FieldType::money},
    {"choice_single", FieldType::choice_single},
    {"choice_optional", FieldType::choice_optional},
    {"choice_multi", FieldType::choice_multi},
    {"division", FieldType::division},
    {"signature", FieldType::signature},
};

Field parse_field(const Json& json) {
    Field field;
    field.id = json.at("id");
    field.zh = json.at("zh");
    const std::string type = json.at("type");
    const auto known = field_types.find(type);
    if (known == field_types.end())
        throw Error(Fault::bad_template, "fields.json", field.id + "：未知的字段类型 " + type);
    field.type = known->second;
    if (json.contains("options"))
        for (const auto& option : json["options"])
            field.options.push_back(
                {option.at("id"), option.at("zh"), option.value("follow_up", "")});
    field.exclusive_option = json.value("exclusive_option", "");
    field.codelist = json.value("codelist", "");
    field.lexicon = json.value("lexicon", "");
    field.level = json.value("level", "");
    field.ditto_of = json.value("ditto_of", "");
    field.max_length = json.value("max_len", json.value("len", 0));
    field.required = json.contains("required") && json["required"].is_boolean() && json["required"];
    if (field.type == FieldType::integer) {
        field.minimum = json.value("min", 0);
        field.maximum = json.value("max", 0);
    }
    return field;
}

CodeList parse_codelist(const Json& json) {
    CodeList list;
    for (const auto& item : json.at("items"))
        list.items.push_back({item.at("code"), item.at("zh"), item.value("id", "")});
    if (json.contains("synonyms"))
        for (const auto& [word, code] : json["synonyms"].items()) list.synonyms[word] = code;
    return list;
}

}  // namespace

bool Field::is_choice() const {
    return type == FieldType::choice_single || type == FieldType::choice_optional ||
           type == FieldType::choice_multi;
}

const Field* FieldModel::find(const std::string& field_id) const {
    const auto it = std::find_if(fields.begin(), fields.end(),
                                 [&](const Field& f) { return f.id == field_id; });
    return it == fields.end() ? nullptr : &*it;
}

FieldModel parse_field_model(const Json& json, const std::string& form) {
    FieldModel model;
    model.form = form;
    try {
        for (const auto& [name, list] : json.at("codelists").items())
            model.codelists[name] = parse_codelist(list);
        for (const auto& candidate : json.at("forms")) {
            if (candidate.at("id") != form)
                continue;
            for (const auto& section : candidate.at("sections")) {
                if (section.contains("fields"))
                    for (const auto& field : section["fields"])
                        model.fields.push_back(parse_field(field));
                if (section.contains("row_fields"))
                    for (const auto& row : section["row_fields"])
                        for (const auto& field : row.at("fields"))
                            model.fields.push_back(parse_field(field));
            }
        }
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, "fields.json", e.what());
    }
    if (model.fields.empty())
        throw Error(Fault::bad_template, "fields.json", "没有表单 " + form);
    return model;
}

}  // namespace tanfang

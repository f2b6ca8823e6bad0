/// What the fields of a form mean: types, options, word lists, the rules that concern them.
///
/// in:  templates/fields.json
/// out: FieldModel
#pragma once

#include "pipeline/base/json.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

enum class FieldType {
    text_line,
    text_multi,
    closed_word,
    id_number,
    disability_card,
    phone,
    date,
    integer,
    money,
    choice_single,
    choice_optional,
    choice_multi,
    division,
    signature,
};

struct FieldOption {
    std::string id;         ///< "home"
    std::string zh;         ///< "上门探访"
    std::string follow_up;  ///< the field that must be filled in with it, as how many; else empty
};

struct Field {
    std::string id;
    std::string zh;  ///< as on the form, for messages
    FieldType type = FieldType::text_line;
    std::vector<FieldOption> options;  ///< choices only, in form order
    std::string exclusive_option;      ///< of a choice_multi: excludes the others; else empty
    std::string codelist;              ///< closed words: key in FieldModel::codelists; else empty
    std::string lexicon;               ///< e.g. "disease"; else empty
    std::string level;                 ///< divisions: "township" or "village"; else empty
    std::string ditto_of;              ///< the field that 同上 copies; else empty
    int max_length = 0;                ///< characters; 0: no limit given
    bool required = false;             ///< always required (conditions are rules)
    int minimum = 0;                   ///< integers; 0 if not given
    int maximum = 0;                   ///< integers; 0 if not given

    bool is_choice() const;
};

struct CodeItem {
    std::string code;
    std::string zh;
    std::string id;  ///< empty where the list has none: then the word itself is the value
};

struct CodeList {
    std::vector<CodeItem> items;
    std::map<std::string, std::string> synonyms;  ///< word -> code
};

/// The fields of one form, in form order, family rows included.
struct FieldModel {
    std::string form;
    std::vector<Field> fields;
    std::map<std::string, CodeList> codelists;

    const Field* find(const std::string& field_id) const;  ///< nullptr if there is none
};

/// @param json  the content of templates/fields.json
/// @throws Error  Fault::bad_template if the form or a known type is missing
FieldModel parse_field_model(const Json& json, const std::string& form);

}  // namespace tanfang

#include "pipeline/record/known_values.h"

#include "pipeline/record/places.h"

namespace tanfang {

namespace {

bool is_nothing(const Json& value) {
    const bool no_signature =
        value.is_object() && value.contains("present") && value["present"] == false;
    return value.is_null() || (value.is_array() && value.empty()) || no_signature;
}

FieldState state_of(const Json& is) {
    const std::string state = is.at("state");
    if (state == "doubtful")
        return FieldState::doubtful;
    if (state == "unreadable" || (state == "decided" && is.at("kind") == "unreadable"))
        return FieldState::unreadable;
    return is_nothing(is.at("value")) ? FieldState::blank : FieldState::read;
}

std::vector<std::string> marks_of(const Json& value) {
    if (value.is_array())
        return value.get<std::vector<std::string>>();
    if (value.is_string())
        return {value.get<std::string>()};
    return {};
}

FieldMeaning meaning_of(const Field& field, const Json& is) {
    FieldMeaning meaning;
    meaning.field = &field;
    meaning.is.value = is.at("value");
    meaning.is.state = state_of(is);
    meaning.sure = claims(meaning.is.state);
    meaning.ink = meaning.is.state != FieldState::blank;
    if (field.is_choice() && meaning.sure)
        meaning.marked = marks_of(meaning.is.value);
    return meaning;
}

/// A clerk keys the name of a place only.
void find_code(FieldMeaning& place, const std::string& inside, const Knowledge& knowledge) {
    if (!claims(place.is.state) || place_name(place).empty() || !place_code(place).empty())
        return;
    const auto matches = knowledge.divisions.match(place_name(place), place.field->level, inside);
    if (matches.size() == 1)
        place.is.value["code"] = matches.front()->code;
}

}  // namespace

PageFields meaning_of_values(const Json& fields, const FieldModel& model,
                             const Knowledge& knowledge) {
    PageFields page;
    std::string township;  // code, of the line before a village
    for (const auto& field : model.fields) {
        if (!fields.contains(field.id))
            continue;
        FieldMeaning meaning = meaning_of(field, fields[field.id]);
        if (field.type == FieldType::division) {
            const bool is_village = field.level == "village";
            find_code(meaning, is_village && !township.empty() ? township : knowledge.county,
                      knowledge);
            township = is_village ? "" : place_code(meaning);
        }
        page.fields.push_back(std::move(meaning));
    }
    return page;
}

}  // namespace tanfang

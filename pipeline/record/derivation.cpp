#include "pipeline/record/derivation.h"

#include "pipeline/record/id_number.h"

#include <algorithm>

namespace tanfang {

namespace {

/// Share of sheets on which the written sex agrees with the ID number; chosen, not measured.
constexpr double agrees = 0.99;
constexpr double least_sex_posterior = 0.999;

FieldMeaning* find(PageFields& page, const std::string& id) {
    const auto it = std::find_if(page.fields.begin(), page.fields.end(),
                                 [&](const FieldMeaning& f) { return f.field->id == id; });
    return it == page.fields.end() ? nullptr : &*it;
}

bool is_sound_number(const FieldMeaning& field) {
    return claims(field.is.state) && field.is.value.is_string() &&
           check_character_holds(field.is.value.get<std::string>());
}

void derive_id_from_card(PageFields& page, const Knowledge& knowledge) {
    FieldMeaning* id = find(page, "subject_id_no");
    const FieldMeaning* card = find(page, "disability_card_no");
    if (id == nullptr || card == nullptr || id->sure || id->is.state != FieldState::doubtful ||
        !id->is.value.is_string() || !is_sound_number(*card))
        return;
    const std::string guess = id->is.value,
                      number = card->is.value.get<std::string>().substr(0, id_length);
    int differences = 0;
    for (std::size_t i = 0; i < id_length; ++i) differences += guess[i] != number[i];
    if (differences > knowledge.rules.at("R16").parameters.at("maximum_differences").get<int>())
        return;
    id->is = {number, FieldState::derived, card->is.confidence};
}

void derive_sex_from_id(PageFields& page, const std::string& sex_id, const std::string& number_id) {
    FieldMeaning* sex = find(page, sex_id);
    const FieldMeaning* number = find(page, number_id);
    if (sex == nullptr || number == nullptr || sex->sure || sex->is.state != FieldState::doubtful ||
        !number->sure || !is_sound_number(*number))
        return;
    if (sex->is.value != (is_male_number(number->is.value.get<std::string>()) ? "male" : "female"))
        return;
    const double for_it = sex->is.confidence * agrees,
                 against = (1 - sex->is.confidence) * (1 - agrees);
    sex->is.confidence = for_it / (for_it + against);
    if (sex->is.confidence >= least_sex_posterior)
        sex->is.state = FieldState::derived;
}

}  // namespace

void derive_from_each_other(PageFields& page, const Knowledge& knowledge) {
    derive_id_from_card(page, knowledge);
    derive_sex_from_id(page, "subject_sex", "subject_id_no");
    for (const char* row : {"1", "2", "3", "4"})
        derive_sex_from_id(page, std::string("family_") + row + "_sex",
                           std::string("family_") + row + "_id_no");
}

}  // namespace tanfang

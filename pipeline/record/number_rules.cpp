#include "pipeline/record/id_number.h"
#include "pipeline/record/rule_run.h"

namespace tanfang {

namespace {

template <class Check>
void for_each_id_number(RuleRun& run, Check check) {
    for (const auto& field : run.page().fields)
        if (field.field->type == FieldType::id_number)
            check(field);
}

void shape(RuleRun& run) {
    for_each_id_number(run, [&run](const FieldMeaning& field) {
        if (field.sure && field.ink && !claims(field.is.state))
            run.report("shape", {field.field->id});
        else if (has_first_generation_shape(folded_number(field.written)))
            run.report("first_generation", {field.field->id});
    });
}

void check_characters(RuleRun& run) {
    for_each_id_number(run, [&run](const FieldMeaning& field) {
        const std::string number = run.id_number(field.field->id);
        if (!number.empty() && !check_character_holds(number))
            run.report("check", {field.field->id});
    });
}

bool is_area(const Knowledge& knowledge, const std::string& code) {
    return code == knowledge.county || knowledge.area_codes.contains(code) ||
           knowledge.divisions.find(code) != nullptr;
}

void areas(RuleRun& run) {
    constexpr std::size_t county_digits = 6;
    const Json& known = run.parameter("provinces");
    for_each_id_number(run, [&](const FieldMeaning& field) {
        const std::string number = run.id_number(field.field->id);
        if (number.empty() || number[0] == '9')  // 9: permanent residents from abroad
            return;
        const int province = std::stoi(number.substr(0, 2));
        if (std::find(known.begin(), known.end(), province) == known.end())
            run.report("province", {field.field->id}, {{"province", number.substr(0, 2)}});
        else if (!is_area(run.knowledge(), number.substr(0, county_digits)))
            run.report("area", {field.field->id}, {{"area", number.substr(0, county_digits)}});
    });
}

std::optional<Date> born_on(const RuleRun& run, const std::string& id) {
    const std::string number = run.id_number(id);
    return number.empty() ? std::nullopt : birth_date(number);
}

void birth_dates(RuleRun& run) {
    const Date today = run.knowledge().today;
    const int maximum = run.parameter("maximum_age");
    for_each_id_number(run, [&](const FieldMeaning& field) {
        const std::string& id = field.field->id;
        if (run.id_number(id).empty())
            return;
        const auto born = born_on(run, id);
        if (!born)
            return run.report("no_such_day", {id});
        if (*born > today)
            return run.report("born_later", {id}, {{"other", "今天"}});
        const int age = whole_years(*born, run.date("filing_date").value_or(today));
        if (age > maximum)
            run.report("too_old", {id},
                       {{"age", std::to_string(age)}, {"maximum", std::to_string(maximum)}});
    });
}

/// Nobody is born after the day on which the sheet was filled in.
///
/// @return true if the number says so, and it is reported
bool is_born_after_filing(RuleRun& run, const std::string& id, const Date& filing) {
    const auto born = born_on(run, id);
    if (!born || *born <= filing || *born > run.knowledge().today)
        return false;
    run.report("born_later", {id, "filing_date"}, {{"other", "建档日期"}});
    return true;
}

void age_at_filing(RuleRun& run) {
    const auto filing = run.date("filing_date");
    const auto born = born_on(run, "subject_id_no");
    if (!born || !filing || is_born_after_filing(run, "subject_id_no", *filing))
        return;
    const int age = whole_years(*born, *filing), minimum = run.parameter("minimum_age");
    if (age < minimum && age >= 0)
        run.report("too_young", {"subject_id_no", "filing_date"},
                   {{"age", std::to_string(age)}, {"minimum", std::to_string(minimum)}});
}

void family_at_filing(RuleRun& run) {
    const auto filing = run.date("filing_date");
    if (!filing)
        return;
    for (const char* row : {"1", "2", "3", "4"})
        is_born_after_filing(run, std::string("family_") + row + "_id_no", *filing);
}

void card_shape(RuleRun& run) {
    const FieldMeaning* card = run.page().find("disability_card_no");
    if (card->sure && card->ink && !claims(card->is.state))
        run.report("shape", {"disability_card_no"});
}

void card_repeats_id(RuleRun& run) {
    const std::string id = run.id_number("subject_id_no");
    const std::string card = run.text("disability_card_no").substr(0, id_length);
    if (id.empty() || card.empty() || id == card)
        return;
    const bool id_holds = check_character_holds(id), card_holds = check_character_holds(card);
    run.report(id_holds == card_holds ? "disagree"
               : id_holds             ? "card_fails"
                                      : "id_fails",
               {"disability_card_no", "subject_id_no"});
}

}  // namespace

std::vector<RuleCheck> number_checks() {
    return {
        {"R10", {}, shape},
        {"R11", {}, check_characters},
        {"R12", {}, areas},
        {"R14", {}, birth_dates},
        {"R14", {"subject_id_no", "filing_date"}, age_at_filing},
        {"R14", {"family_1_id_no", "filing_date"}, family_at_filing},
        {"R15", {"disability_card_no"}, card_shape},
        {"R16", {"disability_card_no", "subject_id_no"}, card_repeats_id},
    };
}

}  // namespace tanfang

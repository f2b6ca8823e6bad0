#include "pipeline/base/text.h"
#include "pipeline/record/id_number.h"
#include "pipeline/record/rule_run.h"

namespace tanfang {

namespace {

// The people of a sheet: subject, emergency contact, family. (disease_name is no name of a person.)
bool is_name_of_person(const Field& field) {
    return field.type == FieldType::text_line && field.id.ends_with("_name") &&
           field.lexicon.starts_with("surname");
}

bool is_han_or_dot(char32_t c) {
    const bool dot = c == U'·' || c == U'•' || c == U'・';
    return dot || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0x20000 && c <= 0x323AF);
}

void check_name(RuleRun& run, const std::string& id) {
    const auto name = code_points(run.text(id)).value_or(U"");
    if (name.empty())
        return;
    const auto minimum = run.parameter("minimum_length").get<std::size_t>();
    const auto maximum = run.parameter("maximum_length").get<std::size_t>();
    if (name.size() < minimum || name.size() > maximum)
        run.report("length", {id},
                   {{"minimum", std::to_string(minimum)},
                    {"maximum", std::to_string(maximum)},
                    {"count", std::to_string(name.size())}});
    for (const char32_t c : name)
        if (!is_han_or_dot(c))
            return run.report("characters", {id});
    const Lexicon& lexicon = run.knowledge().lexicon;
    const std::string one = utf8(name.substr(0, 1)), two = utf8(name.substr(0, 2));
    if (!lexicon.contains("surname", one) && !lexicon.contains("surname_compound_common", two) &&
        !lexicon.contains("surname_compound_rare", two))
        run.report("surname", {id});
}

void names(RuleRun& run) {
    for (const auto& field : run.page().fields)
        if (is_name_of_person(*field.field))
            check_name(run, field.field->id);
}

void sex_words(RuleRun& run) {
    for (const auto& field : run.page().fields)
        if (field.field->codelist == "sex" && field.sure && field.ink && !claims(field.is.state))
            run.report("word", {field.field->id});
}

void compare_sex(RuleRun& run, const std::string& sex_id, const std::string& number_id) {
    const std::string sex = run.text(sex_id), number = run.id_number(number_id);
    if (!sex.empty() && !number.empty() && sex != (is_male_number(number) ? "male" : "female"))
        run.report("disagree", {sex_id, number_id},
                   {{"sex_field", run.zh(sex_id)}, {"id_field", run.zh(number_id)}});
}

void sex_agrees(RuleRun& run) {
    compare_sex(run, "subject_sex", "subject_id_no");
    for (const char* row : {"1", "2", "3", "4"})
        compare_sex(run, std::string("family_") + row + "_sex",
                    std::string("family_") + row + "_id_no");
}

std::vector<std::string> numbers_of(const std::string& joined) {
    std::vector<std::string> numbers;
    for (std::size_t from = 0; from <= joined.size() && !joined.empty();) {
        const auto to = std::min(joined.find('/', from), joined.size());
        numbers.push_back(joined.substr(from, to - from));
        from = to + 1;
    }
    return numbers;
}

// No landline number begins with 1, with or without its area code.
bool is_meant_as_mobile(const std::string& number) {
    return number[0] == '1';
}

void mobiles(RuleRun& run) {
    for (const auto& field : run.page().fields) {
        if (field.field->type != FieldType::phone)
            continue;
        for (const auto& number : numbers_of(run.text(field.field->id)))
            if (is_meant_as_mobile(number) && (number.size() != 11 || number[1] < '3'))
                run.report("mobile", {field.field->id});
    }
}

bool is_landline(const RuleRun& run, const std::string& number) {
    if (number[0] != '0')
        return number.size() == 7 || number.size() == 8;
    const std::string area = number.substr(0, 4);
    if (lists(run.parameter("eight_digit_areas"), area))
        return number.size() == 12;
    if (lists(run.parameter("seven_digit_areas"), area))
        return number.size() == 11;
    return number.size() >= 10 &&
           number.size() <= 12;  // 0 and two or three digits, then seven or eight
}

void landlines(RuleRun& run) {
    for (const auto& field : run.page().fields) {
        if (field.field->type != FieldType::phone)
            continue;
        for (const auto& number : numbers_of(run.text(field.field->id))) {
            if (is_meant_as_mobile(number))
                continue;
            if (number.size() == 6 && number[0] != '0')
                run.report("short_number", {field.field->id});
            else if (!is_landline(run, number))
                run.report("landline", {field.field->id});
        }
    }
}

void phones_differ(RuleRun& run) {
    for (const auto& own : numbers_of(run.text("subject_phone")))
        for (const auto& contact : numbers_of(run.text("emergency_contact_phone")))
            if (own == contact)
                return run.report("same", {"subject_phone", "emergency_contact_phone"});
}

/// A sheet that was printed for one person and filled in for another.
void registered_person(RuleRun& run) {
    for (const auto& field : run.page().unexpected) run.report("other_person", {field});
}

}  // namespace

std::vector<RuleCheck> person_checks() {
    return {
        {"R01", {}, names},
        {"R02", {}, sex_words},
        {"R13", {}, sex_agrees},
        {"R20", {}, mobiles},
        {"R21", {}, landlines},
        {"R22", {"subject_phone", "emergency_contact_phone"}, phones_differ},
        {"R93", {}, registered_person},
    };
}

}  // namespace tanfang

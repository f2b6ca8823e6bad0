#include "pipeline/record/rule_run.h"
#include "pipeline/record/values.h"

namespace tanfang {

namespace {

constexpr const char* types = "subject_types";
constexpr const char* card_field = "disability_card_no";

void disabled_needs_level(RuleRun& run) {
    const std::string level = run.text("ability_level");
    if (run.has_option(types, "disabled") && (level == "intact" || level == "mild"))
        run.report(level, {types, "ability_level"});
}

void level_needs_disabled(RuleRun& run) {
    const std::string level = run.text("ability_level");
    if (run.claimed(types) != nullptr && !run.has_option(types, "disabled") &&
        (level == "moderate" || level == "severe"))
        run.report("not_ticked", {"ability_level", types});
}

void economic_status(RuleRun& run) {
    const auto marks = run.sure_marks("economic_status");
    if (marks && marks->size() > 1)
        run.report("both", {"economic_status"});
}

void kinless_alone(RuleRun& run) {
    if (run.has_option(types, "kinless") &&
        (run.has_option(types, "empty_nest") || run.has_option(types, "left_behind")))
        run.report("contradiction", {types});
}

// GB/T 4761: 10-12 spouse, 20-39 children and their spouses.
bool is_spouse(const std::string& code) {
    return code >= "10" && code <= "12";
}
bool is_child(const std::string& code) {
    return code >= "20" && code <= "39";
}

void family_fits_types(RuleRun& run) {
    const CodeList& relations = run.model().codelists.at("family_relation");
    bool all_known = true, has_child = false;
    for (const char* row : {"1", "2", "3", "4"}) {
        const std::string id = std::string("family_") + row + "_relation";
        all_known = all_known && run.claimed(id) != nullptr;
        const std::string code = code_of_word(relations, run.text(id));
        has_child = has_child || is_child(code);
        if (run.has_option(types, "kinless") && (is_spouse(code) || is_child(code)))
            run.report("kinless_with_family", {types, id});
    }
    if (all_known && !has_child &&
        (run.has_option(types, "empty_nest") || run.has_option(types, "left_behind")))
        run.report("no_child", {types, "family_1_relation"});
}

void card_of_severe_disability(RuleRun& run) {
    if (run.claimed(types) == nullptr)
        return;
    const bool ticked = run.has_option(types, "severe_disability");
    if (ticked && run.is_absent(card_field))
        run.report("no_number", {card_field, types});
    else if (!ticked && run.has_ink(card_field))
        run.report("not_ticked", {types, card_field});
}

void grade_of_severe_disability(RuleRun& run) {
    constexpr std::size_t grade_at = 19;
    const std::string number = run.text(card_field);
    if (run.has_option(types, "severe_disability") && number.size() > grade_at &&
        number[grade_at] > '2')
        run.report("grade", {card_field, types}, {{"grade", number.substr(grade_at, 1)}});
}

void priority_class(RuleRun& run) {
    const auto marks = run.sure_marks("priority_class");
    if (marks && marks->size() != 1)
        run.report(marks->empty() ? "none" : "several", {"priority_class"});
}

std::string option_name(const RuleRun& run, const std::string& id) {
    for (const auto& option : run.claimed(types)->field->options)
        if (option.id == id)
            return option.zh;
    return id;
}

void lists_of_departments(RuleRun& run) {
    const std::string number = run.id_number("subject_id_no");
    const auto& on_lists = run.knowledge().on_lists;
    if (!on_lists || number.empty() || run.claimed(types) == nullptr)
        return;
    for (const auto& [type, listed] : on_lists(number)) {
        const bool ticked = run.has_option(types, type);
        if (ticked != listed)
            run.report(ticked ? "not_listed" : "listed", {types, "subject_id_no"},
                       {{"type", option_name(run, type)}});
    }
}

}  // namespace

std::vector<RuleCheck> category_checks() {
    return {
        {"R50", {types, "ability_level"}, disabled_needs_level},
        {"R51", {"ability_level", types}, level_needs_disabled},
        {"R52", {"economic_status"}, economic_status},
        {"R53", {types}, kinless_alone},
        {"R54", {types, "family_1_relation"}, family_fits_types},
        {"R55", {card_field, types}, card_of_severe_disability},
        {"R56", {card_field, types}, grade_of_severe_disability},
        {"R58", {"priority_class"}, priority_class},
        {"R59", {types, "subject_id_no"}, lists_of_departments},
    };
}

}  // namespace tanfang

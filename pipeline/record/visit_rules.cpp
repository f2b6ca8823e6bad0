#include "pipeline/record/rule_run.h"

namespace tanfang {

namespace {

constexpr const char* population = "population_change";

std::string option_zh(const RuleRun& run, const std::string& field, const std::string& option) {
    for (const auto& candidate : run.model().find(field)->options)
        if (candidate.id == option)
            return candidate.zh;
    return option;
}

/// Ticking a change and giving its number go together.
void check_change(RuleRun& run, const std::string& option, const std::string& count_id) {
    const bool ticked = run.has_option(population, option);
    const auto count = run.amount(count_id);
    const Words words = {{"option", option_zh(run, population, option)}};
    if (ticked && (run.is_absent(count_id) || (count && *count < 1)))
        run.report("no_count", {count_id, population}, words);
    else if (!ticked && count && *count >= 1)
        run.report("not_ticked", {count_id, population}, words);
}

void population_change(RuleRun& run) {
    const FieldMeaning* change = run.claimed(population);
    if (change == nullptr)
        return;
    if (run.has_option(population, "none") && change->marked.size() > 1)
        run.report("exclusive", {population});
    if (run.has_option(population, "increase") && run.has_option(population, "decrease"))
        run.report("both", {population});
    check_change(run, "increase", "population_increase");
    check_change(run, "decrease", "population_decrease");
}

void suggest_assessment(RuleRun& run) {
    for (const char* id : {"expression_ability", "mobility"})
        if (run.text(id) == "worse")
            run.report("worse", {id});
}

void disease(RuleRun& run) {
    const auto marks = run.sure_marks("disease_status");
    if (!marks)
        return;
    if (marks->size() != 1)
        return run.report(marks->empty() ? "none" : "several", {"disease_status"});
    const bool serious = marks->front() == "serious";
    if (serious && run.is_absent("disease_name"))
        run.report("no_name", {"disease_name", "disease_status"});
    else if (!serious && run.has_ink("disease_name"))
        run.report("name", {"disease_status", "disease_name"});
}

bool says_no_need(const RuleRun& run) {
    return run.is_absent("care_needs") ||
           run.knowledge().lexicon.contains("no_need", run.text("care_needs"));
}

void problem_needs_words(RuleRun& run) {
    if (!says_no_need(run))
        return;
    for (const auto& field : run.page().fields) {
        if (field.field->type != FieldType::choice_single)
            continue;
        const std::string option = run.text(field.field->id);
        if (option == "worse" || option == "unsafe" || option == "serious")
            return run.report("no_need", {field.field->id, "care_needs"},
                              {{"option", option_zh(run, field.field->id, option)}});
    }
}

void route_needs(RuleRun& run) {
    if (says_no_need(run))
        return;
    std::string names;
    for (const auto& department : departments_for(run.knowledge().routing, run.text("care_needs")))
        names += (names.empty() ? "" : "、") + department;
    if (!names.empty())
        run.report("route", {"care_needs"}, {{"departments", names}});
}

}  // namespace

std::vector<RuleCheck> visit_checks() {
    return {
        {"R65", {population, "population_increase", "population_decrease"}, population_change},
        {"R66", {"expression_ability", "mobility"}, suggest_assessment},
        {"R67", {"disease_status", "disease_name"}, disease},
        {"R68", {"care_needs"}, problem_needs_words},
        {"R69", {"care_needs"}, route_needs},
    };
}

}  // namespace tanfang

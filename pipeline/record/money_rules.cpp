#include "pipeline/record/rule_run.h"

#include <cmath>

namespace tanfang {

namespace {

void amounts(RuleRun& run) {
    const double maximum = run.parameter("maximum");
    for (const auto& field : run.page().fields) {
        if (field.field->type != FieldType::money || !field.sure || !field.ink)
            continue;
        const std::string& id = field.field->id;
        const std::string value = run.text(id);
        if (value.empty()) {
            run.report("not_a_number", {id});
            continue;
        }
        if (*run.amount(id) > maximum)
            run.report("range", {id},
                       {{"value", value}, {"maximum", std::to_string(std::lround(maximum))}});
        const auto dot = value.find('.');
        if (dot != std::string::npos && value.size() - dot - 1 > 2)
            run.report("decimals", {id});
    }
}

void incomes(RuleRun& run) {
    const auto own = run.amount("disposable_income_monthly"),
               household = run.amount("household_income_monthly");
    if (own && household && *own > *household)
        run.report("more", {"disposable_income_monthly", "household_income_monthly"});
}

/// An amount that could not be read counts as written, unless its best reading is nothing or 0.
bool is_amount_written(const RuleRun& run, const char* id) {
    const FieldMeaning* amount = run.page().find(id);
    return amount->ink && amount->is.value != "0";
}

bool is_no_amount(const RuleRun& run, const char* id) {
    return run.is_absent(id) || run.amount(id) == 0.0;
}

void pension(RuleRun& run) {
    const auto marks = run.sure_marks("pension_status");
    if (!marks)
        return;
    if (marks->size() != 1)
        return run.report(marks->empty() ? "none" : "several", {"pension_status"});
    const char* amount = "pension_amount_monthly";
    const bool has = marks->front() == "has";
    if (has && is_no_amount(run, amount))
        run.report("no_amount", {amount, "pension_status"});
    else if (!has && is_amount_written(run, amount))
        run.report("amount", {"pension_status", amount});
}

bool is_nothing_word(const RuleRun& run, const char* id) {
    return run.knowledge().lexicon.contains("nothing_words", run.text(id));
}

/// Something other than 无 stands there, read or not.
bool is_said(const RuleRun& run, const char* id) {
    return run.has_ink(id) && !is_nothing_word(run, id);
}

/// It claims that nothing or 无 stands there: a place that asks is neither said nor silent.
bool is_silent(const RuleRun& run, const char* id) {
    return run.is_absent(id) || is_nothing_word(run, id);
}

void subsidies(RuleRun& run) {
    const char *items = "subsidy_items", *amount = "subsidy_amount_monthly";
    if (is_said(run, items) && is_no_amount(run, amount))
        run.report("no_amount", {amount, items});
    else if (is_amount_written(run, amount) && is_silent(run, items))
        run.report("no_items", {items, amount});
}

void status_without_subsidy(RuleRun& run) {
    const FieldMeaning* status = run.claimed("economic_status");
    if (status != nullptr && !status->marked.empty() && is_silent(run, "subsidy_items"))
        run.report("status_without_items", {"subsidy_items", "economic_status"});
}

void assistance(RuleRun& run) {
    const FieldMeaning* organisations = run.claimed("assist_orgs");
    if (organisations == nullptr)
        return;
    const char *person = "assist_person", *measures = "assist_measures";
    if (!organisations->marked.empty() && is_silent(run, person) && is_silent(run, measures))
        run.report("no_help", {person, measures, "assist_orgs"});
    else if (organisations->marked.empty() && (is_said(run, person) || is_said(run, measures)))
        run.report("no_organisation", {"assist_orgs", person, measures});
}

}  // namespace

std::vector<RuleCheck> money_checks() {
    return {
        {"R60", {}, amounts},
        {"R61", {"disposable_income_monthly", "household_income_monthly"}, incomes},
        {"R62", {"pension_status", "pension_amount_monthly"}, pension},
        {"R63", {"subsidy_items", "subsidy_amount_monthly"}, subsidies},
        {"R63", {"economic_status", "subsidy_items"}, status_without_subsidy},
        {"R64", {"assist_orgs", "assist_person", "assist_measures"}, assistance},
    };
}

}  // namespace tanfang

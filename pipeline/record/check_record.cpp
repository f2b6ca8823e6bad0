#include "pipeline/record/check_record.h"

#include "pipeline/record/known_values.h"
#include "pipeline/record/rule_run.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

constexpr double unsure_blank = 0.5;  // confidence; chosen

const std::vector<RuleCheck>& all_checks() {
    static const std::vector<RuleCheck> checks = [] {
        std::vector<RuleCheck> all;
        for (const auto& part :
             {person_checks(), number_checks(), date_checks(), place_checks(), category_checks(),
              money_checks(), visit_checks(), family_checks(), sheet_checks()})
            all.insert(all.end(), part.begin(), part.end());
        std::stable_sort(all.begin(), all.end(), [](const RuleCheck& a, const RuleCheck& b) {
            return std::string_view(a.rule) < b.rule;
        });
        return all;
    }();
    return checks;
}

/// @param not_evaluated  gains the rules that lack some of their fields
void run_checks(const PageFields& page, const FieldModel& model, const Knowledge& knowledge,
                std::vector<Finding>& findings, std::set<std::string>& not_evaluated) {
    for (const auto& check : all_checks()) {
        const Rule& rule = knowledge.rules.at(check.rule);
        if (!rule.enabled)
            continue;
        const auto here = std::count_if(check.fields.begin(), check.fields.end(),
                                        [&](const char* id) { return page.find(id) != nullptr; });
        if (here == std::ssize(check.fields)) {
            RuleRun run(rule, page, model, knowledge, findings);
            check.check(run);
        } else if (here > 0) {
            not_evaluated.insert(rule.id);
        }
    }
}

/// What is known on the day of the sheet, where that is claimed; nothing where it is as today.
std::optional<Knowledge> known_then(const PageFields& page, const Knowledge& knowledge) {
    for (const char* id : {"visit_date", "filing_date"}) {
        const FieldMeaning* day = page.find(id);
        if (day != nullptr && claims(day->is.state) && day->is.value.is_string())
            return knowledge_on(knowledge, day->is.value.get<std::string>());
    }
    return std::nullopt;
}

/// Who ticks 减少 writes how many: where nothing is seen of it, it may stand beside its place.
void doubt_blanks_of_marked_options(const PageFields& page, CheckedRecord& record) {
    std::set<std::string> due;
    for (const FieldMeaning& meaning : page.fields)
        for (const FieldOption& option : meaning.field->options)
            if (std::find(meaning.marked.begin(), meaning.marked.end(), option.id) !=
                meaning.marked.end())
                due.insert(option.follow_up);
    for (auto& [id, is] : record.fields)
        if (is.state == FieldState::blank && due.contains(id)) {
            is.state = FieldState::doubtful;
            is.confidence = std::min(is.confidence, unsure_blank);
        }
}

/// Whether nobody has said what a rule needs that is evaluated on a single page.
bool lacks_knowledge(const std::string& rule, const Knowledge& knowledge) {
    if (rule == "R40" || rule == "R41")
        return knowledge.divisions.empty();
    if (rule == "R42")
        return knowledge.townships.empty();
    if (rule == "R57")
        return !knowledge.divisions.has_urban_rural();
    return rule != "R59" || !knowledge.on_lists || knowledge.on_lists("").empty();
}

CheckedRecord checked(const PageFields& page, const FieldModel& model, const Knowledge& knowledge) {
    CheckedRecord record;
    for (const auto& field : page.fields) record.fields.emplace_back(field.field->id, field.is);
    if (page.fields.empty())
        return record;

    std::set<std::string> not_evaluated;
    run_checks(page, model, knowledge, record.findings, not_evaluated);
    doubt_blanks_of_marked_options(page, record);  // the rules have told what is missing
    for (const auto& [id, rule] : knowledge.rules) {
        const bool concerns =
            std::find(rule.forms.begin(), rule.forms.end(), model.form) != rule.forms.end();
        if (rule.enabled && concerns && !rule.not_evaluated.empty() &&
            lacks_knowledge(id, knowledge))
            not_evaluated.insert(id);
    }
    record.not_evaluated.assign(not_evaluated.begin(), not_evaluated.end());
    return record;
}

}  // namespace

CheckedRecord check_record(const Readings& readings, const FormTemplate& form,
                           const FieldModel& model, const Knowledge& knowledge,
                           const Expected& expected) {
    const PageFields page = decode_fields(readings, form, model, knowledge, expected);
    const auto then = known_then(page, knowledge);
    return then ? checked(decode_fields(readings, form, model, *then, expected), model, *then)
                : checked(page, model, knowledge);
}

std::vector<Finding> check_values(const Json& fields, const FieldModel& model,
                                  const Knowledge& knowledge) {
    std::vector<Finding> findings;
    std::set<std::string> not_evaluated;
    PageFields page = meaning_of_values(fields, model, knowledge);
    const auto then = known_then(page, knowledge);
    if (then)
        page = meaning_of_values(fields, model, *then);
    if (!page.fields.empty())
        run_checks(page, model, then ? *then : knowledge, findings, not_evaluated);
    return findings;
}

}  // namespace tanfang

#include "pipeline/record/rule_run.h"

namespace tanfang {

namespace {

void signatures(RuleRun& run) {
    for (const auto& field : run.page().fields)
        if (field.field->type == FieldType::signature && field.field->required &&
            run.is_absent(field.field->id))
            run.report("missing", {field.field->id});
}

void service_method(RuleRun& run) {
    const auto marks = run.sure_marks("service_method");
    if (!marks)
        return;
    if (marks->size() != 1)
        return run.report(marks->empty() ? "none" : "several", {"service_method"});
    if (!run.is_absent("subject_signature"))
        return;
    if (marks->front() == "home")
        run.report("no_signature", {"subject_signature", "service_method"});
    else if (marks->front() == "phone" || marks->front() == "online_av")
        run.report("not_needed", {"subject_signature", "service_method"});
}

void kind_of_signature(RuleRun& run) {
    const FieldMeaning* signature = run.claimed("subject_signature");
    const Json kind = signature == nullptr ? Json() : signature->is.value["kind"];
    if (kind == "fingerprint")
        run.report("kind", {"subject_signature"}, {{"kind", "按手印"}});
    else if (kind == "proxy")
        run.report("kind", {"subject_signature"}, {{"kind", "代签"}});
}

void choices_of_one(RuleRun& run) {
    const Json& elsewhere = run.parameter("judged_elsewhere");
    for (const auto& field : run.page().fields) {
        const std::string& id = field.field->id;
        if (!field.field->is_choice())
            continue;
        if (field.filled_beside_tick)
            run.report("filled_beside_tick", {id});
        const bool judged_here =
            std::find(elsewhere.begin(), elsewhere.end(), id) == elsewhere.end();
        if (field.field->type == FieldType::choice_multi || !field.sure || !judged_here)
            continue;
        if (field.marked.size() > 1)
            run.report("several", {id});
        else if (field.marked.empty() && field.field->type == FieldType::choice_single)
            run.report("none", {id});
    }
}

void cancelled_boxes(RuleRun& run) {
    for (const auto& field : run.page().fields)
        if (field.cancelled)
            run.report("cancelled", {field.field->id});
}

}  // namespace

std::vector<RuleCheck> sheet_checks() {
    return {
        {"R80", {}, signatures},
        {"R81", {"service_method", "subject_signature"}, service_method},
        {"R82", {"subject_signature"}, kind_of_signature},
        {"R94", {}, choices_of_one},
        {"R96", {}, cancelled_boxes},
    };
}

}  // namespace tanfang

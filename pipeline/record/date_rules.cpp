#include "pipeline/record/rule_run.h"

namespace tanfang {

namespace {

void real_dates(RuleRun& run) {
    const int first = run.parameter("first_year"), last = year_of(run.knowledge().today);
    for (const auto& field : run.page().fields) {
        if (field.field->type != FieldType::date || !field.sure || !field.ink)
            continue;
        const std::string& id = field.field->id;
        const auto date =
            parse_date(field.is.value.is_string() ? field.is.value.get<std::string>() : "");
        const bool has_gap = field.written.starts_with('-') || field.written.ends_with('-') ||
                             field.written.find("--") != std::string::npos;
        if (has_gap)
            run.report("incomplete", {id});
        else if (!date)
            run.report("no_such_day", {id});
        else if (year_of(*date) < first || year_of(*date) > last)
            run.report("year", {id},
                       {{"first", std::to_string(first)}, {"last", std::to_string(last)}});
    }
}

// The day of the scan is not known to a single sheet; it is not after today.
void filed_by_today(RuleRun& run) {
    const auto filing = run.date("filing_date");
    if (filing && *filing > run.knowledge().today)
        run.report("future", {"filing_date"});
}

void signed_by_today(RuleRun& run) {
    const auto day = run.date("staff_signature_date");
    if (day && *day > run.knowledge().today)
        run.report("future", {"staff_signature_date"});
}

void signed_after_filing(RuleRun& run) {
    const auto signature = run.date("staff_signature_date"), filing = run.date("filing_date");
    const int tolerated = run.parameter("days_before_filing");
    if (signature && filing && days_between(*signature, *filing) > tolerated)
        run.report("before_filing", {"staff_signature_date", "filing_date"});
}

void visited_by_today(RuleRun& run) {
    const auto visit = run.date("visit_date");
    const int days_ahead = visit ? days_between(run.knowledge().today, *visit) : 0;
    if (days_ahead > run.parameter("days_tolerated").get<int>())
        run.report("future", {"visit_date"});
    else if (days_ahead > 0)
        run.report("tomorrow", {"visit_date"});
}

}  // namespace

std::vector<RuleCheck> date_checks() {
    return {
        {"R30", {}, real_dates},
        {"R31", {"filing_date"}, filed_by_today},
        {"R32", {"staff_signature_date"}, signed_by_today},
        {"R32", {"staff_signature_date", "filing_date"}, signed_after_filing},
        {"R34", {"visit_date"}, visited_by_today},
    };
}

}  // namespace tanfang

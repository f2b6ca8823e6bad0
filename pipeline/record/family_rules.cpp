#include "pipeline/record/id_number.h"
#include "pipeline/record/rule_run.h"
#include "pipeline/record/values.h"

namespace tanfang {

namespace {

constexpr int rows = 4;

std::string in_row(int row, const char* what) {
    return "family_" + std::to_string(row) + "_" + what;
}

bool is_row_written(const RuleRun& run, int row) {
    for (const char* what : {"name", "sex", "relation", "id_no", "health", "visits_often"})
        if (run.has_ink(in_row(row, what)))
            return true;
    return false;
}

void filled_from_the_top(RuleRun& run) {
    bool gap = false;
    for (int row = 1; row <= rows; ++row) {
        const Words number = {{"row", std::to_string(row)}};
        if (!is_row_written(run, row)) {
            gap = true;
            continue;
        }
        if (gap)
            run.report("gap", {in_row(row, "name")}, number);
        if (run.is_absent(in_row(row, "name")) || run.is_absent(in_row(row, "relation")))
            run.report("incomplete", {in_row(row, "name"), in_row(row, "relation")}, number);
    }
}

void numbers_differ(RuleRun& run) {
    for (int row = 2; row <= rows; ++row)
        for (int above = 1; above < row; ++above) {
            const std::string number = run.id_number(in_row(row, "id_no"));
            if (!number.empty() && number == run.id_number(in_row(above, "id_no")))
                run.report("same", {in_row(row, "id_no"), in_row(above, "id_no")},
                           {{"other", run.zh(in_row(above, "id_no"))}});
        }
}

std::string relation_code(const RuleRun& run, int row) {
    return code_of_word(run.model().codelists.at("family_relation"),
                        run.text(in_row(row, "relation")));
}

// GB/T 4761: 01 the person, 02 head of the household.
bool is_self_or_head(const std::string& code) {
    return code == "01" || code == "02";
}

void subject_among_family(RuleRun& run) {
    const std::string subject = run.id_number("subject_id_no");
    for (int row = 1; row <= rows; ++row)
        if (!subject.empty() && run.id_number(in_row(row, "id_no")) == subject &&
            run.claimed(in_row(row, "relation")) != nullptr &&
            !is_self_or_head(relation_code(run, row)))
            run.report("subject", {in_row(row, "id_no"), "subject_id_no", in_row(row, "relation")});
}

void relation_fits_sex(RuleRun& run) {
    for (int row = 1; row <= rows; ++row) {
        const std::string code = relation_code(run, row), sex = run.text(in_row(row, "sex"));
        if ((sex == "female" && lists(run.parameter("male"), code)) ||
            (sex == "male" && lists(run.parameter("female"), code)))
            run.report("disagree", {in_row(row, "relation"), in_row(row, "sex")},
                       {{"relation", run.text(in_row(row, "relation"))}});
    }
}

std::optional<Date> born(const RuleRun& run, const std::string& id) {
    const std::string number = run.id_number(id);
    return number.empty() ? std::nullopt : birth_date(number);
}

/// The head is the family member who is called so, else the subject.
std::string head_of_household(const RuleRun& run) {
    for (int row = 1; row <= rows; ++row)
        if (relation_code(run, row) == "02")
            return in_row(row, "id_no");
    return "subject_id_no";
}

void generations(RuleRun& run) {
    const std::string head_id = head_of_household(run);
    const auto head = born(run, head_id);
    const int minimum = run.parameter("minimum_years");
    for (int row = 1; head && row <= rows; ++row) {
        const auto member = born(run, in_row(row, "id_no"));
        const std::string code = relation_code(run, row);
        if (!member)
            continue;
        const bool child = lists(run.parameter("children"), code),
                   parent = lists(run.parameter("parents"), code);
        if ((child && whole_years(*head, *member) < minimum) ||
            (parent && whole_years(*member, *head) < minimum))
            run.report("age", {in_row(row, "relation"), in_row(row, "id_no"), head_id},
                       {{"relation", run.text(in_row(row, "relation"))},
                        {"minimum", std::to_string(minimum)}});
    }
}

}  // namespace

std::vector<RuleCheck> family_checks() {
    return {
        {"R70", {"family_1_name"}, filled_from_the_top},
        {"R71", {"family_1_id_no"}, numbers_differ},
        {"R71", {"family_1_id_no", "subject_id_no"}, subject_among_family},
        {"R72", {"family_1_relation"}, relation_fits_sex},
        {"R73", {"family_1_id_no", "subject_id_no"}, generations},
    };
}

}  // namespace tanfang

#include "pipeline/station/review_policy.h"

#include "pipeline/station/doubts.h"

#include <algorithm>

namespace tanfang {

namespace {

const std::string keyed_blind = "blind_key";  // how the names of these policies begin
const std::string no_question = "auto";

void add_policies(const Json& fields, std::map<std::string, std::string>& policies) {
    for (const auto& field : fields) policies[field.at("id")] = field.value("review", no_question);
}

bool lists(const Json& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

/// A claim of what somebody wrote on a scan.
bool is_read_from_paper(const std::string& field, const Json& record) {
    const Json& is = record.at("fields").at(field);
    const bool claimed = is.at("state") == "read" || is.at("state") == "derived";
    if (!claimed || is.at("value").is_null() || lists(record.at("open"), field))
        return false;
    const Json& pages = record.at("pages");
    return std::any_of(pages.begin(), pages.end(), [&](const Json& page) {
        return !page.value("registration", Json()).is_null() && stands_on(field, page);
    });
}

/// Where the number of the person stands to whom the field belongs: that of a row of the family
/// table in the same row.
std::string number_beside(const std::string& field) {
    const auto end = field.find_last_of('_');
    const bool in_family = field.starts_with("family_");
    return in_family ? field.substr(0, end) + "_id_no" : "subject_id_no";
}

/// While the number asks itself, the field waits for it. One that contradicts the field is a matter
/// of the rules.
bool lacks_number(const std::string& field, const Json& record) {
    const std::string number = number_beside(field);
    const Json& fields = record.at("fields");
    if (!fields.contains(number) || lists(record.at("open"), number))
        return false;
    return !fields[number].at("value").is_string();
}

bool begins_with_number(const std::string& card, const Json& record) {
    const Json &fields = record.at("fields"), &number = fields.value("subject_id_no", Json());
    return number.is_object() && number.at("value").is_string() &&
           card.starts_with(number["value"].get<std::string>());
}

bool does_not_follow(const std::string& field, const Json& record) {
    const Json& link = record.at("link");
    const Json findings = link.is_object() ? link.value("findings", Json::array()) : Json::array();
    return std::any_of(findings.begin(), findings.end(), [&](const Json& finding) {
        return finding.at("rule") == "R35" && lists(finding.at("fields"), field);
    });
}

bool is_to_confirm(const std::string& field, const std::string& policy, const Json& record) {
    const Json& value = record.at("fields").at(field).at("value");
    if (policy == "confirm")
        return true;
    if (policy == "auto_if_margin")
        return value.is_object() && value.value("code", Json()).is_null();
    if (policy == "auto_if_agrees_with_id")
        return lacks_number(field, record);
    if (policy == "checksum_and_cross_id")
        return !lists(record.at("open"), "subject_id_no") &&
               !begins_with_number(value.get<std::string>(), record);
    return policy == "auto_if_sequence_fits" && does_not_follow(field, record);
}

}  // namespace

const std::string& ReviewPolicies::of(const std::string& field) const {
    const auto found = by_field_.find(field);
    return found == by_field_.end() ? no_question : found->second;
}

bool ReviewPolicies::is_blind(const std::string& field) const {
    return of(field).starts_with(keyed_blind);
}

bool ReviewPolicies::is_always_blind(const std::string& field) const {
    return of(field) == keyed_blind;
}

ReviewPolicies review_policies(const Json& fields, const std::string& form, const Json& changes) {
    std::map<std::string, std::string> policies;
    for (const auto& candidate : fields.at("forms")) {
        if (candidate.at("id") != form)
            continue;
        for (const auto& section : candidate.at("sections")) {
            add_policies(section.value("fields", Json::array()), policies);
            for (const auto& row : section.value("row_fields", Json::array()))
                add_policies(row.at("fields"), policies);
        }
    }
    for (const auto& [field, policy] : changes.items()) {
        if (!policies.contains(field))
            throw Error(Fault::bad_settings, "review", form + " 没有这一项：" + field);
        if (!fields.at("review_policies").contains(policy.get<std::string>()))
            throw Error(Fault::bad_settings, "review",
                        field + "：没有这种复核方式 " + policy.get<std::string>());
        policies[field] = policy;
    }
    return ReviewPolicies(std::move(policies));
}

std::vector<std::string> to_confirm(const Json& record, const FieldModel& model,
                                    const ReviewPolicies& policies) {
    std::vector<std::string> fields;
    for (const auto& field : model.fields)
        if (policies.of(field.id) != no_question && record.at("fields").contains(field.id) &&
            is_read_from_paper(field.id, record) &&
            is_to_confirm(field.id, policies.of(field.id), record))
            fields.push_back(field.id);
    return fields;
}

}  // namespace tanfang

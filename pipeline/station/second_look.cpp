#include "pipeline/station/second_look.h"

#include <algorithm>
#include <map>

namespace tanfang {

namespace {

const std::string keyed_twice = "blind_key";  // how the names of these policies begin

/// The decisions about each field that were not taken back, in order.
std::map<std::string, std::vector<Json>> decisions_by_field(const Json& decisions) {
    std::set<int> undone;
    for (const auto& decision : decisions)
        if (decision.at("kind") == "undo")
            undone.insert(decision.at("undoes").get<int>());
    std::map<std::string, std::vector<Json>> by_field;
    for (const auto& decision : decisions)
        if (decision.at("kind") != "undo" && !undone.contains(decision.at("number").get<int>()))
            by_field[decision.at("field")].push_back(decision);
    return by_field;
}

bool is_done(const std::vector<Json>& decisions) {
    const Json& last = decisions.back();
    const bool only_confirmed =
        std::all_of(decisions.begin(), decisions.end(),
                    [](const Json& decision) { return decision.at("kind") == "as_read"; });
    return only_confirmed ||
           std::any_of(decisions.begin(), decisions.end(), [&](const Json& decision) {
               return decision.at("by") != last.at("by") &&
                      decision.at("value") == last.at("value");
           });
}

}  // namespace

std::set<std::string> blind_fields(const Json& fields, const std::string& form,
                                   const Json& changes) {
    std::map<std::string, std::string> policies;
    for (const auto& candidate : fields.at("forms")) {
        if (candidate.at("id") != form)
            continue;
        for (const auto& section : candidate.at("sections"))
            for (const auto& field : section.value("fields", Json::array()))
                policies[field.at("id")] = field.value("review", "");
    }
    for (const auto& [field, policy] : changes.items()) {
        if (!policies.contains(field))
            throw Error(Fault::bad_settings, "review", form + " 没有这一项：" + field);
        if (!fields.at("review_policies").contains(policy.get<std::string>()))
            throw Error(Fault::bad_settings, "review",
                        field + "：没有这种复核方式 " + policy.get<std::string>());
        policies[field] = policy;
    }
    std::set<std::string> blind;
    for (const auto& [field, policy] : policies)
        if (policy.starts_with(keyed_twice))
            blind.insert(field);
    return blind;
}

std::vector<SecondLook> second_looks(const Json& record, const std::set<std::string>& wanted) {
    std::vector<SecondLook> waiting;
    for (const auto& [field, decisions] : decisions_by_field(record.at("decisions")))
        if (wanted.contains(field) && !is_done(decisions))
            waiting.push_back({field, decisions.back().at("by")});
    return waiting;
}

}  // namespace tanfang

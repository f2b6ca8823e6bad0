#include "pipeline/station/second_look.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

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

std::vector<SecondLook> second_looks(const Json& record, const ReviewPolicies& policies) {
    std::vector<SecondLook> waiting;
    for (const auto& [field, decisions] : decisions_by_field(record.at("decisions")))
        if (policies.is_blind(field) && !is_done(decisions))
            waiting.push_back({field, decisions.back().at("by")});
    return waiting;
}

}  // namespace tanfang

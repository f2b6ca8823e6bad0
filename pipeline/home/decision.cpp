#include "pipeline/home/decision.h"

#include <array>
#include <set>
#include <stdexcept>
#include <utility>

namespace tanfang {

namespace {

constexpr std::array<std::pair<DecisionKind, const char*>, 5> kinds = {{
    {DecisionKind::value, "value"},
    {DecisionKind::as_read, "as_read"},
    {DecisionKind::unreadable, "unreadable"},
    {DecisionKind::voided, "voided"},
    {DecisionKind::rescan, "rescan"},
}};

std::set<int> taken_back(const Json& decisions) {
    std::set<int> numbers;
    for (const auto& decision : decisions)
        if (decision.at("kind") == "undo")
            numbers.insert(decision.at("undoes").get<int>());
    return numbers;
}

}  // namespace

std::string decision_kind_name(DecisionKind kind) {
    for (const auto& [known, name] : kinds)
        if (known == kind)
            return name;
    throw std::logic_error("unknown kind of decision");
}

DecisionKind decision_kind_named(const std::string& name) {
    for (const auto& [kind, known] : kinds)
        if (known == name)
            return kind;
    throw Error(Fault::bad_usage, "", "没有这种处理方式");
}

std::map<std::string, Json> standing_decisions(const Json& decisions) {
    const auto undone = taken_back(decisions);
    std::map<std::string, Json> standing;
    for (const auto& decision : decisions)
        if (decision.at("field") != "" && decision.at("kind") != "undo" &&
            !undone.contains(decision.at("number").get<int>()))
            standing[decision.at("field").get<std::string>()] = decision;
    return standing;
}

std::optional<Json> standing_of_record(const Json& decisions, DecisionKind kind,
                                       std::size_t pages) {
    const auto undone = taken_back(decisions);
    std::optional<Json> standing;
    for (const auto& decision : decisions)
        if (decision.at("kind") == decision_kind_name(kind) && decision.at("pages") == pages &&
            !undone.contains(decision.at("number").get<int>()))
            standing = decision;
    return standing;
}

std::optional<int> last_decision_of(const Json& decisions, const std::string& actor) {
    const auto undone = taken_back(decisions);
    std::optional<int> last;
    for (const auto& decision : decisions) {
        const int number = decision.at("number");
        if (decision.at("kind") != "undo" && decision.at("by") == actor && !undone.contains(number))
            last = number;
    }
    return last;
}

}  // namespace tanfang

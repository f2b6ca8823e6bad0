#include "pipeline/register/unlinked_visit.h"

#include <unordered_map>

namespace tanfang {

namespace {

/// Everybody, with what is known of them when the visit was made.
std::vector<RegisteredPerson> people_at(Home& home, const UnknownVisit& visit) {
    std::vector<RegisteredPerson> people;
    home.people().each([&](const Person& person) { people.push_back({person, {}, false, {}}); });
    const auto known_month = month_of(visit);
    if (!known_month)
        return people;
    const std::string& month = *known_month;
    const auto visits = home.visits(month);
    std::unordered_map<std::string, PrintedSheet> sheets;
    for (auto& sheet : home.printed_sheets().of_month("visit", month))
        sheets.insert_or_assign(sheet.person, sheet);
    for (auto& known : people) {
        if (visit.ordinal)  // all that the last visit is asked for, and it is dear
            known.last = home.last_visit(known.person.id, visit.day.value_or(month + "-01"));
        known.visited = visits.contains(known.person.id);
        if (const auto sheet = sheets.find(known.person.id); sheet != sheets.end())
            known.sheet = sheet->second;
    }
    return people;
}

}  // namespace

std::vector<LinkCandidate> candidates_in_home(Home& home, const Json& record, std::size_t most) {
    const UnknownVisit visit =
        unknown_visit(record, home.links().pile_around(record.at("record"), pile_reach));
    return link_candidates(visit, people_at(home, visit), most);
}

}  // namespace tanfang

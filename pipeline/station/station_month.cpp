#include "pipeline/register/visit_rate.h"
#include "pipeline/station/station_call.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

constexpr std::size_t most_listed = 2000;  // people on one screen
constexpr std::size_t most_kept = 100;     // months, of all divisions that were asked for
constexpr int share_of_time = 100;  // a large register is not gone through for more of the time

/// @throws Error  Fault::bad_usage if it is none
void expect_month(const std::string& month) {
    const bool plain = month.size() == 7 && month[4] == '-' && month.substr(5) >= "01" &&
                       month.substr(5) <= "12" &&
                       std::count_if(month.begin(), month.end(), [](char letter) {
                           return letter >= '0' && letter <= '9';
                       }) == 6;
    if (!plain)
        throw Error(Fault::bad_usage, "", "月份应为 年-月，如 2026-11");
}

Json rate_json(const PlaceRate& rate) {
    return {{"township", rate.township},
            {"village", rate.village},
            {"registered", rate.registered},
            {"visited", rate.visited},
            {"in_review", rate.in_review}};
}

/// [["2026-03-02", 5], ...]: how many had been visited by the end of each day that has visits.
Json progress(const std::unordered_map<std::string, std::string>& first_visits,
              const std::set<std::string>& counted) {
    std::map<std::string, int> by_day;
    for (const auto& [person, day] : first_visits)
        if (counted.contains(person))
            ++by_day[day];
    Json days = Json::array();
    int visited = 0;
    for (const auto& [day, count] : by_day) days.push_back(Json::array({day, visited += count}));
    return days;
}

}  // namespace

/// Precondition: the caller has the home. The same as before while that is recent enough for what
/// it took.
const Station::MonthView& Station::month_of(const Call& call, const std::string& month) {
    using Clock = std::chrono::steady_clock;
    const AccountDivision& division = call.session.account.division;
    if (months_.size() >= most_kept)
        months_.clear();
    MonthView& view = months_[{division.code + division.name, month}];
    const auto start = Clock::now();
    if (view.made && start - *view.made < share_of_time * view.took)
        return view;
    std::set<std::string> counted;
    view.rate =
        rate_of_month(home_.people(), month, home_.visits(month), [&](const Person& person) {
            if (!lies_in(place_of(person), division))
                return false;
            counted.insert(person.id);
            return true;
        });
    view.days = progress(home_.first_visits(month), counted);
    view.made = start;
    view.took = Clock::now() - start;
    return view;
}

/// How many of those who live where the account sees were visited in a month.
HttpResponse Station::month(const Call& call) {
    const std::string month = call.text("month");
    expect_month(month);
    const std::scoped_lock lock(mutex_);
    const MonthView& view = month_of(call, month);
    Json answer = rate_json(view.rate.all);
    answer["month"] = month;
    answer["days"] = view.days;
    answer["places"] = Json::array();
    for (const auto& place : view.rate.places) answer["places"].push_back(rate_json(place));
    return json_answer(answer);
}

/// Who was not, by name.
HttpResponse Station::unvisited(const Call& call) {
    const std::string month = call.text("month");
    expect_month(month);
    const std::scoped_lock lock(mutex_);
    Json people = Json::array();
    std::size_t all = 0;
    for (const auto& place : month_of(call, month).rate.places)
        for (const auto& person : place.not_visited)
            if (++all <= most_listed)
                people.push_back({{"township", place.township},
                                  {"village", place.village},
                                  {"person", person.person},
                                  {"name", person.name},
                                  {"visitor", person.visitor},
                                  {"in_review", person.in_review}});
    home_.note(call.person(), "people.listed", "month/" + month, {{"people", people.size()}});
    return json_answer({{"people", std::move(people)}, {"all", all}});
}

}  // namespace tanfang

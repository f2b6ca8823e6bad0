#include "pipeline/register/visit_rate.h"

#include "pipeline/register/due.h"
#include "pipeline/register/people_export.h"

#include <cmath>
#include <map>

namespace tanfang {

namespace {

void count(PlaceRate& place, bool visited, bool in_review) {
    ++place.registered;
    place.visited += visited ? 1 : 0;
    place.in_review += in_review ? 1 : 0;
}

std::string place_key(const Person& person, const std::string& field) {
    return person.place_code(field) + "\n" + person.place_name(field);
}

}  // namespace

double PlaceRate::percent() const {
    return registered == 0 ? 100 : 100.0 * visited / registered;
}

MonthRate rate_of_month(const People& people, const std::string& month,
                        const std::unordered_map<std::string, VisitState>& visits,
                        const std::function<bool(const Person&)>& counts) {
    struct Township {
        PlaceRate rate;
        std::map<std::string, PlaceRate> villages;
    };
    MonthRate result;
    std::map<std::string, Township> townships;
    people.each([&](const Person& person) {
        if (!is_registered(person, month) || (counts && !counts(person)))
            return;
        Township& township = townships[place_key(person, "residence_township")];
        PlaceRate& village = township.villages[place_key(person, "residence_village")];
        township.rate.township = village.township = person.place_name("residence_township");
        village.village = person.place_name("residence_village");
        const auto visit = visits.find(person.id);
        const bool visited = visit != visits.end() && visit->second == VisitState::accepted;
        const bool in_review = visit != visits.end() && !visited;
        for (PlaceRate* place : {&result.all, &township.rate, &village})
            count(*place, visited, in_review);
        if (!visited)
            village.not_visited.push_back(
                {person.id, person.name(), person.text("visitor"), in_review});
    });
    for (auto& [key, township] : townships) {
        result.places.push_back(std::move(township.rate));
        for (auto& [village_key, village] : township.villages)
            result.places.push_back(std::move(village));
    }
    return result;
}

std::string rate_csv(const MonthRate& rate) {
    const auto line = [](const std::string& township, const std::string& village,
                         const PlaceRate& place) {
        constexpr double tenths = 10;
        std::string percent = std::to_string(std::lround(place.percent() * tenths));
        percent.insert(0, percent.size() < 2 ? 2 - percent.size() : 0, '0');
        percent.insert(percent.size() - 1, ".");
        return csv_cell(township) + "," + csv_cell(village) + "," +
               std::to_string(place.registered) + "," + std::to_string(place.visited) + "," +
               std::to_string(place.in_review) + "," + percent + "%\r\n";
    };
    std::string table = "乡镇（街道）,村（社区）,登记人数,已探访,待核对,探访率\r\n";
    for (const auto& place : rate.places)
        table += line(place.township, place.village.empty() ? "小计" : place.village, place);
    table += line("合计", "", rate.all);
    table += "\r\n未探访名单\r\n乡镇（街道）,村（社区）,姓名,探访员,情况\r\n";
    for (const auto& place : rate.places)
        for (const auto& person : place.not_visited)
            table += csv_cell(place.township) + "," + csv_cell(place.village) + "," +
                     csv_cell(person.name) + "," + csv_cell(person.visitor) + "," +
                     (person.in_review ? "已收回，待核对" : "未收回") + "\r\n";
    return table;
}

}  // namespace tanfang

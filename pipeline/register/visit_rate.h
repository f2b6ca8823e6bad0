/// The month's visit rate by township and village, with those who were not visited.
///
/// in:  the people of a home, who of them was visited
/// out: MonthRate
#pragma once

#include "pipeline/home/people.h"
#include "pipeline/home/visits.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tanfang {

struct NotVisited {
    std::string person;  ///< id
    std::string name;
    std::string visitor;
    bool in_review = false;  ///< a sheet came back, but is not settled yet
};

struct PlaceRate {
    std::string township;
    std::string village;  ///< empty: a whole township; both empty: all
    int registered = 0;   ///< active people, as is_registered()
    int visited = 0;      ///< by an accepted record
    int in_review = 0;    ///< by a record that somebody still has to look at; not visited yet
    std::vector<NotVisited> not_visited;  ///< of a village only

    double percent() const;  ///< visited of registered; 0 of nobody is 100
};

struct MonthRate {
    PlaceRate all;
    std::vector<PlaceRate> places;  ///< each township before its villages, by their codes
};

/// @param counts  whom it is about; empty: everybody
MonthRate rate_of_month(const People& people, const std::string& month,
                        const std::unordered_map<std::string, VisitState>& visits,
                        const std::function<bool(const Person&)>& counts = {});

/// A table for spreadsheets: the places, then the people who were not visited.
std::string rate_csv(const MonthRate& rate);

}  // namespace tanfang

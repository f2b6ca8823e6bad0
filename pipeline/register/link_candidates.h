/// Whose a visit sheet without a known serial may be: people of the register, the likeliest first.
///
/// in:  what the sheet says and where it lay in the pile, the people and what is known of them
/// out: LinkCandidate, each with its reasons; a person decides
#pragma once

#include "pipeline/home/people.h"
#include "pipeline/home/printed_sheets.h"
#include "pipeline/home/record_links.h"
#include "pipeline/home/visits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// Pages of the pile that are looked at on each side: a pack of fifty people in three copies.
constexpr int pile_reach = 150;

struct UnknownVisit {
    std::optional<std::string> day;  ///< claimed, "2026-03-05"
    std::optional<std::int64_t> ordinal;
    std::string words;               ///< all that was read on the sheet
    std::vector<PileNeighbor> pile;  ///< nearest first
    Json fields = Json::object();    ///< of a sheet without a serial: what it claims; else empty
};

/// A person and what is known at the time of the visit.
struct RegisteredPerson {
    Person person;
    std::optional<LastVisit> last;      ///< before the visit
    bool visited = false;               ///< in the month already
    std::optional<PrintedSheet> sheet;  ///< printed for the month
};

struct LinkCandidate {
    std::string person;  ///< id
    std::string name;
    std::string village;
    double score = 0;  ///< logs of how much each reason weighs; only their order counts
    std::vector<std::string> reasons;  ///< in Chinese, also such as speak against it
};

/// The month in which the visit is to be looked for, "2026-03": that of the cover sheet under which
/// it lies, else that of its day; nothing if neither is known.
std::optional<std::string> month_of(const UnknownVisit& visit);

/// The visit of a record of a home.
///
/// @param record  a line of Home::each_record()
UnknownVisit unknown_visit(const Json& record, std::vector<PileNeighbor> pile);

/// @return  those for whom anything speaks, at most `most`, the likeliest first; people who are not
///          active are among them, for a late sheet
std::vector<LinkCandidate> link_candidates(const UnknownVisit& visit,
                                           const std::vector<RegisteredPerson>& people,
                                           std::size_t most);

}  // namespace tanfang

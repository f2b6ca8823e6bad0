#include "pipeline/register/link_candidates.h"

#include "pipeline/form/sheet_code.h"
#include "pipeline/record/divisions.h"
#include "pipeline/register/due.h"
#include "pipeline/register/pile_place.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <map>
#include <regex>
#include <set>

namespace tanfang {

namespace {

// Logs of how many times likelier a person is for whom this holds; chosen, not measured.
constexpr double name_on_sheet = 7;
constexpr double village_on_sheet = 3;
constexpr double same_pack = 4;
constexpr double village_of_cover = 3;
constexpr double between_neighbors = 3;  // neighbors on both sides, of one village
constexpr double beside_neighbor = 2;    // on one side
constexpr double outside_gap = -2;       // of the sheets and covers between which it lies
constexpr double ordinal_follows = 3;
constexpr double ordinal_does_not_follow = -2;
constexpr double visited_already = -4;
constexpr double came_back_already = -4;  // the sheet that was printed for the person
constexpr double not_registered_then = -5;

/// The cover sheet under which a page lies.
std::optional<PackCode> cover_of(const UnknownVisit& visit) {
    static const std::regex code(R"((TP1/[0-9A-Z/]+))");
    for (const auto& neighbor : visit.pile) {  // nearest first
        std::smatch match;
        if (neighbor.distance < 0 && std::regex_search(neighbor.reason, match, code))
            return decode_pack_code(match[1].str());
    }
    return std::nullopt;
}

// Copies of a sheet agree in all that is claimed on both, and in so many fields at least. Chosen,
// not measured. The form is filled in three times.
constexpr int alike_at_least = 8;
constexpr int copies_of_a_sheet = 3;

bool claims_something(const Json& field) {
    const Json& state = field.at("state");
    return (state == "read" || state == "derived" || state == "decided") &&
           !field.at("value").is_null();
}

/// Copies of one sheet that has no serial: told by what stands on them.
bool are_copies(const Json& fields, const Json& others) {
    int alike = 0;
    for (const auto& [id, field] : fields.items()) {
        if (!others.contains(id) || !claims_something(field) || !claims_something(others[id]))
            continue;
        if (field.at("value") != others[id].at("value"))
            return false;
        ++alike;
    }
    return alike >= alike_at_least;
}

/// Weighs people against one visit.
class Scale {
  public:
    Scale(const UnknownVisit& visit, const std::vector<RegisteredPerson>& people)
        : visit_(visit), cover_(cover_of(visit)) {
        std::map<std::string, const RegisteredPerson*> by_id;
        for (const auto& one : people) by_id[one.person.id] = &one;
        const auto village = [&](bool before) -> std::string {
            for (const auto& neighbor : visit.pile)
                if (neighbor.person && (neighbor.distance < 0) == before &&
                    by_id.contains(*neighbor.person))
                    return by_id[*neighbor.person]->person.place_name("residence_village");
            return "";
        };
        before_ = village(true);
        after_ = village(false);
        for (const auto& one : people)
            if (is_of_pack(one))
                note_position(one.sheet->position);
        if (cover_ && first_of_pack_ <= last_of_pack_ && is_in_order(by_id))
            find_gap(by_id);
        for (const auto& neighbor : visit.pile)
            if (neighbor.person)
                nearby_.insert(*neighbor.person);
    }

    LinkCandidate weighed(const RegisteredPerson& known) {
        const Person& person = known.person;
        candidate_ = {person.id, person.name(), person.place_name("residence_village"), 0, {}};
        weigh_words(person);
        weigh_pile(known);
        weigh_history(known);
        return std::move(candidate_);
    }

  private:
    void weigh_words(const Person& person) {
        if (stands_there(person.name()))
            count(name_on_sheet, "表上写有该姓名");
        if (stands_there(short_place_name(candidate_.village)))
            count(village_on_sheet, "表上写有该村（社区）");
    }

    void weigh_pile(const RegisteredPerson& known) {
        const std::string& village = candidate_.village;
        if (is_of_pack(known)) {
            count(same_pack, "同在封面第 " + std::to_string(cover_->pack) + " 包");
            weigh_place(*known.sheet);
        }
        if (cover_ && cover_->village == known.person.place_code("residence_village"))
            count(village_of_cover, "封面上是该村（社区）");
        if (village.empty())
            return;
        if (village == before_ && village == after_)
            count(between_neighbors, "前后的表都是该村（社区）的");
        else if (village == before_ || village == after_)
            count(beside_neighbor, "相邻的表是该村（社区）的");
    }

    void note_position(int position) {
        first_of_pack_ = std::min(first_of_pack_, position);
        last_of_pack_ = std::max(last_of_pack_, position);
    }

    /// A pack comes back as it was handed out, more or less.
    void weigh_place(const PrintedSheet& sheet) {
        const int person = sheet.position - before_gap_;
        if (gap_.people > 0) {
            const double weight = person >= 1 && person <= gap_.people
                                      ? log_likelier_in_gap(gap_, person)
                                      : outside_gap;
            weight > 0 ? count(weight, "与封面、相邻各表的先后次序相符")
                       : count(weight, "与封面、相邻各表的先后次序不符");
        }
        if (nearby_.contains(sheet.person))
            count(came_back_already, "为其印的表已在这一叠中");
    }

    bool is_of_pack(const RegisteredPerson& known) const {
        return cover_ && known.sheet && known.sheet->batch == cover_->batch &&
               known.sheet->pack == cover_->pack;
    }

    /// Whether the known sheets of the pack lie as they were printed.
    bool is_in_order(const std::map<std::string, const RegisteredPerson*>& by_id) const {
        std::map<int, int> position_at;  // by distance
        for (const auto& neighbor : visit_.pile)
            if (const auto known = neighbor.person ? by_id.find(*neighbor.person) : by_id.end();
                known != by_id.end() && is_of_pack(*known->second))
                position_at[neighbor.distance] = known->second->sheet->position;
        return std::is_sorted(
            position_at.begin(), position_at.end(),
            [](const auto& one, const auto& other) { return one.second < other.second; });
    }

    struct Mark {
        int position;  ///< in the print run; one less or more than the pack's where a cover lies or
                       ///< the pile ends
        int steps;  ///< sheets from the visit on, with it, each however many copies of it lie there
    };

    /// What lies nearest on one side and has a place in the order of printing; nothing if the pile
    /// goes on farther than it was looked at.
    std::optional<Mark> mark(bool before,
                             const std::map<std::string, const RegisteredPerson*>& by_id) const {
        int steps = 1, copies = 1, looked_at = 0;
        const Json* last = &visit_.fields;
        for (const auto& neighbor : visit_.pile) {
            if ((neighbor.distance < 0) != before)
                continue;
            ++looked_at;
            if (before && cover_ && neighbor.reason.find(encode(*cover_)) != std::string::npos)
                return Mark{first_of_pack_ - 1, steps};
            if (!before && neighbor.reason.find("TP1/") != std::string::npos)
                return Mark{last_of_pack_ + 1, steps};
            const auto known = neighbor.person ? by_id.find(*neighbor.person) : by_id.end();
            if (known != by_id.end() && is_of_pack(*known->second))
                return Mark{known->second->sheet->position, steps};
            const bool same = copies < copies_of_a_sheet && are_copies(*last, neighbor.fields);
            copies = same ? copies + 1 : 1;
            steps += same ? 0 : 1;
            last = &neighbor.fields;
        }
        if (before || looked_at >= pile_reach)
            return std::nullopt;
        return Mark{last_of_pack_ + 1, steps};
    }

    void find_gap(const std::map<std::string, const RegisteredPerson*>& by_id) {
        const auto before = mark(true, by_id), behind = mark(false, by_id);
        if (!before || !behind)
            return;
        before_gap_ = before->position;
        gap_ = {before->steps, before->steps + behind->steps - 1,
                behind->position - before->position - 1};
    }

    void weigh_history(const RegisteredPerson& known) {
        if (known.visited)
            count(visited_already, "该月已有探访记录");
        if (visit_.day && !is_registered(known.person, visit_.day->substr(0, month_length)))
            count(not_registered_then, "当时不在册");
        if (!visit_.ordinal || !known.last || !known.last->ordinal)
            return;
        if (*visit_.ordinal == *known.last->ordinal + 1)
            count(ordinal_follows,
                  "次数接着上一次（第 " + std::to_string(*known.last->ordinal) + " 次）");
        else
            count(ordinal_does_not_follow,
                  "次数不接上一次（第 " + std::to_string(*known.last->ordinal) + " 次）");
    }

    bool stands_there(const std::string& words) const {
        return !words.empty() && visit_.words.find(words) != std::string::npos;
    }

    void count(double weight, std::string reason) {
        candidate_.score += weight;
        candidate_.reasons.push_back(std::move(reason));
    }

    static constexpr std::size_t month_length = 7;  // "2026-03"
    const UnknownVisit& visit_;
    const std::optional<PackCode> cover_;
    std::string before_, after_;  ///< villages of the nearest known sheets
    int first_of_pack_ = INT_MAX, last_of_pack_ = INT_MIN;  ///< positions in the print run
    PileGap gap_;                   ///< in which the visit lies; nobody in it: not known
    int before_gap_ = 0;            ///< position of what lies before it
    std::set<std::string> nearby_;  ///< people whose sheets lie in the pile
    LinkCandidate candidate_;
};

/// All texts in a value, whatever it is made of.
void collect_words(const Json& value, std::string& words) {
    if (value.is_string())
        words += value.get<std::string>() + "\n";
    for (const auto& member : value.is_structured() ? value : Json::array())
        collect_words(member, words);
}

}  // namespace

std::optional<std::string> month_of(const UnknownVisit& visit) {
    constexpr std::size_t year_digits = 4, month_length = 7;
    if (const auto cover = cover_of(visit))
        return cover->month.substr(0, year_digits) + "-" + cover->month.substr(year_digits);
    return visit.day ? std::optional(visit.day->substr(0, month_length)) : std::nullopt;
}

UnknownVisit unknown_visit(const Json& record, std::vector<PileNeighbor> pile) {
    UnknownVisit visit;
    visit.pile = std::move(pile);
    const Json& fields = record.at("fields");
    if (record.at("serial").is_null())
        visit.fields = fields;
    visit.ordinal = claimed_ordinal(fields);
    if (const auto day = fields.find("visit_date");
        day != fields.end() && day->at("value").is_string() && day->at("state") != "doubtful")
        visit.day = day->at("value").get<std::string>();
    for (const auto& [id, field] : fields.items()) collect_words(field.at("value"), visit.words);
    for (const auto& page : record.at("pages"))
        for (const auto& reading : page.value("readings", Json::object()))
            if (reading.contains("text"))
                collect_words(reading["text"], visit.words);
    return visit;
}

std::vector<LinkCandidate> link_candidates(const UnknownVisit& visit,
                                           const std::vector<RegisteredPerson>& people,
                                           std::size_t most) {
    Scale scale(visit, people);
    std::vector<LinkCandidate> candidates;
    for (const auto& known : people)
        if (auto candidate = scale.weighed(known); candidate.score > 0)
            candidates.push_back(std::move(candidate));
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& one, const auto& other) { return one.score > other.score; });
    if (candidates.size() > most)
        candidates.resize(most);
    return candidates;
}

}  // namespace tanfang

#include "pipeline/record/id_acceptor.h"

#include "pipeline/record/id_number.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace tanfang {

namespace {

// Weights of areas relative to the county's own, as logs. Chosen, not measured: a code that the
// county never sees must be written so clearly that each of its digits alone outweighs the prior.
constexpr double near_area = -3;  // of the divisions table, or ever of the same province
constexpr double same_prefecture = -4.5;
constexpr double elsewhere = -7;
constexpr double first_generation = -7;  // withdrawn in 2013
constexpr int first_year = 1900;

/// Of the probability of 4 and 8 in the place of the check character. Of 19 numbers that end in X
/// 12 were read so, more than in life: a simulator wrote them. One check character in eleven is an
/// X.
constexpr double looped_x = 0.05;

constexpr std::array provinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                  35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                  53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};
constexpr std::size_t area_digits = 6;
constexpr std::size_t prefecture_digits = 4;

/// Beginnings of area codes, each with the weight of leaving the county's own way there.
class Areas {
  public:
    Areas(const std::string& county, const std::set<std::string>& near) {
        if (county.size() == area_digits) {
            add(county, 0);
            add(county.substr(0, prefecture_digits) + "**", same_prefecture);
            for (const auto& code : near) add(code, near_area);
        }
        for (const int province : provinces)
            add(std::to_string(province) + "****", county.empty() ? 0 : elsewhere);
    }

    struct Branch {
        int digit;
        int to;
        double log;
    };

    const std::vector<Branch>& after(int node) const {
        return nodes_[static_cast<std::size_t>(node)];
    }

  private:
    /// Patterns of one weight share what they begin with; only the first step carries the weight.
    void add(const std::string& pattern, double log) {
        int at = 0;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            const auto [step, added] = steps_.try_emplace({i == 0 ? log : 0, at, pattern[i]},
                                                          static_cast<int>(nodes_.size()));
            if (added) {
                nodes_.emplace_back();
                for (int digit = 0; digit < 10; ++digit)
                    if (pattern[i] == '*' || pattern[i] == '0' + digit)
                        nodes_[static_cast<std::size_t>(at)].push_back(
                            {digit, step->second, i == 0 ? log : 0});
            }
            at = step->second;
        }
    }

    std::vector<std::vector<Branch>> nodes_{1};
    std::map<std::tuple<double, int, char>, int> steps_;  ///< weight, node, sign -> node
};

int last_day(int year, int month) {
    const std::chrono::year_month_day_last last{
        std::chrono::year(year),
        std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month)))};
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

/// What matters of the birth date's digits so far; many beginnings share their future.
struct BirthDigits {
    const Date today;

    /// @return the next state, or -1 if no date begins so
    int next(std::size_t position, int state, int digit) const {
        switch (position) {
            case 6:
            case 7:
            case 8:
                return is_beginning(state * 10 + digit, 9 - static_cast<int>(position))
                           ? state * 10 + digit
                           : -1;
            case 9:
                return is_beginning(state * 10 + digit, 0) ? class_of(state * 10 + digit) : -1;
            case 10:
                return digit <= 1 ? state * 2 + digit : -1;
            case 11:
                return days_of(state / 2, state % 2 * 10 + digit);
            case 12:
                return digit * 10 <= state ? state * 4 + digit : -1;
            default: {
                const int day = state % 4 * 10 + digit;
                return day >= 1 && day <= state / 4 ? 0 : -1;
            }
        }
    }

  private:
    /// Whether a year from 1900 to this one begins with these digits.
    bool is_beginning(int digits, int missing) const {
        int low = digits, high = digits;
        for (; missing > 0; --missing) low = low * 10, high = high * 10 + 9;
        return high >= first_year && low <= year_of(today);
    }

    /// 0 common, 1 leap, 2 this year
    int class_of(int year) const {
        if (year == year_of(today))
            return 2;
        return std::chrono::year(year).is_leap() ? 1 : 0;
    }

    /// Days that the month may have had in a year of this class; -1 if there is no such month.
    int days_of(int year_class, int month) const {
        if (month < 1 || month > 12)
            return -1;
        if (year_class < 2)
            return last_day(year_class == 1 ? 2000 : 2001, month);
        const int this_month = static_cast<int>(static_cast<unsigned>(today.month()));
        if (month > this_month)
            return -1;
        return month == this_month ? static_cast<int>(static_cast<unsigned>(today.day()))
                                   : last_day(year_of(today), month);
    }
};

/// Position, remainder of the check sum, and what the position remembers: a node of the areas, then
/// the digits of the birth date.
using IdState = std::array<int, 3>;

constexpr int check_position = 17;
constexpr int type_position = 18;
constexpr int old_position = 100;  // a first-generation number of (position - 100) digits

char32_t code_of(int digit) {
    return U'0' + static_cast<char32_t>(digit);
}

Acceptor accept_number(const std::string& county, const std::set<std::string>& near,
                       const Date& today, bool is_card) {
    const Areas areas(county, near);
    const BirthDigits birth{today};
    return explore(IdState{0, 0, 0}, [&](const IdState& here, auto emit, auto accept) {
        const auto [position, remainder, memory] = here;
        const auto go = [&](int digit, int remembered, double log) {
            const int weight = sum_weights[static_cast<std::size_t>(position)];
            emit(code_of(digit),
                 IdState{position + 1, (remainder + weight * digit) % 11, remembered}, log);
        };
        if (position > old_position) {
            if (position == old_position + 15) {
                accept(0.0);
                emit(empty_cell, here, 0.0);
            } else
                for (int digit = 0; digit < 10; ++digit)
                    emit(code_of(digit), IdState{position + 1, 0, 0}, 0.0);
        } else if (position < 6) {
            for (const auto& branch : areas.after(memory))
                go(branch.digit, position == 5 ? 0 : branch.to, branch.log);
            if (position == 0 && !is_card)
                for (int digit = 1; digit < 9; ++digit)
                    emit(code_of(digit), IdState{old_position + 1, 0, 0}, first_generation);
        } else if (position < check_position) {
            for (int digit = 0; digit < 10; ++digit) {
                const int next = position < 14
                                     ? birth.next(static_cast<std::size_t>(position), memory, digit)
                                     : 0;
                if (next >= 0)
                    go(digit, next, 0);
            }
        } else if (position == check_position) {
            emit(static_cast<char32_t>(sum_characters[static_cast<std::size_t>(remainder)]),
                 IdState{type_position, 0, 0}, 0.0);
        } else if (!is_card || position == type_position + 2) {
            accept(0.0);
        } else {
            for (int digit = 1; digit <= (position == type_position ? 7 : 4); ++digit)
                emit(code_of(digit), IdState{position + 1, 0, 0}, 0.0);
        }
    });
}

}  // namespace

Acceptor accept_id_number(const std::string& county, const std::set<std::string>& near,
                          const Date& today) {
    return accept_number(county, near, today, false);
}

Acceptor accept_disability_card(const std::string& county, const std::set<std::string>& near,
                                const Date& today) {
    return accept_number(county, near, today, true);
}

TileGraph with_looped_x(TileGraph number) {
    for (CharacterTile& tile : number.tiles) {
        if (tile.to != (number.line ? number.places : static_cast<int>(id_length)))
            continue;
        double looped = 0, x = tile.unlisted;
        for (const Character& character : tile.characters)
            if (character.code == U'4' || character.code == U'8')
                looped += looped_x * character.probability;
            else if (character.code == U'X')
                x = character.probability;
        if (looped <= x)
            continue;
        std::erase_if(tile.characters, [](const Character& c) { return c.code == U'X'; });
        const auto behind =
            std::find_if(tile.characters.begin(), tile.characters.end(),
                         [&](const Character& c) { return c.probability < looped; });
        tile.characters.insert(behind, {U'X', looped});
    }
    return number;
}

std::set<std::string> near_areas(const Knowledge& knowledge) {
    std::set<std::string> near;
    for (const Division* division : knowledge.divisions.all())
        if (division->level == "county" && division->code.size() == area_digits)
            near.insert(division->code);
    const std::string province = knowledge.county.substr(0, 2);
    for (auto it = knowledge.area_codes.lower_bound(province);
         it != knowledge.area_codes.end() && it->starts_with(province); ++it)
        near.insert(*it);
    return near;
}

}  // namespace tanfang

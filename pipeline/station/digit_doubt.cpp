#include "pipeline/station/digit_doubt.h"

#include <algorithm>
#include <optional>
#include <set>

namespace tanfang {

namespace {

constexpr double nearly_all = 0.95;  // the rest is spread over cells that a check character covers
constexpr std::size_t most_cells = 3;

/// The only page that has the field, if it is a print of ours; nothing if there are several.
std::optional<std::size_t> only_page(const std::string& field, const Json& pages) {
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].at("fields").contains(field)) {
            if (only)
                return std::nullopt;
            only = i;
        }
    if (only && !pages[*only].at("form_version").is_number())
        return std::nullopt;
    return only;
}

bool is_number(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || letter == 'X';
    });
}

/// The places at which the two differ; texts of one length.
std::vector<std::size_t> differences(const std::string& a, const std::string& b) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i])
            places.push_back(i);
    return places;
}

/// Ascending; none where even the most doubtful ones do not account for the doubt.
std::set<std::size_t> cells_in_doubt(const std::string& number, const Json& reading) {
    struct Other {
        std::vector<std::size_t> places;  // at which it differs
        double probability;
    };
    std::vector<Other> others;
    std::vector<double> doubt(number.size(), 0);
    for (const auto& candidate : reading.value("candidates", Json::array())) {
        const std::string text = candidate.at(0);
        if (text.size() != number.size())
            continue;
        others.push_back({differences(text, number), candidate.at(1)});
        for (const std::size_t place : others.back().places)
            doubt[place] += others.back().probability;
    }
    std::set<std::size_t> cells;
    while (cells.size() < most_cells) {
        const auto most = std::max_element(doubt.begin(), doubt.end());
        if (*most == 0)
            return {};
        cells.insert(static_cast<std::size_t>(most - doubt.begin()));
        *most = 0;
        double same = 0;
        for (const auto& other : others)
            if (std::all_of(other.places.begin(), other.places.end(),
                            [&](std::size_t place) { return cells.contains(place); }))
                same += other.probability;
        if (same >= nearly_all)
            return cells;
    }
    return {};
}

}  // namespace

std::vector<DigitDoubt> doubtful_digits(const Field& field, const Json& record,
                                        const Combs& combs) {
    const auto comb = combs.find(field.id);
    const Json& value = record.at("fields").at(field.id).at("value");
    const auto page = only_page(field.id, record.at("pages"));
    if (comb == combs.end() || !value.is_string() || !page)
        return {};
    const std::string number = value;
    const Json& readings = record["pages"][*page].at("readings");
    if (number.size() != static_cast<std::size_t>(comb->second) || !is_number(number) ||
        !readings.contains(field.id))
        return {};
    std::vector<DigitDoubt> doubts;
    for (const std::size_t cell : cells_in_doubt(number, readings[field.id]))
        doubts.push_back(
            {field.id, *page, static_cast<int>(cell), std::string(1, number[cell]), 0});
    for (auto& doubt : doubts) doubt.cells = static_cast<int>(doubts.size());
    return doubts;
}

}  // namespace tanfang

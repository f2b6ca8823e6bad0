#include "pipeline/app/place_knowledge.h"

#include "pipeline/app/resources.h"
#include "pipeline/external/gzip.h"

#include <fstream>
#include <iterator>
#include <set>

namespace tanfang {

namespace {

constexpr std::size_t county_digits = 6;

std::string built_in_table() {
    const auto file = resource_folder() / "templates/divisions/fujian.csv.gz";
    std::ifstream in(file, std::ios::binary);
    const std::string packed{std::istreambuf_iterator<char>(in), {}};
    if (packed.empty())
        throw Error(Fault::bad_template, file.string(), "无法读取行政区划表，请重新安装 tanfang");
    return gunzip(packed);
}

/// The one county in which the home's divisions lie; empty if they lie in several or none.
std::string county_of(const std::vector<DatedDivision>& divisions) {
    std::set<std::string> counties;
    for (const auto& one : divisions)
        if (one.level != "province" && one.level != "prefecture")
            counties.insert(one.code.substr(0, county_digits));
    return counties.size() == 1 ? *counties.begin() : std::string();
}

bool concerns(const DatedDivision& division, const std::string& county) {
    return county.empty() || division.code.size() <= county_digits ||
           division.code.starts_with(county);
}

}  // namespace

KnownDivisions known_divisions(Home* home, const std::string& county) {
    KnownDivisions known;
    const Divisions built_in = parse_divisions(built_in_table(), "fujian.csv.gz", county);
    for (const Division* one : built_in.all())
        known[one->code] = {one->code, one->name, one->level, one->parent, {}, {}, {}};
    if (home)
        for (auto& one : home->divisions().all())
            if (concerns(one, county))
                known.insert_or_assign(one.code, one);
    return known;
}

void know_places(Knowledge& knowledge, Home* home) {
    if (knowledge.divisions_named)
        return;
    if (knowledge.county.empty() && home)
        knowledge.county = county_of(home->divisions().all());
    knowledge.divisions = {};
    knowledge.divisions_ever = {};
    if (knowledge.county.empty())
        return;
    Divisions ever;
    for (auto& [code, one] : known_divisions(home, knowledge.county))
        ever.add({code, one.name, one.level, one.parent, one.valid_from.value_or(""),
                  one.valid_until.value_or(""), one.urban_rural.value_or("")});
    Divisions divisions = ever.on(iso_date(knowledge.today));
    if (divisions.find(knowledge.county) == nullptr)
        return;
    knowledge.divisions = std::move(divisions);
    knowledge.divisions_ever = std::move(ever);
}

}  // namespace tanfang

#include "pipeline/register/listed_places.h"

namespace tanfang {

namespace {

Json place_value(const Division& division) {
    return {{"name", division.name}, {"code", division.code}};
}

}  // namespace

const ListedPlace& ListedPlaces::find(const std::string& name, const std::string& level,
                                      const std::string& inside) {
    const auto [entry, is_new] = found_.try_emplace(level + inside + "\n" + name);
    ListedPlace& place = entry->second;
    if (!is_new)
        return place;
    const auto matches = divisions_.match(name, level, inside);
    place.matches = matches.size();
    if (matches.size() == 1) {
        place.code = matches.front()->code;
        place.value = place_value(*matches.front());
    }
    return place;
}

const Json& ListedPlaces::township_of(const std::string& village_code) {
    const auto [entry, is_new] = townships_.try_emplace(village_code);
    if (!is_new)
        return entry->second;
    const Division* village = divisions_.find(village_code);
    const Division* township =
        village && village->level == "village" ? divisions_.find(village->parent) : nullptr;
    if (township)
        entry->second = place_value(*township);
    return entry->second;
}

}  // namespace tanfang

#include "pipeline/station/record_place.h"

#include <algorithm>

namespace tanfang {

namespace {

// The smaller one first.
constexpr const char* places[] = {"residence_village", "residence_township"};

void add(RecordPlace& place, const std::string& name, const std::string& code) {
    if (place.code.empty())
        place.code = code;
    if (!name.empty())
        place.names.push_back(name);
}

}  // namespace

RecordPlace place_of(const Person& person) {
    RecordPlace place;
    for (const char* field : places) add(place, person.place_name(field), person.place_code(field));
    return place;
}

RecordPlace place_of(const Json& record, Home& home) {
    const Json &link = record.at("link"), &fields = record.at("fields");
    if (link.is_object() && link.at("person").is_string())
        if (const auto person = home.people().find(link["person"]))
            return place_of(*person);
    RecordPlace place;
    for (const char* id : places) {
        if (!fields.contains(id) || fields[id].at("state") == "doubtful")
            continue;
        const Json& value = fields[id].at("value");
        add(place, text_in(value, "name"), text_in(value, "code"));
    }
    return place;
}

bool lies_in(const RecordPlace& place, const AccountDivision& division) {
    if (division.is_any())
        return true;
    const bool has_codes = !place.code.empty() && !division.code.empty();
    if (has_codes && place.code.starts_with(division.code))
        return true;
    const bool may_be_named = !has_codes || division.code.starts_with(place.code);
    return may_be_named &&
           std::find(place.names.begin(), place.names.end(), division.name) != place.names.end();
}

AccountDivision division_named(const Divisions& known, const std::string& words) {
    if (words.empty())
        return {};
    if (const Division* division = known.find(words))
        return {division->code, division->name};
    std::vector<const Division*> found;
    for (const char* level : {"county", "township", "village"})
        for (const Division* division : known.match(words, level, "")) found.push_back(division);
    if (found.empty())
        throw Error(Fault::bad_usage, words,
                    known.empty() ? "没有行政区划表，请用 --settings 指明本县"
                                  : "行政区划表中没有这个名称或代码");
    if (found.size() > 1)
        throw Error(
            Fault::bad_usage, words,
            "这个名称有 " + std::to_string(found.size()) + " 处，请写代码，例如 " + found[0]->code);
    return {found[0]->code, found[0]->name};
}

}  // namespace tanfang

#include "pipeline/record/places.h"
#include "pipeline/record/rule_run.h"

#include <algorithm>

namespace tanfang {

namespace {

void check_place(RuleRun& run, const std::string& id, const std::string& inside,
                 const char* case_name, const std::string& township) {
    const FieldMeaning* place = run.claimed(id);
    if (place == nullptr || place_name(*place).empty() || !place_code(*place).empty())
        return;
    const std::string name = place_name(*place);
    const bool several =
        run.knowledge().divisions.match(name, place->field->level, inside).size() > 1;
    run.report(several ? "ambiguous" : case_name, {id}, {{"name", name}, {"township", township}});
}

void places(RuleRun& run) {
    const Knowledge& knowledge = run.knowledge();
    if (knowledge.divisions.empty())
        return;
    for (const char* line : {"hukou", "residence"}) {
        const std::string township_id = std::string(line) + "_township",
                          village_id = std::string(line) + "_village";
        check_place(run, township_id, knowledge.county, "township", "");
        const FieldMeaning* township = run.claimed(township_id);
        if (township == nullptr)
            continue;  // a village is judged inside its township
        const std::string code = place_code(*township);
        check_place(run, village_id, code.empty() ? knowledge.county : code, "village",
                    code.empty() ? "本县（市、区）" : place_name(*township));
    }
}

void county_of_id(RuleRun& run) {
    const std::string number = run.id_number("subject_id_no");
    const FieldMeaning* township = run.claimed("hukou_township");
    const std::string code = township == nullptr ? "" : place_code(*township);
    if (!number.empty() && !code.empty() && !code.starts_with(number.substr(0, 6)))
        run.report("other_county", {"subject_id_no", "hukou_township"});
}

/// A township that nobody knows is R40's.
void township_of_station(RuleRun& run) {
    const auto& ours = run.knowledge().townships;
    const FieldMeaning* township = run.claimed("residence_township");
    if (ours.empty() || township == nullptr || place_code(*township).empty())
        return;
    const std::string code = place_code(*township), name = place_name(*township);
    const bool is_ours = std::any_of(ours.begin(), ours.end(), [&](const std::string& one) {
        return one == code || short_place_name(one) == short_place_name(name);
    });
    if (!is_ours)
        run.report("elsewhere", {"residence_township"}, {{"name", name}});
}

void rural_left_behind(RuleRun& run) {
    const FieldMeaning* village = run.claimed("hukou_village");
    if (village == nullptr || !run.has_option("subject_types", "left_behind"))
        return;
    const Division* division = run.knowledge().divisions.find(place_code(*village));
    const std::string urban_rural = division ? division->urban_rural : "";
    if (urban_rural.starts_with("11") || urban_rural.starts_with("12"))
        run.report(urban_rural.starts_with("11") ? "urban" : "town",
                   {"subject_types", "hukou_village"}, {{"name", place_name(*village)}});
}

}  // namespace

std::vector<RuleCheck> place_checks() {
    return {
        {"R40", {}, places},
        {"R41", {"hukou_township", "subject_id_no"}, county_of_id},
        {"R42", {"residence_township"}, township_of_station},
        {"R57", {"subject_types", "hukou_village"}, rural_left_behind},
    };
}

}  // namespace tanfang

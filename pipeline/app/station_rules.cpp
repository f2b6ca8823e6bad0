#include "pipeline/app/station_rules.h"

#include "pipeline/app/place_knowledge.h"
#include "pipeline/app/resources.h"
#include "pipeline/record/check_record.h"
#include "pipeline/station/review_policy.h"

namespace tanfang {

std::map<std::string, FieldModel> installed_models(const Forms& forms) {
    std::map<std::string, FieldModel> models;
    for (const auto& form : forms.all()) models.emplace(form.id, forms.fields_of(form));
    return models;
}

CombsByForm combs_of(const Forms& forms) {
    CombsByForm combs;
    for (const auto& form : forms.all())
        for (const auto& spot : form.spots)
            if (spot.cells > 0)
                combs[form.id][spot.id] = spot.cells;
    return combs;
}

PoliciesByForm policies_of(const Forms& forms, const Knowledge& knowledge) {
    const Json fields =
        load_json(resource_folder() / "templates" / "fields.json", Fault::bad_template);
    PoliciesByForm policies;
    for (const auto& form : forms.all())
        policies[form.id] =
            review_policies(fields, form.id, knowledge.review.value(form.id, Json::object()));
    for (const auto& [form, changes] : knowledge.review.items())
        if (!policies.contains(form))
            throw Error(Fault::bad_settings, "review", "没有这种表单：" + form);
    return policies;
}

StationRules::StationRules(std::filesystem::path settings, const Forms& forms)
    : settings_(std::move(settings)), models_(installed_models(forms)) {
    load();
}

void StationRules::learn_from(Home& home) {
    home_ = &home;
    load();
}

Json StationRules::judge(const std::string& form, const Json& fields) {
    const auto model = models_.find(form);
    if (model == models_.end())
        return Json::array();
    if (loaded_on_ != today_by_clock())
        load();  // a station runs for weeks
    return findings_json(check_values(fields, model->second, knowledge_));
}

void StationRules::load() {
    loaded_on_ = today_by_clock();
    knowledge_ = load_knowledge(
        resource_folder() / "templates",
        settings_.empty() ? std::nullopt : std::optional<std::filesystem::path>(settings_));
    know_places(knowledge_, home_);
    if (home_)
        knowledge_.on_lists = [this](const std::string& id_no) {
            return home_->lists().listed(id_no);
        };
}

}  // namespace tanfang

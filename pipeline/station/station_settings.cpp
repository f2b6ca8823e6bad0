#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

/// What an admin may choose for a field; the other policies of the table have conditions of their
/// own. Nobody keys boxes.
std::vector<std::string> choices_for(const Field& field) {
    if (field.type == FieldType::signature)
        return {};
    if (field.is_choice())
        return {"auto", "confirm"};
    return {"auto", "confirm", "blind_key"};
}

bool is_choosable(const std::string& policy, const Field& field) {
    const auto choices = choices_for(field);
    return !choices.empty() &&
           (policy.empty() || std::find(choices.begin(), choices.end(), policy) != choices.end());
}

}  // namespace

/// What the admin has chosen, over what is installed. Choices about fields that are not installed
/// any more stay where they are.
void Station::apply_policies() {
    policies_ = settings_.policies;
    for (const auto& [form, field, policy] : home_.policies().all())
        if (const auto model = settings_.models.find(form);
            model != settings_.models.end() && model->second.find(field) != nullptr)
            policies_[form].set(field, policy);
    tasks_.forget();
}

/// How each field is reviewed, and how it would be if the admin had chosen nothing.
HttpResponse Station::review_settings(const Call&) {
    const std::scoped_lock lock(mutex_);
    static const ReviewPolicies none;
    Json forms = Json::array();
    for (const auto& [form, model] : settings_.models) {
        const auto installed = settings_.policies.find(form);
        Json fields = Json::array();
        for (const auto& field : model.fields)
            if (field.type != FieldType::signature)
                fields.push_back(
                    {{"field", field.id},
                     {"zh", field.zh},
                     {"installed",
                      (installed == settings_.policies.end() ? none : installed->second)
                          .of(field.id)},
                     {"policy", policies_of(form).of(field.id)},
                     {"choices", choices_for(field)}});
        forms.push_back({{"form", form}, {"fields", std::move(fields)}});
    }
    return json_answer({{"forms", std::move(forms)}});
}

HttpResponse Station::choose_policy(const Call& call) {
    const ChosenPolicy choice{call.text("form"), call.text("field"), call.text("policy")};
    const auto model = settings_.models.find(choice.form);
    const Field* field =
        model == settings_.models.end() ? nullptr : model->second.find(choice.field);
    if (field == nullptr || !is_choosable(choice.policy, *field))
        return refused(400, "没有这一项，或不能这样复核");
    {
        const std::scoped_lock lock(mutex_);
        home_.policies().choose(choice, call.person());
        apply_policies();
    }
    return review_settings(call);
}

}  // namespace tanfang

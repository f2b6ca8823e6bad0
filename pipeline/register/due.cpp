#include "pipeline/register/due.h"

namespace tanfang {

bool is_registered(const Person& person, const std::string& month) {
    return person.state == PersonState::active &&
           (!person.registered_on || person.registered_on->substr(0, month.size()) <= month);
}

bool is_due(const Person& person, const std::string& month, const VisitPlan& plan) {
    const int months = person.priority_class == "general" ? plan.general_months : plan.key_months;
    return is_registered(person, month) && std::stoi(month.substr(5)) % months == 0;
}

}  // namespace tanfang

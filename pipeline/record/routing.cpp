#include "pipeline/record/routing.h"

#include <algorithm>
#include <map>

namespace tanfang {

Routing parse_routing(const Json& duties) {
    Routing routing;
    try {
        std::map<std::string, std::string> name_of, department_of;
        for (const auto& department : duties.at("departments"))
            name_of[department.at("id")] = department.at("zh");
        for (const auto& duty : duties.at("duties"))
            for (const auto& need : duty.at("need_types"))
                department_of[need] = name_of.at(duty.at("dept"));
        for (const auto& [need, words] : duties.at("keyword_routing").items())
            routing.push_back({words.get<std::vector<std::string>>(), department_of.at(need)});
    } catch (const std::exception& e) {
        throw Error(Fault::bad_template, "templates/duties.json", e.what());
    }
    return routing;
}

std::vector<std::string> departments_for(const Routing& routing, const std::string& text) {
    std::vector<std::string> found;
    for (const auto& route : routing) {
        const bool occurs = std::any_of(
            route.words.begin(), route.words.end(),
            [&](const std::string& word) { return text.find(word) != std::string::npos; });
        if (occurs && std::find(found.begin(), found.end(), route.department) == found.end())
            found.push_back(route.department);
    }
    return found;
}

}  // namespace tanfang

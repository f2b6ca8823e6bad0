#include "pipeline/record/rule_table.h"

#include <optional>

namespace tanfang {

namespace {

std::optional<Severity> severity_of(const Json& letter) {
    if (letter == "E")
        return Severity::error;
    if (letter == "W")
        return Severity::warning;
    if (letter == "I")
        return Severity::information;
    return std::nullopt;
}

Severity template_severity(const Json& letter, const std::string& rule) {
    const auto severity = severity_of(letter);
    if (!severity)
        throw Error(Fault::bad_template, "templates/rules.json",
                    rule + "：severity 应为 E、W 或 I");
    return *severity;
}

void override_severity(Rule& rule, const Json& severity, const std::string& where,
                       const std::string& key) {
    const auto set = [&](RuleCase& one, const Json& letter, const std::string& name) {
        const auto value = severity_of(letter);
        if (!value)
            throw Error(Fault::bad_settings, where, name + "：应为 E、W 或 I");
        one.severity = *value;
    };
    if (!severity.is_object()) {
        for (auto& [name, one] : rule.cases) set(one, severity, key);
        return;
    }
    for (const auto& [name, letter] : severity.items()) {
        const auto one = rule.cases.find(name);
        if (one == rule.cases.end())
            throw Error(Fault::bad_settings, where, key + "：该规则没有情形 " + name);
        set(one->second, letter, key + "." + name);
    }
}

bool is_same_type(const Json& a, const Json& b) {
    return (a.is_number() && b.is_number()) || a.type() == b.type();
}

void override_parameters(Rule& rule, const Json& parameters, const std::string& where,
                         const std::string& key) {
    if (!parameters.is_object())
        throw Error(Fault::bad_settings, where, key + "：应为对象");
    for (const auto& [name, value] : parameters.items()) {
        if (!rule.parameters.contains(name))
            throw Error(Fault::bad_settings, where, key + "：该规则没有参数 " + name);
        Json& parameter = rule.parameters[name];
        const bool fits =
            is_same_type(parameter, value) &&
            (!value.is_array() || std::all_of(value.begin(), value.end(), [&](const Json& item) {
                return parameter.empty() || is_same_type(parameter[0], item);
            }));
        if (!fits)
            throw Error(Fault::bad_settings, where,
                        key + "." + name + "：类型应与默认值 " + parameter.dump() + " 相同");
        parameter = value;
    }
}

}  // namespace

RuleTable parse_rules(const Json& json) {
    RuleTable rules;
    std::string id;
    try {
        for (const auto& entry : json.at("rules")) {
            Rule rule;
            id = rule.id = entry.at("id");
            rule.enabled = entry.value("enabled", true);
            rule.parameters = entry.value("parameters", Json::object());
            rule.forms = entry.at("forms").get<std::vector<std::string>>();
            rule.not_evaluated = entry.value("not_evaluated", "");
            for (const auto& [name, one] : entry.at("cases").items())
                rule.cases[name] = {template_severity(one.at("severity"), id), one.at("text")};
            if (!rules.emplace(id, std::move(rule)).second)
                throw Error(Fault::bad_template, "templates/rules.json", id + "：规则重复");
        }
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, "templates/rules.json", id + "：" + e.what());
    }
    return rules;
}

void override_rules(RuleTable& rules, const Json& overrides, const std::string& where) {
    if (!overrides.is_object())
        throw Error(Fault::bad_settings, where, "rules 应为对象：规则号 -> 设置");
    for (const auto& [id, changes] : overrides.items()) {
        const auto rule = rules.find(id);
        const std::string key = "rules." + id;
        if (rule == rules.end())
            throw Error(Fault::bad_settings, where, key + "：没有这条规则");
        if (!changes.is_object())
            throw Error(Fault::bad_settings, where, key + "：应为对象");
        for (const auto& [name, value] : changes.items()) {
            if (name == "severity") {
                override_severity(rule->second, value, where, key + ".severity");
            } else if (name == "parameters") {
                override_parameters(rule->second, value, where, key + ".parameters");
            } else if (name == "enabled" && value.is_boolean()) {
                rule->second.enabled = value;
            } else if (name == "enabled") {
                throw Error(Fault::bad_settings, where, key + ".enabled：应为 true 或 false");
            } else {
                throw Error(Fault::bad_settings, where, key + "：未知的键 " + name);
            }
        }
    }
}

}  // namespace tanfang

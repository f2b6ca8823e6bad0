#include "pipeline/record/knowledge.h"

#include "pipeline/base/text.h"

#include <sstream>

namespace tanfang {

namespace {

constexpr std::size_t county_digits = 6;

std::string text_of(const Json& value, const std::string& where, const std::string& key) {
    if (!value.is_string())
        throw Error(Fault::bad_settings, where, key + "：应为字符串");
    return value;
}

std::vector<std::string> texts_of(const Json& value, const std::string& where,
                                  const std::string& key) {
    std::vector<std::string> texts;
    for (const auto& text : value.is_array() ? value : Json::array({nullptr}))
        texts.push_back(text_of(text, where, key));
    return texts;
}

void apply(Knowledge& knowledge, const std::filesystem::path& file, const std::string& key,
           const Json& value) {
    const std::string where = file.string();
    if (key == "county") {
        knowledge.county = text_of(value, where, key);
        if (knowledge.county.size() != county_digits || !is_digits(knowledge.county))
            throw Error(Fault::bad_settings, where, "county：应为 6 位行政区划代码");
    } else if (key == "divisions") {
        // An absolute path stays what it is; a relative one starts at the settings file.
        knowledge.divisions = load_divisions(file.parent_path() / text_of(value, where, key));
        knowledge.divisions_named = true;
    } else if (key == "townships") {
        knowledge.townships = texts_of(value, where, key);
    } else if (key == "today") {
        const auto date = parse_date(text_of(value, where, key));
        if (!date)
            throw Error(Fault::bad_settings, where, "today：应为日期，例如 2026-11-01");
        knowledge.today = *date;
    } else if (key == "rules") {
        override_rules(knowledge.rules, value, where);
    } else if (key == "lexicons") {
        override_lexicon(knowledge.lexicon, value, where);
    } else if (key == "review") {
        for (const auto& form : value.is_object() ? value : Json::array({nullptr}))
            for (const auto& policy : form.is_object() ? form : Json::array({nullptr}))
                text_of(policy, where, "review");
        knowledge.review = value;
    } else {
        throw Error(Fault::bad_settings, where,
                    "未知的键 " + key +
                        "（可用：county、townships、divisions、today、rules、lexicons、review）");
    }
}

/// {"counties": ["3505 01 02 …", …]}: four digits, then the last two of each code that begins so. A
/// list, for an object of 700 members is slow to read.
std::set<std::string> parse_area_codes(const Json& table) {
    std::set<std::string> codes;
    for (const auto& line : table.at("counties")) {
        std::istringstream in(line.get<std::string>());
        std::string prefecture;
        in >> prefecture;
        for (std::string end; in >> end;) codes.insert(codes.end(), prefecture + end);
    }
    return codes;
}

}  // namespace

Knowledge load_knowledge(const std::filesystem::path& templates,
                         const std::optional<std::filesystem::path>& settings) {
    Knowledge knowledge;
    knowledge.today = today_by_clock();
    knowledge.rules = parse_rules(load_json(templates / "rules.json", Fault::bad_template));
    knowledge.lexicon = parse_lexicon(load_json(templates / "lexicon.json", Fault::bad_template));
    knowledge.routing = parse_routing(load_json(templates / "duties.json", Fault::bad_template));
    knowledge.area_codes =
        parse_area_codes(load_json(templates / "divisions/area_codes.json", Fault::bad_template));
    if (!settings)
        return knowledge;
    const Json json = load_json(*settings, Fault::bad_settings);
    if (!json.is_object())
        throw Error(Fault::bad_settings, settings->string(), "设置文件应为一个 JSON 对象");
    for (const auto& [key, value] : json.items()) apply(knowledge, *settings, key, value);
    const auto& divisions = knowledge.divisions;
    if (!knowledge.county.empty() && !divisions.empty() &&
        divisions.find(knowledge.county) == nullptr)
        throw Error(Fault::bad_settings, settings->string(),
                    "county：行政区划表中没有代码 " + knowledge.county);
    return knowledge;
}

std::optional<Knowledge> knowledge_on(const Knowledge& knowledge, const std::string& day) {
    if (!knowledge.divisions_ever.changes_between(day, iso_date(knowledge.today)))
        return std::nullopt;
    Knowledge then = knowledge;
    then.divisions = knowledge.divisions_ever.on(day);
    return then;
}

}  // namespace tanfang

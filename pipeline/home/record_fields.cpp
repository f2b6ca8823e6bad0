#include "pipeline/home/record_fields.h"

#include "pipeline/home/record_findings.h"
#include "pipeline/home/record_status.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

/// The fields of a page; rejected pages may have none.
const Json& fields_of(const Json& line) {
    static const Json none = Json::object();
    const auto found = line.find("fields");
    return found == line.end() ? none : *found;
}

const Json& findings_of(const Json& line) {
    static const Json none = Json::array();
    const auto found = line.find("findings");
    return found == line.end() ? none : *found;
}

bool asks(const Json& field) {
    return field.at("state") == "doubtful" || field.at("state") == "unreadable";
}

/// Every field as the pages have it. A claim beats a doubt: the other copy was easier to read.
Json read_fields(const Json& lines) {
    Json merged = Json::object();
    for (const auto& line : lines)
        for (const auto& [id, field] : fields_of(line).items()) {
            if (!merged.contains(id) || (asks(merged[id]) && !asks(field)))
                merged[id] = field;
        }
    return merged;
}

/// Fields that copies claim with different values: one of the claims is wrong, or one of the
/// papers.
std::set<std::string> contradicted(const Json& lines, const Json& merged) {
    std::set<std::string> fields;
    for (const auto& line : lines)
        for (const auto& [id, field] : fields_of(line).items())
            if (!asks(field) && !asks(merged.at(id)) &&
                field.at("value") != merged.at(id).at("value"))
                fields.insert(id);
    return fields;
}

/// The fields of a page that could not be read well.
std::vector<std::string> doubts(const Json& line) {
    std::vector<std::string> fields;
    for (const auto& [id, field] : fields_of(line).items())
        if (asks(field))
            fields.push_back(id);
    return fields;
}

bool has_error(const Json& line) {
    const Json& findings = findings_of(line);
    return std::any_of(findings.begin(), findings.end(), [](const Json& finding) {
        return finding.at("severity") == "E" && !finding.at("fields").empty();
    });
}

std::set<std::string> asked_by_rules(const Json& findings,
                                     const std::map<std::string, Json>& standing) {
    std::set<std::string> fields;
    for (const auto& finding : findings)
        for (auto& id : asked_by(finding, standing)) fields.insert(std::move(id));
    return fields;
}

std::set<std::string> undecided(std::set<std::string> fields,
                                const std::map<std::string, Json>& standing) {
    for (const auto& [id, decision] : standing) fields.erase(id);
    return fields;
}

}  // namespace

Json record_fields(const Json& lines, const std::map<std::string, Json>& standing) {
    Json fields = read_fields(lines);
    for (const auto& id : contradicted(lines, fields)) fields[id]["state"] = "doubtful";
    for (const auto& [id, decision] : standing)
        fields[id] = {{"value", decision.at("value")},
                      {"state", "decided"},
                      {"kind", decision.at("kind")},
                      {"by", decision.at("by")},
                      {"at", decision.at("at")}};
    return fields;
}

std::vector<std::string> open_fields(const Json& lines, const std::map<std::string, Json>& standing,
                                     const Json& findings) {
    const Json merged = read_fields(lines);
    std::set<std::string> asked = contradicted(lines, merged);
    for (const auto& line : lines)
        for (auto& id : doubts(line)) asked.insert(std::move(id));
    asked = undecided(std::move(asked), standing);
    asked.merge(asked_by_rules(findings, standing));
    std::vector<std::string> open;
    for (const auto& [id, field] : merged.items())
        if (asked.erase(id) > 0)
            open.push_back(id);
    open.insert(open.end(), asked.begin(), asked.end());  // of a page that has not come yet
    return open;
}

PageStatus decided_status(const Json& lines, const std::map<std::string, Json>& standing,
                          const Json& findings) {
    std::vector<PageOfRecord> pages;
    for (const auto& line : lines) {
        PageOfRecord page{maybe<std::string>(line, "form"), maybe<std::int64_t>(line, "page"),
                          page_status_named(line.at("status"))};
        const auto asked = doubts(line);
        if (page.status == PageStatus::review && (!asked.empty() || has_error(line)) &&
            std::all_of(asked.begin(), asked.end(),
                        [&](const std::string& id) { return standing.contains(id); }))
            page.status = PageStatus::accepted;
        pages.push_back(std::move(page));
    }
    const PageStatus status = record_status(pages);
    const bool asks_more = !undecided(contradicted(lines, read_fields(lines)), standing).empty() ||
                           !asked_by_rules(findings, standing).empty();
    return status == PageStatus::accepted && asks_more ? PageStatus::review : status;
}

}  // namespace tanfang

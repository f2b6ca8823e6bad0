#include "pipeline/home/record_findings.h"

#include "pipeline/home/decision.h"
#include "pipeline/home/record_fields.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

/// The finding of the same rule about the same fields; nullptr if there is none.
const Json* same_in(const Json& findings, const Json& finding) {
    const auto found = std::find_if(findings.begin(), findings.end(), [&](const Json& other) {
        return other.at("rule") == finding.at("rule") && other.at("fields") == finding.at("fields");
    });
    return found == findings.end() ? nullptr : &*found;
}

bool names(const Json& finding, const std::string& field) {
    const Json& fields = finding.at("fields");
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

bool names_decided_only(const Json& finding, const std::map<std::string, Json>& standing) {
    const Json& fields = finding.at("fields");
    return std::all_of(fields.begin(), fields.end(),
                       [&](const Json& id) { return standing.contains(id.get<std::string>()); });
}

std::size_t errors_in(const Json& findings) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [](const Json& finding) { return finding.at("severity") == "E"; }));
}

}  // namespace

Json findings_on_pages(const Json& lines) {
    Json all = Json::array();
    for (const auto& line : lines) {
        const auto found = line.find("findings");
        if (found == line.end())
            continue;
        for (const auto& finding : *found)
            if (same_in(all, finding) == nullptr) {
                all.push_back(finding);
                all.back()["since"] = 0;
            }
    }
    return all;
}

Json repeated_scans(const Json& lines) {
    std::map<std::pair<int, int>, int> times;  // by copy and page
    Json findings = Json::array();
    for (const auto& line : lines) {
        const Json copy = line.value("copy", Json()), page = line.value("page", Json());
        if (!copy.is_number_integer() || !page.is_number_integer() ||
            line.value("status", Json()) == "rejected" || ++times[{copy, page}] != 2)
            continue;
        const Json fields = line.value("fields", Json::object());
        findings.push_back(
            {{"rule", "R91"},
             {"severity", "W"},
             {"fields", fields.empty() ? Json::array() : Json::array({fields.begin().key()})},
             {"text", "第 " + copy.dump() + " 联第 " + page.dump() +
                          " 页不止扫描过一次，请核对：是同一张纸，还是两张表用了同一个编号"},
             {"since", 0}});
    }
    return findings;
}

Json standing_findings(const Json& lines, const Json& judged) {
    if (judged.is_null())
        return findings_on_pages(lines);
    Json findings = judged.at("findings");
    if (judged.at("pages") == lines.size())
        return findings;
    for (auto& finding : findings_on_pages(lines))
        if (same_in(findings, finding) == nullptr)
            findings.push_back(std::move(finding));
    return findings;
}

std::string changed_field(const Json& lines, const Json& decisions) {
    Json before = decisions;
    before.erase(before.size() - 1);
    const std::string field = decisions.back().at("field");
    const Json was = record_fields(lines, standing_decisions(before));
    const Json is = record_fields(lines, standing_decisions(decisions));
    const Json none = Json::object();
    const Json& old_one = was.contains(field) ? was[field] : none;
    const Json& new_one = is.contains(field) ? is[field] : none;
    return old_one.value("value", Json()) == new_one.value("value", Json()) ? "" : field;
}

bool ask_alike(const Json& findings, const Json& others) {
    return errors_in(findings) == errors_in(others) &&
           std::all_of(findings.begin(), findings.end(), [&](const Json& finding) {
               return finding.at("severity") != "E" || same_in(others, finding) != nullptr;
           });
}

Json judged_again(const Judge& judge, const std::string& form, const Json& lines,
                  const Json& decisions, const Json& judged, const std::string& changed) {
    const auto standing = standing_decisions(decisions);
    const Json fields = record_fields(lines, standing);
    const Json as_read = judge(form, record_fields(lines, {})), as_decided = judge(form, fields);
    const Json on_pages = findings_on_pages(lines), before = standing_findings(lines, judged);
    const Json number = decisions.empty() ? Json(0) : decisions.back().at("number");

    Json findings = Json::array();
    for (const auto& finding : on_pages) {
        const bool only_ink_shows_it = same_in(as_read, finding) == nullptr;
        if (same_in(as_decided, finding) == nullptr && only_ink_shows_it &&
            !names_decided_only(finding, standing))
            findings.push_back(finding);
    }
    for (Json finding : as_decided) {
        const Json* was = same_in(before, finding);
        const bool is_new = was == nullptr || names(finding, changed);
        finding["since"] = is_new ? number : was->at("since");
        findings.push_back(std::move(finding));
    }
    return {{"pages", lines.size()}, {"findings", std::move(findings)}};
}

std::vector<std::string> asked_by(const Json& finding,
                                  const std::map<std::string, Json>& standing) {
    std::vector<std::string> asked;
    if (finding.at("severity") != "E")
        return asked;
    for (const auto& field : finding.at("fields")) {
        const auto decision = standing.find(field.get<std::string>());
        if (decision == standing.end() || decision->second.at("number") <= finding.at("since"))
            asked.push_back(field);
    }
    return asked;
}

}  // namespace tanfang

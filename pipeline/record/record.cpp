#include "pipeline/record/record.h"

#include <algorithm>

namespace tanfang {

std::string_view state_name(FieldState state) noexcept {
    switch (state) {
        case FieldState::read:
            return "read";
        case FieldState::derived:
            return "derived";
        case FieldState::blank:
            return "blank";
        case FieldState::doubtful:
            return "doubtful";
        case FieldState::unreadable:
            return "unreadable";
    }
    return "unreadable";
}

bool claims(FieldState state) noexcept {
    return state == FieldState::read || state == FieldState::derived || state == FieldState::blank;
}

char severity_letter(Severity severity) noexcept {
    return severity == Severity::error ? 'E' : severity == Severity::warning ? 'W' : 'I';
}

Json findings_json(const std::vector<Finding>& findings) {
    Json out = Json::array();
    for (const auto& finding : findings)
        out.push_back({{"rule", finding.rule},
                       {"severity", std::string(1, severity_letter(finding.severity))},
                       {"fields", finding.fields},
                       {"text", finding.text}});
    return out;
}

bool needs_review(const CheckedRecord& record) {
    return std::any_of(record.fields.begin(), record.fields.end(),
                       [](const auto& field) { return !claims(field.second.state); }) ||
           std::any_of(record.findings.begin(), record.findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; });
}

}  // namespace tanfang

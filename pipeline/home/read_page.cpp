#include "pipeline/home/read_page.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tanfang {

namespace {

/// The value of a text field, if the line claims it.
std::optional<std::string> claimed(const Json& line, const char* field) {
    const auto fields = line.find("fields");
    if (fields == line.end() || !fields->contains(field))
        return std::nullopt;
    const Json& entry = (*fields)[field];
    const std::string state = entry.at("state");
    if ((state != "read" && state != "derived") || !entry.at("value").is_string())
        return std::nullopt;
    return entry["value"].get<std::string>();
}

int count_findings(const Json& line, const std::string& severity) {
    const auto findings = line.find("findings");
    if (findings == line.end())
        return 0;
    return static_cast<int>(
        std::count_if(findings->begin(), findings->end(),
                      [&](const Json& finding) { return finding.at("severity") == severity; }));
}

}  // namespace

std::string page_status_name(PageStatus status) {
    switch (status) {
        case PageStatus::accepted:
            return "accepted";
        case PageStatus::review:
            return "review";
        case PageStatus::rejected:
            return "rejected";
    }
    throw std::logic_error("unknown page status");
}

PageStatus page_status_named(const std::string& name) {
    for (const auto status : {PageStatus::accepted, PageStatus::review, PageStatus::rejected})
        if (page_status_name(status) == name)
            return status;
    throw Error(Fault::bad_usage, name, "没有这种状态，只有 accepted、review、rejected");
}

ReadPage parse_read_page(Json line) {
    try {
        ReadPage page;
        page.file_page = line.at("source").at("page");
        page.part = line.at("source").at("part");
        page.serial = maybe<std::string>(line, "serial");
        page.form = maybe<std::string>(line, "form");
        page.form_version = maybe<std::int64_t>(line, "form_version");
        page.copy = maybe<int>(line, "copy");
        page.sheet_page = maybe<int>(line, "page");
        page.status = page_status_named(line.at("status"));
        page.errors = count_findings(line, "E");
        page.warnings = count_findings(line, "W");
        page.event_date = claimed(line, "visit_date");
        if (!page.event_date)
            page.event_date = claimed(line, "filing_date");
        page.subject_id = claimed(line, "subject_id_no");
        page.line = std::move(line);
        return page;
    } catch (const std::exception& e) {
        throw std::logic_error("no line of tanfang-record/1: " + std::string(e.what()));
    }
}

}  // namespace tanfang

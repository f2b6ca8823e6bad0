/// Lines of `read` for tests, made without reading anything.
#pragma once

#include "pipeline/base/json.h"

#include <string>

#include "../generate/installed.h"

namespace tanfang::record_lines {

/// A reviewed page on which nothing is written: every field of it is blank.
///
/// @param page  of the sheet, from 1
inline Json blank_line(const std::string& form, const std::string& serial, int page = 1) {
    Json line = Json::parse(R"({"schema": "tanfang-record/1",
        "software": {"version": "0", "models": "none", "settings": "built-in"},
        "source": {"file": "scan.png", "sha256": "", "page": 0, "part": 0},
        "form": "", "form_version": 1, "serial": "", "copy": 1, "page": 1,
        "status": "accepted", "reason": null, "registration": null, "readings": {},
        "fields": {}, "findings": [],
        "timing_ms": {"decode": 0, "page": 0, "marks": 0, "text": 0, "rules": 0}})");
    line["source"]["sha256"] = std::string(64, 'a');
    line["form"] = form;
    line["form_version"] = installed::form(form).version;
    line["serial"] = serial;
    line["page"] = page;
    for (const auto& spot : installed::form(form).spots)
        if (spot.page == page - 1)
            line["fields"][spot.field] = {
                {"value", nullptr}, {"state", "blank"}, {"confidence", 1}};
    return line;
}

inline void set(Json& line, const std::string& field, const Json& value,
                const std::string& state = "read") {
    line["fields"][field] = {{"value", value}, {"state", state}, {"confidence", 0.9}};
}

}  // namespace tanfang::record_lines

#include "pipeline/station/control.h"

#include "pipeline/external/sha256.h"
#include "pipeline/station/doubts.h"

#include <algorithm>
#include <optional>

namespace tanfang {

namespace {

bool is_chosen(const std::string& record, const std::string& field) {
    constexpr int hex = 16;
    const std::string digits = sha256_hex(bytes_of(record + "/" + field)).substr(0, 7);
    return std::stol(digits, nullptr, hex) % control_share == 0;
}

bool is_claimed(const Json& field) {
    const Json& state = field.at("state");
    return state == "read" || state == "derived" || state == "blank";
}

/// What the pages claim; nothing if a page asks, they contradict each other, or none has it.
std::optional<Json> claimed_value(const std::string& field, const Json& pages) {
    std::optional<Json> value;
    for (const auto& page : pages) {
        const Json& fields = page.at("fields");
        if (!fields.contains(field))
            continue;
        if (!is_claimed(fields[field]) || (value && *value != fields[field].at("value")))
            return std::nullopt;
        value = fields[field].at("value");
    }
    return value;
}

bool stands_somewhere(const std::string& field, const Json& pages) {
    return std::any_of(pages.begin(), pages.end(),
                       [&](const Json& page) { return stands_on(field, page); });
}

}  // namespace

Control control_of(const Json& record, const FieldModel& model) {
    Control control;
    const Json& open = record.at("open");
    for (const auto& [id, is] : record.at("fields").items()) {
        const Field* field = model.find(id);
        if (field == nullptr || std::find(open.begin(), open.end(), id) != open.end() ||
            !is_chosen(record.at("record"), id) || !stands_somewhere(id, record.at("pages")))
            continue;
        const auto claimed = claimed_value(id, record.at("pages"));
        if (!claimed)
            continue;
        if (is.at("state") != "decided")
            control.waiting.push_back(id);
        else
            ++(is.at("value") == *claimed ? control.right : control.wrong);
    }
    return control;
}

}  // namespace tanfang

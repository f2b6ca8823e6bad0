#include "pipeline/station/sheet_view.h"

#include "pipeline/station/keyed_value.h"

#include <algorithm>
#include <string>

namespace tanfang {

namespace {

constexpr std::size_t shown_candidates = 3;  // on the keys 1, 2, 3

std::string type_for_screen(const Field& field) {
    if (field.type == FieldType::choice_multi)
        return "many";
    if (field.is_choice())
        return "one";
    if (field.type == FieldType::signature)
        return "signature";
    return "text";
}

Json options_of(const Field& field, const FieldModel& model) {
    Json options = Json::array();
    for (const auto& option : field.options)
        options.push_back({{"id", option.id}, {"zh", option.zh}});
    const auto list = model.codelists.find(field.codelist);
    if (list != model.codelists.end())
        for (const auto& item : list->second.items)
            options.push_back({{"id", item.id.empty() ? item.zh : item.id}, {"zh", item.zh}});
    return options;
}

bool belongs(const std::string& spot, const std::string& field) {
    return spot == field || spot.starts_with(field + ".");
}

Json spots_of(const std::string& field, const Json& page) {
    Json spots = Json::array();
    for (const auto& [spot, reading] : page.at("readings").items())
        if (belongs(spot, field))
            spots.push_back(spot);
    return spots;
}

/// Where the field stands: the first page that has it, preferably one that asks about it.
void add_place(Json& view, const Json& pages) {
    const std::string id = view.at("id");
    view["page"] = nullptr;
    view["spots"] = Json::array();
    for (std::size_t index = 0; index < pages.size(); ++index) {
        Json spots = spots_of(id, pages[index]);
        if (spots.empty())
            continue;
        const Json& fields = pages[index].at("fields");
        const bool asks = fields.contains(id) && (fields[id]["state"] == "doubtful" ||
                                                  fields[id]["state"] == "unreadable");
        if (view["page"].is_null() || asks) {
            view["page"] = index;
            view["spots"] = std::move(spots);
        }
        if (asks)
            return;
    }
}

/// Other readings of the same ink; only texts in one piece have them.
Json candidates_of(const Json& view, const Json& pages) {
    Json candidates = Json::array();
    if (view["page"].is_null() || view["spots"] != Json::array({view["id"]}))
        return candidates;
    const Json& reading =
        pages[view["page"].get<std::size_t>()]["readings"][view["id"].get<std::string>()];
    const Json none = Json::array();
    for (const auto& candidate : reading.contains("candidates") ? reading["candidates"] : none) {
        if (candidates.size() == shown_candidates)
            break;
        candidates.push_back(candidate.at(0));
    }
    return candidates;
}

Json findings_about(const std::string& id, const Json& findings) {
    Json texts = Json::array();
    for (const auto& finding : findings) {
        const Json& fields = finding.at("fields");
        if (std::find(fields.begin(), fields.end(), id) != fields.end())
            texts.push_back({{"rule", finding.at("rule")},
                             {"severity", finding.at("severity")},
                             {"text", finding.at("text")}});
    }
    return texts;
}

/// What the rules have against the record, and the register against its person's visit.
Json all_findings(const Json& record) {
    Json findings = record.at("findings");
    const Json& link = record.at("link");
    for (const auto& finding : link.is_object() ? link.value("findings", Json::array()) : Json())
        if (std::none_of(findings.begin(), findings.end(), [&](const Json& other) {
                return other.at("rule") == finding.at("rule") &&
                       other.at("fields") == finding.at("fields");
            }))
            findings.push_back(finding);
    return findings;
}

void hide_reading(Json& view) {
    view["blind"] = true;
    view["value"] = nullptr;
    view["candidates"] = Json::array();
}

bool holds(const Json& list, const std::string& id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}

Json field_view(const Field& field, const Json& is, const Json& record, const FieldModel& model) {
    Json view = {{"id", field.id},
                 {"zh", field.zh},
                 {"type", type_for_screen(field)},
                 {"options", options_of(field, model)},
                 {"value", is.at("value")},
                 {"state", is.at("state")},
                 {"open", holds(record.at("open"), field.id)},
                 {"masked", is_masked(field)}};
    for (const auto& [list, member] :
         {std::pair("to_confirm", "confirm"), {"to_ask_again", "again"}})
        if (record.contains(list) && holds(record[list], field.id))
            view[member] = true;
    add_place(view, record.at("pages"));
    view["candidates"] = is_masked(field) ? Json::array() : candidates_of(view, record["pages"]);
    view["findings"] = findings_about(field.id, all_findings(record));
    if (is_masked(field) && is.at("value").is_string())
        view["value"] = masked(is["value"].get<std::string>());
    for (const char* member : {"by", "at", "kind"})
        if (is.contains(member))
            view[member] = is[member];
    return view;
}

Json page_view(const Json& line) {
    Json spots = Json::object();
    for (const auto& [spot, reading] : line.at("readings").items())
        spots[spot] = reading.at("quad");
    const Json& registration = line.at("registration");
    return {{"copy", line.at("copy")},
            {"page", line.at("page")},
            {"reason", line.at("reason")},
            {"rotation", registration.is_null() ? Json(0) : registration.at("rotation")},
            {"spots", std::move(spots)}};
}

}  // namespace

Json field_item(const Json& record, const FieldModel& model, const std::string& field, bool blind) {
    const Field* known = model.find(field);
    if (known == nullptr || !record.at("fields").contains(field))
        throw Error(Fault::bad_usage, "", "这张表没有这一项");
    Json view = field_view(*known, record["fields"][field], record, model);
    if (blind)
        hide_reading(view);
    return {{"record", record.at("record")},
            {"revision", record.at("revision")},
            {"form", record.at("form")},
            {"serial", record.at("serial")},
            {"field", std::move(view)}};
}

Json claims_of_copies(const Json& record, const FieldModel& model, const std::string& field) {
    const Field* known = model.find(field);
    Json claims = Json::array();
    const Json& pages = record.at("pages");
    for (std::size_t index = 0; known != nullptr && index < pages.size(); ++index) {
        const Json& fields = pages[index].at("fields");
        if (!fields.contains(field) || fields[field].at("state") == "doubtful" ||
            fields[field]["state"] == "unreadable")
            continue;
        Json value = fields[field].at("value");
        if (is_masked(*known) && value.is_string())
            value = masked(value.get<std::string>());
        claims.push_back({{"page", index},
                          {"copy", pages[index].at("copy")},
                          {"value", std::move(value)},
                          {"spots", spots_of(field, pages[index])}});
    }
    return claims;
}

Json sheet_view(const Json& record, const FieldModel& model, const ReviewPolicies& policies) {
    Json pages = Json::array(), fields = Json::array();
    for (const auto& line : record.at("pages")) pages.push_back(page_view(line));
    for (const auto& field : model.fields)
        if (record.at("fields").contains(field.id))
            fields.push_back(field_view(field, record["fields"][field.id], record, model));
    for (auto& view : fields)
        if (view["open"] == true && view["state"] != "decided" && policies.is_blind(view["id"]))
            hide_reading(view);
    return {{"record", record.at("record")}, {"revision", record.at("revision")},
            {"form", record.at("form")},     {"serial", record.at("serial")},
            {"status", record.at("status")}, {"pages", std::move(pages)},
            {"fields", std::move(fields)}};
}

}  // namespace tanfang

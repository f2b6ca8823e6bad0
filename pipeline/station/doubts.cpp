#include "pipeline/station/doubts.h"

#include <algorithm>
#include <optional>
#include <set>

namespace tanfang {

namespace {

bool claims(const Json& field) {
    return field.at("state") != "doubtful" && field.at("state") != "unreadable";
}

/// The numbers of the pages that have the field.
std::vector<std::size_t> pages_with(const std::string& field, const Json& pages) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].at("fields").contains(field))
            found.push_back(i);
    return found;
}

bool differs(const std::string& field, const Json& pages) {
    const Json* first = nullptr;
    for (const auto& page : pages) {
        const Json& fields = page.at("fields");
        if (!fields.contains(field) || !claims(fields[field]))
            continue;
        if (first != nullptr && *first != fields[field].at("value"))
            return true;
        first = &fields[field].at("value");
    }
    return false;
}

bool is_objected_to(const std::string& field, const Json& findings) {
    for (const auto& finding : findings) {
        const Json& fields = finding.at("fields");
        if (finding.at("severity") == "E" &&
            std::find(fields.begin(), fields.end(), field) != fields.end())
            return true;
    }
    return false;
}

std::optional<MarkDoubt> only_doubt(const Field& field, const Json& record) {
    const Json& pages = record.at("pages");
    const auto numbers = pages_with(field.id, pages);
    if (numbers.size() != 1 || is_objected_to(field.id, record.at("findings")))
        return std::nullopt;
    const Json& readings = pages[numbers[0]].at("readings");
    std::optional<MarkDoubt> found;
    for (const auto& option : field.options) {
        const std::string spot = field.id + "." + option.id;
        if (!readings.contains(spot) || !readings[spot].contains("mark"))
            return std::nullopt;
        const Json& box = readings[spot];
        const Json& how = box.at("how");
        if (how == "struck" || how == "blacked")
            return std::nullopt;
        if (box.at("sure") == true && box.at("mark") != "doubtful")
            continue;
        if (found)
            return std::nullopt;
        found = MarkDoubt{field.id, spot, numbers[0], box.at("score")};
    }
    return found;
}

}  // namespace

bool stands_on(const std::string& field, const Json& page) {
    for (const auto& [spot, reading] : page.at("readings").items())
        if (spot == field || spot.starts_with(field + "."))
            return true;
    return false;
}

Doubts doubts_of(const Json& record, const FieldModel& model, const Combs& combs) {
    Doubts doubts;
    const Json& pages = record.at("pages");
    for (const auto& id : record.at("open")) {
        const Field* field = model.find(id.get<std::string>());
        // What a rule has against a decision is weighed with the whole sheet in view.
        if (field == nullptr || record["fields"][id.get<std::string>()]["state"] == "decided")
            continue;
        if (differs(field->id, pages)) {
            doubts.differing.push_back(field->id);
        } else if (field->is_choice()) {
            if (auto mark = only_doubt(*field, record))
                doubts.marks.push_back(std::move(*mark));
        } else if (field->type != FieldType::signature &&
                   std::any_of(pages.begin(), pages.end(),
                               [&](const Json& page) { return stands_on(field->id, page); })) {
            doubts.texts.push_back(field->id);
            if (is_objected_to(field->id, record.at("findings")))
                continue;
            for (auto& digit : doubtful_digits(*field, record, combs))
                doubts.digits.push_back(std::move(digit));
        }
    }
    return doubts;
}

Json value_with_mark(const Field& field, const Json& page, const std::string& spot, bool ticked) {
    Json value = Json::array();
    for (const auto& option : field.options) {
        const std::string box = field.id + "." + option.id;
        const bool marked = page.at("readings").at(box).at("mark") == "marked";
        if (box == spot ? ticked : marked)
            value.push_back(option.id);
    }
    return value;
}

}  // namespace tanfang

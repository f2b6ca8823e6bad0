#include "pipeline/intake/form_packet.h"

#include "pipeline/base/json.h"

#include <cmath>

namespace tanfang {

namespace {

using Kind = PdfFormField::Kind;

/// For numbers that come from a child: what is not in the range is no answer of ours.
template <class Number>
Number within(const Json& json, Number low, Number high) {
    const auto value = json.get<Number>();
    if (!(value >= low && value <= high))
        throw Json::other_error::create(500, "number out of range", &json);
    return value;
}

constexpr double longest_side = 1e6;  // points; PDF's own limit is 14,400

double coordinate(const Json& json) {
    return within(json, -longest_side, longest_side);
}

Json packed(const PdfFormField& field) {
    return Json::array(
        {field.name, static_cast<int>(field.kind), field.clear, field.values, field.pages});
}

PdfFormField unpacked_field(const Json& json, std::size_t pages) {
    PdfFormField field;
    field.name = json.at(0).get<std::string>();
    field.kind = static_cast<Kind>(within(json.at(1), 0, static_cast<int>(Kind::other)));
    field.clear = json.at(2).get<bool>();
    field.values = json.at(3).get<std::vector<std::string>>();
    for (const auto& page : json.at(4))
        field.pages.push_back(within(page, 0, static_cast<int>(pages) - 1));
    return field;
}

Json packed(const PdfFormPage& page) {
    Json additions = Json::array();
    for (const auto& at : page.additions)
        additions.push_back(Json::array({at.left, at.top, at.right, at.bottom}));
    return Json::array(
        {page.width, page.height, page.is_redrawn, page.has_pictures, page.has_hidden, additions});
}

PdfFormPage unpacked_page(const Json& json) {
    PdfFormPage page;
    page.width = coordinate(json.at(0));
    page.height = coordinate(json.at(1));
    page.is_redrawn = json.at(2).get<bool>();
    page.has_pictures = json.at(3).get<bool>();
    page.has_hidden = json.at(4).get<bool>();
    for (const auto& at : json.at(5))
        page.additions.push_back({coordinate(at.at(0)), coordinate(at.at(1)), coordinate(at.at(2)),
                                  coordinate(at.at(3))});
    return page;
}

}  // namespace

std::string pack_form(const PdfForm& form) {
    Json fields = Json::array(), pages = Json::array();
    for (const auto& field : form.fields) fields.push_back(packed(field));
    for (const auto& page : form.pages) pages.push_back(packed(page));
    return Json{{"damaged", form.damaged},
                {"rewritten", form.rewritten},
                {"fields", fields},
                {"pages", pages}}
        .dump();
}

std::optional<PdfForm> unpack_form(std::string_view bytes) {
    try {
        const Json json = Json::parse(bytes);
        PdfForm form;
        form.damaged = json.at("damaged").get<bool>();
        form.rewritten = json.at("rewritten").get<bool>();
        for (const auto& page : json.at("pages")) form.pages.push_back(unpacked_page(page));
        for (const auto& field : json.at("fields"))
            form.fields.push_back(unpacked_field(field, form.pages.size()));
        return form;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace tanfang

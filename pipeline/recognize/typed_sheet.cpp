#include "pipeline/recognize/typed_sheet.h"

#include "pipeline/recognize/typed_text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tanfang {

namespace {

constexpr std::string_view magic = "TF";  // how the names of our sets start, in every version

constexpr double size_tolerance = 1;  // points; page sizes are rounded by some programs

std::string root_of(const std::string& name) {
    return name.substr(0, name.find('.'));
}

bool is_ours(const std::string& name) {
    return name.starts_with(magic) && root_of(name).find('/') != std::string::npos;
}

bool holds_values(const PdfFormField& field) {
    return field.kind != PdfFormField::Kind::other && (!field.values.empty() || !field.clear);
}

Quad<Px> quad_of(const Box<Mm>& box) {
    constexpr double px = typed_sheet_dpi / mm_per_inch;
    return {{{box.left() * px, box.top() * px},
             {box.right() * px, box.top() * px},
             {box.right() * px, box.bottom() * px},
             {box.left() * px, box.bottom() * px}}};
}

bool overlap(const Box<Mm>& box, const PdfRectangle& at) {
    return at.left < box.right() * points_per_mm && at.right > box.left() * points_per_mm &&
           at.top < box.bottom() * points_per_mm && at.bottom > box.top() * points_per_mm;
}

/// The field that holds a spot's value: one-of-N boxes share one.
std::string field_name(const Spot& spot, const Field& field) {
    const bool shared = field.is_choice() && field.type != FieldType::choice_multi;
    return shared ? field.id : spot.id;
}

}  // namespace

TypedSheet::TypedSheet(const std::string& set, const PdfForm& file)
    : file_(file), filled_(file.damaged) {
    for (const auto& field : file.fields) {
        if (field.name.size() <= set.size() || field.name[set.size()] != '.' ||
            !field.name.starts_with(set))
            continue;
        Found& found = fields_[field.name.substr(set.size() + 1)];
        found.repeated = found.field != nullptr;
        found.field = &field;
        filled_ = filled_ || holds_values(field);
    }
}

std::vector<int> TypedSheet::copies_of(const FormTemplate& form, int page) const {
    std::set<int> pages;
    for (const auto& spot : form.spots) {
        if (spot.page != page)
            continue;
        for (const auto& name : {spot.id, spot.field})
            if (const auto it = fields_.find(name); it != fields_.end())
                pages.insert(it->second.field->pages.begin(), it->second.field->pages.end());
    }
    return {pages.begin(), pages.end()};
}

int TypedSheet::first_page() const {
    int first = -1;
    for (const auto& [name, found] : fields_)
        if (!found.field->pages.empty() && (first < 0 || found.field->pages.front() < first))
            first = found.field->pages.front();
    return first;
}

const PdfFormField* TypedSheet::find(const std::string& name) const {
    const auto it = fields_.find(name);
    return it == fields_.end() || it->second.repeated ? nullptr : it->second.field;
}

std::string TypedSheet::remark(const FormTemplate& form, int page) const {
    if (file_.damaged)
        return "PDF 文件有损坏，内容可能不全，请逐项核对";
    const bool foreign =
        std::any_of(file_.fields.begin(), file_.fields.end(), [](const PdfFormField& field) {
            return field.kind != PdfFormField::Kind::other && !is_ours(field.name);
        });
    if (foreign)
        return "PDF 中有不属于本表的填写域，请逐项核对";
    for (const int copy : copies_of(form, page)) {
        const PdfFormPage& shown = file_.pages[static_cast<std::size_t>(copy)];
        if (shown.has_pictures || shown.has_hidden || shown.is_redrawn)
            return "PDF 页面上除表单外还有其他内容（图像或手写），请对照页面逐项核对";
        if (std::abs(shown.width - form.page_width * points_per_mm) > size_tolerance ||
            std::abs(shown.height - form.page_height * points_per_mm) > size_tolerance)
            return "PDF 页面的大小已被改动，请对照页面逐项核对";
    }
    return "";
}

bool TypedSheet::is_covered(const Spot& spot, const std::vector<int>& pages) const {
    return std::any_of(pages.begin(), pages.end(), [&](int page) {
        const auto& additions = file_.pages[static_cast<std::size_t>(page)].additions;
        return std::any_of(additions.begin(), additions.end(),
                           [&](const PdfRectangle& at) { return overlap(spot.box, at); });
    });
}

MarkReading TypedSheet::read_box(const Spot& spot, const Field& field) const {
    const PdfFormField* found = find(field_name(spot, field));
    if (!found || found->kind != PdfFormField::Kind::button)
        return {};
    const bool one_of_n = field_name(spot, field) == field.id;
    const auto is_state_of_field = [&](const std::string& state) {
        return !one_of_n || std::any_of(field.options.begin(), field.options.end(),
                                        [&](const FieldOption& o) { return o.id == state; });
    };
    const auto& states = found->values;
    const bool on = one_of_n ? std::find(states.begin(), states.end(), spot.part) != states.end()
                             : !states.empty();
    if (found->clear && std::all_of(states.begin(), states.end(), is_state_of_field))
        return on ? MarkReading{MarkState::marked, MarkHow::tick, 1, true}
                  : MarkReading{MarkState::empty, MarkHow::none, 0, true};
    constexpr double even = 0.5;
    return on ? MarkReading{MarkState::doubtful, MarkHow::tick, even, false}
              : MarkReading{MarkState::empty, MarkHow::none, 0, false};
}

TextReading TypedSheet::read_text(const Spot& spot, const Field& field,
                                  const TypingCharacters& characters) const {
    TextReading reading;
    const PdfFormField* found = find(spot.id);
    if (!found || found->kind != PdfFormField::Kind::text)
        return reading;
    for (const auto& value : found->values)
        reading.candidates.push_back(
            {with_plain_line_ends(value), 1 / static_cast<double>(found->values.size())});
    reading.sure = found->clear;
    if (reading.candidates.empty()) {
        reading.confidence = found->clear ? 1 : 0;
        return reading;
    }
    reading.text = reading.candidates.front().text;
    reading.confidence = reading.candidates.front().probability;
    reading.sure =
        reading.sure && is_plain_text(reading.text, spot, field, characters, file_.rewritten);
    return reading;
}

Readings TypedSheet::read(const FormTemplate& form, const FieldModel& model, int page,
                          const TypingCharacters& characters) const {
    const bool doubtful = !remark(form, page).empty();
    const std::vector<int> copies = copies_of(form, page);
    Readings readings;
    for (const auto& spot : form.spots) {
        if (spot.page != page)
            continue;
        const Field& field = *model.find(spot.field);
        const bool covered = is_covered(spot, copies);
        SpotReading reading{spot.id, quad_of(spot.box), {}};
        if (spot.kind == SpotKind::checkbox)
            reading.reading = read_box(spot, field);
        else if (field.type == FieldType::signature)
            reading.reading = SignatureReading{covered, SignatureKind::none, 1, true};
        else
            reading.reading = read_text(spot, field, characters);
        if (doubtful || covered)
            std::visit([](auto& kind) { kind.sure = false; }, reading.reading);
        readings.push_back(std::move(reading));
    }
    return readings;
}

std::vector<std::string> sets_on_page(const PdfForm& file, int page) {
    std::vector<std::string> sets;
    for (const auto& field : file.fields) {
        if (!is_ours(field.name) ||
            !std::binary_search(field.pages.begin(), field.pages.end(), page))
            continue;
        const std::string set = root_of(field.name);
        if (std::find(sets.begin(), sets.end(), set) == sets.end())
            sets.push_back(set);
    }
    return sets;
}

}  // namespace tanfang

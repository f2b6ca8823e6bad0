#include "pipeline/generate/supplement.h"

#include "pipeline/external/qrencode.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/text_layout.h"
#include "pipeline/generate/words.h"

namespace tanfang {

namespace {

// The sheet of a letter (GB/T 9704): wide margins, one and a half lines.
constexpr double supplement_side = 25;        // mm
constexpr double supplement_title_line = 25;  // mm from the top, middle of the line
constexpr double origin_line = 35;            // mm from the top, middle of the line
constexpr double first_line = 47;             // mm from the top, middle of the line
constexpr double supplement_foot = 25;        // mm
constexpr double supplement_title_pt = 15;
constexpr double supplement_text_pt = 12;
constexpr double supplement_pitch = 7;  // mm

std::string origin(const FormTemplate& form, const std::string& serial, int copy, int page,
                   int pages) {
    return "编号 " + serial + "　" + form.copies[static_cast<std::size_t>(copy - 1)].label +
           "　附页第 " + std::to_string(page + 1) + " 页，共 " + std::to_string(pages) + " 页";
}

}  // namespace

std::vector<std::vector<SupplementLine>> lay_out_supplement(
    const std::map<std::string, OverlongValue>& values, const FormTemplate& form,
    const Fonts& fonts) {
    const double width_em =
        (form.page_width - 2 * supplement_side) * points_per_mm / supplement_text_pt;
    const auto lines_on_page =
        static_cast<std::size_t>((form.page_height - first_line - supplement_foot) /
                                 supplement_pitch) +
        1;
    std::vector<std::vector<SupplementLine>> pages;
    const auto add = [&](const SupplementLine& line) {
        if (pages.empty() || pages.back().size() == lines_on_page)
            pages.emplace_back();
        pages.back().push_back(line);
    };
    for (const auto& [spot, value] : values) {
        add({value.heading, true});
        for (const auto& line : wrapped(value.text, width_em, fonts)) add({line, false});
    }
    return pages;
}

void need_supplement_words(DocumentFonts& fonts, const FormTemplate& form) {
    fonts.need(words("附页　" + form.title), Face::title);
    for (const auto& copy : form.copies)
        fonts.need(words(origin(form, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", copy.number, 0, 0)),
                   Face::body);
}

void draw_supplement(Content& content, const FormTemplate& form, const std::string& serial,
                     int copy, const std::vector<SupplementLine>& lines, int page, int pages) {
    const int after_form = static_cast<int>(form.pages.size()) + 1 + page;
    content.fill_modules(qr_modules(encode({form.code, form.version, serial, copy, after_form})),
                         form.pages.front().qr);
    const double middle = form.page_width / 2;
    content.write_as({{middle, supplement_title_line},
                      supplement_title_pt,
                      TextAlign::center,
                      FontRole::title,
                      ""},
                     words("附页　" + form.title));
    content.write_as(
        {{middle, origin_line}, supplement_text_pt, TextAlign::center, FontRole::body, ""},
        words(origin(form, serial, copy, page, pages)));
    double y = first_line;
    for (const auto& line : lines) {
        if (!line.text.empty())
            content.write_as({{supplement_side, y},
                              supplement_text_pt,
                              TextAlign::left,
                              line.heading ? FontRole::title : FontRole::body,
                              ""},
                             line.text);
        y += supplement_pitch;
    }
}

}  // namespace tanfang

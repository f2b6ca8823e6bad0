#include "pipeline/generate/text_layout.h"

namespace tanfang {

namespace {

constexpr double smallest_line_pt = 9;  // one line shrinks this far before it is wrapped (小五)
constexpr double smallest_pt =
    6.5;  // 小六: the smallest size of Chinese print that is read with ease
constexpr double size_step_pt = 0.5;
constexpr double line_spacing = 1.2;  // em
constexpr double side_margin = 0.7;   // mm, clear of the table's lines
constexpr std::u32string_view never_first =
    U"，。、；：！？）》”’】%";  // rule of Chinese typesetting

double mm_from_em(double size_pt) {
    return size_pt / points_per_mm;
}

std::vector<PlacedLine> lay_out_comb(const std::u32string& text, const Spot& spot,
                                     const Fonts& fonts) {
    std::vector<PlacedLine> out;
    const double cell = spot.box.width / spot.cells;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Point<Mm> middle{spot.box.left() + (static_cast<double>(i) + 0.5) * cell,
                               spot.box.center().y};
        const std::u32string character(1, text[i]);
        out.push_back({character, value_size_pt,
                       baseline_start(middle, TextAlign::center, value_size_pt,
                                      fonts.width(character, Face::body))});
    }
    return out;
}

std::vector<PlacedLine> placed(const std::vector<std::u32string>& lines, double size_pt,
                               const Spot& spot, bool from_top) {
    const double pitch = line_spacing * mm_from_em(size_pt);
    const double height = pitch * static_cast<double>(lines.size());
    double middle = (from_top ? spot.box.top() : spot.box.center().y - height / 2) + pitch / 2;
    std::vector<PlacedLine> out;
    for (const auto& line : lines) {
        out.push_back(
            {line, size_pt,
             baseline_start({spot.box.left() + side_margin, middle}, TextAlign::left, size_pt, 0)});
        middle += pitch;
    }
    return out;
}

}  // namespace

std::vector<std::u32string> wrapped(const std::u32string& text, double width_em,
                                    const Fonts& fonts) {
    std::vector<std::u32string> lines(1);
    double used = 0;
    for (const char32_t c : text) {
        if (c == U'\n') {
            lines.emplace_back();
            used = 0;
            continue;
        }
        const double advance = fonts.width({&c, 1}, Face::body);
        const bool may_start_line = never_first.find(c) == std::u32string_view::npos;
        if (used + advance > width_em && !lines.back().empty()) {
            std::u32string carried;
            if (!may_start_line && lines.back().size() > 1) {  // take the last character along
                carried = lines.back().back();
                lines.back().pop_back();
            }
            lines.push_back(carried);
            used = fonts.width(carried, Face::body);
        }
        lines.back() += c;
        used += advance;
    }
    return lines;
}

std::optional<std::vector<PlacedLine>> lay_out(const std::u32string& text, const Spot& spot,
                                               bool several_lines, const Fonts& fonts) {
    if (spot.cells > 0) {
        if (text.size() > static_cast<std::size_t>(spot.cells))
            return std::nullopt;
        return lay_out_comb(text, spot, fonts);
    }
    const double room = spot.box.width - 2 * side_margin;
    if (!several_lines) {
        const double width_em = fonts.width(text, Face::body);
        for (double size = value_size_pt; size >= smallest_line_pt; size -= size_step_pt)
            if (width_em * mm_from_em(size) <= room)
                return placed({text}, size, spot, false);
    }
    for (double size = value_size_pt; size >= smallest_pt; size -= size_step_pt) {
        const auto lines = wrapped(text, room / mm_from_em(size), fonts);
        if (static_cast<double>(lines.size()) * line_spacing * mm_from_em(size) <= spot.box.height)
            return placed(lines, size, spot, several_lines);
    }
    return std::nullopt;
}

}  // namespace tanfang

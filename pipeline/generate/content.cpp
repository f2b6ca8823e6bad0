#include "pipeline/generate/content.h"

#include "pipeline/generate/pdf_values.h"
#include "pipeline/generate/text_layout.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr double tick_line = 0.5;  // mm

/// Corner points of a tick, as shares of the box from its top left.
constexpr Point<Mm> tick_points[] = {{0.15, 0.50}, {0.42, 0.82}, {0.88, 0.14}};

}  // namespace

void Content::fill_modules(const std::vector<std::vector<bool>>& modules, const Box<Mm>& square) {
    const double side = static_cast<double>(modules.size());
    const std::string module = pdf_number(square.width * points_per_mm / side);
    operators_ += "q 0 g " + module + " 0 0 -" + module + " " +
                  pdf_number(paper_.x(square.left())) + " " + pdf_number(paper_.y(square.top())) +
                  " cm\n";
    const auto whole = [](double modules_from_corner) {
        return std::to_string(std::lround(modules_from_corner)) + " ";
    };
    for (const auto& bar : dark_bars(modules, {{0, 0}, side, side}))
        operators_ += whole(bar.left()) + whole(bar.top()) + whole(bar.width) + "1 re\n";
    operators_ += "f Q\n";
}

std::string Content::shown(std::u32string_view text, Face preferred, double size_pt) const {
    std::string out;
    for (const auto& run : fonts_.fonts().runs(text, preferred)) out += fonts_.show(run, size_pt);
    return out;
}

void Content::write(std::u32string_view text, Face preferred, double size_pt, Point<Mm> start) {
    operators_ += "BT 0 g " + pdf_number(paper_.x(start.x)) + " " + pdf_number(paper_.y(start.y)) +
                  " Td " + shown(text, preferred, size_pt) + "ET\n";
}

void Content::write_centered(std::u32string_view text, const Box<Mm>& box, double size_pt) {
    const double width_em = fonts_.fonts().width(text, Face::body);
    const double size = std::min(size_pt, box.width * points_per_mm / width_em);
    write(text, Face::body, size, baseline_start(box.center(), TextAlign::center, size, width_em));
}

void Content::write_upward(std::u32string_view text, Point<Mm> start, double room, double size_pt,
                           double smallest_pt) {
    const double fitting = room * points_per_mm / fonts_.fonts().width(text, Face::body);
    const double size = std::max(smallest_pt, std::min(size_pt, fitting));
    const double baseline = start.x + baseline_below_middle * size / points_per_mm;
    operators_ += "BT 0 g 0 1 -1 0 " + pdf_number(paper_.x(baseline)) + " " +
                  pdf_number(paper_.y(start.y)) + " Tm " + shown(text, Face::body, size) + "ET\n";
}

void Content::write_as(const PrintedText& as, std::u32string_view text) {
    const Face face = face_of(as.font);
    write(text, face, as.size_pt,
          baseline_start(as.at, as.align, as.size_pt, fonts_.fonts().width(text, face)));
}

void Content::write_value(const std::u32string& text, const Spot& spot, bool several_lines) {
    const auto lines = lay_out(text, spot, several_lines, fonts_.fonts());
    if (!lines)
        throw Error(Fault::bad_settings, spot.id, "文字太长，表格里写不下");
    for (const auto& line : *lines) write(line.text, Face::body, line.size_pt, line.start);
}

void Content::show_picture(const std::string& name, const Box<Mm>& box) {
    operators_ += "q " + pdf_number(box.width * points_per_mm) + " 0 0 " +
                  pdf_number(box.height * points_per_mm) + " " + pdf_number(paper_.x(box.left())) +
                  " " + pdf_number(paper_.y(box.bottom())) + " cm /" + name + " Do Q\n";
}

void Content::tick(const Box<Mm>& box) {
    operators_ += "q 0 G 1 J 1 j " + pdf_number(tick_line * points_per_mm) + " w ";
    const char* move = " m ";
    for (const auto& share : tick_points) {
        operators_ += pdf_number(paper_.x(box.left() + share.x * box.width)) + " " +
                      pdf_number(paper_.y(box.top() + share.y * box.height)) + move;
        move = " l ";
    }
    operators_ += "S Q\n";
}

}  // namespace tanfang

#include "pipeline/generate/content.h"

#include "pipeline/generate/pdf_values.h"
#include "pipeline/generate/text_layout.h"

namespace tanfang {

namespace {

constexpr double tick_line = 0.5;  // mm

/// Corner points of a tick, as shares of the box from its top left.
constexpr Point<Mm> tick_points[] = {{0.15, 0.50}, {0.42, 0.82}, {0.88, 0.14}};

}  // namespace

void Content::fill(const std::vector<Box<Mm>>& boxes) {
    operators_ += "q 0 g\n";
    for (const auto& box : boxes)
        operators_ += pdf_number(paper_.x(box.left())) + " " + pdf_number(paper_.y(box.bottom())) +
                      " " + pdf_number(box.width * points_per_mm) + " " +
                      pdf_number(box.height * points_per_mm) + " re\n";
    operators_ += "f Q\n";
}

void Content::write(std::u32string_view text, Face preferred, double size_pt, Point<Mm> start) {
    operators_ +=
        "BT 0 g " + pdf_number(paper_.x(start.x)) + " " + pdf_number(paper_.y(start.y)) + " Td ";
    for (const auto& run : fonts_.fonts().runs(text, preferred))
        operators_ += fonts_.show(run, size_pt);
    operators_ += "ET\n";
}

void Content::write_value(const std::u32string& text, const Spot& spot, bool several_lines) {
    const auto lines = lay_out(text, spot, several_lines, fonts_.fonts());
    if (!lines)
        throw Error(Fault::bad_settings, spot.id, "文字太长，表格里写不下");
    for (const auto& line : *lines) write(line.text, Face::body, line.size_pt, line.start);
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

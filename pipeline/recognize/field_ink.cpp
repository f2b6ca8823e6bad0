#include "pipeline/recognize/field_ink.h"

#include "pipeline/recognize/rule_strokes.h"

#include <cmath>

namespace tanfang {

namespace {

constexpr double coarse_bilevel_dpi = 220;  // faxes have 200 and 204 across
constexpr double coarse_dpi = 170;          // at 150 the gap of a 3 closes: 3000 was a sure 9000

}  // namespace

FieldInk cut_field(const Ink& ink, const Box<Mm>& writing_area) {
    const Box<Mm> with_rim = writing_area.grown(writing_rim_mm);
    const auto px = [](double mm) { return static_cast<int>(std::lround(mm * writing_px_per_mm)); };
    FieldInk field;
    const cv::Mat seen = ink.seen(with_rim, writing_px_per_mm);
    field.print = ink.print(with_rim, writing_px_per_mm);
    field.pen = ink.without_print(seen, field.print);
    field.area = cv::Rect(px(writing_rim_mm), px(writing_rim_mm), px(writing_area.width),
                          px(writing_area.height)) &
                 cv::Rect({0, 0}, field.pen.size());
    field.px_per_mm = writing_px_per_mm;
    field.threshold = ink.threshold();
    field.coarse =
        ink.page().registration.dpi < (ink.page().image->bilevel ? coarse_bilevel_dpi : coarse_dpi);
    show_strokes_on_rules(field, seen);
    return field;
}

}  // namespace tanfang

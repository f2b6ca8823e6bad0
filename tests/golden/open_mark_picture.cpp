#include "open_mark_picture.h"

#include "pipeline/generate/print.h"

#include <cmath>
#include <fstream>

namespace tanfang::golden {

namespace {

constexpr double width_mm = 14;
constexpr double height_mm = 4.4;

GrayPicture cut(const GrayPicture& page, int left, int top, int width, int height) {
    GrayPicture out{width, height, {}};
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x)
            out.pixels.push_back(static_cast<unsigned char>(page.at(x, y)));
    return out;
}

}  // namespace

GrayPicture open_mark_picture(const FormTemplate& visit, const FieldModel& model,
                              const Fonts& fonts, const std::filesystem::path& pdf) {
    RecordCopy record;
    record.open = {"care_needs"};
    record.margin.resize(visit.pages.size());
    std::ofstream(pdf, std::ios::binary)
        << print_sets(visit, model, fonts, {{"0123456789", std::nullopt, {}, record}},
                      {1, PrintKind::flat})
               .pdf;
    const double px_per_mm = reference_width / visit.page_width;
    const Point<Mm> middle = visit.find_spot("care_needs")->box.center();
    const auto px = [px_per_mm](double mm) {
        return static_cast<int>(std::lround(mm * px_per_mm));
    };
    return cut(render(pdf, 0, reference_width, reference_height), px(middle.x - width_mm / 2),
               px(middle.y - height_mm / 2), px(width_mm), px(height_mm));
}

}  // namespace tanfang::golden

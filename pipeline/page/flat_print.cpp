#include "pipeline/page/flat_print.h"

#include "pipeline/page/table_cells.h"
#include "pipeline/page/table_corners.h"
#include "pipeline/page/table_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int searched_side = 1600;  // px; the table is looked for in a picture this large
constexpr int thin_side = 2400;      // one whose lines are thinner than a pixel of that
// px, of the same pictures: a table on anything narrower is no form
constexpr int least_picture_side = 300;
constexpr double most_slender = 2.5;  // longer to shorter side of a form's table
constexpr double a4_width = 210, a4_height = 297;
constexpr double table_width_mm = 172;  // of A4 forms with usual margins
constexpr double around_table_mm = 30;
constexpr double least_share = 0.2;  // of the picture's width and height that a table spans
// A scan whose shape is further from A4 is a squeezed fax (half as high, or twice).
constexpr double squeezed = 0.3;
constexpr double cropped = 0.03;   // one between both is cut, or no A4: its pixels are square
constexpr double many_more = 1.3;  // times the cells are seen if most lines are that thin
constexpr std::size_t tables_tried = 3;
constexpr double twin_tolerance = 0.2;        // by which two sheets on one picture differ in size
constexpr std::size_t fewest_form_cells = 3;  // of a page that holds the last part of a form

/// Where the corners go, in mm, and the flat picture's size.
struct Target {
    TableCorners corners;
    cv::Size2d size;
};

/// A scanned sheet: its paper is the picture.
std::optional<Target> of_scan(const TableCorners& c, const cv::Size& picture) {
    const bool lying = picture.width > picture.height;
    const double wide = lying ? a4_height : a4_width, high = lying ? a4_width : a4_height;
    const double shape = static_cast<double>(picture.height) / picture.width / (high / wide);
    if (std::abs(shape - 1) > cropped && std::abs(shape - 1) < squeezed)
        return std::nullopt;
    const double x = wide / picture.width, y = high / picture.height;
    const auto mm = [&](const cv::Point2d& p) { return cv::Point2d(p.x * x, p.y * y); };
    const cv::Point2d across = (mm(c[1]) - mm(c[0]) + mm(c[2]) - mm(c[3])) / 2,
                      down = (mm(c[3]) - mm(c[0]) + mm(c[2]) - mm(c[1])) / 2;
    const cv::Point2d middle = (mm(c[0]) + mm(c[1]) + mm(c[2]) + mm(c[3])) / 4;
    const double w = cv::norm(across) / 2, h = cv::norm(down) / 2;
    return Target{{middle + cv::Point2d(-w, -h), middle + cv::Point2d(w, -h),
                   middle + cv::Point2d(w, h), middle + cv::Point2d(-w, h)},
                  {wide, high}};
}

Target of_photo(const TableCorners& c, const cv::Size& picture) {
    const double shape = shape_of_table(c, picture);
    // A table that is wider than high lies on its side.
    const double w = shape >= 1 / 1.1 ? table_width_mm : table_width_mm / shape;
    const double h = shape * w, m = around_table_mm;
    return {{cv::Point2d(m, m), {m + w, m}, {m + w, m + h}, {m, m + h}}, {w + 2 * m, h + 2 * m}};
}

/// @param alone  the picture shows no other sheet
FlatPrint flatten(const cv::Mat& gray, const TableCorners& c, bool alone) {
    Target target = of_photo(c, gray.size());
    if (alone && is_scanned(c))
        if (const auto scan = of_scan(c, gray.size()))
            target = *scan;
    std::array<cv::Point2f, 4> from, to;
    for (std::size_t i = 0; i < 4; ++i) {
        from[i] = c[i];
        to[i] = target.corners[i] * flat_px_per_mm;
    }
    FlatPrint flat;
    flat.flat_from_picture = cv::getPerspectiveTransform(from, to);
    const cv::Size size(static_cast<int>(std::lround(target.size.width * flat_px_per_mm)),
                        static_cast<int>(std::lround(target.size.height * flat_px_per_mm)));
    cv::warpPerspective(gray, flat.gray, flat.flat_from_picture, size, cv::INTER_AREA,
                        cv::BORDER_REPLICATE);
    return flat;
}

/// The pieces of connected ink that span most of the picture, the largest first; parts of one table
/// are one.
std::vector<cv::Mat> largest_figures(const cv::Mat& ink) {
    cv::Mat joined, labels;
    cv::dilate(ink, joined, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    auto pieces = figures_of(joined, labels);
    const auto is_wide = [&ink](const cv::Rect& box) {
        return box.width >= least_share * ink.cols;
    };
    const auto is_high = [&ink](const cv::Rect& box) {
        return box.height >= least_share * ink.rows;
    };
    std::erase_if(pieces,
                  [&](const auto& piece) { return !is_wide(piece.box) && !is_high(piece.box); });
    std::vector<cv::Mat> figures;
    while (figures.size() < tables_tried && !pieces.empty()) {
        cv::Rect frame;
        cv::Mat figure(ink.size(), CV_8UC1, cv::Scalar(0));
        for (const auto& part : take_with_parts(pieces)) {
            frame |= part.box;
            figure |= (labels == part.label) & ink;
        }
        if (is_wide(frame) && is_high(frame))
            figures.push_back(figure);
    }
    return figures;
}

/// Once more by the ruled lines alone, which the first view has made nearly level: words that touch
/// the table pull at its sides no more.
FlatPrint refined(const cv::Mat& gray, const FlatPrint& rough, const TableCells& table,
                  bool alone) {
    const auto corners = corners_of_table(table.lines);
    if (!corners)
        return rough;
    const cv::Matx33d back = rough.flat_from_picture.inv();
    TableCorners in_picture;
    for (std::size_t i = 0; i < corners->size(); ++i) {
        const cv::Vec3d p = back * cv::Vec3d((*corners)[i].x + 0.5, (*corners)[i].y + 0.5, 1);
        in_picture[i] = {p[0] / p[2], p[1] / p[2]};
    }
    const double shape = shape_of_table(in_picture, gray.size());
    return shape > 1 / most_slender && shape < most_slender ? flatten(gray, in_picture, alone)
                                                            : rough;
}

/// What may be tables, in the picture as it is searched.
struct Figures {
    double shrink = 1;           ///< searched pixels per pixel of the picture
    std::vector<cv::Mat> masks;  ///< the largest first; none in a picture that is too small
};

/// Dark parts of a picture.
///
/// @param thin  also lines that are thinner than a pixel
cv::Mat ink_in(const cv::Mat& gray, double px_per_mm, bool thin) {
    const cv::Mat ink = ink_of_print(gray, px_per_mm);
    return thin ? ink | hairlines(gray, px_per_mm) : ink;
}

Figures figures_in(const cv::Mat& gray, bool thin) {
    Figures found;
    found.shrink = std::min(1.0, static_cast<double>(thin ? thin_side : searched_side) /
                                     std::max(gray.cols, gray.rows));
    if (found.shrink * std::min(gray.cols, gray.rows) < least_picture_side)
        return found;
    cv::Mat small;
    cv::resize(gray, small, {}, found.shrink, found.shrink, cv::INTER_AREA);
    found.masks =
        largest_figures(ink_in(small, std::max(small.cols, small.rows) / a4_height, thin));
    return found;
}

/// Whether the two largest figures are as large as each other and apart.
bool has_twins(const Figures& figures) {
    if (figures.masks.size() < 2)
        return false;
    const cv::Rect a = cv::boundingRect(figures.masks[0]), b = cv::boundingRect(figures.masks[1]);
    const auto alike = [](int one, int other) {
        return std::abs(one - other) < twin_tolerance * std::max(one, other);
    };
    return alike(a.width, b.width) && alike(a.height, b.height) && (a & b).empty();
}

/// A table that was laid flat, and the number of cells that were seen before.
struct FlatTable {
    FlatPrint print;
    std::size_t cells = 0;
};

std::optional<FlatTable> lay_table_flat(const cv::Mat& gray, bool thin) {
    const Figures figures = figures_in(gray, thin);
    const bool alone = !has_twins(figures);
    const double shrink = figures.shrink;
    std::optional<FlatTable> best;
    for (const auto& figure : figures.masks) {
        auto corners = corners_of_table(figure);
        if (!corners)
            continue;
        const double shape = shape_of_table(*corners, figure.size());
        if (!(shape > 1 / most_slender && shape < most_slender))
            continue;
        for (auto& c : *corners) c = (c + cv::Point2d(0.5, 0.5)) * (1 / shrink);
        const FlatPrint rough = flatten(gray, *corners, alone);
        const auto table =
            find_table_cells(ink_in(rough.gray, flat_px_per_mm, thin), flat_px_per_mm);
        if (table && table->cells.size() >= (best ? best->cells + 1 : fewest_form_cells))
            best = {refined(gray, rough, *table, alone), table->cells.size()};
    }
    return best;
}

}  // namespace

bool shows_two_tables(const cv::Mat& gray) {
    return has_twins(figures_in(gray, false));
}

std::optional<FlatPrint> lay_flat(const cv::Mat& gray) {
    auto flat = lay_table_flat(gray, false), thin = lay_table_flat(gray, true);
    if (thin &&
        (!flat || static_cast<double>(thin->cells) > many_more * static_cast<double>(flat->cells)))
        flat = std::move(thin);
    return flat ? std::optional(std::move(flat->print)) : std::nullopt;
}

FlatPrint turned(const FlatPrint& flat, int quarters) {
    FlatPrint result = flat;
    for (int i = 0; i < (quarters % 4 + 4) % 4; ++i) {
        const double height = result.gray.rows;
        cv::rotate(result.gray, result.gray, cv::ROTATE_90_CLOCKWISE);
        result.flat_from_picture =
            cv::Matx33d(0, -1, height, 1, 0, 0, 0, 0, 1) * result.flat_from_picture;
    }
    return result;
}

}  // namespace tanfang

#include "pipeline/page/print_patches.h"

#include "pipeline/page/print_parts.h"
#include "pipeline/page/sample.h"
#include "pipeline/page/smooth_shift.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double area_mm = 14;  // one patch is chosen in each square of this size
constexpr double patch_mm = 5;  // a character and a part of its neighbor
constexpr double structure_px_per_mm = 4;
constexpr double weight_mm = 1.25;  // standard deviation of the weights around a patch's middle
// Weighted mean of the squared slope, (grey levels per 0.25 mm)^2. A plain mean over a patch with a
// thin table line is 360, half of it in a pale scan, and below 10 for paper and JPEG noise; these
// weights make 1.6 times as much of a line through the middle.
constexpr double least_structure = 60;
constexpr double peak_share = 0.9;  // of the highest near: elsewhere it is the slope of another's
constexpr double blur_px = 0.8;     // scans are softer than a drawn reference
constexpr double reach_mm = 0.75;   // how far a patch is looked for
constexpr double rough_tolerance_mm = 0.8, fine_tolerance_mm = 0.25;
constexpr int most_rounds = 3;
constexpr double worth_another_look = 0.3;     // share of patches found: below it is another print
constexpr double least_patch_likeness = 0.55;  // correlation of a patch that counts as found
constexpr double bare_contrast = 0.3;          // of a patch's own: less is no print
constexpr double surely_dark = 110;            // grey of a patch's darkest pixel, softened
constexpr double in_place_mm = 0.35;           // and how far from the fit

/// Where a map is nearly as high as anywhere near.
cv::Mat peaks_of(const cv::Mat& map) {
    const int side = 2 * static_cast<int>(2 * weight_mm * structure_px_per_mm) + 1;
    cv::Mat highest;
    cv::dilate(map, highest, cv::getStructuringElement(cv::MORPH_RECT, {side, side}));
    return map >= peak_share * highest;
}

/// How much a place tells about where it is. Patches lie where that is most: on lines and corners,
/// not beside them with other print.
struct Structure {
    cv::Mat xx, yy;            ///< squared slopes along x and y
    cv::Mat weaker, stronger;  ///< the same along the direction with less, and along x or y
    cv::Mat corners, edges;    ///< 255 where they are at their highest

    explicit Structure(const cv::Mat& picture) {
        cv::Mat dx, dy, xy, root;
        cv::Sobel(picture, dx, CV_32F, 1, 0, 3, 1.0 / 8);
        cv::Sobel(picture, dy, CV_32F, 0, 1, 3, 1.0 / 8);
        for (const auto& [a, b, out] :
             {std::tuple{&dx, &dx, &xx}, {&dy, &dy, &yy}, {&dx, &dy, &xy}})
            cv::GaussianBlur(a->mul(*b), *out, {}, weight_mm * structure_px_per_mm);
        const cv::Mat half = (xx - yy) / 2;
        cv::sqrt(half.mul(half) + xy.mul(xy), root);
        weaker = (xx + yy) / 2 - root;
        stronger = cv::max(xx, yy);
        corners = peaks_of(weaker);
        edges = peaks_of(stronger);
    }
};

PrintPatch cut_patch(const cv::Mat& soft, Point<Mm> center) {
    PrintPatch patch;
    const int side = static_cast<int>(patch_mm * patch_px_per_mm);
    const cv::Rect where(static_cast<int>(std::lround(center.x * patch_px_per_mm)) - side / 2,
                         static_cast<int>(std::lround(center.y * patch_px_per_mm)) - side / 2, side,
                         side);
    patch.picture = soft(where).clone();
    double darkest = 0;
    cv::minMaxLoc(patch.picture, &darkest, nullptr);
    patch.pale = darkest > surely_dark;
    patch.center = {(where.x + side / 2.0) / patch_px_per_mm,
                    (where.y + side / 2.0) / patch_px_per_mm};
    return patch;
}

/// Where a patch lies, off the middle of a piece of the scan; false if nothing is like it. Along a
/// line any place is as good as the next, so that it is only looked for across.
bool locate(const cv::Mat& piece, const PrintPatch& patch, cv::Point2d& offset_px, double& best) {
    cv::Mat likeness;
    cv::matchTemplate(piece, patch.picture, likeness, cv::TM_CCOEFF_NORMED);
    const int middle = likeness.cols / 2;
    if (!patch.across)
        likeness = likeness.col(middle);
    else if (!patch.down)
        likeness = likeness.row(middle);
    cv::Point at;
    cv::minMaxLoc(likeness, nullptr, &best, nullptr, &at);
    const auto at_end = [](int i, int count) { return count > 1 && (i < 1 || i >= count - 1); };
    if (!(best >= least_patch_likeness) || at_end(at.x, likeness.cols) ||
        at_end(at.y, likeness.rows))
        return false;
    const auto peak = [](double before, double here, double after) {
        const double curve = before - 2 * here + after;
        return curve < 0 ? std::clamp(0.5 * (before - after) / curve, -0.5, 0.5) : 0.0;
    };
    const double here = likeness.at<float>(at);
    offset_px = {0, 0};
    if (patch.across)
        offset_px.x =
            at.x - middle +
            peak(likeness.at<float>(at.y, at.x - 1), here, likeness.at<float>(at.y, at.x + 1));
    if (patch.down)
        offset_px.y =
            at.y - middle +
            peak(likeness.at<float>(at.y - 1, at.x), here, likeness.at<float>(at.y + 1, at.x));
    return true;
}

/// Whether the middle of a piece of the scan shows nothing like a print: paper that is torn off or
/// covered.
bool is_bare(const cv::Mat& piece, const PrintPatch& patch) {
    const cv::Rect middle((piece.cols - patch.picture.cols) / 2,
                          (piece.rows - patch.picture.rows) / 2, patch.picture.cols,
                          patch.picture.rows);
    cv::Scalar mean, seen, printed;
    cv::meanStdDev(piece(middle), mean, seen);
    cv::meanStdDev(patch.picture, mean, printed);
    return seen[0] < bare_contrast * printed[0];
}

std::vector<MeasuredOffset> offsets_of(const std::vector<FoundPoint>& points,
                                       const cv::Matx33d& px_from_mm) {
    const cv::Matx33d mm_from_px = px_from_mm.inv();
    std::vector<MeasuredOffset> offsets;
    for (const auto& point : points) {
        const cv::Vec3d p = mm_from_px * cv::Vec3d(point.seen.x, point.seen.y, 1);
        offsets.push_back({point.at, true, p[0] / p[2] - point.at.x, 1});
        offsets.push_back({point.at, false, p[1] / p[2] - point.at.y, 1});
    }
    return offsets;
}

}  // namespace

std::vector<PrintPatch> choose_patches(const cv::Mat& picture, double page_width,
                                       double page_height) {
    const auto at_scale = [&](double px_per_mm) {
        cv::Mat scaled;
        cv::resize(picture, scaled,
                   {static_cast<int>(std::lround(page_width * px_per_mm)),
                    static_cast<int>(std::lround(page_height * px_per_mm))},
                   0, 0, cv::INTER_AREA);
        return scaled;
    };
    const Structure structure(at_scale(structure_px_per_mm));
    cv::Mat soft = at_scale(patch_px_per_mm);
    cv::GaussianBlur(soft, soft, {}, blur_px);
    const int step = static_cast<int>(area_mm * structure_px_per_mm);
    const int margin = static_cast<int>(patch_mm * structure_px_per_mm / 2) + 1;
    std::vector<PrintPatch> patches;
    for (int top = margin; top < structure.xx.rows - margin; top += step)
        for (int left = margin; left < structure.xx.cols - margin; left += step) {
            const cv::Rect area(left, top, std::min(step, structure.xx.cols - margin - left),
                                std::min(step, structure.xx.rows - margin - top));
            cv::Point corner, edge;
            double best_corner = 0, best_edge = 0;
            cv::minMaxLoc(structure.weaker(area), nullptr, &best_corner, nullptr, &corner,
                          structure.corners(area));
            cv::minMaxLoc(structure.stronger(area), nullptr, &best_edge, nullptr, &edge,
                          structure.edges(area));
            const bool both = best_corner >= least_structure;
            if (!both && best_edge < least_structure)
                continue;
            const cv::Point at = area.tl() + (both ? corner : edge);
            patches.push_back(cut_patch(
                soft, {(at.x + 0.5) / structure_px_per_mm, (at.y + 0.5) / structure_px_per_mm}));
            patches.back().across = both || structure.xx.at<float>(at) >= least_structure;
            patches.back().down = both || structure.yy.at<float>(at) >= least_structure;
        }
    return patches;
}

namespace {

/// One look for all patches: what they leave of the displacement so far, and how many were found.
struct Look {
    SmoothShift rest;
    PrintParts parts;
    double likeness = 0;  ///< mean correlation of what was found
    double agreement = 0;
    std::vector<bool> seen;
};

Look look_for(const std::vector<PrintPatch>& patches, const RegisteredPage& page) {
    const double width = page.form->page_width, height = page.form->page_height;
    struct Located {
        Point<Mm> offset;
        bool found;
        bool bare;  ///< nothing is printed there that contradicts
    };
    double likenesses = 0;
    int count = 0;
    std::vector<Located> located;
    std::vector<MeasuredOffset> offsets;
    for (const auto& patch : patches) {
        const double side = patch.picture.cols / patch_px_per_mm + 2 * reach_mm;
        const Box<Mm> around{{patch.center.x - side / 2, patch.center.y - side / 2}, side, side};
        cv::Point2d offset;
        double likeness = 0;
        const cv::Mat piece = sample(page, around, patch_px_per_mm, Channel::gray);
        const bool found = locate(piece, patch, offset, likeness);
        if (found) {
            likenesses += likeness;
            ++count;
        }
        offset *= 1 / patch_px_per_mm;
        located.push_back({{offset.x, offset.y}, found, !found && is_bare(piece, patch)});
        if (found && patch.across)
            offsets.push_back({patch.center, true, offset.x, 1});
        if (found && patch.down)
            offsets.push_back({patch.center, false, offset.y, 1});
    }
    Look look{fit_smooth_shift(offsets, width, height, fine_tolerance_mm),
              {},
              count > 0 ? likenesses / count : 0,
              0,
              {}};
    const PaperMap rest(page.map.px_from_mm(), look.rest.nodes, width, height);
    int other = 0;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        const Point<Mm> shift = rest.shift(patches[i].center);
        const bool off_x =
            patches[i].across && std::abs(located[i].offset.x - shift.x) > in_place_mm;
        const bool off_y = patches[i].down && std::abs(located[i].offset.y - shift.y) > in_place_mm;
        look.seen.push_back(located[i].found && !off_x && !off_y);
        other += !look.seen.back() && !located[i].bare;
        // thin grey lines are white in many a scan of 1 bit
        if (look.seen.back() || !patches[i].pale || !page.image->bilevel)
            look.parts.count(patches[i].center, look.seen.back());
    }
    const auto seen = std::count(look.seen.begin(), look.seen.end(), true);
    look.agreement = seen > 0 ? static_cast<double>(seen) / static_cast<double>(seen + other) : 0;
    return look;
}

}  // namespace

PatchFit fit_print_patches(const RegisteredPage& page, const std::vector<FoundPoint>& points,
                           const std::vector<PrintPatch>& patches) {
    const double width = page.form->page_width, height = page.form->page_height;
    const cv::Matx33d& px_from_mm = page.map.px_from_mm();
    cv::Mat nodes =
        fit_smooth_shift(offsets_of(points, px_from_mm), width, height, rough_tolerance_mm).nodes;
    RegisteredPage bent = page;
    PatchFit fit;
    for (int round = 0; round < most_rounds; ++round) {
        bent.map = PaperMap(px_from_mm, nodes, width, height);
        const Look look = look_for(patches, bent);
        // each displacement is measured from the one before: at small shifts they add up
        nodes = nodes + look.rest.nodes;
        fit = {PaperMap(px_from_mm, nodes, width, height),
               look.rest.residual_mm,
               look.parts.found(),
               look.parts.worst(),
               look.parts.whole_share(),
               look.likeness,
               look.agreement,
               look.seen};
        // where features were few, the first look may have missed a bent corner by its reach
        if (fit.worst_part >= PrintParts::whole_part || fit.found < worth_another_look)
            break;
    }
    return fit;
}

}  // namespace tanfang

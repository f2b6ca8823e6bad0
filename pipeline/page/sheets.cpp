#include "pipeline/page/sheets.h"

#include "pipeline/page/homography.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <opencv2/calib3d.hpp>

namespace tanfang {

namespace {

// Corners of fiducials that belong to one sheet miss the common plane by what the paper bends
// (1.5 mm); those of two sheets miss it by centimetres.
constexpr double plane_tolerance_mm = 3;
constexpr std::size_t fewest_fiducials = 3;

struct Correspondence {
    std::vector<cv::Point2d> paper, image;
};

void add(Correspondence& points, const Fiducial& fiducial, const FoundFiducial& found,
         double size) {
    constexpr double corner[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (std::size_t i = 0; i < 4; ++i) {
        points.paper.emplace_back(fiducial.center.x + corner[i][0] * size / 2,
                                  fiducial.center.y + corner[i][1] * size / 2);
        points.image.emplace_back(found.corners[i].x, found.corners[i].y);
    }
}

cv::Matx33d affine(const Correspondence& points) {
    cv::Mat a(static_cast<int>(points.paper.size()) * 2, 6, CV_64F, cv::Scalar(0)),
        b(a.rows, 1, CV_64F), x;
    for (int i = 0; i < a.rows / 2; ++i) {
        const auto& p = points.paper[static_cast<std::size_t>(i)];
        for (int axis = 0; axis < 2; ++axis) {
            auto* row = a.ptr<double>(2 * i + axis) + 3 * axis;
            row[0] = p.x;
            row[1] = p.y;
            row[2] = 1;
        }
        b.at<double>(2 * i) = points.image[static_cast<std::size_t>(i)].x;
        b.at<double>(2 * i + 1) = points.image[static_cast<std::size_t>(i)].y;
    }
    cv::solve(a, b, x, cv::DECOMP_SVD);
    const auto* v = x.ptr<double>();
    return {v[0], v[1], v[2], v[3], v[4], v[5], 0, 0, 1};
}

cv::Matx33d homography(const Correspondence& points) {
    const cv::Mat h = cv::findHomography(points.paper, points.image, 0);
    return h.empty() ? affine(points) : cv::Matx33d(h);
}

/// Largest miss of the points, in mm of paper.
double worst_miss(const cv::Matx33d& h, const Correspondence& points) {
    const double scale = std::sqrt(std::abs(cv::determinant(h.get_minor<2, 2>(0, 0))));
    double worst = 0;
    for (std::size_t i = 0; i < points.paper.size(); ++i)
        worst = std::max(
            worst, cv::norm(mapped(h, points.paper[i]) - points.image[i]) / std::max(scale, 1e-6));
    return worst;
}

/// All ways to give each fiducial of a page one of its finds (or none).
void choose(const FormPage& page, const std::vector<FoundFiducial>& found, std::size_t at,
            std::vector<const FoundFiducial*>& chosen,
            std::vector<std::vector<const FoundFiducial*>>& ways) {
    if (at == page.fiducials.size()) {
        ways.push_back(chosen);
        return;
    }
    bool any = false;
    for (const auto& f : found)
        if (f.id == page.fiducials[at].id) {
            any = true;
            chosen.push_back(&f);
            choose(page, found, at + 1, chosen, ways);
            chosen.pop_back();
        }
    if (!any) {
        chosen.push_back(nullptr);
        choose(page, found, at + 1, chosen, ways);
        chosen.pop_back();
    }
}

std::optional<SheetCandidate> candidate_of(const FormTemplate& form, int page,
                                           const std::vector<const FoundFiducial*>& chosen,
                                           double& miss) {
    const auto& printed = form.pages[static_cast<std::size_t>(page)];
    SheetCandidate sheet{&form, page, {}, {}, {}};
    Correspondence points;
    for (std::size_t i = 0; i < chosen.size(); ++i)
        if (chosen[i]) {
            add(points, printed.fiducials[i], *chosen[i], form.fiducial_size);
            sheet.fiducials.push_back(printed.fiducials[i].center);
        }
    if (sheet.fiducials.size() < fewest_fiducials)
        return std::nullopt;
    sheet.px_from_mm.push_back(homography(points));
    if (sheet.fiducials.size() ==
        fewest_fiducials)  // perspective is weakly known: a flat scan has none
        sheet.px_from_mm.insert(sheet.px_from_mm.begin(), affine(points));
    miss = worst_miss(sheet.px_from_mm.back(), points);
    const auto center = mapped(sheet.px_from_mm[0], {form.page_width / 2, form.page_height / 2});
    sheet.center = {center.x, center.y};
    if (miss > plane_tolerance_mm)
        return std::nullopt;
    return sheet;
}

}  // namespace

std::vector<SheetCandidate> sheets_of(const std::vector<FoundFiducial>& found,
                                      const std::vector<const FormTemplate*>& forms) {
    struct Rated {
        SheetCandidate sheet;
        double miss;
        std::vector<const FoundFiducial*> used;
    };
    std::vector<Rated> rated;
    for (const auto* form : forms)
        for (std::size_t page = 0; page < form->pages.size(); ++page) {
            std::vector<const FoundFiducial*> chosen;
            std::vector<std::vector<const FoundFiducial*>> ways;
            choose(form->pages[page], found, 0, chosen, ways);
            for (const auto& way : ways) {
                double miss = 0;
                if (auto sheet = candidate_of(*form, static_cast<int>(page), way, miss))
                    rated.push_back({std::move(*sheet), miss, way});
            }
        }
    // the fullest and flattest first; a find serves one sheet only
    std::stable_sort(rated.begin(), rated.end(), [](const Rated& a, const Rated& b) {
        if (a.sheet.fiducials.size() != b.sheet.fiducials.size())
            return a.sheet.fiducials.size() > b.sheet.fiducials.size();
        return a.miss < b.miss;
    });
    std::vector<SheetCandidate> sheets;
    std::vector<const FoundFiducial*> taken;
    for (auto& r : rated) {
        const bool clash =
            std::any_of(r.used.begin(), r.used.end(), [&taken](const FoundFiducial* f) {
                return f && std::find(taken.begin(), taken.end(), f) != taken.end();
            });
        if (clash)
            continue;
        taken.insert(taken.end(), r.used.begin(), r.used.end());
        sheets.push_back(std::move(r.sheet));
    }
    std::stable_sort(sheets.begin(), sheets.end(),
                     [](const SheetCandidate& a, const SheetCandidate& b) {
                         return a.center.x + a.center.y < b.center.x + b.center.y;
                     });
    return sheets;
}

}  // namespace tanfang

#include "pipeline/page/printed_lines.h"

#include "pipeline/page/smooth_shift.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr double probe_pitch_mm = 6;  // between two probes along a table line
constexpr double probe_half_mm =
    1.6;                          // the profile is averaged over this much of the line, both ways
constexpr int probe_samples = 9;  // along the line
constexpr double profile_step_mm = 0.1;
constexpr double kernel_dark_mm = 0.2;   // half width of a printed line, blurred
constexpr double kernel_light_mm = 0.6;  // the paper to both sides that it is held against
// A line must be darker than its surroundings by this share of the sheet's contrast (ink to paper):
// chosen, not measured by itself; with it no simulated page of eight scan profiles was lost.
constexpr double least_contrast = 0.16;
constexpr double first_reach_mm = 2.4;  // how far a line may lie from where the fiducials put it
constexpr double second_reach_mm = 0.7;
constexpr double first_tolerance_mm = 0.45;
constexpr double second_tolerance_mm = 0.2;
constexpr std::size_t fewest_offsets = 30;
constexpr double fiducial_weight = 4;

struct Probe {
    Point<Mm> at;
    bool horizontal;  ///< the direction across the line: true for upright lines
    double half;      ///< mm along the line, both ways
};

std::vector<Probe> table_probes(const FormPage& page) {
    std::vector<Probe> probes;
    for (const auto& line : page.lines) {
        const bool upright = line.from.x == line.to.x;
        const double length = upright ? line.to.y - line.from.y : line.to.x - line.from.x;
        const int count = std::max(1, static_cast<int>(length / probe_pitch_mm));
        for (int i = 0; i < count; ++i) {
            const double t = (i + 0.5) / count;
            probes.push_back({{line.from.x + t * (line.to.x - line.from.x),
                               line.from.y + t * (line.to.y - line.from.y)},
                              upright,
                              std::min(probe_half_mm, length / 3)});
        }
    }
    return probes;
}

std::vector<Probe> box_probes(const FormTemplate& form, int page) {
    std::vector<Probe> probes;
    for (const auto& spot : form.spots) {
        if (spot.page != page || spot.kind != SpotKind::checkbox)
            continue;
        const auto& box = spot.box;
        const double half = box.width * 0.4,
                     edge = 0.15;  // the middle of the printed edge lies outside the box
        probes.push_back({{box.left() - edge, box.center().y}, true, half});
        probes.push_back({{box.right() + edge, box.center().y}, true, half});
        probes.push_back({{box.center().x, box.top() - edge}, false, half});
        probes.push_back({{box.center().x, box.bottom() + edge}, false, half});
    }
    return probes;
}

/// Mean grey across the line, from -reach to +reach.
std::vector<double> profile_of(const cv::Mat& gray, const PaperMap& map, const Probe& probe,
                               double reach) {
    const int steps = static_cast<int>(std::lround(2 * reach / profile_step_mm)) + 1;
    std::vector<double> profile(static_cast<std::size_t>(steps), 0.0);
    for (int i = 0; i < probe_samples; ++i) {
        const double along = probe.half * (2.0 * i / (probe_samples - 1) - 1);
        const auto paper = [&](double across) {
            return probe.horizontal ? Point<Mm>{probe.at.x + across, probe.at.y + along}
                                    : Point<Mm>{probe.at.x + along, probe.at.y + across};
        };
        const Point<Px> from = map(paper(-reach)), to = map(paper(reach));
        for (int k = 0; k < steps; ++k) {
            const double t = static_cast<double>(k) / (steps - 1);
            const double x = from.x + t * (to.x - from.x) - 0.5,
                         y = from.y + t * (to.y - from.y) - 0.5;
            const int ix = std::clamp(static_cast<int>(std::floor(x)), 0, gray.cols - 2);
            const int iy = std::clamp(static_cast<int>(std::floor(y)), 0, gray.rows - 2);
            const double fx = std::clamp(x - ix, 0.0, 1.0), fy = std::clamp(y - iy, 0.0, 1.0);
            const auto* above = gray.ptr<uchar>(iy) + ix;
            const auto* below = gray.ptr<uchar>(iy + 1) + ix;
            profile[static_cast<std::size_t>(k)] +=
                ((1 - fy) * ((1 - fx) * above[0] + fx * above[1]) +
                 fy * ((1 - fx) * below[0] + fx * below[1])) /
                probe_samples;
        }
    }
    return profile;
}

/// Offset of the line from the middle of the profile, in mm; false if no line stands out.
bool locate(const std::vector<double>& profile, double contrast, double reach, double& offset) {
    const int n = static_cast<int>(profile.size());
    const int dark = static_cast<int>(kernel_dark_mm / profile_step_mm);
    const int light = static_cast<int>(kernel_light_mm / profile_step_mm);
    std::vector<double> sums(static_cast<std::size_t>(n) + 1, 0.0);
    for (int i = 0; i < n; ++i)
        sums[static_cast<std::size_t>(i) + 1] =
            sums[static_cast<std::size_t>(i)] + profile[static_cast<std::size_t>(i)];
    const auto mean = [&](int from, int to) {
        return (sums[static_cast<std::size_t>(to)] - sums[static_cast<std::size_t>(from)]) /
               (to - from);
    };
    std::vector<double> response(static_cast<std::size_t>(n), -1e9);
    int best = -1;
    for (int i = light; i < n - light; ++i) {
        const double left = mean(i - light, i - dark), right = mean(i + dark + 1, i + light + 1);
        // both sides must be lighter: the edge of a filled area or of a shadow is no line
        response[static_cast<std::size_t>(i)] =
            std::min(left, right) - mean(i - dark, i + dark + 1);
        if (best < 0 ||
            response[static_cast<std::size_t>(i)] > response[static_cast<std::size_t>(best)])
            best = i;
    }
    if (best <= light || best >= n - light - 1 ||
        response[static_cast<std::size_t>(best)] < least_contrast * contrast)
        return false;
    const double a = response[static_cast<std::size_t>(best) - 1],
                 b = response[static_cast<std::size_t>(best)],
                 c = response[static_cast<std::size_t>(best) + 1];
    const double curve = a - 2 * b + c;
    const double fraction = curve < 0 ? std::clamp(0.5 * (a - c) / curve, -0.5, 0.5) : 0;
    offset = (best + fraction) * profile_step_mm - reach;
    return true;
}

std::vector<MeasuredOffset> follow(const cv::Mat& gray, const PaperMap& map,
                                   const std::vector<Probe>& probes, double contrast,
                                   double reach) {
    std::vector<MeasuredOffset> offsets;
    const double wider = reach + kernel_light_mm + profile_step_mm;
    for (const auto& probe : probes) {
        double offset = 0;
        if (locate(profile_of(gray, map, probe, wider), contrast, wider, offset))
            offsets.push_back({probe.at, probe.horizontal, offset, 1});
    }
    return offsets;
}

/// The fiducials fix the map where no line is near: there the homography is right, so the whole
/// correction is none, and what is left to correct is the opposite of what the map has already.
void add_fiducials(const std::vector<Point<Mm>>& fiducials, const PaperMap& so_far,
                   std::vector<MeasuredOffset>& offsets) {
    for (const auto& center : fiducials) {
        const Point<Mm> d = so_far.shift(center);
        offsets.push_back({center, true, -d.x, fiducial_weight});
        offsets.push_back({center, false, -d.y, fiducial_weight});
    }
}

/// Contrast of the print: grey of the paper inside the frame less grey of the fiducials' black.
double contrast_of(const cv::Mat& gray, const PaperMap& map, const FormTemplate& form,
                   const FormPage& page) {
    std::vector<uchar> values;
    for (int iy = 0; iy < 60; ++iy)
        for (int ix = 0; ix < 40; ++ix) {
            const Point<Px> p =
                map({form.page_width * (0.1 + 0.02 * ix), form.page_height * (0.1 + 0.0135 * iy)});
            if (p.x >= 0 && p.y >= 0 && p.x < gray.cols && p.y < gray.rows)
                values.push_back(gray.at<uchar>(static_cast<int>(p.y), static_cast<int>(p.x)));
        }
    double dark = 255;
    for (const auto& fiducial : page.fiducials) {
        const double border =
            form.fiducial_size / 2 * (5.0 / 6);  // middle of the black border module
        const Point<Px> p = map({fiducial.center.x - border, fiducial.center.y});
        if (p.x >= 0 && p.y >= 0 && p.x < gray.cols && p.y < gray.rows)
            dark = std::min(dark, static_cast<double>(gray.at<uchar>(static_cast<int>(p.y),
                                                                     static_cast<int>(p.x))));
    }
    if (values.empty())
        return 255;
    std::nth_element(values.begin(),
                     values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return std::max(30.0, values[values.size() / 2] - dark);
}

double largest(const cv::Mat& nodes) {
    double worst = 0;
    for (const auto& d : cv::Mat_<cv::Vec2d>(nodes))
        worst = std::max(worst, std::hypot(d[0], d[1]));
    return worst;
}

}  // namespace

LineFit fit_printed_lines(const cv::Mat& gray, const cv::Matx33d& px_from_mm,
                          const std::vector<Point<Mm>>& fiducials, const FormTemplate& form,
                          int page) {
    const FormPage& printed = form.pages.at(static_cast<std::size_t>(page));
    LineFit fit{PaperMap(px_from_mm), 0, 0, 0};
    const double contrast = contrast_of(gray, fit.map, form, printed);
    const auto table = table_probes(printed);
    auto offsets = follow(gray, fit.map, table, contrast, first_reach_mm);
    fit.followed =
        table.empty() ? 0 : static_cast<double>(offsets.size()) / static_cast<double>(table.size());
    if (offsets.size() < fewest_offsets)
        return fit;
    add_fiducials(fiducials, fit.map, offsets);
    const auto rough =
        fit_smooth_shift(offsets, form.page_width, form.page_height, first_tolerance_mm);
    const PaperMap rough_map(px_from_mm, rough.nodes, form.page_width, form.page_height);

    auto probes = table;
    const auto boxes = box_probes(form, page);
    probes.insert(probes.end(), boxes.begin(), boxes.end());
    auto rest = follow(gray, rough_map, probes, contrast, second_reach_mm);
    add_fiducials(fiducials, rough_map, rest);
    const auto fine =
        fit_smooth_shift(rest, form.page_width, form.page_height, second_tolerance_mm);
    // the second displacement is measured from the first: at small shifts they add up
    const cv::Mat nodes = rough.nodes + fine.nodes;
    fit.map = PaperMap(px_from_mm, nodes, form.page_width, form.page_height);
    fit.residual_mm = fine.residual_mm;
    fit.worst_shift_mm = largest(nodes);
    return fit;
}

}  // namespace tanfang

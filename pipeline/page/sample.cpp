#include "pipeline/page/sample.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Pixels between two exact evaluations of the map, across and down; in between it is taken as
// straight, which is wrong by less than 0.01 px for any bend a sheet of paper shows.
constexpr int exact_every = 16;

/// Coordinates of the image for every pixel of the piece of paper.
void fill_maps(const PaperMap& map, const Box<Mm>& box, double px_per_mm, cv::Mat& xs,
               cv::Mat& ys) {
    const auto nodes = static_cast<std::size_t>((xs.cols - 1) / exact_every + 2);
    const auto exact_row = [&](int row) {
        std::vector<Point<Px>> out(nodes);
        const double mm_y = box.top() + (row + 0.5) / px_per_mm;
        for (std::size_t node = 0; node < nodes; ++node) {
            const double column = static_cast<double>(node) * exact_every;
            const Point<Px> p = map({box.left() + (column + 0.5) / px_per_mm, mm_y});
            // pixel centres of the image lie at whole numbers for cv::remap, at halves in our space
            out[node] = {p.x - 0.5, p.y - 0.5};
        }
        return out;
    };
    std::vector<Point<Px>> above, below = exact_row(0);
    for (int row = 0; row < xs.rows; ++row) {
        const int within = row % exact_every;
        if (within == 0) {
            above = std::move(below);
            below = exact_row(row + exact_every);
        }
        const double t = static_cast<double>(within) / exact_every;
        const auto at = [&](std::size_t node) {
            return Point<Px>{above[node].x + t * (below[node].x - above[node].x),
                             above[node].y + t * (below[node].y - above[node].y)};
        };
        auto* x = xs.ptr<float>(row);
        auto* y = ys.ptr<float>(row);
        Point<Px> from = at(0);
        for (std::size_t node = 1; node < nodes; ++node) {
            const Point<Px> to = at(node);
            const int start = static_cast<int>(node - 1) * exact_every;
            const int end = std::min(start + exact_every, xs.cols);
            const double dx = (to.x - from.x) / exact_every, dy = (to.y - from.y) / exact_every;
            for (int column = start; column < end; ++column) {
                x[column] = static_cast<float>(from.x + dx * (column - start));
                y[column] = static_cast<float>(from.y + dy * (column - start));
            }
            from = to;
        }
    }
}

cv::Mat source(const PageImage& image, Channel channel) {
    if (channel == Channel::gray || image.color.empty())
        return channel == Channel::color ? cv::Mat() : image.gray;
    return image.color;
}

}  // namespace

cv::Mat sample(const cv::Mat& pixels, const PaperMap& map, const Box<Mm>& box, double px_per_mm) {
    const cv::Size size(std::max(1, static_cast<int>(std::lround(box.width * px_per_mm))),
                        std::max(1, static_cast<int>(std::lround(box.height * px_per_mm))));
    // a finer scan is averaged down, not picked from
    const int finer =
        std::clamp(static_cast<int>(map.px_per_mm(box.center()) / px_per_mm + 0.3), 1, 4);
    cv::Mat xs(size.height * finer, size.width * finer, CV_32F), ys(xs.size(), CV_32F);
    fill_maps(map, box, px_per_mm * finer, xs, ys);
    cv::Mat out;
    cv::remap(pixels, out, xs, ys, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    if (finer > 1)
        cv::resize(out, out, size, 0, 0, cv::INTER_AREA);
    return out;
}

cv::Mat sample(const RegisteredPage& page, const Box<Mm>& box, double px_per_mm, Channel channel) {
    const cv::Mat from = source(*page.image, channel);
    if (from.empty())
        return {};
    cv::Mat out = sample(from, page.map, box, px_per_mm);
    if (channel == Channel::red && out.channels() == 3)
        cv::extractChannel(out, out, 2);
    return out;
}

}  // namespace tanfang

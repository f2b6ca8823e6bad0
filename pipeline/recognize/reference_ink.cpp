#include "pipeline/recognize/reference_ink.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr std::size_t most_black_places = 200;
constexpr double black_apart_mm = 1;
constexpr int black = 110;               // grey levels: the middle of a thin drawn stroke is darker
constexpr double square_px_per_mm = 12;  // a line of 0.15 mm still closes its square
constexpr double looked_around = 0.5;    // of the spot's size, on each side
constexpr double smallest = 0.45, largest = 1.6;  // square against spot, width and height
constexpr double fullest_gap = 0.7;  // inked share: a circle fills 0.79 of its bounding box

/// The picture on white paper, dark print black.
cv::Mat on_white(const cv::Mat& picture, double px_per_mm) {
    const double shrink = std::min(1.0, 2 / px_per_mm);
    cv::Mat paper, whitened;
    cv::resize(picture, paper, {}, shrink, shrink, cv::INTER_AREA);
    const int reach = static_cast<int>(paper_reach_mm * px_per_mm * shrink) | 1;
    cv::dilate(paper, paper, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    cv::blur(paper, paper, {reach, reach});
    cv::resize(paper, paper, picture.size());
    cv::divide(picture, paper, whitened, 255);
    return whitened;
}

/// Middles of the thickest strokes: there a scan shows how dark print is on it.
std::vector<Point<Mm>> black_places(const cv::Mat& picture, double px_per_mm) {
    cv::Mat depth;
    cv::distanceTransform(picture < black, depth, cv::DIST_L2, 3);
    std::vector<std::pair<float, cv::Point>> deep;
    const int cell = std::max(1, static_cast<int>(black_apart_mm * px_per_mm));
    for (int y = 0; y + cell <= depth.rows; y += cell)
        for (int x = 0; x + cell <= depth.cols; x += cell) {
            double most = 0;
            cv::Point at;
            cv::minMaxLoc(depth(cv::Rect(x, y, cell, cell)), nullptr, &most, nullptr, &at);
            if (most > 0)
                deep.emplace_back(static_cast<float>(most), at + cv::Point(x, y));
        }
    std::stable_sort(deep.begin(), deep.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    deep.resize(std::min(deep.size(), most_black_places));
    std::vector<Point<Mm>> places;
    for (const auto& [depth_px, at] : deep)
        places.push_back({(at.x + 0.5) / px_per_mm, (at.y + 0.5) / px_per_mm});
    return places;
}

}  // namespace

std::optional<Box<Mm>> printed_square(const cv::Mat& picture, double px_per_mm,
                                      const Box<Mm>& spot) {
    const double margin = looked_around * std::max(spot.width, spot.height);
    const Box<Mm> around = spot.grown(margin);
    const double scale = square_px_per_mm / px_per_mm;
    const cv::Rect where = cv::Rect(static_cast<int>(std::floor(around.left() * px_per_mm)),
                                    static_cast<int>(std::floor(around.top() * px_per_mm)),
                                    static_cast<int>(std::ceil(around.width * px_per_mm)) + 1,
                                    static_cast<int>(std::ceil(around.height * px_per_mm)) + 1) &
                           cv::Rect({}, picture.size());
    if (where.empty())
        return std::nullopt;
    cv::Mat piece, paper, labels, stats, middles;
    cv::resize(picture(where), piece, {}, scale, scale,
               scale > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
    cv::threshold(piece, paper, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    const int count = cv::connectedComponentsWithStats(paper, labels, stats, middles, 4);
    const Point<Mm> center = spot.center();
    std::optional<Box<Mm>> best;
    for (int i = 1; i < count; ++i) {
        const cv::Rect hole(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                            stats.at<int>(i, cv::CC_STAT_WIDTH),
                            stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (hole.x == 0 || hole.y == 0 || hole.br().x == piece.cols || hole.br().y == piece.rows ||
            stats.at<int>(i, cv::CC_STAT_AREA) < fullest_gap * hole.area())
            continue;
        const double px = px_per_mm * scale;
        const Box<Mm> square{{where.x / px_per_mm + hole.x / px, where.y / px_per_mm + hole.y / px},
                             hole.width / px,
                             hole.height / px};
        const auto fits = [](double size, double wanted) {
            return size >= smallest * wanted && size <= largest * wanted;
        };
        const bool around_middle = square.left() < center.x && square.right() > center.x &&
                                   square.top() < center.y && square.bottom() > center.y;
        if (around_middle && fits(square.width, spot.width) && fits(square.height, spot.height) &&
            (!best || square.width > best->width))
            best = square;
    }
    return best;
}

PrintedInk reference_ink(const cv::Mat& picture, const FormTemplate& form, int page) {
    const double px_per_mm = picture.cols / form.page_width;
    const cv::Mat white = on_white(picture, px_per_mm);
    PrintedInk print = printed_ink(white, form.page_width);
    print.black_places = black_places(white, px_per_mm);
    for (const auto& spot : form.spots)
        if (spot.page == page && spot.kind == SpotKind::checkbox)
            if (const auto square = printed_square(white, px_per_mm, spot.box))
                print.squares.emplace(spot.id, *square);
    return print;
}

}  // namespace tanfang

#include "pipeline/page/print_picture.h"

#include <algorithm>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double box_outline_mm = 0.5;  // of a box, with its blurred rim
constexpr double thickest_line_mm = 1.5;
constexpr double ridge_mm = 1.5;     // the ridges around what a fingerprint has closed
constexpr double paper_rim_mm = 1;   // around a character, whose own box may be all ink
constexpr double paper_share = 0.1;  // of both that is paper at least

bool is_beside_gap(const PrintFlow& flow, std::size_t at) {
    const auto is_gap = [&flow](std::size_t i) {
        return i < flow.size() && flow[i].kind == PrintToken::Kind::gap;
    };
    return is_gap(at + 1) || (at > 0 && is_gap(at - 1));
}

}  // namespace

PrintPicture::PrintPicture(const cv::Mat& gray, double px_per_mm)
    : gray_(gray), px_per_mm_(px_per_mm), picture_(gray.size(), CV_8UC1, cv::Scalar(255)) {}

void PrintPicture::keep(const cv::Rect& box) {
    const cv::Rect inside = box & cv::Rect({}, gray_.size());
    gray_(inside).copyTo(picture_(inside));
}

void PrintPicture::keep_on_white(const cv::Rect& box) {
    const cv::Rect whole({}, gray_.size()), inside = box & whole;
    if (inside.empty())
        return;
    const int rim = static_cast<int>(paper_rim_mm * px_per_mm_);
    const cv::Mat about = gray_(
        cv::Rect(box.x - rim, box.y - rim, box.width + 2 * rim, box.height + 2 * rim) & whole);
    std::vector<uchar> values(about.begin<uchar>(), about.end<uchar>());
    const auto paper =
        values.begin() +
        static_cast<std::ptrdiff_t>((1 - paper_share) * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), paper, values.end());
    gray_(inside).convertTo(picture_(inside), CV_8U, 255.0 / std::max<int>(1, *paper));
}

void PrintPicture::keep_lines(const cv::Mat& lines) {
    const auto disc = [this](double mm) {
        const int side = static_cast<int>(mm * px_per_mm_) | 1;
        return cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side});
    };
    cv::Mat thick;
    cv::erode(lines, thick, disc(thickest_line_mm));
    cv::dilate(thick, thick, disc(thickest_line_mm + 2 * ridge_mm));
    cv::Mat thin = lines.clone();
    thin.setTo(0, thick);
    gray_.copyTo(picture_, thin);
}

void PrintPicture::keep_outline(const cv::Rect& inner) {
    const int edge = static_cast<int>(box_outline_mm * px_per_mm_);
    keep(cv::Rect(inner.x - edge, inner.y - edge, inner.width + 2 * edge, edge));
    keep(cv::Rect(inner.x - edge, inner.y + inner.height, inner.width + 2 * edge, edge));
    keep(cv::Rect(inner.x - edge, inner.y, edge, inner.height));
    keep(cv::Rect(inner.x + inner.width, inner.y, edge, inner.height));
}

void PrintPicture::keep_words(const PrintedRegion& region, const PrintFlow& flow,
                              const FlowMatch& match) {
    if (std::all_of(flow.begin(), flow.end(),
                    [](const auto& token) { return token.kind == PrintToken::Kind::character; })) {
        keep_on_white(region.box);
        return;
    }
    const PrintedItem* before = nullptr;
    for (std::size_t i = 0; i < flow.size(); ++i) {
        if (flow[i].kind != PrintToken::Kind::character) {
            before = nullptr;
        } else if (match.item_of[i] >= 0) {
            const auto& item = region.items[static_cast<std::size_t>(match.item_of[i])];
            if (item.character == flow[i].character || !is_beside_gap(flow, i)) {
                keep_up_to(item, before);
                before = &item;
            }
        }
    }
}

void PrintPicture::keep_up_to(const PrintedItem& item, const PrintedItem* before) {
    keep_on_white(before && before->line == item.line ? item.box | before->box : item.box);
}

}  // namespace tanfang

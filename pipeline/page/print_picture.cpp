#include "pipeline/page/print_picture.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double box_outline_mm = 0.5;  // of a box, with its blurred rim

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

void PrintPicture::keep(const cv::Mat& mask) {
    gray_.copyTo(picture_, mask);
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
        keep(region.box);
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
    keep(before && before->line == item.line ? item.box | before->box : item.box);
}

}  // namespace tanfang

#include "pipeline/page/print_pieces.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double speck_mm2 = 0.06;  // smaller pieces of ink are dirt
// A rule to write on is no word: longer than the 一 of a title, and as thin.
constexpr double rule_of_words_mm = 5.5;
constexpr double rule_of_words_thick_mm = 0.6;
constexpr double point_mm = 0.8;  // either side of a point of print, which stands close to a sign
// In heights of the line: what stands farther from a sign is no point of it.
constexpr double farthest_point = 1.5;
constexpr double tall_mm = 1.2;  // pieces from this height found a line; points and strokes join it

/// Ink without the rules to write on: those that stand alone, also where they lean, and what signs
/// touch of others.
cv::Mat without_rules(const cv::Mat& ink, double px_per_mm) {
    const int width = std::max(1, static_cast<int>(rule_of_words_mm * px_per_mm)),
              thickness = std::max(1, static_cast<int>(rule_of_words_thick_mm * px_per_mm));
    const auto bar = [](cv::Size size) { return cv::getStructuringElement(cv::MORPH_RECT, size); };
    cv::Mat labels, stats, centroids, rules, thick, words = ink.clone();
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8);
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_WIDTH) >= width &&
            stats.at<int>(i, cv::CC_STAT_HEIGHT) <= thickness) {
            const cv::Rect box(
                stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
            words(box).setTo(0, labels(box) == i);
        }
    cv::morphologyEx(words, rules, cv::MORPH_OPEN, bar({width, 1}));
    cv::morphologyEx(rules, thick, cv::MORPH_OPEN, bar({1, thickness + 1}));
    words.setTo(0, rules & ~thick);
    return words;
}

/// Leaves out specks that stand far from all signs of a line: readers of print stretch the nearest
/// sign as far as these. They are dirt, or what writing on all sheets of a pile has left.
void leave_out_lone_specks(std::vector<Piece>& line, double px_per_mm) {
    const auto is_point = [&](const Piece& piece) {
        return std::max(piece.box.width, piece.box.height) <= point_mm * px_per_mm;
    };
    std::vector<cv::Rect> signs;
    int height = 0;
    for (const auto& piece : line)
        if (!is_point(piece)) {
            signs.push_back(piece.box);
            height = std::max(height, piece.box.height);
        }
    if (signs.empty())
        return;
    std::erase_if(line, [&](const Piece& piece) {
        return is_point(piece) && std::none_of(signs.begin(), signs.end(), [&](const auto& sign) {
                   return std::max(sign.x - piece.box.br().x, piece.box.x - sign.br().x) <=
                          farthest_point * height;
               });
    });
}

}  // namespace

std::vector<Piece> find_pieces(const cv::Mat& ink, double px_per_mm, cv::Mat& labels) {
    cv::Mat stats, centroids;
    const int count = cv::connectedComponentsWithStats(without_rules(ink, px_per_mm), labels, stats,
                                                       centroids, 8);
    std::vector<Piece> pieces;
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) >= speck_mm2 * px_per_mm * px_per_mm)
            pieces.push_back(
                {{stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                  stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)},
                 i});
    return pieces;
}

std::vector<std::vector<Piece>> lines_of(std::vector<Piece> pieces, double px_per_mm) {
    std::sort(pieces.begin(), pieces.end(),
              [](const Piece& a, const Piece& b) { return a.box.height > b.box.height; });
    std::vector<std::vector<Piece>> lines;
    std::vector<cv::Range> bands;
    for (const auto& piece : pieces) {
        const int middle = piece.box.y + piece.box.height / 2;
        std::size_t best = lines.size();
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (middle >= bands[i].start && middle < bands[i].end)
                best = i;
        if (best == lines.size()) {
            if (piece.box.height < tall_mm * px_per_mm && !lines.empty()) {
                // a point or a level stroke: the nearest line's; far from all of them a speck
                best = 0;
                const auto far = [&](std::size_t i) {
                    return std::max(bands[i].start - middle, middle - bands[i].end);
                };
                for (std::size_t i = 1; i < lines.size(); ++i)
                    if (far(i) < far(best))
                        best = i;
                if (far(best) > bands[best].size())
                    continue;
            } else {
                lines.emplace_back();
                bands.emplace_back(piece.box.y, piece.box.y + piece.box.height);
            }
        }
        lines[best].push_back(piece);
    }
    for (auto& line : lines) leave_out_lone_specks(line, px_per_mm);
    std::sort(lines.begin(), lines.end(),
              [](const auto& a, const auto& b) { return a.front().box.y < b.front().box.y; });
    return lines;
}

}  // namespace tanfang

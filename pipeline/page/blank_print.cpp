#include "pipeline/page/blank_print.h"

#include "pipeline/external/leptonica.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/table_cells.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double most_missing = 0.2;  // of the spots that were found
// Of the spots: where all addresses begin alike, their beginning may be printed; but no mark is.
constexpr double most_inked = 0.05;
constexpr double outline_mm = 0.25;  // of a printed box
constexpr int outline_gray = 60;     // at most: a thick one is darker
constexpr double rim_mm = 0.3;       // of a spot's frame, which is blurred into it
// Ink in a spot, straight rules left out: of print that reaches into one (a neighboring word, ends
// of a comb's lines) eleven blank prints showed 1.3 mm2 at most; ticks have 2.9 and more.
constexpr double least_writing_mm2 = 1.6;
constexpr double bracket_rim_mm = 0.5;  // brackets are taller than the boxes that they stand for
constexpr int bracket_gray = 200;       // of their blurred rim, on white
constexpr double rule_mm = 3;  // straight for so long: the lines of combs, and those to write on
constexpr double rule_thick_mm = 0.6;
constexpr double piece_of_rule_mm = 8;  // no stroke of a pen is straight for so long
constexpr double heavy_rule_mm = 1.2;   // below a heading
constexpr double rule_share = 0.6;      // of a field's width

cv::Rect on_picture(const Box<Mm>& box) {
    return {static_cast<int>(std::lround(box.left() * flat_px_per_mm)),
            static_cast<int>(std::lround(box.top() * flat_px_per_mm)),
            static_cast<int>(std::lround(box.width * flat_px_per_mm)),
            static_cast<int>(std::lround(box.height * flat_px_per_mm))};
}

/// Straight level lines that are at least so long.
cv::Mat rules_of(const cv::Mat& picture, double length_mm) {
    return straight_lines(
        ink_of_print(picture, flat_px_per_mm) | hairlines(picture, flat_px_per_mm),
        LineDirection::level, static_cast<int>(length_mm * flat_px_per_mm),
        static_cast<int>(rule_thick_mm * flat_px_per_mm));
}

/// The ground of a spot, where only people leave ink.
Box<Mm> ground_of(const Spot& spot) {
    return spot.box.grown(spot.kind == SpotKind::checkbox ? 0 : -rim_mm);
}

}  // namespace

bool is_blank(const cv::Mat& picture, const LearnedPrint& print) {
    if (static_cast<double>(print.missing.size()) >
        most_missing * static_cast<double>(print.spots.size()))
        return false;
    cv::Mat ink = ink_of_print(picture, flat_px_per_mm);
    for (const auto direction : {LineDirection::level, LineDirection::upright})
        ink.setTo(0, straight_lines(ink, direction, static_cast<int>(rule_mm * flat_px_per_mm),
                                    static_cast<int>(rule_thick_mm * flat_px_per_mm)));
    ink.setTo(0, straight_lines(ink, LineDirection::level,
                                static_cast<int>(piece_of_rule_mm * flat_px_per_mm),
                                static_cast<int>(heavy_rule_mm * flat_px_per_mm)));
    const auto ink_in = [&](const Spot& spot) {
        return cv::countNonZero(ink(on_picture(ground_of(spot)) & cv::Rect({}, ink.size())));
    };
    int bracket = std::numeric_limits<int>::max();  // the least ink that stands instead of a box
    for (const auto& spot : print.spots)
        if (print.lost.contains(spot.id))
            bracket = std::min(bracket, ink_in(spot));
    std::size_t inked = 0;
    for (const auto& spot : print.spots) {
        const int printed = print.lost.contains(spot.id) ? bracket : 0;
        if (ink_in(spot) - printed <= least_writing_mm2 * flat_px_per_mm * flat_px_per_mm)
            continue;
        if (spot.kind == SpotKind::checkbox)
            return false;
        ++inked;
    }
    return static_cast<double>(inked) <= most_inked * static_cast<double>(print.spots.size());
}

void blacken_brackets(cv::Mat& blank, const LearnedPrint& print) {
    for (const auto& spot : print.spots)
        if (print.lost.contains(spot.id)) {
            cv::Mat place =
                blank(on_picture(spot.box.grown(bracket_rim_mm)) & cv::Rect({}, blank.size()));
            place.setTo(0, place < bracket_gray);
        }
}

void draw_rules(cv::Mat& blank, const cv::Mat& sheet, const LearnedPrint& print) {
    cv::Mat rules = rules_of(sheet, piece_of_rule_mm);
    cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, {1, 3}));
    for (const auto& spot : print.spots) {
        const cv::Rect ground = on_picture(ground_of(spot)) & cv::Rect({}, blank.size());
        if (spot.kind != SpotKind::field || ground.empty())
            continue;
        cv::Mat columns, darker;
        cv::reduce(rules(ground), columns, 0, cv::REDUCE_MAX);
        if (cv::countNonZero(columns) < rule_share * ground.width)
            continue;
        cv::min(blank(ground), sheet(ground), darker);
        darker.copyTo(blank(ground), rules(ground));
    }
}

void clear_boxes(cv::Mat& blank, const LearnedPrint& print) {
    const cv::Rect whole({}, blank.size());
    for (const auto& spot : print.spots) {
        if (spot.kind != SpotKind::checkbox || print.lost.contains(spot.id))
            continue;
        cv::Mat outline = blank(on_picture(spot.box.grown(outline_mm)) & whole);
        cv::min(outline, outline_gray, outline);
        blank(on_picture(ground_of(spot)) & whole).setTo(255);
    }
    blacken_brackets(blank, print);
}

void clear_fields(cv::Mat& blank, const LearnedPrint& print) {
    const cv::Mat rules = rules_of(blank, rule_mm);
    for (const auto& spot : print.spots) {
        if (spot.kind == SpotKind::checkbox)
            continue;
        const cv::Rect ground = on_picture(ground_of(spot)) & cv::Rect({}, blank.size());
        blank(ground).setTo(255, rules(ground) == 0);
    }
}

}  // namespace tanfang

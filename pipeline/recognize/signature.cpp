#include "pipeline/recognize/signature.h"

#include "pipeline/recognize/seals.h"
#include "pipeline/recognize/writing.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double surroundings_mm = 15;
constexpr double coarse_px_per_mm = 3;
constexpr int visible_red =
    40;  // levels of redness; tinted paper has below 25, a worn seal above 60

// A name of two characters, even a hasty one, is larger than this.
constexpr double signed_amount_mm2 = 2;
constexpr double signed_extent_mm = 5;

// A thumb leaves 12 to 16 x 16 to 24 mm; ridges and furrows are 0.5 mm apart, so that in a window
// of 2 mm about half of the paper is inked. Handwriting does not fill so large an oval.
constexpr double density_window_mm = 2;
constexpr double density = 0.4;
constexpr double print_short_mm = 8, print_long_mm = 28;
constexpr double print_least_mm = 14;  // its longer side; the star in a seal has 10 to 12
constexpr double print_fill = 0.6;     // of its box; an ellipse has 0.785
constexpr double print_aspect = 0.45;

// Ridges of a thumb and strokes of a name become one body when gaps of this width are closed.
constexpr double body_gap_mm = 1;
// Around a printed line nothing is seen of the strokes that cross it.
constexpr double line_gap_mm = 2;
constexpr double faint_share = 0.6;  // of the sheet's threshold

constexpr double rule_mm = 5;  // longer than a hand draws level and straight
constexpr double rule_rim_mm = 0.2;

constexpr double seal_mm = 24;         // seals are round or oval and at least 30 mm wide
constexpr double red_remains_mm2 = 1;  // red ink in the field that is neither
constexpr double sure = 0.98, unsure = 0.5;

struct Blobs {
    cv::Rect fingerprint;  ///< empty if there is none
    bool seal = false;
};

cv::Mat dense(const cv::Mat& ink, double px_per_mm) {
    const int window = static_cast<int>(std::lround(density_window_mm * px_per_mm)) | 1;
    cv::Mat share;
    cv::blur(ink, share, {window, window});
    return share > density * 255;
}

bool looks_like_a_fingerprint(const cv::Rect& box, int area, double px_per_mm) {
    const double shorter = std::min(box.width, box.height) / px_per_mm;
    const double longer = std::max(box.width, box.height) / px_per_mm;
    return shorter >= print_short_mm && longer >= print_least_mm && longer <= print_long_mm &&
           shorter >= print_aspect * longer && area >= print_fill * box.area();
}

/// Large bodies of dense ink: a fingerprint that has a part in the field, a seal anywhere near it.
Blobs find_blobs(const cv::Mat& ink, const cv::Rect& field, double px_per_mm) {
    Blobs blobs;
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(dense(ink, px_per_mm), labels, stats,
                                                       centroids, 8, CV_32S);
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH),
                           stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (looks_like_a_fingerprint(box, stats.at<int>(i, cv::CC_STAT_AREA), px_per_mm))
            blobs.fingerprint |= (box & field).empty() ? cv::Rect() : box;
        else if (std::max(box.width, box.height) > seal_mm * px_per_mm)
            blobs.seal = true;
    }
    return blobs;
}

/// The field without what lies under a blob of the surroundings.
FieldInk without(FieldInk field, const cv::Rect& blob, const SignatureInk& signature) {
    if (blob.empty())
        return field;
    const double k = field.px_per_mm / signature.px_per_mm;
    const auto px = [k](int coarse) { return static_cast<int>(std::lround(coarse * k)); };
    const cv::Rect fine(field.area.x + px(blob.x - signature.area.x),
                        field.area.y + px(blob.y - signature.area.y), px(blob.width),
                        px(blob.height));
    field.pen = field.pen.clone();
    field.pen(fine & cv::Rect({0, 0}, field.pen.size())).setTo(0);
    return field;
}

/// Strokes that go on behind the printed lines along the field's upper and lower edge.
void join_across_edges(cv::Mat& bodies, const SignatureInk& signature) {
    const int gap = static_cast<int>(std::lround(line_gap_mm * signature.px_per_mm)) | 1;
    cv::Mat joined;
    cv::morphologyEx(bodies, joined, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {1, gap}));
    for (const int edge : {signature.area.y, signature.area.br().y}) {
        const cv::Rect strip =
            cv::Rect(signature.area.x, edge - gap / 2, signature.area.width, gap) &
            cv::Rect({}, bodies.size());
        joined(strip).copyTo(bodies(strip));
    }
}

/// The field without what reaches into it from its neighbors: bodies of the surroundings that lie
/// outside for the most part.
FieldInk without_neighbors(FieldInk field, const SignatureInk& signature) {
    const int reach = static_cast<int>(std::lround(body_gap_mm * signature.px_per_mm)) | 1;
    cv::Mat closed, labels;
    cv::morphologyEx(signature.faint, closed, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    join_across_edges(closed, signature);
    const auto count = static_cast<std::size_t>(cv::connectedComponents(closed, labels));
    std::vector<int> pixels(count, 0), inside(count, 0);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) {
            const auto body = static_cast<std::size_t>(labels.at<int>(y, x));
            ++pixels[body];
            inside[body] += signature.area.contains({x, y});
        }
    cv::Mat neighbors = cv::Mat::zeros(closed.size(), CV_8UC1);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x)
            if (const auto body = static_cast<std::size_t>(labels.at<int>(y, x));
                body > 0 && 2 * inside[body] < pixels[body])
                neighbors.at<uchar>(y, x) = 255;
    cv::dilate(neighbors, neighbors, {});  // their rims, which coarse pixels miss
    const double k = signature.px_per_mm / field.px_per_mm;
    const cv::Matx23d surroundings_from_field(k, 0, signature.area.x - k * field.area.x, 0, k,
                                              signature.area.y - k * field.area.y);
    cv::Mat there;
    cv::warpAffine(neighbors, there, surroundings_from_field, field.pen.size(),
                   cv::INTER_NEAREST | cv::WARP_INVERSE_MAP);
    field.pen = field.pen.clone();
    field.pen.setTo(0, there);
    return field;
}

/// The same without all ink that may be a seal's.
SignatureInk without_seals(SignatureInk signature, const Box<Mm>& field,
                           const std::vector<Seal>& seals) {
    signature.field.pen = signature.field.pen.clone();
    signature.dark = signature.dark.clone();
    const auto leave_out = [](cv::Mat& ink, const Box<Mm>& area, double px_per_mm,
                              const Seal& seal) {
        const auto px = [px_per_mm](double mm) { return static_cast<int>(mm * px_per_mm); };
        cv::circle(ink, {px(seal.center.x - area.left()), px(seal.center.y - area.top())},
                   px(seal.radius + seal_margin_mm), cv::Scalar(0), cv::FILLED);
    };
    for (const Seal& seal : seals) {
        leave_out(signature.field.pen, field.grown(writing_rim_mm), signature.field.px_per_mm,
                  seal);
        leave_out(signature.dark, field.grown(surroundings_mm), signature.px_per_mm, seal);
    }
    return signature;
}

/// Whether the writing is large enough for a name.
bool is_name(const FieldInk& field, const WritingInk& writing) {
    return writing.presence == Presence::present && writing.amount >= signed_amount_mm2 &&
           writing.extent.width >= signed_extent_mm * field.px_per_mm;
}

/// The field without level lines as long and thin as rules: of a rule that is not where it is
/// expected enough is left for a name.
FieldInk without_rules(FieldInk field) {
    const auto px = [&field](double mm) {
        return std::max(1, static_cast<int>(std::lround(mm * field.px_per_mm)));
    };
    cv::Mat rules;
    cv::morphologyEx(field.pen > field.threshold, rules, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, {px(rule_mm), 1}));
    cv::dilate(rules, rules,
               cv::getStructuringElement(cv::MORPH_RECT, {1, 2 * px(rule_rim_mm) + 1}));
    field.pen = field.pen.clone();
    field.pen.setTo(0, rules);
    return field;
}

bool is_middle_within(const cv::Rect& body, const cv::Rect& field) {
    return field.contains((body.tl() + body.br()) / 2);
}

SignatureReading reading(bool present, SignatureKind kind, bool is_sure) {
    return {present, kind, is_sure ? sure : unsure, is_sure};
}

}  // namespace

SignatureInk cut_signature(const Ink& ink, const Box<Mm>& field) {
    SignatureInk out;
    out.field = cut_field(ink, field);
    const Box<Mm> around = field.grown(surroundings_mm);
    out.px_per_mm = coarse_px_per_mm;
    const cv::Mat pen = ink.pen(around, coarse_px_per_mm);
    out.dark = pen > ink.threshold();
    out.faint = pen > faint_share * ink.threshold();
    out.red = ink.red(around, coarse_px_per_mm) > visible_red;
    const auto px = [](double mm) { return static_cast<int>(std::lround(mm * coarse_px_per_mm)); };
    out.area = {px(surroundings_mm), px(surroundings_mm), px(field.width), px(field.height)};
    return out;
}

SignatureReading read_signature(const SignatureInk& signature) {
    const double scale = signature.px_per_mm;
    const Blobs red = find_blobs(signature.red, signature.area, scale);
    const Blobs dark = find_blobs(signature.dark, signature.area, scale);
    const FieldInk field = without(signature.field, dark.fingerprint, signature);
    const WritingInk writing = measure_writing(field);
    if (is_name(field, writing)) {
        const FieldInk own = without_neighbors(field, signature);
        const FieldInk strokes = without_rules(own);
        return reading(true, SignatureKind::ink,
                       !dark.seal && is_name(strokes, measure_writing(strokes)));
    }
    if (!red.fingerprint.empty())
        return reading(true, SignatureKind::fingerprint,
                       !red.seal && is_middle_within(red.fingerprint, signature.area));
    if (!dark.fingerprint.empty())
        return reading(true, SignatureKind::fingerprint, false);
    const double red_mm2 = cv::countNonZero(signature.red(signature.area)) / (scale * scale);
    const bool nothing = writing.presence == Presence::none && red_mm2 < red_remains_mm2;
    return reading(false, SignatureKind::none, nothing);
}

SignatureReading read_signature(const Spot& spot, const Ink& ink) {
    const SignatureInk signature = cut_signature(ink, spot.box);
    const SignatureReading seen = read_signature(signature);
    if (!seen.present)
        return seen;
    const auto seals = find_seals(ink);
    if (!covered_by_seal(seals, spot.box))
        return seen;
    const SignatureReading beside = read_signature(without_seals(signature, spot.box, seals));
    return beside.present ? beside : reading(true, seen.kind, false);
}

}  // namespace tanfang

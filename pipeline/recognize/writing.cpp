#include "pipeline/recognize/writing.h"

#include "pipeline/external/leptonica.h"
#include "pipeline/recognize/pale_strokes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// A pixel of 200 dpi is 0.016 mm²; two of salt noise side by side are no stroke.
constexpr double writing_speck_mm2 = 0.05;

// The thinnest pens leave a line of 0.28 mm: a digit 1 of 3 mm has 0.8 mm², a short dash 0.4 mm².
constexpr double sure_amount_mm2 = 0.40;
constexpr double sure_reach_mm = 1.5;
constexpr double no_amount_mm2 = 0.15;
constexpr double no_reach_mm = 0.9;

// Pencil and carbon below the sheet's threshold: never called writing, but never called blank
// either. Beside writing it is the pale part of it where it is as tall as a character (folds are
// flat) and on its line: seals and stains are anywhere.
constexpr double faint_writing_share = 0.55;  // of the threshold
constexpr double faint_blur_mm = 0.1;
// A thin 1 of 1.7 mm, smoothed, has 0.33 mm² and 1.4 mm; paper and dirt rarely have both.
constexpr double faint_amount_mm2 = 0.25;
constexpr double faint_reach_mm = 1.2;
constexpr double stroke_rim_mm = 0.3;
constexpr double faint_apart_mm = 8;  // from the writing: two characters and their gap

constexpr int visible_print = 40;      // print lighter than this leaves nothing in a scan
constexpr double sliver_mm = 0.3;      // how far the print's edges bleed beyond its mask
constexpr double fold_mm = 8;          // straight runs of this length can be a fold or a table line
constexpr double fold_thick_mm = 0.6;  // a fold of three scanner pixels, blurred
constexpr double fold_end_mm =
    1;  // a fold runs through: it ends within this of both ends of the crop
constexpr double stray_mm = 1.5;  // a neighbor's stroke that comes in deeper makes the field unsure

/// A connected piece of ink.
struct Body {
    int left = 0, top = 0, right = -1, bottom = -1;  ///< px, the last column and row within
    int area = 0;                                    ///< px
    int own = 0;                                     ///< px within the field's area
    int free = 0;                                    ///< px away from the print
    int dark = 0;                                    ///< px that a higher level shows too

    cv::Rect box() const { return {left, top, right - left + 1, bottom - top + 1}; }
};

/// Connected pieces of ink, each pixel looked at once.
class Bodies {
  public:
    /// @param own   rectangle of the mask
    /// @param free  of the mask's size: not 0 away from the print
    /// @param dark  of the mask's size: not 0 where a higher level shows ink
    Bodies(const cv::Mat& mask, const cv::Rect& own, const cv::Mat& free, const cv::Mat& dark) {
        const int count = cv::connectedComponents(mask, labels_, 8, CV_32S);
        all_.resize(static_cast<std::size_t>(count));
        for (int y = 0; y < labels_.rows; ++y) {
            const int* const label = labels_.ptr<int>(y);
            const auto* const is_free = free.ptr<unsigned char>(y);
            const auto* const is_dark = dark.ptr<unsigned char>(y);
            const bool own_row = y >= own.y && y < own.br().y;
            for (int x = 0; x < labels_.cols; ++x) {
                if (label[x] == 0)
                    continue;
                Body& body = all_[static_cast<std::size_t>(label[x])];
                if (body.area++ == 0)
                    body.left = x, body.top = y;
                body.left = std::min(body.left, x);
                body.right = std::max(body.right, x);
                body.bottom = y;
                body.own += own_row && x >= own.x && x < own.br().x ? 1 : 0;
                body.free += is_free[x] ? 1 : 0;
                body.dark += is_dark[x] ? 1 : 0;
            }
        }
    }

    /// The paper, body 0, is among them, but not measured.
    const std::vector<Body>& all() const { return all_; }

    /// 255 on the bodies whose entry is not 0.
    cv::Mat mask_of(const std::vector<unsigned char>& kept) const {
        cv::Mat mask(labels_.size(), CV_8UC1);
        for (int y = 0; y < mask.rows; ++y) {
            const int* const label = labels_.ptr<int>(y);
            auto* const out = mask.ptr<unsigned char>(y);
            for (int x = 0; x < mask.cols; ++x)
                out[x] = kept[static_cast<std::size_t>(label[x])] ? 255 : 0;
        }
        return mask;
    }

  private:
    cv::Mat labels_;
    std::vector<Body> all_;
};

/// Whether there is ink within `end` px of both ends of the crop: without it nothing runs through,
/// and the search for lines, which takes longer than all else here, finds nothing.
bool touches_both_ends(const cv::Mat& mask, bool level, int end) {
    const cv::Mat first = level ? mask.colRange(0, end + 1) : mask.rowRange(0, end + 1);
    const cv::Mat last = level ? mask.colRange(mask.cols - end - 1, mask.cols)
                               : mask.rowRange(mask.rows - end - 1, mask.rows);
    return cv::countNonZero(first) > 0 && cv::countNonZero(last) > 0;
}

/// Takes out lines that run through the whole crop from rim to rim: folds, and table lines that the
/// subtraction missed.
cv::Mat without_folds(const cv::Mat& mask, double px_per_mm) {
    cv::Mat out = mask;
    for (const auto direction : {LineDirection::level, LineDirection::upright}) {
        const bool level = direction == LineDirection::level;
        const int whole = level ? mask.cols : mask.rows;
        const int end = static_cast<int>(fold_end_mm * px_per_mm);
        if (!touches_both_ends(out, level, end))
            continue;
        const int length = std::min(static_cast<int>(fold_mm * px_per_mm), whole / 2);
        const int thickness = static_cast<int>(fold_thick_mm * px_per_mm);
        const cv::Mat lines = straight_lines(out, direction, length, thickness);
        const cv::Rect box = cv::boundingRect(lines);
        const bool through = level ? box.x <= end && box.x + box.width >= whole - end
                                   : box.y <= end && box.y + box.height >= whole - end;
        if (!box.empty() && through)
            out = without_lines(out, lines, direction, thickness);
    }
    return out;
}

/// Where ink is surely not the print's: 255.
cv::Mat away_from_print(const FieldInk& field) {
    const int reach = 2 * static_cast<int>(std::lround(sliver_mm * field.px_per_mm)) + 1;
    cv::Mat printed;
    cv::dilate(field.print > visible_print, printed,
               cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    return printed == 0;
}

/// Whether a piece of ink is tall enough and near enough to be a character of a writing.
bool continues(const cv::Rect& writing, const cv::Rect& piece, double px_per_mm) {
    const int apart = std::max(piece.x - writing.br().x, writing.x - piece.br().x);
    const int beside = std::min(piece.br().y, writing.br().y) - std::max(piece.y, writing.y);
    return piece.height >= sure_reach_mm * px_per_mm && apart <= faint_apart_mm * px_per_mm &&
           2 * beside >= piece.height;
}

/// The ink above `level` that belongs to the field.
///
/// @param darker  nullptr, or what stands there above a higher level: then bodies that hold
///                nothing of it count only where they may be its pale part, and WritingInk::faint
///                says whether they are writing
WritingInk writing_above(const FieldInk& field, const cv::Mat& pen, double level,
                         const WritingInk* darker = nullptr) {
    WritingInk writing;
    cv::Mat mask = pen > level;
    if (cv::countNonZero(mask(field.area)) == 0) {
        writing.mask = cv::Mat::zeros(pen.size(), CV_8UC1);
        return writing;
    }
    const cv::Mat lines = without_folds(mask, field.px_per_mm);
    const Bodies bodies(lines, field.area, away_from_print(field), darker ? darker->mask : lines);

    const double px_per_mm2 = field.px_per_mm * field.px_per_mm;
    std::vector<unsigned char> kept(bodies.all().size(), 0);
    double stray = 0, faint_reach = 0;
    int pixels = 0, faint_pixels = 0;
    for (std::size_t i = 1; i < bodies.all().size(); ++i) {
        const Body& body = bodies.all()[i];
        const cv::Rect part = body.box() & field.area;
        if (body.free < writing_speck_mm2 * px_per_mm2 || part.empty())
            continue;
        if (2 * body.own < body.area) {  // a neighbor's
            stray = std::max(stray, std::min(part.width, part.height) / field.px_per_mm);
            continue;
        }
        if (body.dark == 0) {
            if (!continues(darker->extent, body.box(), field.px_per_mm))
                continue;
            faint_pixels += body.free;
            faint_reach = std::max(faint_reach, part.height / field.px_per_mm);
        }
        kept[i] = 1;
        pixels += body.free;
        ++writing.bodies;
        writing.reach =
            std::max(writing.reach, std::max(part.width, part.height) / field.px_per_mm);
        writing.extent |= body.box();
    }
    writing.mask = bodies.mask_of(kept);
    writing.amount = pixels / px_per_mm2;
    writing.presence = judge_presence(writing.amount, writing.reach);
    writing.faint = judge_presence(faint_pixels / px_per_mm2, faint_reach) == Presence::present;
    if (writing.presence == Presence::none && stray > stray_mm)
        writing.presence = Presence::unsure;
    return writing;
}

/// Whether there may be a stroke in `ink` that is not of the writing, nor its blurred rim: few
/// fields have one, and this is much sooner seen than whose the pieces are.
bool has_ink_apart(const cv::Mat& ink, const cv::Mat& writing, double px_per_mm) {
    const int reach = 2 * static_cast<int>(std::lround(stroke_rim_mm * px_per_mm)) + 1;
    cv::Mat apart;
    cv::dilate(writing, apart, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    cv::bitwise_not(apart, apart);
    return cv::countNonZero(ink & apart) >= sure_amount_mm2 * px_per_mm * px_per_mm;
}

}  // namespace

Presence judge_presence(double amount, double reach) {
    if (amount >= sure_amount_mm2 && reach >= sure_reach_mm)
        return Presence::present;
    return amount <= no_amount_mm2 && reach <= no_reach_mm ? Presence::none : Presence::unsure;
}

WritingInk measure_writing(const FieldInk& field, int cells) {
    WritingInk writing = writing_above(field, field.pen, field.threshold);
    if (writing.presence == Presence::unsure)
        return writing;
    cv::Mat calm;
    cv::GaussianBlur(field.pen, calm, {}, faint_blur_mm * field.px_per_mm);
    const double level = faint_writing_share * field.threshold;
    if (writing.presence == Presence::none) {
        const WritingInk faint = writing_above(field, calm, level);
        if (faint.presence == Presence::present ||
            (faint.amount >= faint_amount_mm2 && faint.reach >= faint_reach_mm))
            writing.presence = Presence::unsure;
        return writing;
    }
    if (cells > 0) {
        writing.mask = with_pale_strokes(field, calm, level, writing.mask);
        writing.extent |= cv::boundingRect(writing.mask);
    }
    if (has_ink_apart(calm(field.area) > level, writing.mask(field.area), field.px_per_mm) &&
        writing_above(field, calm, level, &writing).faint) {
        writing = writing_above(field, field.pen, level, &writing);
        writing.faint = true;
    }
    return writing;
}

}  // namespace tanfang

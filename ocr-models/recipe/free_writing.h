/// Free writing on paper, through a scanner, cut by the reader's own code: what numbers and words
/// share.
#pragma once

#include "pipeline/recognize/segments.h"
#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "tests/support/random.h"
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {

/// A line of writing as it grows: the coverage of all ink, and whose it is.
class WrittenLine {
  public:
    /// @param height  of a character, px at writing_px_per_mm
    WrittenLine(double height, std::size_t characters)
        : height_(height),
          right_(rim_px + 0.2 * height),
          coverage_(cv::Mat::zeros(
              cvRound(1.6 * height) + 2 * rim_px,
              cvRound(1.5 * height * static_cast<double>(characters + 1)) + 2 * rim_px, CV_32FC1)) {
    }

    /// @param ink    CV_32FC1, 0..1: a character in the middle of its rows
    /// @param space  to the character before it, heights
    /// @param drop   below the middle of the line, heights
    void put(const cv::Mat& ink, double space, double drop) {
        const cv::Mat inked = ink > 0.5;
        const cv::Rect box = cv::boundingRect(inked);
        const cv::Point at(cvRound(right_ + space * height_) - box.x,
                           (coverage_.rows - ink.rows) / 2 + cvRound(drop * height_));
        const cv::Rect place = cv::Rect(at, ink.size()) & cv::Rect({}, coverage_.size());
        const cv::Rect part = place - at;
        cv::Mat target = coverage_(place), own(coverage_.size(), CV_8UC1, cv::Scalar(0));
        cv::max(target, ink(part), target);
        inked(part).copyTo(own(place));
        owned_.push_back(own);
        ink_of_.push_back(cv::countNonZero(own));
        right_ = at.x + box.x + box.width;
    }

    bool complete() const { return std::find(ink_of_.begin(), ink_of_.end(), 0) == ink_of_.end(); }

    /// The field as a scan shows it.
    FieldInk scanned(Random& random) const {
        const double dark =
            random.chance(0.15) ? random.uniform(80, 150) : random.uniform(150, 255);
        const double dpi = random.pick(std::vector<double>{300, 300, 300, 200, 150});
        const double scale = std::min(1.0, dpi / 25.4 / writing_px_per_mm);
        cv::Mat seen, noise;
        cv::GaussianBlur(coverage_, seen, {}, random.uniform(0.3, 1.1));
        cv::resize(seen, seen, {}, scale, scale, cv::INTER_AREA);
        noise.create(seen.size(), CV_32FC1);
        cv::randn(noise, 0, random.uniform(0, 10));
        seen = seen * dark + noise;
        if (random.chance(0.22))
            seen = (seen > dark * random.uniform(0.3, 0.6)) / 255 * 255;
        seen.convertTo(seen, CV_8UC1);
        FieldInk field;
        cv::resize(seen, field.pen, coverage_.size(), 0, 0, cv::INTER_LINEAR);
        field.print = cv::Mat::zeros(field.pen.size(), CV_8UC1);
        field.area = {rim_px, rim_px, coverage_.cols - 2 * rim_px, coverage_.rows - 2 * rim_px};
        field.px_per_mm = writing_px_per_mm;
        field.threshold = std::clamp(cvRound(0.42 * dark), 42, 100);  // as Ink has it
        return field;
    }

    static constexpr int no_character = -1;  ///< a part of one, or several

    /// @return which character's ink stands in these columns; none where it is nearly one, or one
    ///         and a little more: nobody can say
    std::optional<int> character_in(const cv::Range& columns) const {
        std::vector<double> inside;
        for (const cv::Mat& own : owned_) inside.push_back(cv::countNonZero(own.colRange(columns)));
        const double all = std::accumulate(inside.begin(), inside.end(), 0.0);
        if (all == 0)
            return std::nullopt;
        const auto best = static_cast<std::size_t>(std::max_element(inside.begin(), inside.end()) -
                                                   inside.begin());
        const double share = inside[best] / ink_of_[best], others = 1 - inside[best] / all;
        if (share >= whole && others <= alone)
            return static_cast<int>(best);
        if (share < part || others > accompanied)
            return no_character;
        return std::nullopt;
    }

  private:
    static constexpr double whole = 0.92;       // of a character's ink: all of it
    static constexpr double part = 0.8;         // less is a part
    static constexpr double alone = 0.06;       // of the ink is another's: it is one character
    static constexpr double accompanied = 0.2;  // more: it is several
    static constexpr int rim_px = static_cast<int>(writing_rim_mm * writing_px_per_mm);

    double height_, right_;
    cv::Mat coverage_;            // CV_32FC1, 0..1, writing_px_per_mm
    std::vector<cv::Mat> owned_;  // per character, CV_8UC1, 255 on its ink
    std::vector<int> ink_of_;     // per character, px
};

/// As the reader cuts a field.
inline CutWriting cut_as_read(const FieldInk& field, Alphabet alphabet) {
    return cut_characters(field, writing_lines(measure_writing(field), field.px_per_mm), alphabet);
}

/// A point or a comma (at the foot), or a dash; coverage like a character's.
inline cv::Mat sign_ink(bool dash, double height) {
    cv::Mat ink = cv::Mat::zeros(cvRound(1.3 * height), cvRound(0.6 * height), CV_32FC1);
    const int mid = ink.rows / 2;
    const auto px = [height](double heights) { return cvRound(heights * height); };
    if (dash)
        cv::line(ink, {ink.cols / 2 - px(0.2), mid}, {ink.cols / 2 + px(0.2), mid}, cv::Scalar(1),
                 std::max(2, px(0.1)));
    else
        cv::circle(ink, {ink.cols / 2, mid + px(0.4)}, std::max(1, px(0.07)), cv::Scalar(1),
                   cv::FILLED);
    return ink;
}

}  // namespace tanfang::simulate

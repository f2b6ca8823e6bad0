/// Fields made of strokes, for tests that need no page.
#pragma once

#include "pipeline/recognize/field_ink.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang {

/// An empty field of the given size; ink level 84 is the threshold, as on a sheet with an ordinary
/// pen.
inline FieldInk empty_field(double width_mm, double height_mm) {
    const auto px = [](double mm) { return static_cast<int>(mm * writing_px_per_mm + 0.5); };
    const int rim = px(writing_rim_mm);
    FieldInk field;
    field.pen = cv::Mat::zeros(px(height_mm) + 2 * rim, px(width_mm) + 2 * rim, CV_8UC1);
    field.print = field.pen.clone();
    field.area = {rim, rim, px(width_mm), px(height_mm)};
    field.px_per_mm = writing_px_per_mm;
    field.threshold = 84;
    return field;
}

/// A stroke from one point of the field to another, in mm from its top left.
inline void stroke(FieldInk& field, cv::Point2d from, cv::Point2d to, double width_mm = 0.4,
                   int level = 200) {
    const double k = field.px_per_mm;
    const cv::Point2d origin(field.area.tl());
    cv::line(field.pen, from * k + origin, to * k + origin, cv::Scalar(level),
             static_cast<int>(width_mm * k + 0.5), cv::LINE_AA);
}

/// Noise of paper and JPEG: everywhere, well below the threshold.
inline void paper_noise(FieldInk& field, int strength, unsigned seed) {
    cv::Mat noise(field.pen.size(), CV_8UC1);
    cv::RNG random(seed);
    random.fill(noise, cv::RNG::UNIFORM, 0, strength);
    field.pen += noise;
}

/// Black pixels of a 1-bit scan at 200 dpi.
inline void salt(FieldInk& field, int dots, unsigned seed) {
    cv::RNG random(seed);
    for (int i = 0; i < dots; ++i) {
        const cv::Point at(random.uniform(0, field.pen.cols - 2),
                           random.uniform(0, field.pen.rows - 1));
        field.pen(cv::Rect(at, cv::Size(2, 1))).setTo(255);
    }
}

}  // namespace tanfang

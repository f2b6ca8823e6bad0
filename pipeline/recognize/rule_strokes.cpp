#include "pipeline/recognize/rule_strokes.h"

#include <algorithm>
#include <vector>

namespace tanfang {

namespace {

// Chosen, with strokes of 0.3 mm and more and rules of 0.2 mm in mind.
constexpr int visible_rule = 20;          // level of FieldInk::print that hides ink
constexpr double rule_share = 0.6;        // of the field's width
constexpr double thickest_rule_mm = 1.5;  // as expected: rows of words are higher
constexpr double rule_quantile = 0.3;     // of the columns' ink: most hold the rule alone
constexpr double excess_mm = 0.2;         // of ink over that of the rule alone
constexpr double thinnest_mm = 0.3;       // rules of which a fax shows pieces are thinner
constexpr double shortest_mm = 1.0;       // a stem that crosses a rule is shorter
constexpr double longest_mm = 7;
constexpr double touch_mm = 0.3;

struct Band {
    int top, bottom;  // px, the bottom not within
};

/// Rows in which print runs along most of the field.
std::vector<Band> rules_of(const FieldInk& field) {
    std::vector<Band> bands;
    const cv::Mat printed =
        field.print.colRange(field.area.x, field.area.x + field.area.width) > visible_rule;
    int top = -1;
    for (int y = 0; y <= printed.rows; ++y) {
        const bool ruled =
            y < printed.rows && cv::countNonZero(printed.row(y)) >= rule_share * field.area.width;
        if (ruled && top < 0)
            top = y;
        if (!ruled && top >= 0) {
            if (y - top <= thickest_rule_mm * field.px_per_mm)
                bands.push_back({top, y});
            top = -1;
        }
    }
    return bands;
}

/// Rows with ink in each column of a band.
std::vector<int> thickness(const cv::Mat& seen, const Band& band, int threshold) {
    std::vector<int> thick(static_cast<std::size_t>(seen.cols), 0);
    for (int y = band.top; y < band.bottom; ++y)
        for (int x = 0; x < seen.cols; ++x)
            thick[static_cast<std::size_t>(x)] += seen.at<uchar>(y, x) > threshold;
    return thick;
}

int thickness_of_rule(const std::vector<int>& thick, const cv::Rect& area) {
    std::vector<int> values(thick.begin() + area.x, thick.begin() + area.x + area.width);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(
                                         rule_quantile * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Whether ink that is seen without this stands right above or below.
bool touches_ink(const FieldInk& field, const Band& band, const cv::Range& columns) {
    const int reach = std::max(1, static_cast<int>(touch_mm * field.px_per_mm));
    const auto has_ink = [&](int top, int bottom) {
        const cv::Rect place = cv::Rect(columns.start, top, columns.size(), bottom - top) &
                               cv::Rect({}, field.pen.size());
        return !place.empty() && cv::countNonZero(field.pen(place) > field.threshold) > 0;
    };
    return has_ink(band.top - reach, band.top) || has_ink(band.bottom, band.bottom + reach);
}

void show(FieldInk& field, const cv::Mat& seen, const Band& band, const cv::Range& columns) {
    for (int y = band.top; y < band.bottom; ++y)
        for (int x = columns.start; x < columns.end; ++x)
            if (seen.at<uchar>(y, x) > field.threshold)
                field.pen.at<uchar>(y, x) = seen.at<uchar>(y, x);
}

}  // namespace

void show_strokes_on_rules(FieldInk& field, const cv::Mat& seen) {
    if (field.area.empty())
        return;
    const double px_per_mm = field.px_per_mm;
    for (const Band& band : rules_of(field)) {
        const std::vector<int> thick = thickness(seen, band, field.threshold);
        const double least = std::max(thinnest_mm * px_per_mm,
                                      thickness_of_rule(thick, field.area) + excess_mm * px_per_mm);
        for (int x = 0; x < seen.cols;) {
            int end = x;
            while (end < seen.cols && thick[static_cast<std::size_t>(end)] >= least) ++end;
            const cv::Range columns(x, end);
            if (columns.size() >= shortest_mm * px_per_mm &&
                columns.size() <= longest_mm * px_per_mm && touches_ink(field, band, columns))
                show(field, seen, band, columns);
            x = end + 1;
        }
    }
}

}  // namespace tanfang

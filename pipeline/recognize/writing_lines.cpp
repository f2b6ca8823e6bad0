#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Handwriting on forms is 3 to 9 mm tall; two lines of less than 10 mm together do not occur.
constexpr double one_line_mm = 10;
constexpr double smallest_line_mm = 2.5;
constexpr double smooth_mm = 1;  // level strokes and tails make the row sums ragged
constexpr double valley_share =
    0.3;  // rows with less ink than this share of the mean lie between lines

std::vector<float> row_sums(const cv::Mat& mask, double px_per_mm) {
    cv::Mat sums;
    cv::reduce(mask, sums, 1, cv::REDUCE_SUM, CV_32F);
    cv::blur(sums, sums, {1, std::max(1, static_cast<int>(std::lround(smooth_mm * px_per_mm)))});
    return {sums.begin<float>(), sums.end<float>()};
}

/// Rows at which one line ends and the next begins.
std::vector<int> borders(const cv::Mat& mask, double px_per_mm) {
    const std::vector<float> sums = row_sums(mask, px_per_mm);
    const double mean = cv::sum(sums)[0] / static_cast<double>(sums.size());
    const double smallest = smallest_line_mm * px_per_mm;
    std::vector<int> out;
    int last_line_end = -1, line_start = -1;
    for (int row = 0; row < mask.rows; ++row) {
        const bool in_line = sums[static_cast<std::size_t>(row)] > valley_share * mean;
        if (in_line && line_start < 0)
            line_start = row;
        if (in_line || line_start < 0)
            continue;
        if (row - line_start >= smallest) {
            if (last_line_end >= 0)
                out.push_back((last_line_end + line_start) / 2);
            last_line_end = row;
        }
        line_start = -1;
    }
    if (line_start >= 0 && mask.rows - line_start >= smallest && last_line_end >= 0)
        out.push_back((last_line_end + line_start) / 2);
    return out;
}

}  // namespace

std::vector<cv::Mat> writing_lines(const WritingInk& writing, double px_per_mm) {
    if (writing.extent.height <= one_line_mm * px_per_mm)
        return {writing.mask};
    std::vector<cv::Mat> lines;
    int top = 0;
    std::vector<int> ends = borders(writing.mask(writing.extent), px_per_mm);
    for (int& end : ends) end += writing.extent.y;
    ends.push_back(writing.mask.rows);
    for (const int end : ends) {
        cv::Mat line = cv::Mat::zeros(writing.mask.size(), CV_8UC1);
        writing.mask.rowRange(top, end).copyTo(line.rowRange(top, end));
        lines.push_back(line);
        top = end;
    }
    return lines;
}

}  // namespace tanfang

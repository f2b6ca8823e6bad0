#include "pipeline/app/overlay.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int longest_side_px =
    1600;  // a screen's worth: A4 at 137 dpi, on which boxes are 24 pixels

const cv::Scalar claimed(60, 150, 0);  // BGR
const cv::Scalar nothing(170, 170, 170);
const cv::Scalar asked(0, 130, 255);
const cv::Scalar writing(160, 60, 0);

cv::Mat as_color(const PageImage& image) {
    cv::Mat color;
    if (image.color.empty())
        cv::cvtColor(image.gray, color, cv::COLOR_GRAY2BGR);
    else
        image.color.copyTo(color);
    return color;
}

/// Says something at the place, rather than that it is empty.
bool claims_content(const Json& reading) {
    if (reading.contains("mark"))
        return reading.at("mark") == "marked";
    if (reading.contains("present"))
        return reading.at("present").get<bool>();
    return !reading.at("text").get_ref<const std::string&>().empty();
}

std::vector<cv::Point> frame_of(const Json& reading, double scale) {
    std::vector<cv::Point> corners;
    const Json& quad = reading.at("quad");
    for (std::size_t i = 0; i + 1 < quad.size(); i += 2)
        corners.emplace_back(cvRound((quad[i].get<double>() + 0.5) * scale),
                             cvRound((quad[i + 1].get<double>() + 0.5) * scale));
    return corners;
}

bool is_ascii(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// A point of the image after the picture was turned.
cv::Point turned(cv::Point p, cv::Size before, int rotation) {
    switch (rotation) {
        case 90:
            return {p.y, before.width - 1 - p.x};
        case 180:
            return {before.width - 1 - p.x, before.height - 1 - p.y};
        case 270:
            return {before.height - 1 - p.y, p.x};
        default:
            return p;
    }
}

void turn_upright(cv::Mat& picture, int rotation) {
    if (rotation == 90)
        cv::rotate(picture, picture, cv::ROTATE_90_COUNTERCLOCKWISE);
    else if (rotation == 180)
        cv::rotate(picture, picture, cv::ROTATE_180);
    else if (rotation == 270)
        cv::rotate(picture, picture, cv::ROTATE_90_CLOCKWISE);
}

}  // namespace

cv::Mat draw_overlay(const PageImage& image, const std::vector<Json>& lines) {
    cv::Mat picture = as_color(image);
    const double scale =
        std::min(1.0, longest_side_px / static_cast<double>(std::max(picture.cols, picture.rows)));
    cv::resize(picture, picture, {}, scale, scale, cv::INTER_AREA);
    const cv::Size before = picture.size();
    const int rotation = lines.empty() || lines[0].at("registration").is_null()
                             ? 0
                             : lines[0].at("registration").at("rotation").get<int>();
    turn_upright(picture, rotation);
    for (const auto& line : lines) {
        for (const auto& [spot, reading] : line.at("readings").items()) {
            auto frame = frame_of(reading, scale);
            for (auto& corner : frame) corner = turned(corner, before, rotation);
            const bool sure = reading.at("sure").get<bool>();
            const bool content = claims_content(reading);
            cv::polylines(picture, frame, true,
                          !sure     ? asked
                          : content ? claimed
                                    : nothing,
                          content || !sure ? 2 : 1, cv::LINE_AA);
            const std::string text = reading.value("text", std::string());
            if (!text.empty() && is_ascii(text))
                cv::putText(picture, text, frame[0] - cv::Point(0, 3), cv::FONT_HERSHEY_SIMPLEX,
                            0.45, writing, 1, cv::LINE_AA);
        }
    }
    return picture;
}

}  // namespace tanfang

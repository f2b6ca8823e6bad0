#include "pipeline/station/pictures.h"

#include "pipeline/external/jpeg_writer.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/intake/scan_file.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double margin = 0.35;      // of the spot's height, on every side: strokes run over
constexpr double cell_margin = 0.1;  // the same of a character box, beside which others are written
constexpr int longest_crop = 1400;   // px
constexpr int page_quality = 85;     // libjpeg's scale: strokes of a pen show no blocks

// For the screens of a few clerks; a page of 300 dpi in color takes 26 MB.
constexpr std::size_t most_decoded = 4;
constexpr std::size_t largest_kept = std::size_t{64} << 20;  // bytes

cv::Mat decode(const std::filesystem::path& original, int number) {
    ScanFile file(original);
    const PageImage page = file.page(number);
    return page.color.empty() ? page.gray : page.color;
}

int rotation_of(const Json& line) {
    return line.at("registration").is_null() ? 0 : line["registration"]["rotation"].get<int>();
}

/// @param rotation  clockwise turn of the paper in the image
cv::Mat upright(const cv::Mat& image, int rotation) {
    cv::Mat out = image;
    if (rotation == 90)
        cv::rotate(image, out, cv::ROTATE_90_COUNTERCLOCKWISE);
    else if (rotation == 180)
        cv::rotate(image, out, cv::ROTATE_180);
    else if (rotation == 270)
        cv::rotate(image, out, cv::ROTATE_90_CLOCKWISE);
    return out;
}

double length(cv::Point2f from, cv::Point2f to) {
    return std::hypot(to.x - from.x, to.y - from.y);
}

std::array<cv::Point2f, 4> corners_of(const Json& line, const std::string& spot) {
    if (!line.at("readings").contains(spot))
        throw Error(Fault::bad_usage, "", "这一页上没有这一处");
    const auto quad = line["readings"][spot].at("quad").get<std::array<float, 8>>();
    return {
        cv::Point2f{quad[0], quad[1]}, {quad[2], quad[3]}, {quad[4], quad[5]}, {quad[6], quad[7]}};
}

}  // namespace

/// Whoever asks for a page that somebody else is waiting for waits with him.
cv::Mat Pictures::pixels_of(const std::filesystem::path& original, int page) {
    std::promise<cv::Mat> promise;
    std::shared_future<cv::Mat> pixels;
    bool first = false;
    {
        const std::scoped_lock lock(mutex_);
        auto found = std::find_if(decoded_.begin(), decoded_.end(), [&](const Decoded& one) {
            return one.original == original && one.page == page;
        });
        first = found == decoded_.end();
        if (first) {
            decoded_.push_front({original, page, promise.get_future().share()});
            if (decoded_.size() > most_decoded)
                decoded_.pop_back();
        } else {
            decoded_.splice(decoded_.begin(), decoded_, found);
        }
        pixels = decoded_.front().pixels;
    }
    if (!first)
        return pixels.get();
    try {
        promise.set_value(decode(original, page));
    } catch (...) {
        promise.set_exception(std::current_exception());
        forget(original, page);
    }
    const cv::Mat image = pixels.get();
    if (image.total() * image.elemSize() > largest_kept)
        forget(original, page);
    return image;
}

void Pictures::forget(const std::filesystem::path& original, int page) {
    const std::scoped_lock lock(mutex_);
    decoded_.remove_if(
        [&](const Decoded& one) { return one.original == original && one.page == page; });
}

PagePicture Pictures::page(const std::filesystem::path& original, const Json& line) {
    const cv::Mat page =
        upright(pixels_of(original, line.at("source").at("page")), rotation_of(line));
    const double scale =
        std::min(1.0, picture_side / static_cast<double>(std::max(page.cols, page.rows)));
    cv::Mat small;
    cv::resize(page, small, {}, scale, scale, cv::INTER_AREA);
    return {encode_jpeg(small, page_quality), scale};
}

std::string Pictures::spot(const std::filesystem::path& original, const Json& line,
                           const std::string& spot) {
    return crop(original, line, corners_of(line, spot), margin);
}

std::string Pictures::cell(const std::filesystem::path& original, const Json& line,
                           const std::string& spot, int cell, int cells) {
    const auto comb = corners_of(line, spot);
    const auto along = [&](std::size_t left, std::size_t right, int border) {
        return comb[left] + (comb[right] - comb[left]) *
                                (static_cast<float>(border) / static_cast<float>(cells));
    };
    return crop(
        original, line,
        {along(0, 1, cell), along(0, 1, cell + 1), along(3, 2, cell + 1), along(3, 2, cell)},
        cell_margin);
}

/// The quadrilateral with some paper around it, straightened.
std::string Pictures::crop(const std::filesystem::path& original, const Json& line,
                           const std::array<cv::Point2f, 4>& corners, double share_around) {
    const double height = std::max(1.0, length(corners[0], corners[3]));
    const double width = std::max(1.0, length(corners[0], corners[1]));
    const double around = share_around * height;
    const double scale = std::min(1.0, longest_crop / (width + 2 * around));
    const auto at = [&](double x, double y) {
        return cv::Point2f(static_cast<float>(scale * x), static_cast<float>(scale * y));
    };
    const std::array<cv::Point2f, 4> straight = {at(around, around), at(around + width, around),
                                                 at(around + width, around + height),
                                                 at(around, around + height)};
    const cv::Size size(std::max(1, static_cast<int>(scale * (width + 2 * around))),
                        std::max(1, static_cast<int>(scale * (height + 2 * around))));
    cv::Mat crop;
    cv::warpPerspective(pixels_of(original, line.at("source").at("page")), crop,
                        cv::getPerspectiveTransform(corners.data(), straight.data()), size,
                        cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    return encode_scan_png(crop, 0);
}

}  // namespace tanfang

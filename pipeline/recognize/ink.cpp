#include "pipeline/recognize/ink.h"

#include "pipeline/page/sample.h"
#include "pipeline/page/shrink.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Print is expected this much wider than drawn: half of it for the blur of scanners, half for what
// registration leaves (0.15 mm rms).
constexpr double print_grow_mm = 0.26;
constexpr double paper_px_per_mm = 2;
// Grey levels between paper and print on the faintest fax.
constexpr double least_print_contrast = 30;
constexpr int visible_ink = 60;   // of 255; chosen well above the noise of worn paper
constexpr int default_pen = 200;  // of a sheet nobody wrote on
constexpr double threshold_of_pen = 0.42;
constexpr int lowest_threshold = 42, highest_threshold = 100;
constexpr std::size_t fewest_pen_pixels = 200;
constexpr int fewest_red_pixels = 800;
constexpr int least_written_pixels = 8;  // a dash of 1 mm
constexpr double learn_px_per_mm = 6;
constexpr double written_rim_mm = 0.4;  // of a place where people write: there may be print
constexpr double least_mark_mm = 3.7;   // a mark covers so much, in whichever box

cv::Mat without_red(const PageImage& image) {
    if (image.color.empty())
        return image.gray;
    cv::Mat red_channel;
    cv::extractChannel(image.color, red_channel, 2);
    return red_channel;
}

/// Of each pixel the darkest channel, which shows every colour of ink.
cv::Mat with_red(const cv::Mat& color) {
    std::vector<cv::Mat> channels;
    cv::split(color, channels);
    cv::min(channels[0], channels[1], channels[0]);
    cv::min(channels[0], channels[2], channels[0]);
    return channels[0];
}

double percentile(std::vector<uchar>& values, double share) {
    const auto at = values.begin() +
                    static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

}  // namespace

PrintedInk printed_ink(const cv::Mat& picture, double page_width) {
    PrintedInk print;
    print.px_per_mm = picture.cols / page_width;
    const int reach = std::max(1, static_cast<int>(std::lround(print_grow_mm * print.px_per_mm)));
    cv::dilate(255 - picture, print.ink,
               cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
    return print;
}

Ink::Ink(const RegisteredPage& page, const PrintedInk& print)
    : page_(page), print_(print), pixels_(without_red(*page.image)) {
    learn_paper();
    threshold_ = static_cast<int>(threshold_of_pen * default_pen);
    learn_pen();
}

/// Places on the black border of the fiducials; without fiducials, what the print's picture shows.
std::vector<Point<Mm>> Ink::black_places() const {
    const auto& fiducials = page_.form->pages.at(static_cast<std::size_t>(page_.page)).fiducials;
    if (fiducials.empty())
        return print_.black_places;
    std::vector<Point<Mm>> places;
    const double border =
        page_.form->fiducial_size / 2 * (5.0 / 6);  // middle of the black border module
    for (const auto& fiducial : fiducials)
        for (const double t : {-0.8, -0.4, 0.0, 0.4, 0.8})
            for (const auto& d :
                 {cv::Point2d(border, t * border), cv::Point2d(-border, t * border),
                  cv::Point2d(t * border, border), cv::Point2d(t * border, -border)})
                places.push_back({fiducial.center.x + d.x, fiducial.center.y + d.y});
    return places;
}

void Ink::learn_paper() {
    const Point<Mm> middle{page_.form->page_width / 2, page_.form->page_height / 2};
    const double px_per_mm = page_.map.px_per_mm(middle);
    const int factor = std::max(1, static_cast<int>(std::lround(px_per_mm / paper_px_per_mm)));
    paper_scale_ = 1.0 / factor;
    small_ = shrink(pixels_, factor);
    std::vector<uchar> blacks;
    for (const auto& place : black_places()) {
        const Point<Px> p = page_.map(place);
        const cv::Point at(static_cast<int>(p.x), static_cast<int>(p.y));
        if (!cv::Rect({}, pixels_.size()).contains(at))
            continue;
        blacks.push_back(pixels_.at<uchar>(at));
    }
    black_ = blacks.empty() ? 0 : percentile(blacks, 0.4);
    const int reach = static_cast<int>(paper_reach_mm * paper_px_per_mm) | 1;
    cv::dilate(small_, paper_, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    cv::blur(paper_, paper_, {reach, reach});
}

/// Where people surely write: boxes and combs; on a print without combs, every field.
std::vector<Box<Mm>> Ink::written_places() const {
    const auto& spots = page_.form->spots;
    const auto here = [this](const Spot& spot) { return spot.page == page_.page; };
    const bool combs = std::any_of(spots.begin(), spots.end(),
                                   [&](const Spot& spot) { return here(spot) && spot.cells > 0; });
    std::vector<Box<Mm>> places;
    for (const auto& spot : spots) {
        if (!here(spot))
            continue;
        if (spot.kind == SpotKind::checkbox) {
            // marks are as large as ever where the box is small
            const Box<Mm>& box = square_of(spot);
            places.push_back(box.grown(std::max(-written_rim_mm, (least_mark_mm - box.width) / 2)));
        } else if (spot.cells > 0 || !combs) {
            places.push_back(spot.box.grown(-written_rim_mm));
        }
    }
    return places;
}

/// Whether what is written is red: a seal touches a few places of a sheet, a red pen all that hold
/// ink.
/// @param pens  pen() of each place
bool Ink::is_written_in_red(const std::vector<Box<Mm>>& places,
                            const std::vector<cv::Mat>& pens) const {
    if (page_.image->color.empty())
        return false;
    int red_pixels = 0, red_places = 0, other_places = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int redness = cv::countNonZero(red(places[i], learn_px_per_mm) > visible_ink);
        red_pixels += redness;
        if (redness >= least_written_pixels)
            ++red_places;
        else if (cv::countNonZero(pens[i] > visible_ink) >= least_written_pixels)
            ++other_places;
    }
    return red_pixels > fewest_red_pixels && red_places > 3 * other_places;
}

/// Pen level and colour.
void Ink::learn_pen() {
    const auto places = written_places();
    const auto pens_of_places = [&] {
        std::vector<cv::Mat> pens;
        pens.reserve(places.size());
        for (const auto& place : places) pens.push_back(pen(place, learn_px_per_mm));
        return pens;
    };
    std::vector<cv::Mat> pens = pens_of_places();
    red_pen_ = is_written_in_red(places, pens);
    if (red_pen_) {
        pixels_ = with_red(page_.image->color);
        learn_paper();  // tinted paper is darker there
        pens = pens_of_places();
    }
    std::vector<uchar> dark;
    for (const cv::Mat& one : pens)
        for (const uchar v : cv::Mat_<uchar>(one))
            if (v > visible_ink)
                dark.push_back(v);
    const double level = dark.size() < fewest_pen_pixels ? default_pen : percentile(dark, 0.7);
    threshold_ =
        std::clamp(static_cast<int>(threshold_of_pen * level), lowest_threshold, highest_threshold);
}

double Ink::background(Point<Mm> at) const {
    const Point<Px> p = page_.map(at);
    const int x = std::clamp(static_cast<int>(p.x * paper_scale_), 0, paper_.cols - 1);
    const int y = std::clamp(static_cast<int>(p.y * paper_scale_), 0, paper_.rows - 1);
    return paper_.at<uchar>(y, x);
}

/// 255 * (paper - value) / (paper - black), the paper bilinear between the corners of the box.
cv::Mat Ink::darkness(const cv::Mat& sampled, const Box<Mm>& box) const {
    const double top_left = background(box.top_left),
                 top_right = background({box.right(), box.top()});
    const double bottom_left = background({box.left(), box.bottom()}),
                 bottom_right = background({box.right(), box.bottom()});
    const auto ink_per_gray = [&](double paper) {
        return static_cast<float>(255 / std::max(paper - black_, least_print_contrast));
    };
    cv::Mat out(sampled.size(), CV_8U);
    for (int row = 0; row < out.rows; ++row) {
        const double t = (row + 0.5) / out.rows;
        const double left = top_left + t * (bottom_left - top_left),
                     right = top_right + t * (bottom_right - top_right);
        // paper and scale change little over a box: both are taken as straight, in plain floats,
        // for this loop runs over every pixel that is read
        const auto paper = static_cast<float>(left), scale = ink_per_gray(left);
        const float step = static_cast<float>(right - left) / static_cast<float>(out.cols);
        const float scale_step = (ink_per_gray(right) - scale) / static_cast<float>(out.cols);
        const auto* in = sampled.ptr<uchar>(row);
        auto* ink = out.ptr<uchar>(row);
        for (int column = 0; column < out.cols; ++column) {
            const float x = static_cast<float>(column) + 0.5F;
            const float value =
                (paper + x * step - static_cast<float>(in[column])) * (scale + x * scale_step);
            ink[column] = static_cast<uchar>(std::clamp(value, 0.F, 255.F) + 0.5F);
        }
    }
    return out;
}

cv::Mat Ink::seen(const Box<Mm>& box, double px_per_mm) const {
    return darkness(sample(pixels_, page_.map, box, px_per_mm), box);
}

cv::Mat Ink::pen(const Box<Mm>& box, double px_per_mm) const {
    return without_print(seen(box, px_per_mm), print(box, px_per_mm));
}

cv::Mat Ink::without_print(const cv::Mat& seen, const cv::Mat& print) const {
    cv::Mat expected = print, ink;
    if (page_.image->bilevel)  // light print is either gone or black
        cv::threshold(print, expected, possible_print, 255, cv::THRESH_BINARY);
    cv::subtract(seen, expected, ink);
    return ink;
}

cv::Mat Ink::overview() const {
    const Box<Mm> whole{{0, 0}, page_.form->page_width, page_.form->page_height};
    cv::Mat level(static_cast<int>(std::lround(whole.height * overview_px_per_mm)),
                  static_cast<int>(std::lround(whole.width * overview_px_per_mm)), CV_8U,
                  cv::Scalar(0));
    const cv::Rect inside({}, small_.size());
    for (int row = 0; row < level.rows; ++row)
        for (int column = 0; column < level.cols; ++column) {
            const Point<Px> p =
                page_.map({(column + 0.5) / overview_px_per_mm, (row + 0.5) / overview_px_per_mm});
            const cv::Point at(static_cast<int>(p.x * paper_scale_),
                               static_cast<int>(p.y * paper_scale_));
            if (!inside.contains(at))
                continue;
            const double paper = paper_.at<uchar>(at);
            level.at<uchar>(row, column) =
                cv::saturate_cast<uchar>(255 * (paper - small_.at<uchar>(at)) /
                                         std::max(paper - black_, least_print_contrast));
        }
    cv::subtract(level, print(whole, overview_px_per_mm), level);
    return level;
}

cv::Mat Ink::red(const Box<Mm>& box, double px_per_mm) const {
    const cv::Mat sampled = sample(page_, box, px_per_mm, Channel::color);
    if (sampled.empty())
        return cv::Mat::zeros(static_cast<int>(std::lround(box.height * px_per_mm)),
                              static_cast<int>(std::lround(box.width * px_per_mm)), CV_8U);
    cv::Mat channels[3], darkest_other, out;
    cv::split(sampled, channels);
    cv::max(channels[0], channels[1],
            darkest_other);  // pink and yellow paper is light in one of them
    cv::subtract(channels[2], darkest_other, out);
    return out;
}

cv::Mat Ink::print(const Box<Mm>& box, double px_per_mm) const {
    const cv::Size size(std::max(1, static_cast<int>(std::lround(box.width * px_per_mm))),
                        std::max(1, static_cast<int>(std::lround(box.height * px_per_mm))));
    const double k = print_.px_per_mm / px_per_mm;
    const cv::Matx23d reference_from_piece(k, 0, box.left() * print_.px_per_mm + k / 2 - 0.5, 0, k,
                                           box.top() * print_.px_per_mm + k / 2 - 0.5);
    cv::Mat out;
    cv::warpAffine(print_.ink, out, reference_from_piece, size,
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar(0));
    return out;
}

}  // namespace tanfang

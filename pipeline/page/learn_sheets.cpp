#include "pipeline/page/learn_sheets.h"

#include "pipeline/external/leptonica.h"
#include "pipeline/page/blank_print.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/reference_print.h"
#include "pipeline/page/sample.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/upright.h"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr std::size_t enough_sheets = 9;  // say as much as a hundred
constexpr std::size_t few_sheets = 7;     // of fewer, print must stand on every one, and writing
                                          // in a field may stay on all
constexpr double table_line_mm = 8, table_line_thick_mm = 0.6;
constexpr double most_residual_mm = 0.15;  // sheets that fit worse would blur the print

/// The picture as if the paper were white everywhere.
cv::Mat on_white(const cv::Mat& gray) {
    cv::Mat white;
    cv::divide(gray, bare_paper(gray, flat_px_per_mm), white, 255);
    return white;
}

/// The lightest but `rank` of the values that a pixel has on the sheets.
uchar lightest(const std::vector<cv::Mat>& sheets, int x, int y, std::size_t rank) {
    std::array<uchar, enough_sheets> values{};
    for (std::size_t i = 0; i < sheets.size(); ++i) values.at(i) = sheets[i].at<uchar>(y, x);
    const auto at = [&](std::size_t i) { return values.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(0), at(rank), at(sheets.size()), std::greater<>());
    return *at(rank);
}

/// Of several values a pixel has, the lightest or the next: ink that stands on every sheet is
/// print, and one of many sheets may lack it.
cv::Mat what_stays(const std::vector<cv::Mat>& sheets) {
    const std::size_t rank = sheets.size() < few_sheets ? 0 : 1;
    cv::Mat stays(sheets.front().size(), CV_8UC1);
    for (int y = 0; y < stays.rows; ++y)
        for (int x = 0; x < stays.cols; ++x) stays.at<uchar>(y, x) = lightest(sheets, x, y, rank);
    return stays;
}

/// The print as dark as most sheets show it: what is darker on a sheet than its print counts as
/// written there.
void darken(cv::Mat& stays, const std::vector<cv::Mat>& sheets) {
    cv::Mat print = ink_of_print(stays, flat_px_per_mm);
    cv::dilate(print, print, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    std::vector<cv::Point> places;
    cv::findNonZero(print, places);
    for (const auto& at : places)
        stays.at<uchar>(at) =
            std::min(stays.at<uchar>(at), lightest(sheets, at.x, at.y, (sheets.size() - 1) / 2));
}

/// The first sheet and others in its frame, as far as they fit its print well.
std::vector<cv::Mat> laid_over(const cv::Mat& first, const cv::Mat& its_print,
                               const SheetSource& next) {
    FormTemplate frame;
    frame.id = "sheet";
    frame.page_width = first.cols / flat_px_per_mm;
    frame.page_height = first.rows / flat_px_per_mm;
    frame.pages.emplace_back();
    const ReferencePrint print(frame, 0, its_print);
    std::vector<cv::Mat> sheets{on_white(first)};
    while (sheets.size() < enough_sheets) {
        const auto image = next();
        if (!image)
            break;
        try {
            const auto found = register_by_reference(*image, {&print});
            if (found.front().registration.residual_mm <= most_residual_mm)
                sheets.push_back(
                    on_white(sample(found.front(), {{0, 0}, frame.page_width, frame.page_height},
                                    flat_px_per_mm, Channel::gray)));
        } catch (const Error&) {
            // another print: it says nothing about this one
        }
    }
    return sheets;
}

/// Hairlines that are a pixel apart on the sheets fade where these are laid over each other, and
/// two rows of the table become one: the lines of the first sheet's print stay.
void draw_lines(cv::Mat& blank, const cv::Mat& print) {
    const cv::Mat ink = ink_of_print(print, flat_px_per_mm) | hairlines(print, flat_px_per_mm);
    for (const auto direction : {LineDirection::level, LineDirection::upright}) {
        const cv::Mat lines =
            straight_lines(ink, direction, static_cast<int>(table_line_mm * flat_px_per_mm),
                           static_cast<int>(table_line_thick_mm * flat_px_per_mm));
        cv::Mat darker;
        cv::multiply(blank, print, darker, 1 / 255.0);  // a grey line on a shade stays a line
        darker.copyTo(blank, lines);
    }
}

/// Thin outlines that are a pixel apart on the sheets are gone where these are laid over each
/// other: boxes that a sheet by itself shows are taken from there.
void take_boxes(LearnedPrint& print, const LearnedPrint& from) {
    if (from.form != print.form || from.page != print.page)
        return;
    for (const auto& spot : from.spots)
        if (spot.kind == SpotKind::checkbox && !from.lost.contains(spot.id) &&
            std::erase(print.missing, spot.id) > 0)
            print.spots.push_back(spot);
}

}  // namespace

std::optional<LearnedSheet> learn_sheets(const PageImage& first, const SheetSource& next,
                                         const std::vector<PrintWords>& forms,
                                         const PrintReader& reader) {
    const auto flat = lay_flat(first.gray);
    if (!flat)
        return std::nullopt;
    const cv::Mat picture = turned_upright(*flat, reader).gray;
    auto print = learn_print(picture, flat_px_per_mm, forms, reader);
    if (!print)
        return std::nullopt;
    LearnedSheet learned;
    const auto over = laid_over(picture, print->print, next);
    learned.sheets = over.size();
    if (over.size() == 1 && is_blank(picture, *print)) {
        learned.blank = print->print = over.front();
        blacken_brackets(learned.blank, *print);
        learned.print = std::move(*print);
        return learned;
    }
    learned.blank = print->print;
    bool told_apart = false;  // print and writing
    if (over.size() > 1) {
        cv::Mat stays = what_stays(over);
        draw_lines(stays, print->print);
        if (auto cleared = learn_print(stays, flat_px_per_mm, forms, reader)) {
            darken(stays, over);
            learned.blank = stays;
            take_boxes(*cleared, *print);
            print = std::move(cleared);
            told_apart = over.size() >= few_sheets;
        }
    }
    learned.print = std::move(*print);
    clear_boxes(learned.blank, learned.print);
    if (!told_apart)
        clear_fields(learned.blank, learned.print);
    draw_rules(learned.blank, picture, learned.print);
    return learned;
}

}  // namespace tanfang

#include "pipeline/page/learn_sheets.h"

#include "pipeline/external/leptonica.h"
#include "pipeline/page/blank_print.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/reference_print.h"
#include "pipeline/page/sample.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/upright.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr std::size_t enough_sheets = 9;  // say as much as a hundred
constexpr std::size_t few_sheets = 4;     // of so few, print must stand on every one
constexpr double table_line_mm = 8, table_line_thick_mm = 0.6;
constexpr double most_residual_mm = 0.15;  // sheets that fit worse would blur the print

/// The picture as if the paper were white everywhere.
cv::Mat on_white(const cv::Mat& gray) {
    cv::Mat white;
    cv::divide(gray, bare_paper(gray, flat_px_per_mm), white, 255);
    return white;
}

/// Of several values a pixel has, the lightest or the next: ink that stands on every sheet is
/// print, and one of many sheets may lack it.
cv::Mat what_stays(const std::vector<cv::Mat>& sheets) {
    const std::size_t rank = sheets.size() < few_sheets ? 0 : 1;
    cv::Mat stays(sheets.front().size(), CV_8UC1);
    std::vector<uchar> values(sheets.size());
    for (int y = 0; y < stays.rows; ++y)
        for (int x = 0; x < stays.cols; ++x) {
            for (std::size_t i = 0; i < sheets.size(); ++i) values[i] = sheets[i].at<uchar>(y, x);
            std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank),
                             values.end(), std::greater<>());
            stays.at<uchar>(y, x) = values[rank];
        }
    return stays;
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
    const cv::Mat ink = ink_of_print(print, flat_px_per_mm);
    for (const auto direction : {LineDirection::level, LineDirection::upright}) {
        const cv::Mat lines =
            straight_lines(ink, direction, static_cast<int>(table_line_mm * flat_px_per_mm),
                           static_cast<int>(table_line_thick_mm * flat_px_per_mm));
        cv::Mat darker;
        cv::min(blank, print, darker);
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
    if (over.size() > 1) {
        cv::Mat stays = what_stays(over);
        draw_lines(stays, print->print);
        if (auto cleared = learn_print(stays, flat_px_per_mm, forms, reader)) {
            learned.blank = stays;
            take_boxes(*cleared, *print);
            print = std::move(cleared);
        }
    }
    learned.print = std::move(*print);
    clear_spots(learned.blank, learned.print);
    return learned;
}

}  // namespace tanfang

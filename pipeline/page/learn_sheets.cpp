#include "pipeline/page/learn_sheets.h"

#include "pipeline/external/leptonica.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/reference_print.h"
#include "pipeline/page/sample.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/upright.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr std::size_t enough_sheets = 9;  // say as much as a hundred
constexpr std::size_t few_sheets = 4;     // of so few, print must stand on every one
constexpr double outline_mm = 0.25;       // of a printed box
constexpr int outline_gray = 60;
constexpr double rim_mm = 0.3;             // of a spot's frame, which is blurred into it
constexpr double most_residual_mm = 0.15;  // sheets that fit worse would blur the print
// Ink in a spot, straight rules left out: of print that reaches into one (a neighboring word, ends
// of a comb's lines) eleven blank prints showed 1.3 mm2 at most; ticks have 2.9 and more.
constexpr double least_writing_mm2 = 1.6;
constexpr double bracket_rim_mm = 0.5;  // brackets are taller than the boxes that they stand for
constexpr int bracket_gray = 200;       // of their blurred rim, on white
constexpr double rule_mm = 3;  // straight for so long: the lines of combs, and those to write on
constexpr double rule_thick_mm = 0.6;

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

cv::Rect on_picture(const Box<Mm>& box) {
    return {static_cast<int>(std::lround(box.left() * flat_px_per_mm)),
            static_cast<int>(std::lround(box.top() * flat_px_per_mm)),
            static_cast<int>(std::lround(box.width * flat_px_per_mm)),
            static_cast<int>(std::lround(box.height * flat_px_per_mm))};
}

/// The ground of a spot, where only people leave ink.
Box<Mm> ground_of(const Spot& spot) {
    return spot.box.grown(spot.kind == SpotKind::checkbox ? 0 : -rim_mm);
}

/// Paints the brackets that stand instead of boxes as black as a sharp scan shows them: what is
/// left of them would look like a mark.
void blacken_brackets(cv::Mat& blank, const LearnedPrint& print) {
    for (const auto& spot : print.spots)
        if (print.lost.contains(spot.id)) {
            cv::Mat place =
                blank(on_picture(spot.box.grown(bracket_rim_mm)) & cv::Rect({}, blank.size()));
            place.setTo(0, place < bracket_gray);
        }
}

/// Whether nobody has written on a sheet: every spot of the form was found, and all are empty. Then
/// all of its ink is print, also where the words were misread.
bool is_blank(const cv::Mat& picture, const LearnedPrint& print) {
    if (!print.missing.empty())
        return false;
    cv::Mat ink = ink_of_print(picture, flat_px_per_mm);
    for (const auto direction : {LineDirection::level, LineDirection::upright})
        ink.setTo(0, straight_lines(ink, direction, static_cast<int>(rule_mm * flat_px_per_mm),
                                    static_cast<int>(rule_thick_mm * flat_px_per_mm)));
    const auto ink_in = [&](const Spot& spot) {
        return cv::countNonZero(ink(on_picture(ground_of(spot)) & cv::Rect({}, ink.size())));
    };
    int bracket = 0;  // the least ink that stands instead of a box
    for (const auto& spot : print.spots)
        if (print.lost.contains(spot.id))
            bracket = bracket == 0 ? ink_in(spot) : std::min(bracket, ink_in(spot));
    return std::none_of(print.spots.begin(), print.spots.end(), [&](const Spot& spot) {
        const int printed = print.lost.contains(spot.id) ? bracket : 0;
        return ink_in(spot) - printed > least_writing_mm2 * flat_px_per_mm * flat_px_per_mm;
    });
}

/// Where people write nothing is printed: what is dark there is writing that most sheets share. The
/// thin outlines of boxes are drawn anew, for laid over each other they have become pale. Where a
/// box is lost, a bracket is printed.
void clear_spots(cv::Mat& blank, const LearnedPrint& print) {
    const cv::Rect whole({}, blank.size());
    for (const auto& spot : print.spots) {
        if (print.lost.contains(spot.id))
            continue;
        if (spot.kind == SpotKind::checkbox)
            blank(on_picture(spot.box.grown(outline_mm)) & whole).setTo(outline_gray);
        blank(on_picture(ground_of(spot)) & whole).setTo(255);
    }
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
        const cv::Mat stays = what_stays(over);
        if (auto cleared = learn_print(stays, flat_px_per_mm, forms, reader)) {
            learned.blank = stays;
            print = std::move(cleared);
        }
    }
    learned.print = std::move(*print);
    clear_spots(learned.blank, learned.print);
    blacken_brackets(learned.blank, learned.print);
    return learned;
}

}  // namespace tanfang

/// A small form and its print, drawn with blots for characters that only the tests' reader knows.
#pragma once

#include "pipeline/base/text.h"
#include "pipeline/page/learn_print.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "flow_of.h"
#include <opencv2/imgproc.hpp>

namespace tanfang::small {

inline constexpr double px_per_mm = 8;

using Cells = std::vector<std::string>;

/// A form whose print small_print() draws: rows of a label, and boxes or a place to write in.
inline std::vector<PrintWords> small_form(const Cells& cells = {"甲乙", "[q.a]较好[q.b]较差",
                                                                "丙丁", "{one}", "戊己", "{two}",
                                                                "庚辛", "{three}", "壬癸", "{four}",
                                                                "子丑", "寅卯"}) {
    PrintWords form;
    form.form = "small";
    for (const auto& cell : cells) form.cells.push_back(flow_of(cell));
    return {form};
}

/// The same where people write beside the labels, in the labels' own cells.
inline std::vector<PrintWords> form_of_shared_cells() {
    return small_form(
        {"甲乙", "[q.a]较好[q.b]较差", "丙丁{one}", "戊己{two}", "庚辛{three}", "壬癸", "子丑"});
}

/// Draws characters as blots, 30 px wide and apart, so that only the reader knows them.
inline void blot(cv::Mat& gray, int x, int y, int count) {
    for (int i = 0; i < count; ++i)
        cv::rectangle(gray, {x + 34 * i, y, 26, 28}, cv::Scalar(40), cv::FILLED);
}

inline constexpr int left = 200, middle = 500, right = 1480, top = 400, row = 120;

/// The small form on paper; `draw_box` draws what stands where a box would have its left top.
template <class DrawBox>
cv::Mat small_print(const DrawBox& draw_box) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    for (int i = 0; i <= 6; ++i)
        cv::line(gray, {left, top + i * row}, {right, top + i * row}, cv::Scalar(40), 3);
    for (const int x : {left, middle, right})
        cv::line(gray, {x, top}, {x, top + 6 * row}, cv::Scalar(40), 3);
    for (int i = 0; i < 6; ++i) blot(gray, 250, top + i * row + 46, 2);
    for (const int x : {600, 900}) {
        draw_box(gray, cv::Point(x, top + 46));
        blot(gray, x + 36, top + 46, 2);
    }
    blot(gray, 600, top + 5 * row + 46, 2);
    return gray;
}

inline void square(cv::Mat& on, cv::Point at) {
    cv::rectangle(on, {at.x, at.y, 28, 28}, cv::Scalar(40), 2);
}

/// Reads one symbol per blot, from left to right.
inline PrintReader reader_of(std::vector<std::string> lines) {
    return [lines = std::move(lines), next = std::size_t{0}](const cv::Mat& line) mutable {
        cv::Mat columns;
        cv::reduce(line < 128, columns, 0, cv::REDUCE_MAX);
        TesseractLine result;
        const auto text = *code_points(lines.at(next++));
        for (int x = 0; x < columns.cols; ++x)
            if (columns.at<uchar>(x)) {
                int end = x;
                while (end < columns.cols && columns.at<uchar>(end)) ++end;
                if (result.symbols.size() < text.size())
                    result.symbols.push_back(
                        {utf8(text[result.symbols.size()]), double(x), double(end), 0.9});
                x = end;
            }
        return result;
    };
}

/// Reads what small_print() draws.
inline PrintReader small_reader() {
    return reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"});
}

inline std::map<std::string, Box<Mm>> places_of(const LearnedPrint& print) {
    std::map<std::string, Box<Mm>> places;
    for (const auto& spot : print.spots) places[spot.id] = spot.box;
    return places;
}

}  // namespace tanfang::small

#include "pipeline/page/table_cells.h"

#include "pipeline/page/reading_order.h"
#include "pipeline/page/table_parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Word processors' tables: rows from 5.5 mm, columns from 9 mm; print of 10.5 points is 3.7 mm
// high.
constexpr double shortest_level_mm = 9;
constexpr double shortest_upright_mm = 4.8;
constexpr double bridged_mm = 2.5;  // gaps of a worn line
constexpr double narrowest_cell_mm = 4;
constexpr double lowest_cell_mm = 3.2;
constexpr double narrow_mm = 1.5;  // half as low as any cell
constexpr std::size_t fewest_cells = 3;
constexpr double light_mm = 6;               // the paper's brightness is taken from so far around
constexpr double ink_share = 0.78;           // of the paper's brightness: darker is ink
constexpr double hairline_mm = 0.5;          // no thicker, its blurred rim included
constexpr double hairline_share = 0.94;      // of the paper's brightness: either half is darker
constexpr double hairline_ink_share = 0.88;  // both together: a grey line on a shade had 0.87
constexpr double shade_mm = 1.2;             // wider than the strokes of print
constexpr double shade_share = 0.06;         // of the paper's brightness: shades differ by more
constexpr double dotted_mm = 0.7;            // thickness of a dotted line at most
constexpr double dot_gap_mm = 2.2;           // between its dots or dashes, where they have paled
constexpr double least_dash_mm = 1, longest_dash_mm = 5;  // word processors have 3 mm and a gap
constexpr double bare_frame_mm = 2;  // from its sides: a frame has no lines farther inside

int px(double mm, double px_per_mm) {
    return std::max(1, static_cast<int>(std::lround(mm * px_per_mm)));
}

/// Runs of ink of one direction. Ink is thickened across it, so that lines may lean by two degrees.
cv::Mat ruled(const cv::Mat& ink, cv::Size shortest, cv::Size bridge) {
    const auto shape = [](cv::Size size) {
        return cv::getStructuringElement(cv::MORPH_RECT, size);
    };
    cv::Mat lines;
    cv::dilate(ink, lines, shape({shortest.width > 1 ? 1 : 3, shortest.height > 1 ? 1 : 3}));
    cv::morphologyEx(lines, lines, cv::MORPH_OPEN, shape(shortest));
    cv::morphologyEx(lines, lines, cv::MORPH_CLOSE, shape(bridge));
    return lines;
}

/// A rectangle to shape with: so long in a direction, one pixel across it.
cv::Mat bar(bool level, int length) {
    return cv::getStructuringElement(cv::MORPH_RECT,
                                     level ? cv::Size(length, 1) : cv::Size(1, length));
}

/// Dots and dashes in line with the paper between them.
cv::Mat dotted(const cv::Mat& ink, bool level, int shortest, double px_per_mm) {
    const int gap = px(dot_gap_mm, px_per_mm), thick = px(dotted_mm, px_per_mm);
    cv::Mat labels, lines(ink.size(), CV_8UC1, cv::Scalar(0));
    for (const auto& dash : figures_of(ink, labels))
        if ((level ? dash.box.height : dash.box.width) <= thick)
            lines(dash.box) |= labels(dash.box) == dash.label;
    cv::morphologyEx(lines, lines, cv::MORPH_CLOSE, bar(level, gap));
    // the dots of a row need not share a pixel row
    cv::dilate(lines, lines, bar(!level, 3));
    cv::morphologyEx(lines, lines, cv::MORPH_OPEN, bar(level, shortest));
    cv::Mat broad;  // many such lines one beside the other: the dots of a shade
    cv::morphologyEx(lines, broad, cv::MORPH_CLOSE, bar(!level, thick));
    cv::morphologyEx(broad, broad, cv::MORPH_OPEN, bar(!level, thick + 3));
    lines.setTo(0, broad);
    return lines;
}

/// Dotted lines up to the line that they end at, whose ink has swallowed their last dot or dash;
/// not beyond it, to the rule below what is printed above a table.
void extend(cv::Mat& dotted, const cv::Mat& others, const cv::Mat& ink, bool level,
            double px_per_mm) {
    cv::Mat dashes, near, joined, own;
    cv::morphologyEx(ink, dashes, cv::MORPH_OPEN, bar(level, px(least_dash_mm, px_per_mm)));
    cv::dilate(dotted, near, bar(level, 2 * px(longest_dash_mm, px_per_mm) + 1));
    cv::morphologyEx(dotted | others | dashes, joined, cv::MORPH_CLOSE,
                     bar(level, px(dot_gap_mm, px_per_mm) + 1));
    cv::dilate(dotted & ~others, own, bar(level, 3));
    cv::Mat labels, more = joined & near & ~dotted & ~others;
    for (const auto& piece : figures_of(more, labels))
        if (const cv::Mat there = labels(piece.box) == piece.label;
            cv::countNonZero(there & own(piece.box)) > 0)
            dotted(piece.box) |= there;
}

cv::Mat without(const cv::Mat& ink, const cv::Mat& lines) {
    cv::Mat rest = ink.clone();
    rest.setTo(0, lines);
    return rest;
}

/// All ruled lines, also dotted ones. Dashes that meet are of one piece until the line across is
/// taken away.
cv::Mat ruled_lines(const cv::Mat& ink, double px_per_mm) {
    const int bridge = px(bridged_mm, px_per_mm), level = px(shortest_level_mm, px_per_mm),
              upright = px(shortest_upright_mm, px_per_mm);
    const cv::Mat solid =
        ruled(ink, {level, 1}, {bridge, 3}) | ruled(ink, {1, upright}, {3, bridge});
    cv::Mat rows = dotted(ink, true, level, px_per_mm),
            columns = dotted(ink, false, upright, px_per_mm);
    if (cv::countNonZero(rows | columns) == 0)
        return solid;
    extend(rows, solid | columns, ink, true, px_per_mm);
    columns |= dotted(without(ink, solid | rows), false, upright, px_per_mm);
    extend(columns, solid | rows, ink, false, px_per_mm);
    rows |= dotted(without(ink, solid | columns), true, level, px_per_mm);
    extend(rows, solid | columns, ink, true, px_per_mm);
    return solid | rows | columns;
}

/// Where one shade meets another or bare paper: a grey line between them may show as nothing else.
cv::Mat edges_of_shades(const cv::Mat& white, bool level, double px_per_mm) {
    const int wide = px(shade_mm, px_per_mm) | 1;
    cv::Mat shade, edges;
    cv::morphologyEx(white, shade, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {wide, wide}));
    cv::morphologyEx(shade, edges, cv::MORPH_GRADIENT, bar(!level, 3));
    return edges > 255 * shade_share;
}

/// Whether a figure is a frame around other lines: it has none within.
bool is_bare_frame(const LineFigure& figure, const cv::Mat& labels, double px_per_mm) {
    const int rim = px(bare_frame_mm, px_per_mm);
    const cv::Rect inside(figure.box.x + rim, figure.box.y + rim, figure.box.width - 2 * rim,
                          figure.box.height - 2 * rim);
    return !inside.empty() && cv::countNonZero(labels(inside) == figure.label) == 0;
}

/// The connected lines that span the largest box, with other parts of the same table and with
/// frames around it.
///
/// @return  the tables that these are
std::vector<cv::Rect> keep_largest(cv::Mat& lines, double px_per_mm) {
    cv::Mat labels;
    auto figures = figures_of(lines, labels);
    lines.setTo(0);
    while (!figures.empty() && is_bare_frame(figures.front(), labels, px_per_mm)) {
        lines |= labels == figures.front().label;
        figures.erase(figures.begin());
    }
    const auto parts = take_with_parts(figures);
    for (const auto& part : parts) lines |= labels == part.label;
    return tables_in_order(parts);
}

/// The cells table by table; paper between two is no cell.
std::vector<cv::Rect> table_by_table(const std::vector<cv::Rect>& cells,
                                     const std::vector<cv::Rect>& tables, double px_per_mm) {
    const int rim = px(narrow_mm, px_per_mm);
    std::vector<cv::Rect> ordered;
    for (const auto& table : tables) {
        const cv::Rect around(table.x - rim, table.y - rim, table.width + 2 * rim,
                              table.height + 2 * rim);
        std::vector<cv::Rect> own;
        std::copy_if(cells.begin(), cells.end(), std::back_inserter(own),
                     [&](const auto& cell) { return (cell & around) == cell; });
        own = in_reading_order(std::move(own), px_per_mm);
        ordered.insert(ordered.end(), own.begin(), own.end());
    }
    return ordered;
}

}  // namespace

cv::Mat bare_paper(const cv::Mat& gray, double px_per_mm) {
    // the paper's brightness changes slowly: a quarter of the pixels tells it
    cv::Mat small, paper;
    cv::resize(gray, small, {}, 0.25, 0.25, cv::INTER_AREA);
    const int around = px(light_mm / 4, px_per_mm) | 1;
    cv::dilate(small, small, cv::getStructuringElement(cv::MORPH_RECT, {around, around}));
    cv::blur(small, small, {around, around});
    cv::resize(small, paper, gray.size(), 0, 0, cv::INTER_LINEAR);
    return paper;
}

cv::Mat ink_of_print(const cv::Mat& gray, double px_per_mm) {
    cv::Mat limit;
    bare_paper(gray, px_per_mm).convertTo(limit, CV_8U, ink_share);
    return gray < limit;
}

cv::Mat hairlines(const cv::Mat& gray, double px_per_mm) {
    const int reach = px(hairline_mm, px_per_mm) | 1;  // odd: else shades move by half a pixel
    cv::Mat white, lines(gray.size(), CV_8UC1, cv::Scalar(0));
    cv::divide(gray, bare_paper(gray, px_per_mm), white, 255);
    for (const bool level : {true, false}) {
        // only what is thin across the line is darker than its surroundings
        const cv::Size across = level ? cv::Size(1, reach) : cv::Size(reach, 1),
                       two = level ? cv::Size(1, 2) : cv::Size(2, 1);
        cv::Mat dark, before, behind;
        cv::morphologyEx(white, dark, cv::MORPH_BLACKHAT,
                         cv::getStructuringElement(cv::MORPH_RECT, across));
        cv::boxFilter(dark, before, CV_16U, two, {two.width - 1, two.height - 1}, false);
        cv::boxFilter(dark, behind, CV_16U, two, {0, 0}, false);
        lines |= (cv::max(before, behind) > 255 * (1 - hairline_ink_share)) &
                     (dark > 255 * (1 - hairline_share)) |
                 edges_of_shades(white, level, px_per_mm);
    }
    return lines;
}

std::optional<TableCells> find_table_cells(const cv::Mat& ink, double px_per_mm) {
    TableCells table;
    table.lines = ruled_lines(ink, px_per_mm);
    const auto tables = keep_largest(table.lines, px_per_mm);
    if (tables.empty())
        return std::nullopt;
    for (const auto& part : tables) table.frame |= part;
    table.first = tables.front();
    // paper between two halves of a line that is doubled, or through a worn one, joins no cells
    const int narrow = px(narrow_mm, px_per_mm);
    cv::Mat open = table.lines(table.frame) == 0;
    cv::morphologyEx(open, open, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, {narrow, narrow}));
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(open, labels, stats, centroids, 4);
    for (int i = 1; i < count; ++i) {
        const cv::Rect cell(stats.at<int>(i, cv::CC_STAT_LEFT) + table.frame.x,
                            stats.at<int>(i, cv::CC_STAT_TOP) + table.frame.y,
                            stats.at<int>(i, cv::CC_STAT_WIDTH),
                            stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (cell.width >= px(narrowest_cell_mm, px_per_mm) &&
            cell.height >= px(lowest_cell_mm, px_per_mm))
            // the lines of the mask are a pixel thicker than on paper
            table.cells.push_back(
                cv::Rect(cell.x - 1, cell.y - 1, cell.width + 2, cell.height + 2) &
                cv::Rect({}, ink.size()));
    }
    table.cells = table_by_table(table.cells, tables, px_per_mm);
    if (table.cells.size() < fewest_cells)
        return std::nullopt;
    return table;
}

}  // namespace tanfang

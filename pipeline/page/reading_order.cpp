#include "pipeline/page/reading_order.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace tanfang {

namespace {

constexpr double same_row_mm = 1.5;     // tops of the cells of one row lie closer
constexpr double line_mm = 1.5;         // thickness of a ruled line, also of a double one
constexpr double same_line_mm = 0.8;    // between the ends of one line on both sides of another
constexpr std::size_t fewest_ends = 3;  // on one side, of two blocks; on the other one is enough
constexpr double ends_that_meet = 0.5;  // share from which on rows go on in each other

using Cells = std::vector<cv::Rect>;

void row_by_row(Cells& cells, double px_per_mm) {
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    for (auto row = cells.begin(); row != cells.end();) {
        const auto end = std::find_if(row, cells.end(), [&](const cv::Rect& cell) {
            return cell.y > row->y + same_row_mm * px_per_mm;
        });
        std::sort(row, end, [](const auto& a, const auto& b) { return a.x < b.x; });
        row = end;
    }
}

/// The cells in parts between which a line runs from side to side.
std::vector<Cells> bands_of(Cells cells, double px_per_mm) {
    std::sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    std::vector<Cells> bands;
    int bottom = 0;
    for (const auto& cell : cells) {
        if (bands.empty() || cell.y > bottom - same_line_mm * px_per_mm)
            bands.emplace_back();
        bands.back().push_back(cell);
        bottom = std::max(bottom, cell.br().y);
    }
    return bands;
}

/// Where lines end at an upright one from one side: below each cell there but the last.
template <class Touches>
std::vector<int> ends_of_lines(const Cells& cells, const Touches& touches) {
    std::vector<int> ends;
    for (const auto& cell : cells)
        if (touches(cell))
            ends.push_back(cell.y);
    std::sort(ends.begin(), ends.end());
    if (!ends.empty())
        ends.erase(ends.begin());
    return ends;
}

/// Whether two blocks stand side by side, left and right of x.
bool parts_blocks(const Cells& cells, int x, double px_per_mm) {
    const double thick = line_mm * px_per_mm;
    if (std::any_of(cells.begin(), cells.end(), [&](const cv::Rect& cell) {
            return cell.x < x - thick && cell.br().x > x + thick;
        }))
        return false;
    const auto left = ends_of_lines(
        cells, [&](const cv::Rect& cell) { return std::abs(cell.br().x - x) <= thick; });
    const auto right =
        ends_of_lines(cells, [&](const cv::Rect& cell) { return std::abs(cell.x - x) <= thick; });
    const std::size_t fewer = std::min(left.size(), right.size());
    const auto met = std::count_if(left.begin(), left.end(), [&](int y) {
        return std::any_of(right.begin(), right.end(), [&](int other) {
            return std::abs(other - y) <= same_line_mm * px_per_mm;
        });
    });
    return fewer > 0 && std::max(left.size(), right.size()) >= fewest_ends &&
           static_cast<double>(met) < ends_that_meet * static_cast<double>(fewer);
}

std::optional<int> line_between_blocks(const Cells& cells, double px_per_mm) {
    for (const auto& cell : cells)
        if (parts_blocks(cells, cell.br().x, px_per_mm))
            return cell.br().x;
    return std::nullopt;
}

/// Cells between two full lines; of those that have the same line between their blocks, together.
struct Part {
    Cells cells;
    std::optional<int> line;  ///< between two blocks
};

std::vector<Part> parts_of(Cells cells, double px_per_mm) {
    std::vector<Part> parts;
    for (auto& band : bands_of(std::move(cells), px_per_mm)) {
        const auto line = line_between_blocks(band, px_per_mm);
        if (line && !parts.empty() && parts.back().line &&
            std::abs(*parts.back().line - *line) <= line_mm * px_per_mm)
            parts.back().cells.insert(parts.back().cells.end(), band.begin(), band.end());
        else
            parts.push_back({std::move(band), line});
    }
    return parts;
}

}  // namespace

std::vector<cv::Rect> in_reading_order(std::vector<cv::Rect> cells, double px_per_mm) {
    Cells ordered;
    for (auto& [part, line] : parts_of(std::move(cells), px_per_mm)) {
        if (!line) {
            row_by_row(part, px_per_mm);
            ordered.insert(ordered.end(), part.begin(), part.end());
            continue;
        }
        const auto middle = std::partition(
            part.begin(), part.end(),
            [at = *line](const cv::Rect& cell) { return cell.x + cell.width / 2 < at; });
        for (const Cells& block : {Cells(part.begin(), middle), Cells(middle, part.end())}) {
            const Cells own = in_reading_order(block, px_per_mm);
            ordered.insert(ordered.end(), own.begin(), own.end());
        }
    }
    return ordered;
}

}  // namespace tanfang

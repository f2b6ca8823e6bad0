#include "pipeline/page/upright.h"

#include "pipeline/page/table_cells.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::size_t cells_read = 7;
constexpr int lines_read = 8;      // in each orientation; lying words fall into many lines
constexpr double most_ink = 0.25;  // of a cell: print of several words covers less, a stamp more

/// Cells that hold the most ink, but no more than print does.
std::vector<cv::Rect> telling_cells(const cv::Mat& ink, std::vector<cv::Rect> cells) {
    const auto inked = [&](const cv::Rect& cell) { return cv::countNonZero(ink(cell)); };
    std::erase_if(cells,
                  [&](const cv::Rect& cell) { return inked(cell) > most_ink * cell.area(); });
    std::sort(cells.begin(), cells.end(),
              [&](const auto& a, const auto& b) { return inked(a) > inked(b); });
    cells.resize(std::min(cells.size(), cells_read));
    return cells;
}

/// The mean sureness of what is read, 0..1, a character counting as one.
double sureness(const FlatPrint& flat, const PrintReader& reader) {
    PrintPage page{flat.gray, ink_of_print(flat.gray, flat_px_per_mm), flat_px_per_mm,
                   hairlines(flat.gray, flat_px_per_mm)};
    const auto table = find_table_cells(page.ink | page.thin, flat_px_per_mm);
    if (!table)
        return 0;
    page.ink.setTo(0, table->lines);
    double sum = 0;
    int characters = 0, lines = 0;
    const PrintReader weighing = [&](const cv::Mat& line) {
        if (++lines > lines_read)
            return TesseractLine();
        TesseractLine read = reader(line);
        for (const auto& symbol : read.symbols) {
            sum += symbol.confidence;
            ++characters;
        }
        return read;
    };
    for (const auto& cell : telling_cells(page.ink, table->cells)) read_print(page, cell, weighing);
    return characters ? sum / characters : 0;
}

}  // namespace

FlatPrint turned_upright(const FlatPrint& flat, const PrintReader& reader) {
    FlatPrint best;
    double surest = -1;
    for (int quarters = 0; quarters < 4; ++quarters) {
        FlatPrint turn = turned(flat, quarters);
        const double sure = sureness(turn, reader);
        if (sure > surest) {
            surest = sure;
            best = std::move(turn);
        }
    }
    return best;
}

}  // namespace tanfang

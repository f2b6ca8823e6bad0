#include "pipeline/recognize/comb.h"

#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Both numbers come from the comb cutter that the digit network's figures were measured with.
constexpr double joined_width = 1.15;      // cells; wider ink is more than one character
constexpr double character_mm = 1.2;       // the bar of a 5 is flatter than any character
constexpr double character_overlap = 0.3;  // parts of one character share more of their extent
// A disc covers 0.79 of its box; an 8 of a broad pen whose loops have run full about 0.6.
constexpr double blot_mm = 1.5;
constexpr double blot_share = 0.72;
constexpr double blot_slimness =
    0.4;  // shorter side of the longer one: a 1 of a felt pen is slimmer

// Two bodies of which one is not half as tall as the other are rather parts of one character, or
// one and a dirt spot, than two characters.
constexpr double second_character = 0.55;

// The comb itself, a line along the foot and ticks of 2 mm on it: coarse and 1-bit scans show it
// darker than the picture of the print promises. No character has its place so near to it.
constexpr double tick_reach_mm = 2.5;
constexpr double comb_rim_mm = 0.45;
constexpr double comb_share = 0.95;  // of a piece's pixels

// A line that crosses out runs straight through a whole cell between two others; joined digits do
// so hardly ever, and rarely are there five of them.
constexpr int struck_cells = 3;
constexpr int long_struck_cells = 5;
constexpr double struck_share = 0.95;  // of the straight way's pixels
constexpr double overhang =
    0.35;  // cells by which a wide character may reach into the next without being cut: the arc of
// a 0 that was cut off reads as a clear 1

/// Share of the smaller stretch that two stretches have in common.
double overlap(int from, int length, int other_from, int other_length) {
    const int common =
        std::min(from + length, other_from + other_length) - std::max(from, other_from);
    return std::max(0, common) / static_cast<double>(std::max(1, std::min(length, other_length)));
}

struct InkPiece {
    int label;
    cv::Rect box;
    double middle;  // px
};

/// The cells' borders and the shares of the ink in them.
class Cutter {
  public:
    Cutter(const FieldInk& field, const WritingInk& writing, int cells)
        : field_(field),
          pitch_(static_cast<double>(field.area.width) / cells),
          masks_(static_cast<std::size_t>(cells)) {
        cv::Mat stats, centroids;
        const int count =
            cv::connectedComponentsWithStats(writing.mask, labels_, stats, centroids, 8, CV_32S);
        const cv::Mat own = comb_zone();
        for (int i = 1; i < count; ++i) {
            const cv::Rect box(
                stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
            const int within = cv::countNonZero((labels_(box) == i) & own(box));
            if (within < comb_share * stats.at<int>(i, cv::CC_STAT_AREA))
                pieces_.push_back({i, box, centroids.at<double>(i, 0)});
        }
    }

    CombCells cells() {
        CombCells out;
        out.cells.resize(masks_.size());
        amount_.assign(masks_.size(), 0);
        reach_.assign(masks_.size(), 0);
        boxes_.assign(masks_.size(), {});
        for (const InkPiece& piece : pieces_) hand_out(piece, out.cells);
        out.strip =
            cv::Mat(tile_px, tile_px * static_cast<int>(masks_.size()), CV_8UC1, cv::Scalar(255));
        for (std::size_t i = 0; i < masks_.size(); ++i) {
            out.cells[i].presence = judge_presence(amount_[i], reach_[i]);
            out.cells[i].crowded = is_crowded(boxes_[i]);
            out.cells[i].blot = is_blot(masks_[i]);
            if (out.cells[i].presence != Presence::none)
                character_tile(field_.pen(window(static_cast<int>(i))), masks_[i],
                               field_.area.height)
                    .copyTo(
                        out.strip(cv::Rect(tile_px * static_cast<int>(i), 0, tile_px, tile_px)));
        }
        return out;
    }

  private:
    /// 255 where ink is the comb's own if nothing else of it is elsewhere.
    cv::Mat comb_zone() const {
        const int rim = static_cast<int>(std::lround(comb_rim_mm * field_.px_per_mm));
        const int reach = static_cast<int>(std::lround(tick_reach_mm * field_.px_per_mm));
        const int foot = field_.area.y + field_.area.height;
        const cv::Rect all({0, 0}, labels_.size());
        cv::Mat zone = cv::Mat::zeros(labels_.size(), CV_8UC1);
        zone(cv::Rect(0, foot - rim, zone.cols, 2 * rim) & all).setTo(255);
        for (int i = 0; i <= static_cast<int>(masks_.size()); ++i)
            zone(cv::Rect(border(i) - rim, foot - reach, 2 * rim + 1, reach) & all).setTo(255);
        return zone;
    }

    int cell_at(double x) const {
        const int cell = static_cast<int>(std::floor((x - field_.area.x) / pitch_));
        return std::clamp(cell, 0, static_cast<int>(masks_.size()) - 1);
    }

    void hand_out(const InkPiece& piece, std::vector<CombCell>& cells) {
        int first = cell_at(piece.box.x + overhang * pitch_);
        int last = cell_at(piece.box.x + piece.box.width - overhang * pitch_);
        if (last <= first || piece.box.width <= joined_width * pitch_) {
            give(piece, piece.box, cell_at(piece.middle), cells);
            return;
        }
        const bool struck = is_struck(piece, first, last);
        while (first < last && is_flat(piece, last)) --last;
        while (first < last && is_flat(piece, first)) ++first;
        for (int cell = first; cell <= last; ++cell) {
            const int left = cell == first ? piece.box.x : border(cell);
            const int right = cell == last ? piece.box.x + piece.box.width : border(cell + 1);
            cells[static_cast<std::size_t>(cell)].cut |= first < last;
            cells[static_cast<std::size_t>(cell)].struck |= struck;
            give(piece, {left, piece.box.y, right - left, piece.box.height}, cell, cells);
        }
    }

    /// Whether a piece has only the tail of a character in this cell.
    bool is_flat(const InkPiece& piece, int cell) const {
        const cv::Rect part =
            piece.box &
            cv::Rect(border(cell), piece.box.y, border(cell + 1) - border(cell), piece.box.height);
        return cv::boundingRect(labels_(part) == piece.label).height <
               character_mm * field_.px_per_mm;
    }

    bool is_struck(const InkPiece& piece, int first, int last) const {
        if (last - first + 1 < struck_cells)
            return false;
        bool through = last - first + 1 >= long_struck_cells;
        for (int cell = first + 1; cell < last && !through; ++cell)
            through = runs_straight_through(piece, cell);
        return through;
    }

    /// Whether some straight line from one border of a cell to the other lies in the piece.
    bool runs_straight_through(const InkPiece& piece, int cell) const {
        const int left = border(cell), right = border(cell + 1);
        const auto is_ink = [&](int x, int y) { return labels_.at<int>(y, x) == piece.label; };
        for (int y0 = piece.box.y; y0 < piece.box.y + piece.box.height; ++y0)
            for (int y1 = piece.box.y; is_ink(left, y0) && y1 < piece.box.y + piece.box.height;
                 ++y1) {
                if (!is_ink(right, y1))
                    continue;
                int inked = 0;
                for (int x = left; x <= right; ++x)
                    inked += is_ink(x, y0 + (y1 - y0) * (x - left) / (right - left));
                if (inked >= struck_share * (right - left + 1))
                    return true;
            }
        return false;
    }

    int border(int cell) const {
        return field_.area.x + static_cast<int>(std::lround(cell * pitch_));
    }

    /// The cell and as much of its neighbors as a character of its own can reach into.
    cv::Rect window(int cell) const {
        const int reach = static_cast<int>(std::ceil(joined_width * pitch_));
        const int left = border(cell) - reach, right = border(cell + 1) + reach;
        return cv::Rect(left, 0, right - left, labels_.rows) & cv::Rect({0, 0}, labels_.size());
    }

    void give(const InkPiece& piece, const cv::Rect& share, int cell,
              std::vector<CombCell>& cells) {
        const auto i = static_cast<std::size_t>(cell);
        const cv::Rect part = share & window(cell);
        if (masks_[i].empty())
            masks_[i] = cv::Mat::zeros(window(cell).size(), CV_8UC1);
        const cv::Mat ink = labels_(part) == piece.label;
        masks_[i](part - window(cell).tl()).setTo(255, ink);
        amount_[i] += cv::countNonZero(ink) / (field_.px_per_mm * field_.px_per_mm);
        reach_[i] = std::max(reach_[i], std::max(part.width, part.height) / field_.px_per_mm);
        ++cells[i].bodies;
        boxes_[i].push_back(part);
    }

    bool is_blot(const cv::Mat& mask) const {
        const cv::Rect ink = cv::boundingRect(mask);
        const int shorter = std::min(ink.width, ink.height);
        return shorter >= blot_mm * field_.px_per_mm &&
               shorter >= blot_slimness * std::max(ink.width, ink.height) &&
               cv::countNonZero(mask) >= blot_share * ink.area();
    }

    bool is_crowded(const std::vector<cv::Rect>& boxes) const {
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t k = i + 1; k < boxes.size(); ++k) {
                const cv::Rect &a = boxes[i], &b = boxes[k];
                const int lower = std::min(a.height, b.height);
                if (lower >= character_mm * field_.px_per_mm &&
                    lower >= second_character * std::max(a.height, b.height) &&
                    (overlap(a.x, a.width, b.x, b.width) < character_overlap ||
                     overlap(a.y, a.height, b.y, b.height) < character_overlap))
                    return true;
            }
        return false;
    }

    const FieldInk& field_;
    double pitch_;  // px
    cv::Mat labels_;
    std::vector<InkPiece> pieces_;
    std::vector<cv::Mat> masks_;                // per cell, of its window; empty where no ink is
    std::vector<double> amount_;                // mm²
    std::vector<double> reach_;                 // mm
    std::vector<std::vector<cv::Rect>> boxes_;  // of the bodies, px
};

}  // namespace

int CombCells::inked() const {
    return static_cast<int>(std::count_if(cells.begin(), cells.end(), [](const CombCell& cell) {
        return cell.presence != Presence::none;
    }));
}

CombCells cut_comb(const FieldInk& field, const WritingInk& writing, int cells) {
    return Cutter(field, writing, cells).cells();
}

}  // namespace tanfang

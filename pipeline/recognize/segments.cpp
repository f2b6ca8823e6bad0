#include "pipeline/recognize/segments.h"

#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

/// Widths in heights of the line. Those of Chinese characters are the ones that the reading of
/// whole fields was measured with; digits are narrower.
struct Shape {
    double widest;     ///< no character is wider
    double cut_above;  ///< wider pieces are more than one character
    double cut_every;  ///< and cut about every so much
};

constexpr Shape han = {1.6, 1.15, 0.8};
constexpr Shape digits = {1.2, 0.9, 0.6};

constexpr double usual_han = 0.85, spread_of_han = 0.45;  // of the logarithm of the width

constexpr int most_pieces = 7;        // of one character
constexpr double widest_gap = 0.45;   // heights of white between pieces of one character (八, 川)
constexpr double comma_height = 0.4;  // heights of the line, at most, on both sides
constexpr double dash_height = 0.3, dash_width = 0.25;  // heights of the line: at most, at least
constexpr double preference = 0.6;      // weight of the usual width against the network
constexpr double flattest_line_mm = 3;  // flatter lines (一, a dash) count as so tall
constexpr double cut_reach = 0.22;      // heights by which a cut may move to a thin place
constexpr float cut_stay = 0.02F;       // ink pixels that a cut saves must outweigh its way, per px

std::vector<float> ink_per_column(const cv::Mat& mask) {
    cv::Mat sums;
    cv::reduce(mask, sums, 0, cv::REDUCE_SUM, CV_32F);
    sums /= 255;
    return {sums.begin<float>(), sums.end<float>()};
}

/// Columns of a piece of ink: left <= x < right.
struct LinePiece {
    int left, right;
};

class LineCutter {
  public:
    LineCutter(const cv::Mat& mask, double px_per_mm, const Shape& shape)
        : shape_(shape), ink_(ink_per_column(mask)), box_(cv::boundingRect(mask)) {
        height_ = std::max<double>(box_.height, flattest_line_mm * px_per_mm);
    }

    double height() const { return height_; }

    Punctuation punctuation(const cv::Mat& mask) const {
        const cv::Rect ink = cv::boundingRect(mask);
        const int middle = ink.y + ink.height / 2;
        if (ink.width <= comma_height * height_ && ink.height <= comma_height * height_ &&
            middle > box_.y + box_.height / 2)
            return Punctuation::dot;
        const bool flat = ink.height <= dash_height * height_ &&
                          ink.width >= dash_width * height_ && ink.width >= 2 * ink.height;
        const bool halfway = std::abs(middle - box_.y - box_.height / 2) <= height_ / 4;
        return flat && halfway ? Punctuation::dash : Punctuation::none;
    }

    /// The pieces from left to right; none if there is no ink.
    std::vector<LinePiece> pieces() const {
        std::vector<LinePiece> out;
        int left = -1;
        for (int x = box_.x; x <= box_.x + box_.width; ++x) {
            const bool ink = x < box_.x + box_.width && ink_[static_cast<std::size_t>(x)] > 0;
            if (ink && left < 0)
                left = x;
            if (!ink && left >= 0) {
                add(left, x, out);
                left = -1;
            }
        }
        return out;
    }

  private:
    /// A piece between two white columns, cut where its ink is thinnest if it is too wide for one
    /// character.
    void add(int left, int right, std::vector<LinePiece>& out) const {
        const int width = right - left;
        const int cuts = width > shape_.cut_above * height_
                             ? static_cast<int>(width / (shape_.cut_every * height_))
                             : 0;
        const int reach = static_cast<int>(cut_reach * height_);
        int begin = left;
        for (int i = 1; i <= cuts; ++i) {
            const int middle = left + width * i / (cuts + 1);
            const int from = std::max(begin + 3, middle - reach);
            const int to = std::min(right - 3, middle + reach);
            if (from >= to)
                continue;
            int best = from;
            for (int x = from; x < to; ++x)
                if (cost(x, middle) < cost(best, middle))
                    best = x;
            out.push_back({begin, best});
            begin = best;
        }
        out.push_back({begin, right});
    }

    float cost(int x, int middle) const {
        return ink_[static_cast<std::size_t>(x)] +
               cut_stay * static_cast<float>(std::abs(x - middle));
    }

    const Shape& shape_;
    std::vector<float> ink_;  // px
    cv::Rect box_;
    double height_;  // px
};

double fit_of_han(double width) {
    const double off = std::log(std::max(width, 0.02) / usual_han) / spread_of_han;
    return -preference * off * off;
}

}  // namespace

CutWriting cut_characters(const FieldInk& field, const std::vector<cv::Mat>& lines,
                          Alphabet alphabet) {
    const Shape& shape = alphabet == Alphabet::han ? han : digits;
    CutWriting out;
    out.graph.line = true;
    std::vector<cv::Mat> tiles;
    for (const cv::Mat& line : lines) {
        const LineCutter cutter(line, field.px_per_mm, shape);
        const std::vector<LinePiece> pieces = cutter.pieces();
        const int last = static_cast<int>(pieces.size());
        for (int from = 0; from < last; ++from) {
            for (int to = from + 1; to <= std::min(last, from + most_pieces); ++to) {
                const LinePiece& last_piece = pieces[static_cast<std::size_t>(to) - 1];
                const int left = pieces[static_cast<std::size_t>(from)].left;
                const int width = last_piece.right - left;
                const int gap =
                    to > from + 1 ? last_piece.left - pieces[static_cast<std::size_t>(to) - 2].right
                                  : 0;
                if (to > from + 1 &&
                    (width > shape.widest * cutter.height() || gap > widest_gap * cutter.height()))
                    break;
                const cv::Rect run(left, 0, width, line.rows);
                tiles.push_back(alphabet == Alphabet::han
                                    ? han_tile(field.pen(run), line(run), cutter.height())
                                    : character_tile(field.pen(run), line(run),
                                                     static_cast<int>(cutter.height())));
                out.punctuation.push_back(cutter.punctuation(line(run)));
                CharacterTile& tile = out.graph.tiles.emplace_back();
                tile.from = out.graph.places + from;
                tile.to = out.graph.places + to;
                tile.weight = to - from;
                out.columns.emplace_back(left, left + width);
                if (alphabet == Alphabet::han)
                    tile.fit = fit_of_han(width / cutter.height());
            }
        }
        out.graph.places += last;
    }
    if (!tiles.empty())
        cv::hconcat(tiles, out.strip);
    return out;
}

}  // namespace tanfang

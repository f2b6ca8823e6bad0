#include "pipeline/page/printed_items.h"

#include "pipeline/form/print_words.h"
#include "pipeline/page/lone_signs.h"
#include "pipeline/page/print_pieces.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double smallest_square_mm = 1.7;  // inner edge; a box of 8 points has 2.3
constexpr double largest_square_mm = 5;
constexpr double squareness = 0.8;  // shorter to longer side
constexpr double hollow = 0.9;      // share of its rectangle that a square's inside fills
constexpr double margin_mm = 1.5;   // white around a line that is read
constexpr std::array other_sizes{0.75, 1.5, 1.25};  // of a line that was not read at its own
constexpr double square_outline_mm = 0.45;          // of a square, with its blurred rim
constexpr double thickest_outline_mm = 1;  // of a square whose outline touches no other ink

/// The empty insides of squares, which are pieces of paper that ink encloses.
std::vector<cv::Rect> find_squares(const cv::Mat& ink, double px_per_mm) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink == 0, labels, stats, centroids, 4);
    std::vector<cv::Rect> squares;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH),
                           stats.at<int>(i, cv::CC_STAT_HEIGHT));
        // paper that reaches the region's edge is enclosed by nothing
        if (box.x == 0 || box.y == 0 || box.x + box.width == ink.cols ||
            box.y + box.height == ink.rows)
            continue;
        const int longer = std::max(box.width, box.height),
                  shorter = std::min(box.width, box.height);
        if (shorter >= smallest_square_mm * px_per_mm && longer <= largest_square_mm * px_per_mm &&
            shorter >= squareness * longer &&
            stats.at<int>(i, cv::CC_STAT_AREA) >= hollow * box.area())
            squares.push_back(box);
    }
    return squares;
}

/// Those whose outline is ink, and where there is none those that thin lines close.
std::vector<cv::Rect> find_thin_squares_too(const cv::Mat& ink, const cv::Mat& thin,
                                            double px_per_mm) {
    std::vector<cv::Rect> squares = find_squares(ink, px_per_mm);
    if (thin.empty())
        return squares;
    const std::size_t of_ink = squares.size();
    for (const auto& square : find_squares(ink | thin, px_per_mm)) {
        const auto end = squares.begin() + static_cast<std::ptrdiff_t>(of_ink);
        if (std::all_of(squares.begin(), end,
                        [&](const cv::Rect& other) { return (square & other).empty(); }))
            squares.push_back(square);
    }
    return squares;
}

PrintedRow row_of(const std::vector<Piece>& line, int join) {
    PrintedRow row;
    std::vector<cv::Range> spans;
    for (const auto& piece : line) {
        row.box |= piece.box;
        spans.emplace_back(piece.box.x, piece.box.x + piece.box.width);
    }
    std::sort(spans.begin(), spans.end(),
              [](const auto& a, const auto& b) { return a.start < b.start; });
    for (const auto& span : spans)
        if (!row.ink.empty() && span.start <= row.ink.back().end + join)
            row.ink.back().end = std::max(row.ink.back().end, span.end);
        else
            row.ink.push_back(span);
    return row;
}

/// The line alone on white paper: other lines and squares are left out.
cv::Mat picture_of(const cv::Mat& gray, const cv::Mat& labels, const std::vector<Piece>& line,
                   const cv::Rect& box, int margin) {
    cv::Mat picture(box.height + 2 * margin, box.width + 2 * margin, CV_8UC1, cv::Scalar(255));
    cv::Mat own(gray.size(), CV_8UC1, cv::Scalar(0));
    for (const auto& piece : line) own(piece.box).setTo(255, labels(piece.box) == piece.label);
    cv::dilate(own, own,
               cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));  // the grey rim of the strokes
    gray(box).copyTo(picture(cv::Rect({margin, margin}, box.size())), own(box));
    return picture;
}

/// Reads a line; one of which the reader makes nothing it may still know at another size.
TesseractLine read_line(const cv::Mat& picture, const PrintReader& reader) {
    TesseractLine line = reader(picture);
    for (const double size : other_sizes) {
        if (!line.symbols.empty())
            break;
        cv::Mat other;
        cv::resize(picture, other, {}, size, size, size < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        line = reader(other);
        for (auto& symbol : line.symbols) {
            symbol.left /= size;
            symbol.right /= size;
        }
    }
    return line;
}

/// The row in which a square stands.
std::size_t nearest_row(const std::vector<PrintedRow>& rows, const cv::Rect& square) {
    const auto far = [&](const PrintedRow& row) {
        return std::abs(2 * row.box.y + row.box.height - 2 * square.y - square.height);
    };
    return static_cast<std::size_t>(
        std::min_element(rows.begin(), rows.end(),
                         [&](const auto& a, const auto& b) { return far(a) < far(b); }) -
        rows.begin());
}

/// The square with its printed outline.
cv::Rect outline_of(const cv::Rect& square, double px_per_mm) {
    const int edge = static_cast<int>(square_outline_mm * px_per_mm);
    return {square.x - edge, square.y - edge, square.width + 2 * edge, square.height + 2 * edge};
}

/// The pieces of a line but the outlines of squares, however thick, which would be read as signs.
std::vector<Piece> without_outlines(std::vector<Piece> line,
                                    const std::vector<PrintedItem>& squares, cv::Point region,
                                    double px_per_mm) {
    const int most = static_cast<int>(thickest_outline_mm * px_per_mm);
    std::erase_if(line, [&](const Piece& piece) {
        return std::any_of(squares.begin(), squares.end(), [&](const PrintedItem& square) {
            const cv::Rect inner = square.box - region,
                           around(inner.x - most, inner.y - most, inner.width + 2 * most,
                                  inner.height + 2 * most);
            return (piece.box & inner) == inner && (piece.box & around) == piece.box;
        });
    });
    return line;
}

/// The squares of a line among its signs. These keep the order in which they were read: the reader
/// of print knows it, but not quite where each sign begins and ends.
std::vector<PrintedItem> put_among(std::vector<PrintedItem> squares,
                                   const std::vector<PrintedItem>& signs) {
    const auto twice_middle = [](const PrintedItem& item) {
        return 2 * item.box.x + item.box.width;
    };
    std::sort(squares.begin(), squares.end(),
              [&](const auto& a, const auto& b) { return twice_middle(a) < twice_middle(b); });
    std::vector<PrintedItem> line;
    auto next = squares.begin();
    for (const auto& sign : signs) {
        for (; next != squares.end() && twice_middle(*next) <= twice_middle(sign); ++next)
            line.push_back(*next);
        line.push_back(sign);
    }
    line.insert(line.end(), next, squares.end());
    return line;
}

}  // namespace

PrintedRegion read_print(const PrintPage& page, const cv::Rect& region, const PrintReader& reader) {
    PrintedRegion print;
    print.box = region;
    const cv::Mat ink = page.ink(region), gray = page.gray(region);
    cv::Mat labels;
    const auto lines = lines_of(find_pieces(ink, page.px_per_mm, labels), page.px_per_mm);
    for (const auto& line : lines)
        print.rows.push_back(row_of(line, static_cast<int>(page.px_per_mm / 10)));
    std::vector<std::vector<PrintedItem>> items(lines.size());
    const cv::Mat thin = page.thin.empty() ? cv::Mat() : page.thin(region);
    for (const auto& square : find_thin_squares_too(ink, thin, page.px_per_mm)) {
        const auto line = nearest_row(print.rows, square);
        items[line].push_back({true, 0, static_cast<int>(line), square + region.tl()});
    }
    const int margin = static_cast<int>(std::lround(margin_mm * page.px_per_mm));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        PrintedRow& row = print.rows[i];
        cv::Mat picture = picture_of(
            gray, labels, without_outlines(lines[i], items[i], region.tl(), page.px_per_mm),
            row.box, margin);
        // from here on in the page's pixels
        row.box += region.tl();
        for (auto& span : row.ink) span = span + region.x;
        const cv::Point corner = row.box.tl() - cv::Point(margin, margin);
        for (const auto& square : items[i])
            picture((outline_of(square.box, page.px_per_mm) - corner) &
                    cv::Rect({}, picture.size()))
                .setTo(255);
        std::vector<PrintedItem> signs;
        for (const auto& symbol : read_line(picture, reader).symbols) {
            const int left = static_cast<int>(symbol.left) + corner.x,
                      right = static_cast<int>(symbol.right) + corner.x;
            for (const char32_t c : printed_characters(symbol.utf8))
                signs.push_back({false,
                                 c,
                                 static_cast<int>(i),
                                 {left, row.box.y, right - left, row.box.height}});
        }
        items[i] = put_among(std::move(items[i]), signs);
        print.items.insert(print.items.end(), items[i].begin(), items[i].end());
    }
    put_lone_signs_on_strokes(print);
    return print;
}

}  // namespace tanfang

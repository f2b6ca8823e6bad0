#include "pipeline/recognize/machine_print.h"

#include "pipeline/base/text.h"
#include "pipeline/recognize/tile.h"
#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Measured on 75 scans of filled prints and 115 of handwriting, all profiles: within this share of
// the height (or a pixel) every one of 406 printed numbers is level, of handwritten ones of seven
// digits and more none of 131, of four digits a fifth, of two digits three fifths.
constexpr double level_share = 0.075;
constexpr double level_px = 1;
constexpr std::size_t long_number = 7;  // digits

// A number that is level and agreed on counts for filling by machine with its digits but the first,
// any that is not against it. Filled prints had at least 4, one handwritten sheet in 130 as much. A
// machine has one size of digits for a sheet: numbers of another size do not count.
constexpr std::size_t machine_digits = 4;
constexpr std::size_t outweighs = 2;

constexpr std::size_t least_han = 2;  // a single character is not read in a line of its own
// By the network, for each character: where it is at a loss (a character that it does not know),
// the second reader may well be wrong in the same way.
constexpr double least_confidence = 0.6;
// By the network too: two of a hand's tidy digits, of which the last was 7 or 1 to it, both took
// for 51; they and a level year passed for a machine's.
constexpr double least_of_digit = 0.95;
constexpr double agreed =
    0.999;  // confidence; of 790 agreed readings of filled prints none was wrong

constexpr int smallest_dot_px = 4;  // pixels of ink that is part of a character
// Of the digits' height; between the cells of a comb is more. At 0.25 all 221 numbers of a
// sample of filled prints were read as printed, at 0.7 nine tenths of those in combs. Chinese with
// its wide commas wants to be left.
constexpr double widest_blank = 0.25;
constexpr int rim_px = 10;  // white around the line

/// From the top of a character to its foot.
struct Extent {
    int top, foot;
};

std::optional<Extent> extent_of(const cv::Mat& mask) {
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty())
        return std::nullopt;
    return Extent{box.y, box.y + box.height};
}

/// Of the ink in each cell of a comb; an empty cell gives none.
std::vector<Extent> characters_in_cells(const cv::Mat& mask, const cv::Rect& area, int cells) {
    std::vector<Extent> out;
    for (int i = 0; i < cells; ++i) {
        const int left = area.x + area.width * i / cells;
        const int right = area.x + area.width * (i + 1) / cells;
        if (const auto extent = extent_of(mask.colRange(left, right)))
            out.push_back(*extent);
    }
    return out;
}

/// Of each stretch of ink between two white columns; specks are none.
std::vector<Extent> characters_between_blanks(const cv::Mat& mask) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8, CV_32S);
    std::vector<cv::Rect> bodies;
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) >= smallest_dot_px)
            bodies.emplace_back(
                stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    std::sort(bodies.begin(), bodies.end(),
              [](const cv::Rect& a, const cv::Rect& b) { return a.x < b.x; });
    std::vector<cv::Rect> stretches;
    for (const cv::Rect& body : bodies) {
        if (!stretches.empty() && body.x <= stretches.back().x + stretches.back().width)
            stretches.back() |= body;
        else
            stretches.push_back(body);
    }
    std::vector<Extent> out;
    for (const cv::Rect& stretch : stretches)
        out.push_back({stretch.y, stretch.y + stretch.height});
    return out;
}

/// The columns of a line without those that lie deep in a blank.
cv::Mat without_wide_blanks(const cv::Mat& line, const cv::Mat& mask) {
    cv::Mat ink;
    cv::reduce(mask, ink, 0, cv::REDUCE_MAX, CV_8UC1);
    const int widest = static_cast<int>(widest_blank * line.rows);
    cv::Mat narrow(line.size(), CV_8UC1);
    int width = 0, blank = 0;
    for (int x = 0; x < line.cols; ++x) {
        blank = ink.at<unsigned char>(0, x) ? 0 : blank + 1;
        if (blank <= widest)
            line.col(x).copyTo(narrow.col(width++));
    }
    return narrow.colRange(0, width).clone();  // a border must not show the rest
}

std::size_t length(const std::string& text) {
    return code_points(text).value_or(U"").size();
}

/// What the second reader makes of a field.
std::string second_reading(const WrittenField& written, SecondReader& reader) {
    std::string text;
    for (const cv::Mat& line : writing_lines(written.ink, written.field.px_per_mm))
        text += reader.read(line_of_print(written.field, line, written.alphabet), written.alphabet);
    return text;
}

void never_sure(TextReading& reading) {
    reading.sure = false;
    for (CharacterTile& tile : reading.graph.tiles) tile.unsure = true;
}

void take_as_typed(TextReading& reading) {
    reading.sure = true;
    reading.printed = true;
    reading.confidence = agreed;
    reading.graph = {};
}

/// A field on the way to a decision.
struct Witness {
    WrittenField* written;
    std::size_t length;
    double height = 0;    ///< mm, of two level digits or more; 0: not level
    bool agreed = false;  ///< asked and told the same
};

class Page {
  public:
    Page(std::vector<WrittenField>& fields, SecondReader& reader) : reader_(reader) {
        for (WrittenField& field : fields)
            witnesses_.push_back({&field, length(field.reading->text)});
    }

    /// Asks the second reader about level numbers.
    void look_at_numbers() {
        for (Witness& witness : witnesses_) {
            const WrittenField& written = *witness.written;
            if (written.alphabet != Alphabet::digits || witness.length < 2)
                continue;
            witness.height = level_height(written.ink, written.field.area, written.spot->cells,
                                          static_cast<int>(witness.length)) /
                             written.field.px_per_mm;
            if (witness.height > 0)
                ask(witness);
            if (witness.height > 0 && !witness.agreed && witness.length >= long_number)
                never_sure(*written.reading);
        }
    }

    bool filled_by_machine() const {
        std::size_t most = 0, against = 0;
        for (const Witness& witness : witnesses_) {
            if (witness.written->alphabet == Alphabet::digits && witness.length >= 2 &&
                !witness.agreed)
                against += witness.length - 1;
            if (witness.agreed)
                most = std::max(most, digits_as_tall_as(witness));
        }
        return most >= machine_digits && most > outweighs * against;
    }

    void take_what_is_agreed() {
        std::map<std::string, bool> whole;  // by field: no part of it is in doubt
        for (Witness& witness : witnesses_) {
            if (witness.length == 1 || witness.written->alphabet == Alphabet::han)
                ask(witness);
            const auto at = whole.try_emplace(witness.written->spot->field, true).first;
            at->second &= witness.agreed && is_clear(witness);
        }
        for (const Witness& witness : witnesses_)
            if (whole.at(witness.written->spot->field))
                take_as_typed(*witness.written->reading);
    }

  private:
    std::size_t digits_as_tall_as(const Witness& one) const {
        const double allowed =
            std::max(level_share * one.height, level_px / one.written->field.px_per_mm);
        std::size_t digits = 0;
        for (const Witness& witness : witnesses_)
            if (witness.agreed && std::abs(witness.height - one.height) <= allowed)
                digits += witness.length - 1;
        return digits;
    }

    static bool is_clear(const Witness& witness) {
        const double confidence = witness.written->reading->confidence;
        const bool digits = witness.written->alphabet == Alphabet::digits;
        return (digits || witness.length >= least_han) &&
               confidence >= std::pow(digits ? least_of_digit : least_confidence,
                                      static_cast<double>(witness.length));
    }

    void ask(Witness& witness) {
        witness.agreed =
            second_reading(*witness.written, reader_) == witness.written->reading->text;
    }

    SecondReader& reader_;
    std::vector<Witness> witnesses_;
};

}  // namespace

int level_height(const WritingInk& ink, const cv::Rect& area, int cells, int characters) {
    const std::vector<Extent> extents = cells > 0 ? characters_in_cells(ink.mask, area, cells)
                                                  : characters_between_blanks(ink.mask);
    if (extents.empty() || static_cast<int>(extents.size()) != characters)
        return 0;
    const auto [highest, lowest] =
        std::minmax_element(extents.begin(), extents.end(),
                            [](const Extent& a, const Extent& b) { return a.top < b.top; });
    const auto [short_foot, deep_foot] =
        std::minmax_element(extents.begin(), extents.end(),
                            [](const Extent& a, const Extent& b) { return a.foot < b.foot; });
    const int height = deep_foot->foot - highest->top;
    const double allowed = std::max(level_share * height, level_px);
    const bool level =
        lowest->top - highest->top <= allowed && deep_foot->foot - short_foot->foot <= allowed;
    return level ? height : 0;
}

cv::Mat line_of_print(const FieldInk& field, const cv::Mat& mask, Alphabet alphabet) {
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty())
        return {};
    cv::Mat line = on_white(field.pen, mask)(box);
    if (alphabet == Alphabet::digits)
        line = without_wide_blanks(line, mask(box));
    cv::Mat out;
    cv::copyMakeBorder(line, out, rim_px, rim_px, rim_px, rim_px, cv::BORDER_CONSTANT,
                       cv::Scalar(255));
    return out;
}

void read_machine_print(std::vector<WrittenField>& fields, SecondReader& reader) {
    Page page(fields, reader);
    page.look_at_numbers();
    if (page.filled_by_machine())
        page.take_what_is_agreed();
}

}  // namespace tanfang

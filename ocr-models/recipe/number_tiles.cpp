/// Writes numbers freely, as on prints without combs, and hands out the tiles that the reader cuts.
///
/// usage: number_tiles BANK SEED NUMBERS > TILES
///
/// in:  a bank of digit_bank.py
/// out: records as comb_tiles writes them: u8 label ('0'..'9', 'X', '?' a part of a digit, several,
///      or a sign) and 32 x 32 bytes, white 255
///
/// The reader cuts a number into pieces and offers every run of them as one digit; whose ink stands
/// in a tile says what it is. Tiles that are nearly a digit, or one and a little more, are left
/// out.
#include "pipeline/recognize/segments.h"
#include "pipeline/recognize/tile.h"
#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <numeric>

#include "ocr-models/recipe/digit_hand.h"

namespace {

using namespace tanfang;
using namespace tanfang::simulate;

constexpr char no_digit = '?';

// ---- What is written ----------------------------------------------------------------------------
std::string some_digits(int count, Random& random) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random.below(10));
    return text;
}

std::string some_number(Random& random) {
    const double kind = random.uniform(0, 1);
    if (kind < 0.2)
        return (random.chance(0.8) ? "20" : "") + std::to_string(20 + random.below(10));
    if (kind < 0.4)
        return std::to_string(1 + random.below(31));
    if (kind < 0.55)
        return std::to_string(100 + random.below(9000)) + (random.chance(0.2) ? ".5" : "");
    if (kind < 0.7)
        return "1" + some_digits(10, random);
    if (kind < 0.8)
        return "350599" + std::to_string(1925 + random.below(90)) + some_digits(7, random) +
               (random.chance(0.3) ? "X" : some_digits(1, random));
    if (kind < 0.85)
        return some_digits(4, random) + "-" + some_digits(7, random);
    return some_digits(1 + random.below(6), random);
}

// ---- How it is written --------------------------------------------------------------------------
/// A number on paper: the coverage of all ink, and whose it is.
struct Written {
    cv::Mat coverage;            ///< CV_32FC1, 0..1, writing_px_per_mm
    std::vector<cv::Mat> owned;  ///< per character, CV_8UC1, 255 on its ink
};

void draw_sign(cv::Mat& ink, char sign, double height) {
    const int mid = ink.rows / 2;
    const auto px = [height](double heights) { return cvRound(heights * height); };
    if (sign == '.')
        cv::circle(ink, {ink.cols / 2, mid + px(0.4)}, std::max(1, px(0.07)), cv::Scalar(1),
                   cv::FILLED);
    else
        cv::line(ink, {ink.cols / 2 - px(0.2), mid}, {ink.cols / 2 + px(0.2), mid}, cv::Scalar(1),
                 std::max(2, px(0.1)));
}

Written write(const std::string& text, const Style& style, Random& random) {
    const double height = random.uniform(2.6, 6.5) * writing_px_per_mm;
    const double gap = random.normal(0.09) + 0.16, unrest = random.uniform(0.02, 0.08);
    const int rim = cvRound(writing_rim_mm * writing_px_per_mm);
    Written written;
    written.coverage = cv::Mat::zeros(
        cvRound(1.6 * height) + 2 * rim,
        cvRound(1.5 * height * static_cast<double>(text.size() + 1)) + 2 * rim, CV_32FC1);
    double right = rim + 0.2 * height;
    for (const char character : text) {
        cv::Mat ink;
        if (character == '.' || character == '-') {
            ink = cv::Mat::zeros(cvRound(1.3 * height), cvRound(0.6 * height), CV_32FC1);
            draw_sign(ink, character, height);
        } else {
            const auto& pictures = (*style.hand)[characters.find(character)];
            ink = coverage_of(
                pictures[static_cast<std::size_t>(random.below(static_cast<int>(pictures.size())))],
                height * (1 + random.normal(0.07)), style, random);
        }
        const cv::Mat inked = ink > 0.5;
        const cv::Rect box = cv::boundingRect(inked);
        const double space = std::max(-0.08, gap + random.normal(0.08)) * height;
        const cv::Point at(
            cvRound(right + space) - box.x,
            (written.coverage.rows - ink.rows) / 2 + cvRound(random.normal(unrest) * height));
        const cv::Rect place = cv::Rect(at, ink.size()) & cv::Rect({}, written.coverage.size());
        const cv::Rect part = place - at;
        cv::Mat target = written.coverage(place),
                own(written.coverage.size(), CV_8UC1, cv::Scalar(0));
        cv::max(target, ink(part), target);
        inked(part).copyTo(own(place));
        written.owned.push_back(own);
        right = at.x + box.x + box.width;
    }
    return written;
}

/// The field as a scan shows it.
FieldInk scanned(const cv::Mat& coverage, Random& random) {
    const double dark = random.chance(0.15) ? random.uniform(80, 150) : random.uniform(150, 255);
    const double dpi = random.pick(std::vector<double>{300, 300, 300, 200, 150});
    const double scale = std::min(1.0, dpi / 25.4 / writing_px_per_mm);
    cv::Mat seen, noise;
    cv::GaussianBlur(coverage, seen, {}, random.uniform(0.3, 1.1));
    cv::resize(seen, seen, {}, scale, scale, cv::INTER_AREA);
    noise.create(seen.size(), CV_32FC1);
    cv::randn(noise, 0, random.uniform(0, 10));
    seen = seen * dark + noise;
    if (random.chance(0.22))
        seen = (seen > dark * random.uniform(0.3, 0.6)) / 255 * 255;
    seen.convertTo(seen, CV_8UC1);
    FieldInk field;
    cv::resize(seen, field.pen, coverage.size(), 0, 0, cv::INTER_LINEAR);
    field.print = cv::Mat::zeros(field.pen.size(), CV_8UC1);
    const int rim = cvRound(writing_rim_mm * writing_px_per_mm);
    field.area = {rim, rim, coverage.cols - 2 * rim, coverage.rows - 2 * rim};
    field.px_per_mm = writing_px_per_mm;
    field.threshold = std::clamp(cvRound(0.42 * dark), 42, 100);  // as Ink has it
    return field;
}

// ---- What the tiles show ------------------------------------------------------------------------
constexpr double whole = 0.92;       // of a digit's ink: all of it
constexpr double part = 0.8;         // less is a part
constexpr double alone = 0.06;       // of a tile's ink is another's: it holds one digit
constexpr double accompanied = 0.2;  // more: it holds several

/// @return '0'..'9', 'X', no_digit; 0 where nobody can say
char label_of(const cv::Range& columns, const std::string& text, const Written& written,
              const std::vector<int>& ink_of) {
    std::vector<double> inside;
    for (const cv::Mat& own : written.owned)
        inside.push_back(cv::countNonZero(own.colRange(columns)));
    const double all = std::accumulate(inside.begin(), inside.end(), 0.0);
    if (all == 0)
        return 0;
    const auto best =
        static_cast<std::size_t>(std::max_element(inside.begin(), inside.end()) - inside.begin());
    const double share = inside[best] / ink_of[best], others = 1 - inside[best] / all;
    const bool sign = text[best] == '.' || text[best] == '-';
    if (share >= whole && others <= alone)
        return sign ? no_digit : text[best];
    return share < part || others > accompanied ? no_digit : '\0';
}

void hand_out(const std::string& text, const Style& style, Random& random) {
    const Written written = write(text, style, random);
    std::vector<int> ink_of;
    for (const cv::Mat& own : written.owned) ink_of.push_back(cv::countNonZero(own));
    if (*std::min_element(ink_of.begin(), ink_of.end()) == 0)
        return;
    const FieldInk field = scanned(written.coverage, random);
    const CutWriting cut = cut_characters(
        field, writing_lines(measure_writing(field), field.px_per_mm), Alphabet::digits);
    for (std::size_t i = 0; i < cut.columns.size(); ++i)
        if (const char label = label_of(cut.columns[i], text, written, ink_of)) {
            const cv::Mat tile =
                cut.strip.colRange(static_cast<int>(i) * tile_px, static_cast<int>(i + 1) * tile_px)
                    .clone();
            std::putchar(label);
            std::fwrite(tile.data, 1, tile.total(), stdout);
        }
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 4)
        throw std::runtime_error("usage: number_tiles BANK SEED NUMBERS");
    cv::setNumThreads(1);
    cv::setRNGSeed(std::stoi(arguments[2]));
    const auto hands = load_hands(arguments[1]);
    Random random(std::stoull(arguments[2]));
    for (int i = 0; i < std::stoi(arguments[3]); ++i)
        hand_out(some_number(random), some_style(hands, random), random);
    return 0;
} catch (const std::exception& error) {
    std::cerr << "number_tiles: " << error.what() << '\n';
    return 1;
}

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
#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

#include "ocr-models/recipe/digit_hand.h"
#include "ocr-models/recipe/free_writing.h"

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
WrittenLine write(const std::string& text, const Style& style, Random& random) {
    const double height = random.uniform(2.6, 6.5) * writing_px_per_mm;
    const double gap = random.normal(0.09) + 0.16, unrest = random.uniform(0.02, 0.08);
    WrittenLine line(height, text.size());
    for (const char character : text) {
        const bool sign = character == '.' || character == '-';
        const cv::Mat ink =
            sign ? sign_ink(character == '-', height)
                 : coverage_of(random.pick((*style.hand)[characters.find(character)]),
                               height * (1 + random.normal(0.07)), style, random);
        line.put(ink, std::max(-0.08, gap + random.normal(0.08)), random.normal(unrest));
    }
    return line;
}

// ---- What the tiles show ------------------------------------------------------------------------
/// @return '0'..'9', 'X', no_digit; 0 where nobody can say
char label_of(const cv::Range& columns, const std::string& text, const WrittenLine& line) {
    const std::optional<int> at = line.character_in(columns);
    if (!at)
        return 0;
    if (*at == WrittenLine::no_character)
        return no_digit;
    const char character = text[static_cast<std::size_t>(*at)];
    return character == '.' || character == '-' ? no_digit : character;
}

void hand_out(const std::string& text, const Style& style, Random& random) {
    const WrittenLine line = write(text, style, random);
    if (!line.complete())
        return;
    const CutWriting cut = cut_as_read(line.scanned(random), Alphabet::digits);
    for (std::size_t i = 0; i < cut.columns.size(); ++i)
        if (const char label = label_of(cut.columns[i], text, line)) {
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

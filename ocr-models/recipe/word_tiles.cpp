/// Writes words freely, as forms are filled in, and hands out the tiles that the reader cuts.
///
/// usage: word_tiles BANK SEED | train_han.py ...   (an endless stream; closing the pipe ends it)
///
/// in:  the file of han_bank.py
/// out: records as han_tiles writes them: u16 class (the number of classes: no single character)
///      and 48 x 48 bytes, white 255
///
/// The reader cuts a word into pieces and offers every run of them as one character; whose ink
/// stands in a tile says what it is. Tiles that are nearly a character, or one and a little more,
/// are left out, and most that are none: there are more of them than of characters.
#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

#include "ocr-models/recipe/free_writing.h"
#include "ocr-models/recipe/scribe.h"

namespace {

using namespace han;
using tanfang::CutWriting;
using tanfang::han_tile_px;
using tanfang::simulate::WrittenLine;

constexpr int comma = -1, dash = -2;  // beside the classes
constexpr float kept_pieces = 0.3F;   // of the tiles that are no character

using Text = std::vector<int>;

// ---- What is written ----------------------------------------------------------------------------
class Author {
  public:
    Author(const Bank& bank, Random& random) : bank_(bank), random_(random) {}

    Text some_text() {
        Text text;
        const float kind = random_.uniform(0, 1);
        if (kind < 0.25F)
            add_word(closed_list, text);
        else if (kind < 0.45F)
            add_words(other_words, text);
        else if (kind < 0.65F)
            add_words(places, text);
        else if (kind < 0.75F)
            add_name(text);
        else
            add_anything(text);
        return text;
    }

  private:
    static constexpr std::size_t longest = 9;  // characters; longer writing teaches nothing more

    void add_word(Group group, Text& text) {
        const auto& list = bank_.words.at(group);
        const Word& word = list[random_.below(list.size())];
        text.insert(text.end(), word.begin(), word.end());
        text.resize(std::min(text.size(), longest));
    }

    void add_words(Group group, Text& text) {
        add_word(group, text);
        while (text.size() < longest - 2 && random_.chance(0.35F)) {
            if (random_.chance(0.4F))
                text.push_back(comma);
            add_word(group, text);
        }
    }

    void add_name(Text& text) {
        add_word(surnames, text);
        for (auto given = 1 + random_.below(2); given > 0; --given) text.push_back(some_class());
    }

    void add_anything(Text& text) {
        for (auto length = 1 + random_.below(5); length > 0; --length) {
            text.push_back(some_class());
            if (random_.chance(0.03F))
                text.push_back(random_.chance(0.7F) ? comma : dash);
        }
    }

    int some_class() { return static_cast<int>(random_.below(bank_.strokes.size())); }

    const Bank& bank_;
    Random& random_;
};

// ---- How it is written --------------------------------------------------------------------------
/// The ink of a canvas in the middle of its rows, its longer side `px` long.
cv::Mat at_size(const cv::Mat& canvas, double px) {
    const cv::Rect box = cv::boundingRect(canvas);
    if (box.empty())
        return cv::Mat::zeros(1, 1, CV_32FC1);
    const double scale = px / std::max(box.width, box.height);
    cv::Mat ink, small, out;
    canvas(box).convertTo(ink, CV_32FC1, 1.0 / 255);
    cv::resize(ink, small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::copyMakeBorder(small, out, 2, 2, 2, 2, cv::BORDER_CONSTANT, 0);
    return out;
}

WrittenLine write(const Text& text, const Bank& bank, Random& random) {
    Scribe scribe(bank, random);
    const float height = random.uniform(26, 65);  // at 10 px/mm
    const float gap = 0.12F + random.normal(0.09F), unrest = random.uniform(0.01F, 0.07F);
    const bool natural = random.chance(0.6F);
    WrittenLine line(height, text.size());
    for (const int sign : text) {
        const float space = std::max(-0.1F, gap + random.normal(0.06F));
        if (sign < 0) {
            line.put(tanfang::simulate::sign_ink(sign == dash, height), space, 0);
            continue;
        }
        const auto character = static_cast<std::size_t>(sign);
        const float size = natural ? scribe.natural_size(character) : 1;
        line.put(at_size(scribe.write(character), height * size * random.factor(0.07F)), space,
                 random.normal(unrest));
    }
    return line;
}

// ---- What the tiles show ------------------------------------------------------------------------
/// @return the class; bank's number of classes for no character; none where nobody can say
std::optional<std::size_t> class_of(const cv::Range& columns, const Text& text,
                                    const WrittenLine& line, std::size_t classes) {
    const std::optional<int> at = line.character_in(columns);
    if (!at)
        return std::nullopt;
    const int sign = *at == WrittenLine::no_character ? comma : text[static_cast<std::size_t>(*at)];
    return sign < 0 ? classes : static_cast<std::size_t>(sign);
}

/// @return false when nobody reads any more
bool hand_out(const cv::Mat& tile, std::size_t label) {
    const auto number = static_cast<std::uint16_t>(label);
    return std::fwrite(&number, sizeof number, 1, stdout) == 1 &&
           std::fwrite(tile.data, 1, tile.total(), stdout) == tile.total();
}

bool hand_out(const Text& text, const WrittenLine& line, const CutWriting& cut, std::size_t classes,
              Random& random) {
    for (std::size_t i = 0; i < cut.columns.size(); ++i) {
        const auto label = class_of(cut.columns[i], text, line, classes);
        if (!label || (*label == classes && !random.chance(kept_pieces)))
            continue;
        const int left = static_cast<int>(i) * han_tile_px;
        if (!hand_out(cut.strip.colRange(left, left + han_tile_px).clone(), *label))
            return false;
    }
    return true;
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 3)
        throw std::runtime_error("usage: word_tiles BANK SEED");
    cv::setNumThreads(1);
    cv::setRNGSeed(std::stoi(arguments[2]));
    const Bank bank = load(arguments[1]);
    Random random(static_cast<unsigned>(std::stoul(arguments[2])));
    tanfang::simulate::Random scanner(std::stoull(arguments[2]));
    Author author(bank, random);
    for (;;) {
        const Text text = author.some_text();
        const WrittenLine line = write(text, bank, random);
        if (!line.complete())
            continue;
        const CutWriting cut =
            tanfang::simulate::cut_as_read(line.scanned(scanner), tanfang::Alphabet::han);
        if (!hand_out(text, line, cut, bank.strokes.size(), random))
            return 0;
    }
} catch (const std::exception& error) {
    std::cerr << "word_tiles: " << error.what() << '\n';
    return 1;
}

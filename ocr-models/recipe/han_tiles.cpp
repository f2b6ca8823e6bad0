/// Writes Han characters as people do and hands them out as the tiles that the reader cuts.
///
/// usage: han_tiles BANK SEED | train_han.py ...   (an endless stream; closing the pipe ends it)
///
/// in:  the file of han_bank.py
/// out: records of u16 class (the number of classes: no single character) and 48 x 48 bytes, white
/// 255
///
/// A character comes from its strokes (each moved, turned, bent, joined to the next) or from a
/// picture of a handwritten one (warped). Ink is then laid on paper, scanned, cleaned and scaled as
/// in pipeline/recognize/tile.cpp. What is no single character - a half, two at once, one crossed
/// out - is drawn too, so that the network learns to say so.
#include <cstdio>
#include <iostream>
#include <string>

#include "ocr-models/recipe/scribe.h"

namespace {

using namespace han;

constexpr int tile_px = 48;

class Writer {
  public:
    Writer(const Bank& bank, Random& random) : bank_(bank), random_(random) {}

    std::size_t classes() const { return bank_.strokes.size(); }

    /// Half of them are of the words that forms are filled in with.
    std::size_t some_character() {
        const float kind = random_.uniform(0, 1);
        const auto of = [this](const std::vector<std::size_t>& list) {
            return list[random_.below(list.size())];
        };
        return kind < 0.3F    ? of(bank_.closed)
               : kind < 0.55F ? of(bank_.filled_in)
                              : random_.below(classes());
    }

    cv::Mat write(std::size_t character) { return Scribe(bank_, random_).write(character); }

    /// A half, two characters, or one crossed out.
    cv::Mat write_no_character() {
        cv::Mat first = write(some_character());
        const float kind = random_.uniform(0, 1);
        if (kind < 0.4F) {
            const int border = static_cast<int>(canvas_px * random_.uniform(0.35F, 0.65F));
            const bool left = random_.chance(0.5F);
            first(left ? cv::Rect(0, 0, border, canvas_px)
                       : cv::Rect(border, 0, canvas_px - border, canvas_px))
                .setTo(0);
            return first;
        }
        if (kind < 0.7F) {
            cv::Mat both;
            cv::hconcat(first(cv::Rect(10, 0, canvas_px - 20, canvas_px)), write(some_character()),
                        both);
            return both;
        }
        for (int line = 2 + static_cast<int>(random_.below(4)); line > 0; --line) {
            const float from = random_.uniform(10, 60), to = random_.uniform(70, 120);
            const float y = random_.uniform(25, 105), z = y + random_.normal(25);
            draw_line(first, {at_sixteenths({from, y}), at_sixteenths({to, z})},
                      random_.uniform(3, 8), 255);
        }
        return first;
    }

  private:
    const Bank& bank_;
    Random& random_;
};

// ---- Paper, scanner, tile ---------------------------------------------------------------------
/// Ink as a scan shows it: 0 paper, 255 black; a quarter of all scans is 1-bit.
cv::Mat scanned(const cv::Mat& coverage, Random& random) {
    const float px = random.uniform(26, 62) / body_px;  // a character of 3 to 6 mm at 254 dpi
    cv::Mat small,
        noise(cv::Size(cvRound(px * static_cast<float>(coverage.cols)),
                       cvRound(px * static_cast<float>(coverage.rows))),
              CV_32FC1),
        seen;
    cv::resize(coverage, small, noise.size(), 0, 0, cv::INTER_AREA);
    cv::GaussianBlur(small, small, {0, 0}, random.uniform(0.3F, 1.05F));
    const float dark = random.uniform(70, 250), grain = random.uniform(0, 12);
    cv::randn(noise, 0, grain);
    small.convertTo(seen, CV_32FC1, dark / 255);
    seen += noise;
    if (random.chance(0.25F))
        seen = (seen > dark * random.uniform(0.3F, 0.6F)) / 255 * 255;
    seen.convertTo(seen, CV_8UC1);
    return seen;
}

/// As pipeline/recognize/tile.cpp makes tiles: tone 20..255 near the ink, exact white elsewhere.
cv::Mat tile(const cv::Mat& pen, Random& random) {
    double darkest = 0;
    cv::minMaxLoc(pen, nullptr, &darkest);
    const cv::Mat mask = pen > std::max(20.0, darkest * random.uniform(0.3F, 0.45F));
    cv::Mat out(tile_px, tile_px, CV_8UC1, cv::Scalar(255));
    const cv::Rect box = cv::boundingRect(mask);
    if (box.empty())
        return out;
    cv::Mat near_ink, stretched, cleaned(pen.size(), CV_8UC1, cv::Scalar(255));
    cv::dilate(mask, near_ink, cv::Mat::ones(3, 3, CV_8UC1));
    pen.convertTo(stretched, CV_8UC1, -235 / std::max(60.0, darkest * random.uniform(0.8F, 0.95F)),
                  255);
    stretched.copyTo(cleaned, near_ink);
    const cv::Rect crop = cv::Rect(box.x - 1, box.y - 1, box.width + 2, box.height + 2) &
                          cv::Rect({0, 0}, pen.size());
    const double scale = random.uniform(37, 42) / std::max({box.width, box.height, 12});
    cv::Mat character;
    cv::resize(cleaned(crop), character, {}, scale, scale,
               scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    const cv::Rect at(
        (tile_px - character.cols) / 2 + static_cast<int>(std::lround(random.normal(0.8F))),
        (tile_px - character.rows) / 2 + static_cast<int>(std::lround(random.normal(0.8F))),
        character.cols, character.rows);
    const cv::Rect visible = at & cv::Rect(0, 0, tile_px, tile_px);
    character(visible - at.tl()).copyTo(out(visible));
    return out;
}

/// Something of the neighbor, of a printed line or of dirt that the cut left in.
void leave_remains(cv::Mat& coverage, Random& random) {
    if (random.chance(0.06F)) {
        const float x = random.chance(0.5F) ? 6 : canvas_px - 6.F, y = random.uniform(20, 90);
        draw_line(coverage,
                  {at_sixteenths({x, y}),
                   at_sixteenths({x + random.normal(4), y + random.uniform(8, 40)})},
                  random.uniform(3, 7), 255);
    }
    if (random.chance(0.04F)) {
        const float y = random.chance(0.5F) ? 8 : canvas_px - 8.F;
        draw_line(coverage,
                  {at_sixteenths({random.uniform(5, 40), y}),
                   at_sixteenths({random.uniform(70, 123), y})},
                  3, 200);
    }
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 3)
        throw std::runtime_error("usage: han_tiles BANK SEED");
    cv::setNumThreads(1);
    cv::setRNGSeed(std::stoi(arguments[2]));
    const Bank bank = load(arguments[1]);
    Random random(static_cast<unsigned>(std::stoul(arguments[2])));
    Writer writer(bank, random);
    for (;;) {
        const bool single = random.chance(0.92F);
        const std::size_t character = single ? writer.some_character() : writer.classes();
        cv::Mat coverage = single ? writer.write(character) : writer.write_no_character();
        leave_remains(coverage, random);
        const cv::Mat picture = tile(scanned(coverage, random), random);
        const auto label = static_cast<std::uint16_t>(character);
        std::fwrite(&label, sizeof label, 1, stdout);
        if (std::fwrite(picture.data, 1, tile_px * tile_px, stdout) != tile_px * tile_px)
            return 0;
    }
} catch (const std::exception& error) {
    std::cerr << "han_tiles: " << error.what() << '\n';
    return 1;
}

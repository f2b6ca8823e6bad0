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
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace {

constexpr int points = 20;      // of a stroke
constexpr int picture_px = 64;  // of a bank picture
constexpr int canvas_px = 128;  // where characters are written
constexpr int body_px = 100;    // longer side of a character on the canvas
constexpr int tile_px = 48;

struct Point {
    float x, y;
};
using Stroke = std::array<Point, points>;

class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    float uniform(float low, float high) { return low + (high - low) * unit_(engine_); }
    float normal(float sigma) { return sigma * normal_(engine_); }
    float factor(float sigma) { return std::exp(normal(sigma)); }
    bool chance(float probability) { return unit_(engine_) < probability; }
    std::size_t below(std::size_t limit) { return engine_() % limit; }

  private:
    std::mt19937 engine_;
    std::uniform_real_distribution<float> unit_{0, 1};
    std::normal_distribution<float> normal_{0, 1};
};

// ---- The bank ---------------------------------------------------------------------------------
struct PictureSet {
    float weight = 0;
    std::vector<std::vector<cv::Mat>> of_class;
};

struct Bank {
    std::vector<std::vector<Stroke>> strokes;  // per class; empty where nothing is known
    std::vector<PictureSet> pictures;
};

template <class T>
T take(std::istream& in) {
    T value;
    if (!in.read(reinterpret_cast<char*>(&value), sizeof value))
        throw std::runtime_error("the bank is cut short");
    return value;
}

Bank load(const char* path) {
    std::ifstream in(path, std::ios::binary);
    if (take<std::array<char, 4>>(in) != std::array<char, 4>{'T', 'F', 'H', 'B'})
        throw std::runtime_error("no bank of characters");
    Bank bank;
    bank.strokes.resize(take<std::uint32_t>(in));
    for (std::size_t i = 0; i < bank.strokes.size(); ++i) in.ignore(take<std::uint32_t>(in));
    for (auto& strokes : bank.strokes) {
        strokes.resize(take<std::uint32_t>(in));
        for (Stroke& stroke : strokes) stroke = take<Stroke>(in);
    }
    bank.pictures.resize(take<std::uint32_t>(in));
    for (PictureSet& set : bank.pictures) {
        set.weight = take<float>(in);
        set.of_class.resize(bank.strokes.size());
        for (auto& list : set.of_class) {
            list.resize(take<std::uint32_t>(in));
            for (cv::Mat& picture : list) {
                picture.create(picture_px, picture_px, CV_8UC1);
                in.read(reinterpret_cast<char*>(picture.data), picture_px * picture_px);
            }
        }
    }
    return bank;
}

// ---- Hands ------------------------------------------------------------------------------------
/// How one person writes; all lengths in the character's unit square.
struct Hand {
    float slant, stretch, turn, climb;  // of the whole character
    float shift, scale, lean;           // of single strokes, sigma
    float bend, tremble;                // of a stroke's line
    float joins;                        // chance that the pen stays down between two strokes
    float cut;                          // share by which strokes start late or end early
    float halves;                       // how freely the two halves of a character move
    float warp;                         // of the square they stand in
    float hooks;                        // chance that a hook is left out
    float width;                        // of the pen
    int rounding;                       // how often corners are smoothed
    bool tapers;
};

Hand some_hand(Random& random) {
    const float wild = random.uniform(0.35F, 1.25F);  // from schoolbook to hasty
    Hand hand{};
    hand.slant = random.normal(0.13F);
    hand.stretch = random.factor(0.13F);
    hand.turn = random.normal(0.035F);
    hand.climb = -0.03F + random.normal(0.05F);
    hand.shift = wild * random.uniform(0.006F, 0.028F);
    hand.scale = wild * random.uniform(0.02F, 0.16F);
    hand.lean = wild * random.uniform(0.02F, 0.13F);
    hand.bend = wild * random.normal(0.05F);
    hand.tremble = wild * random.uniform(0.001F, 0.008F);
    hand.joins = wild * std::max(0.F, 0.25F + random.normal(0.35F));
    hand.cut = wild * random.uniform(0, 0.12F);
    hand.halves = wild * random.uniform(0, 0.09F);
    hand.warp = wild * random.uniform(0.01F, 0.05F);
    hand.hooks = random.uniform(0, 0.8F);
    hand.width = random.uniform(0.022F, 0.085F);
    hand.rounding = static_cast<int>(random.below(14));
    hand.tapers = random.chance(0.4F);
    return hand;
}

Point middle(const Stroke& stroke) {
    Point sum{0, 0};
    for (const Point& p : stroke) sum = {sum.x + p.x, sum.y + p.y};
    return {sum.x / points, sum.y / points};
}

/// Turned by `angle` and scaled about a point, then moved.
Point placed(Point p, Point about, float sx, float sy, float angle, Point by) {
    const float x = (p.x - about.x) * sx, y = (p.y - about.y) * sy;
    return {about.x + x * std::cos(angle) - y * std::sin(angle) + by.x,
            about.y + x * std::sin(angle) + y * std::cos(angle) + by.y};
}

/// A stroke that turns back sharply at its end has a hook; many people do not write it.
void drop_hook(Stroke& stroke) {
    const Point a{stroke[13].x - stroke[8].x, stroke[13].y - stroke[8].y};
    const Point b{stroke[19].x - stroke[16].x, stroke[19].y - stroke[16].y};
    const float lengths = std::hypot(a.x, a.y) * std::hypot(b.x, b.y);
    if (lengths < 1e-6F || (a.x * b.x + a.y * b.y) / lengths > -0.1F)
        return;
    Stroke shorter;
    for (int k = 0; k < points; ++k) {
        const float at = 15.F * static_cast<float>(k) / (points - 1);
        const int i = std::min(static_cast<int>(at), 14);
        const float t = at - static_cast<float>(i);
        const auto n = static_cast<std::size_t>(i);
        shorter[static_cast<std::size_t>(k)] = {stroke[n].x + t * (stroke[n + 1].x - stroke[n].x),
                                                stroke[n].y + t * (stroke[n + 1].y - stroke[n].y)};
    }
    stroke = shorter;
}

void write_stroke(Stroke& stroke, const Hand& hand, Random& random) {
    if (random.chance(hand.hooks))
        drop_hook(stroke);
    const Point about = middle(stroke);
    const float sx = random.factor(hand.scale), sy = random.factor(hand.scale);
    const float angle = hand.turn + random.normal(hand.lean);
    const Point by{random.normal(hand.shift), random.normal(hand.shift)};
    const Point along{stroke[19].x - stroke[0].x, stroke[19].y - stroke[0].y};
    const float bow = hand.bend + random.normal(0.04F);
    const float late = std::abs(random.normal(hand.cut)), early = std::abs(random.normal(hand.cut));
    Stroke line;
    for (int k = 0; k < points; ++k) {
        const float t = static_cast<float>(k) / (points - 1);
        const float at = (late + (1 - late - early) * t) * (points - 1);
        const auto i = static_cast<std::size_t>(std::clamp(static_cast<int>(at), 0, points - 2));
        const float part = at - static_cast<float>(i);
        Point p{stroke[i].x + part * (stroke[i + 1].x - stroke[i].x),
                stroke[i].y + part * (stroke[i + 1].y - stroke[i].y)};
        const float out = bow * std::sin(3.14159F * t);
        p = placed(p, about, sx, sy, angle, by);
        line[static_cast<std::size_t>(k)] = {p.x - along.y * out + random.normal(hand.tremble),
                                             p.y + along.x * out + random.normal(hand.tremble)};
    }
    for (int pass = 0; pass < hand.rounding; ++pass) {
        const Stroke before = line;
        for (std::size_t k = 1; k + 1 < points; ++k)
            line[k] = {(before[k - 1].x + 2 * before[k].x + before[k + 1].x) / 4,
                       (before[k - 1].y + 2 * before[k].y + before[k + 1].y) / 4};
    }
    stroke = line;
}

/// Left and right half, or upper and lower one, as two bodies of their own.
void move_halves(std::vector<Stroke>& strokes, const Hand& hand, Random& random) {
    const bool beside = random.chance(0.6F);
    const float border = random.uniform(0.35F, 0.65F);
    for (const bool first : {true, false}) {
        Point sum{0, 0};
        std::vector<Stroke*> half;
        for (Stroke& stroke : strokes) {
            const Point m = middle(stroke);
            if (((beside ? m.x : m.y) < border) != first)
                continue;
            half.push_back(&stroke);
            sum = {sum.x + m.x, sum.y + m.y};
        }
        if (half.empty())
            continue;
        const Point about{sum.x / static_cast<float>(half.size()),
                          sum.y / static_cast<float>(half.size())};
        const float sx = random.factor(1.6F * hand.halves), sy = random.factor(1.6F * hand.halves);
        const float angle = random.normal(hand.halves);
        const Point by{random.normal(0.5F * hand.halves), random.normal(0.7F * hand.halves)};
        for (Stroke* stroke : half)
            for (Point& p : *stroke) p = placed(p, about, sx, sy, angle, by);
    }
}

/// A smooth random displacement: a 4 x 4 grid over the square, bilinear between its nodes.
class Warp {
  public:
    Warp(float sigma, Random& random) {
        for (Point& node : nodes_) node = {random.normal(sigma), random.normal(sigma)};
    }
    Point operator()(Point p) const {
        const float gx = std::clamp(p.x, 0.F, 0.999F) * 3, gy = std::clamp(p.y, 0.F, 0.999F) * 3;
        const int x = static_cast<int>(gx), y = static_cast<int>(gy);
        const float u = gx - static_cast<float>(x), v = gy - static_cast<float>(y);
        const auto node = [&](int dx, int dy) {
            return nodes_[static_cast<std::size_t>((y + dy) * 4 + x + dx)];
        };
        const auto blend = [&](float a, float b, float c, float d) {
            return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v;
        };
        return {p.x + blend(node(0, 0).x, node(1, 0).x, node(0, 1).x, node(1, 1).x),
                p.y + blend(node(0, 0).y, node(1, 0).y, node(0, 1).y, node(1, 1).y)};
    }

  private:
    std::array<Point, 16> nodes_;
};

void draw_line(cv::Mat& canvas, const std::vector<cv::Point>& line, float width, int level) {
    cv::polylines(canvas, std::vector<std::vector<cv::Point>>{line}, false, level,
                  std::max(1, static_cast<int>(std::lround(width))), cv::LINE_AA, 4);
}

cv::Point at_sixteenths(Point p) {
    return {static_cast<int>(std::lround(p.x * 16)), static_cast<int>(std::lround(p.y * 16))};
}

/// The pen does not leave the paper on its way to the next stroke.
void draw_join(cv::Mat& canvas, Point from, Point to, const Hand& hand, float width,
               Random& random) {
    const Point d{to.x - from.x, to.y - from.y};
    const float distance = std::hypot(d.x, d.y) / body_px;
    if (distance > 0.75F || !random.chance(hand.joins * (1.3F - distance)))
        return;
    const float sag = random.normal(0.15F);
    const Point over{(from.x + to.x) / 2 - d.y * sag, (from.y + to.y) / 2 + d.x * sag};
    std::vector<cv::Point> curve;
    for (int k = 0; k <= 6; ++k) {
        const float t = static_cast<float>(k) / 6, a = (1 - t) * (1 - t), b = 2 * t * (1 - t),
                    c = t * t;
        curve.push_back(at_sixteenths(
            {a * from.x + b * over.x + c * to.x, a * from.y + b * over.y + c * to.y}));
    }
    draw_line(canvas, curve, width * random.uniform(0.4F, 0.9F),
              static_cast<int>(random.uniform(150, 255)));
}

cv::Mat write_strokes(std::vector<Stroke> strokes, const Hand& hand, Random& random) {
    for (Stroke& stroke : strokes) write_stroke(stroke, hand, random);
    if (strokes.size() > 3)
        move_halves(strokes, hand, random);
    const Warp warp(hand.warp, random);
    float left = 9, top = 9, right = -9, bottom = -9;
    for (Stroke& stroke : strokes)
        for (Point& p : stroke) {
            const Point q = warp(p);
            const float x = (q.x - 0.5F) * hand.stretch, y = (q.y - 0.5F) / hand.stretch;
            p = {x - hand.slant * y, y + hand.climb * x};
            left = std::min(left, p.x), right = std::max(right, p.x);
            top = std::min(top, p.y), bottom = std::max(bottom, p.y);
        }
    const float scale = body_px / std::max({right - left, bottom - top, 0.35F});
    const float width = hand.width * body_px * random.factor(0.1F);
    cv::Mat canvas = cv::Mat::zeros(canvas_px, canvas_px, CV_8UC1);
    Point last{};
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        std::vector<cv::Point> line;
        for (Point& p : strokes[i]) {
            p = {(p.x - (left + right) / 2) * scale + canvas_px / 2.F,
                 (p.y - (top + bottom) / 2) * scale + canvas_px / 2.F};
            line.push_back(at_sixteenths(p));
        }
        if (i > 0)
            draw_join(canvas, last, strokes[i].front(), hand, width, random);
        const auto lift = static_cast<std::ptrdiff_t>(10 + random.below(6));
        draw_line(canvas, {line.begin(), line.begin() + lift + 1}, width, 255);
        draw_line(canvas, {line.begin() + lift, line.end()}, hand.tapers ? width * 0.6F : width,
                  255);
        last = strokes[i].back();
    }
    return canvas;
}

cv::Mat write_picture(const cv::Mat& picture, Random& random) {
    cv::Mat nodes(4, 4, CV_32FC2), map;
    for (auto node = nodes.begin<cv::Vec2f>(); node != nodes.end<cv::Vec2f>(); ++node)
        *node = {random.normal(0.045F * picture_px), random.normal(0.045F * picture_px)};
    cv::resize(nodes, map, {canvas_px, canvas_px}, 0, 0, cv::INTER_CUBIC);
    const float a = random.factor(0.1F), b = random.normal(0.14F), c = random.normal(0.06F),
                d = random.factor(0.1F);
    const float back = 0.9F * picture_px / body_px;
    for (int y = 0; y < canvas_px; ++y)
        for (int x = 0; x < canvas_px; ++x) {
            const float u = (static_cast<float>(x) - canvas_px / 2.F) * back,
                        v = (static_cast<float>(y) - canvas_px / 2.F) * back;
            map.at<cv::Vec2f>(y, x) +=
                cv::Vec2f(a * u + b * v + picture_px / 2.F, c * u + d * v + picture_px / 2.F);
        }
    cv::Mat canvas;
    cv::remap(picture, canvas, map, cv::noArray(), cv::INTER_LINEAR);
    const int change = static_cast<int>(random.below(9)) - 4;  // of the pen's width
    if (change != 0) {
        const cv::Mat round = cv::getStructuringElement(
            cv::MORPH_ELLIPSE, {std::abs(change) + 1, std::abs(change) + 1});
        change > 0 ? cv::dilate(canvas, canvas, round) : cv::erode(canvas, canvas, round);
    }
    return canvas;
}

class Writer {
  public:
    Writer(const Bank& bank, Random& random) : bank_(bank), random_(random) {}

    std::size_t classes() const { return bank_.strokes.size(); }

    cv::Mat write(std::size_t character) {
        const auto& strokes = bank_.strokes[character];
        if (!strokes.empty() && random_.chance(0.6F))
            return write_strokes(strokes, some_hand(random_), random_);
        if (const cv::Mat* picture = some_picture(character))
            return write_picture(*picture, random_);
        return write_strokes(strokes, some_hand(random_), random_);
    }

    /// A half, two characters, or one crossed out.
    cv::Mat write_no_character() {
        cv::Mat first = write(random_.below(classes()));
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
            cv::hconcat(first(cv::Rect(10, 0, canvas_px - 20, canvas_px)),
                        write(random_.below(classes())), both);
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
    const cv::Mat* some_picture(std::size_t character) {
        float all = 0;
        for (const auto& set : bank_.pictures)
            all += set.of_class[character].empty() ? 0 : set.weight;
        float at = random_.uniform(0, all);
        for (const auto& set : bank_.pictures) {
            const auto& list = set.of_class[character];
            if (!list.empty() && (at -= set.weight) <= 0)
                return &list[random_.below(list.size())];
        }
        return nullptr;
    }

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
        const std::size_t character = single ? random.below(writer.classes()) : writer.classes();
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

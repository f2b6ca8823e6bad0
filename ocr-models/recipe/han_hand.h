/// Writes a Han character as one person would: strokes moved, turned, bent and joined, or a picture
/// of a handwritten one warped.
#pragma once

#include <algorithm>

#include "ocr-models/recipe/han_bank.h"
#include <opencv2/imgproc.hpp>

namespace han {

constexpr int canvas_px = 128;  // where characters are written
constexpr int body_px = 100;    // longer side of a character on the canvas

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

inline Hand some_hand(Random& random) {
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

inline Point middle(const Stroke& stroke) {
    Point sum{0, 0};
    for (const Point& p : stroke) sum = {sum.x + p.x, sum.y + p.y};
    return {sum.x / points, sum.y / points};
}

/// Turned by `angle` and scaled about a point, then moved.
inline Point placed(Point p, Point about, float sx, float sy, float angle, Point by) {
    const float x = (p.x - about.x) * sx, y = (p.y - about.y) * sy;
    return {about.x + x * std::cos(angle) - y * std::sin(angle) + by.x,
            about.y + x * std::sin(angle) + y * std::cos(angle) + by.y};
}

/// A stroke that turns back sharply at its end has a hook; many people do not write it.
inline void drop_hook(Stroke& stroke) {
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

inline void write_stroke(Stroke& stroke, const Hand& hand, Random& random) {
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
inline void move_halves(std::vector<Stroke>& strokes, const Hand& hand, Random& random) {
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

inline void draw_line(cv::Mat& canvas, const std::vector<cv::Point>& line, float width, int level) {
    cv::polylines(canvas, std::vector<std::vector<cv::Point>>{line}, false, level,
                  std::max(1, static_cast<int>(std::lround(width))), cv::LINE_AA, 4);
}

inline cv::Point at_sixteenths(Point p) {
    return {static_cast<int>(std::lround(p.x * 16)), static_cast<int>(std::lround(p.y * 16))};
}

/// The pen does not leave the paper on its way to the next stroke.
inline void draw_join(cv::Mat& canvas, Point from, Point to, const Hand& hand, float width,
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

inline cv::Mat write_strokes(std::vector<Stroke> strokes, const Hand& hand, Random& random) {
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

inline cv::Mat write_picture(const cv::Mat& picture, Random& random) {
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
}  // namespace han

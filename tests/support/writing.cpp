#include "tests/support/writing.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace tanfang::simulate {
namespace {

using Shape =
    std::vector<std::vector<std::array<double, 2>>>;  // strokes; x 0..1, y 0..1 from the top

/// School shapes of the digits, as a list of strokes.
const Shape& shape_of(char digit) {
    static const std::map<char, Shape> shapes = {
        {'0',
         {{{0.55, 0},
           {0.1, 0.15},
           {0, 0.6},
           {0.25, 1},
           {0.75, 0.95},
           {1, 0.5},
           {0.85, 0.1},
           {0.5, 0}}}},
        {'1', {{{0.52, 0}, {0.48, 1}}}},
        {'2',
         {{{0.05, 0.25}, {0.2, 0}, {0.8, 0}, {0.95, 0.3}, {0.5, 0.65}, {0, 1}, {0, 1}, {1, 0.97}}}},
        {'3',
         {{{0.05, 0.1},
           {0.6, -0.05},
           {0.95, 0.2},
           {0.4, 0.47},
           {0.4, 0.47},
           {1, 0.6},
           {0.85, 0.95},
           {0.4, 1.05},
           {0, 0.85}}}},
        {'4', {{{0.6, 0}, {0, 0.65}, {0, 0.65}, {1, 0.65}}, {{0.7, 0.3}, {0.68, 1}}}},
        {'5',
         {{{0.2, 0.02}, {0.1, 0.45}, {0.1, 0.45}, {0.7, 0.38}, {1, 0.7}, {0.65, 1.02}, {0, 0.92}},
          {{0.2, 0.02}, {0.9, 0}}}},
        {'6',
         {{{0.75, 0},
           {0.2, 0.35},
           {0, 0.75},
           {0.4, 1.03},
           {0.95, 0.85},
           {0.8, 0.5},
           {0.3, 0.5},
           {0.05, 0.75}}}},
        {'7', {{{0, 0.02}, {1, 0}, {1, 0}, {0.4, 1}}}},
        {'8',
         {{{0.85, 0.15},
           {0.45, -0.05},
           {0.1, 0.2},
           {0.85, 0.7},
           {0.6, 1.03},
           {0.15, 0.95},
           {0.1, 0.7},
           {0.8, 0.3},
           {0.85, 0.12}}}},
        {'9',
         {{{0.9, 0.2}, {0.45, -0.04}, {0.05, 0.25}, {0.4, 0.5}, {0.9, 0.2}, {0.9, 0.2}, {0.8, 1}}}},
        {'X', {{{0.05, 0}, {0.95, 1}}, {{0.95, 0}, {0.05, 1}}}},
    };
    const auto found = shapes.find(digit);
    if (found == shapes.end())
        throw std::logic_error(std::string("no shape for the character ") + digit);
    return found->second;
}

void write_shape(Paper& paper, const Shape& shape, const Box<Mm>& body, double slant,
                 const Pen& pen, Random& random) {
    for (const auto& stroke : shape) {
        Path path;
        for (const auto& [x, y] : stroke)
            path.push_back(
                {body.left() + (x + slant * (0.5 - y) + random.normal(0.02)) * body.width,
                 body.top() + (y + random.normal(0.015)) * body.height});
        draw_stroke(paper, pen, path, random);
    }
}

/// Horizontals, verticals and falling strokes, as many as an everyday character has.
Shape chinese_like(Random& random) {
    Shape shape;
    for (int horizontals = 2 + random.below(3); horizontals > 0; --horizontals) {
        const double y = random.uniform(0.05, 0.95);
        shape.push_back({{random.uniform(0, 0.25), y}, {random.uniform(0.7, 1), y - 0.06}});
    }
    for (int verticals = 1 + random.below(3); verticals > 0; --verticals) {
        const double x = random.uniform(0.15, 0.85);
        shape.push_back({{x, random.uniform(0, 0.3)}, {x, random.uniform(0.7, 1)}});
    }
    if (random.chance(0.6)) {
        shape.push_back({{0.5, 0.3}, {0.3, 0.7}, {0.05, 1}});
        shape.push_back({{0.5, 0.35}, {0.7, 0.75}, {1, 1}});
    }
    return shape;
}

}  // namespace

void write_in_comb(Paper& paper, const Box<Mm>& comb, int cells, const std::string& digits,
                   const Pen& pen, Random& random) {
    if (static_cast<int>(digits.size()) > cells)
        throw std::logic_error("more digits than cells");
    const double cell = comb.width / cells;
    const double slant = random.uniform(-0.1, 0.25);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const double height = comb.height * random.uniform(0.5, 0.66);
        const double width = std::min(height * random.uniform(0.5, 0.65), cell * 0.7);
        const double x =
            comb.left() + cell * (static_cast<double>(i) + 0.5) + random.normal(0.05) * cell;
        const double y = comb.center().y + random.normal(0.04) * comb.height;
        write_shape(paper, shape_of(digits[i]), {{x - width / 2, y - height / 2}, width, height},
                    slant, pen, random);
    }
}

void write_like_chinese(Paper& paper, const Box<Mm>& area, int characters, const Pen& pen,
                        Random& random) {
    const double size = std::clamp(area.height * 0.62, 4.0, 6.0);  // mm, as people write
    double x = area.left() + random.uniform(0.5, 2);
    double y = area.height > 3 * size ? area.top() + 1.5 : area.center().y - size / 2;
    for (; characters > 0; --characters) {
        if (x + size > area.right()) {
            x = area.left() + 1;
            y += size * 1.3;
            if (y + size > area.bottom())
                return;
        }
        write_shape(paper, chinese_like(random), {{x, y + random.normal(0.15)}, size * 0.85, size},
                    0.05, pen, random);
        x += size * random.uniform(1.0, 1.15);
    }
}

void sign(Paper& paper, const Box<Mm>& area, const Pen& pen, Random& random) {
    const double size = std::min(area.height * 0.8, 9.0);
    const double left =
        area.left() + random.uniform(0.1, 0.5) * std::max(0.0, area.width - 2.4 * size);
    for (int character = 0; character < 2 + random.below(2); ++character) {
        Path scrawl;
        for (int turn = 0; turn < 8; ++turn)
            scrawl.push_back({left + size * (0.75 * character + random.uniform(0, 0.9)),
                              area.center().y + size * random.uniform(-0.5, 0.5)});
        draw_stroke(paper, pen, scrawl, random);
    }
}

}  // namespace tanfang::simulate

#include "tests/support/marks.h"

#include <cmath>

namespace tanfang::simulate {
namespace {

/// A hand working at one box: points are given in box sides from the box's middle.
class Hand {
  public:
    Hand(Paper& paper, const Box<Mm>& box, const Pen& pen, Random& random)
        : paper_(paper), box_(box), pen_(pen), random_(random) {}

    void stroke(const std::vector<std::array<double, 2>>& points, double pen_widths = 1) {
        Path path;
        for (const auto& [x, y] : points)
            path.push_back({box_.center().x + (x + random_.normal(0.04)) * box_.width,
                            box_.center().y + (y + random_.normal(0.04)) * box_.height});
        Pen pen = pen_;
        pen.width_mm *= pen_widths;
        draw_stroke(paper_, pen, path, random_);
    }

    void tick(double size) {
        // people put the corner of a tick into the box; a larger one leaves it at the top right
        const double x = random_.normal(0.05);
        stroke({{x - 0.36 * size, -0.02 * size},
                {x - 0.06, 0.38 * std::sqrt(size)},
                {x + 0.2 * size, -0.05 * size},
                {x + 0.52 * size, -0.52 * size}});
    }

    void cross() {
        const double size = random_.uniform(0.75, 1.1);
        stroke({{-0.42 * size, -0.42 * size}, {0.42 * size, 0.42 * size}});
        stroke({{0.42 * size, -0.42 * size}, {-0.42 * size, 0.42 * size}});
    }

    void slash() {
        const double size = random_.uniform(0.8, 1.3);
        stroke({{0.42 * size, -0.48 * size}, {-0.42 * size, 0.48 * size}});
    }

    void hatch() {
        std::vector<std::array<double, 2>> zigzag;
        const int rows = 8;
        for (int row = 0; row < rows; ++row) {
            const double y = -0.42 + 0.84 * row / (rows - 1);
            const double side = row % 2 == 0 ? -0.42 : 0.42;
            zigzag.push_back({side, y});
            zigzag.push_back({-side, y + 0.05});
        }
        stroke(zigzag, 1.3);
    }

    void ring() {
        const double start = random_.uniform(0, 6.28);
        const double rx = random_.uniform(0.68, 0.9);
        const double ry = random_.uniform(0.65, 0.8);
        std::vector<std::array<double, 2>> round;
        for (int point = 0; point < 13; ++point) {  // the end runs a little past the beginning
            const double turn = start + 0.55 * point;
            round.push_back({rx * std::cos(turn), ry * std::sin(turn)});
        }
        stroke(round);
    }

    void strike_out() {
        for (int line = 0; line < 2; ++line) {
            const double y = -0.15 + 0.3 * line + random_.normal(0.05);
            stroke({{-0.85, y + 0.06}, {0, y}, {0.9, y - 0.05}});
        }
    }

    void touch() { stroke({{1.2, -0.3}, {0.7, 0.1}, {0.43, 0.3}}); }

    void stray() {
        const double side = random_.chance(0.5) ? -0.85 : 0.85;
        stroke({{side, -0.15}, {side + 0.08, 0.15}}, 0.8);
    }

  private:
    Paper& paper_;
    const Box<Mm>& box_;
    const Pen& pen_;
    Random& random_;
};

}  // namespace

const char* gesture_name(Gesture gesture) {
    switch (gesture) {
        case Gesture::tick:
            return "tick";
        case Gesture::overshoot:
            return "overshoot";
        case Gesture::cross:
            return "cross";
        case Gesture::slash:
            return "slash";
        case Gesture::filled:
            return "filled";
        case Gesture::circled:
            return "circled";
        case Gesture::struck:
            return "struck";
        case Gesture::blacked:
            return "blacked";
        case Gesture::touch:
            return "touch";
        case Gesture::stray:
            return "stray";
    }
    return "?";
}

bool chooses(Gesture gesture) {
    return gesture != Gesture::touch && gesture != Gesture::stray && !cancels(gesture);
}

bool cancels(Gesture gesture) {
    return gesture == Gesture::struck || gesture == Gesture::blacked;
}

void draw_gesture(Paper& paper, const Box<Mm>& box, Gesture gesture, const Pen& pen,
                  Random& random) {
    Hand hand(paper, box, pen, random);
    switch (gesture) {
        case Gesture::tick:
            return hand.tick(random.uniform(0.75, 1.1));
        case Gesture::overshoot:
            return hand.tick(random.uniform(1.4, 2.2));
        case Gesture::cross:
            return hand.cross();
        case Gesture::slash:
            return hand.slash();
        case Gesture::filled:
            return hand.hatch();
        case Gesture::circled:
            return hand.ring();
        case Gesture::struck:
            hand.tick(0.9);
            return hand.strike_out();
        case Gesture::blacked:
            hand.tick(0.9);
            hand.hatch();
            return hand.hatch();
        case Gesture::touch:
            return hand.touch();
        case Gesture::stray:
            return hand.stray();
    }
}

}  // namespace tanfang::simulate

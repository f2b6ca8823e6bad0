#include "pipeline/recognize/crossing_stroke.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double steepest = 0.24;      // of a stroke that crosses out, rows per column
constexpr double through_share = 0.9;  // of the box's width that such a stroke inks
// Of 17 struck ticks in boxes of 2.5 to 4 mm a line that is no steeper than this inks all of the
// width; of 23 ticks that run out of small boxes on both sides 21 at most 0.70.
constexpr double steepest_crossing = 0.36;  // of such a line, which a hasty hand draws
constexpr int slopes = 9;                   // to look at between that and a level one
constexpr double label_mm = 1;              // where print begins this near, it hides a stroke's end

/// How far ink runs out of the box to the left and to the right, as a level stroke does; 0 if only
/// to one side.
double level_stroke(const MarkPatch& patch) {
    const cv::Range rows(patch.box.y + patch.box.height / 10,
                         patch.box.y + patch.box.height * 19 / 20);
    const auto run = [&](int from, int step) {
        int length = 0, missed = 0;
        for (int x = from; x >= 0 && x < patch.mask.cols && missed <= mark_px(0.3); x += step) {
            const int ink = cv::countNonZero(patch.mask(rows, cv::Range(x, x + 1)));
            const int hidden = cv::countNonZero(patch.print(rows, cv::Range(x, x + 1)));
            // an upright stroke fills much of the column, a level one only its own width
            if (ink > 0 && ink < 0.75 * rows.size())
                ++length;
            else if (hidden <
                     0.25 * rows.size())  // behind a label nobody sees whether the stroke goes on
                ++missed;
        }
        return length / mark_px_per_mm;
    };
    const int outline = mark_px(0.45);
    return std::min(run(patch.box.x - outline, -1),
                    run(patch.box.x + patch.box.width + outline, 1));
}

/// A straight line across the box, nearly level.
struct Level {
    double y, slope;  ///< row at the middle of the box, rows per column
};

/// Whether the line has ink in a column; what print hides counts for nothing.
enum class Seen { ink, paper, hidden };

Seen look(const MarkPatch& patch, const Level& line, int x) {
    const double middle = patch.box.x + patch.box.width / 2.0;
    const int y = static_cast<int>(std::lround(line.y + line.slope * (x - middle)));
    const cv::Rect near = cv::Rect(x, y - 1, 1, 3) & cv::Rect({}, patch.mask.size());
    if (near.empty())
        return Seen::paper;
    if (cv::countNonZero(patch.mask(near)) > 0)
        return Seen::ink;
    return cv::countNonZero(patch.near_print(near)) > 0 ? Seen::hidden : Seen::paper;
}

/// Whether a line is inked from edge to edge of the box.
///
/// @param columns  that print must leave of it
bool runs_through(const MarkPatch& patch, const Level& line, int columns) {
    int ink = 0, seen = 0;
    for (int x = patch.box.x; x < patch.box.br().x; ++x) {
        const Seen here = look(patch, line, x);
        ink += here == Seen::ink;
        seen += here != Seen::hidden;
    }
    return seen >= columns && ink >= through_share * seen;
}

/// How far the line's ink runs on; negative if print hides it from the start.
double run_on(const MarkPatch& patch, const Level& line, int from, int step) {
    int ink = 0, missed = 0, seen = 0;
    for (int i = 0; i < mark_px(ring_mm) && missed <= mark_px(0.3); ++i) {
        const Seen here = look(patch, line, from + i * step);
        ink += here == Seen::ink;
        missed += here == Seen::paper;
        seen += here != Seen::hidden && i < mark_px(label_mm);
    }
    return seen < mark_px(0.3) ? -1 : ink / mark_px_per_mm;
}

/// How far a stroke through the box runs out of it on one side where the label hides the other.
/// Which way a tick leans out, it does not run level from edge to edge of the box.
double stroke_behind_label(const MarkPatch& patch) {
    const int outline = mark_px(0.45);
    double longest = 0;
    for (int y = patch.box.y + patch.box.height / 10; y < patch.box.br().y - patch.box.height / 10;
         ++y)
        for (double slope = -steepest; slope <= steepest + 1e-9; slope += steepest / 4) {
            const Level line{static_cast<double>(y), slope};
            if (!runs_through(patch, line, patch.box.width / 2 + 1))
                continue;
            const double left = run_on(patch, line, patch.box.x - outline, -1);
            const double right = run_on(patch, line, patch.box.br().x + outline, 1);
            if (std::min(left, right) < 0)
                longest = std::max({longest, left, right});
        }
    return longest;
}

/// Whether any line that is far from upright runs through the box, clear of its upper and lower
/// edge, which hide much: the arms of a tick do not.
bool is_crossed(const MarkPatch& patch) {
    const cv::Rect middle(patch.box.x, patch.box.y + patch.box.height / 2, patch.box.width, 1);
    const int free = patch.box.width - cv::countNonZero(patch.near_print(middle));
    for (int y = patch.box.y; y < patch.box.br().y; ++y)
        for (int step = -slopes; step <= slopes; ++step)
            if (runs_through(patch, {static_cast<double>(y), steepest_crossing * step / slopes},
                             free))
                return true;
    return false;
}

}  // namespace

double stroke_across(const MarkPatch& patch) {
    return is_crossed(patch) ? std::max(level_stroke(patch), stroke_behind_label(patch)) : 0;
}

}  // namespace tanfang

#include "pipeline/recognize/marks.h"

#include "pipeline/recognize/seals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tanfang {

namespace {

// Broken ink: at least two marks in pieces, and more than one for every six that are whole. Sheets
// whose ink survives the scanner's threshold show one doubtful mark in fifty.
constexpr int fewest_broken = 2;
constexpr int clear_per_broken = 6;

constexpr double near_mm = 20;  // between the middles of two boxes whose marks may meet

/// What the sheet as a whole tells about its writer.
struct Habit {
    double darkness = 0;  ///< median ink level of clear marks; 0 if there are none
    double ink = 0;       ///< median of the ink in boxes with strokes, mm²
    double outline = 0;   ///< share of its square that a box shows at least where nothing covers it
    bool fills = false;   ///< fills boxes to choose them
    bool strokes = false;  ///< ticks, crosses or slashes to choose them
    double solid = 0;      ///< median fill of the boxes that are filled
    double spill = 0;      ///< median of the ink just outside filled boxes, mm²
    bool rings = false;    ///< more than half of the boxes are surrounded: that is print, not loops
};

bool is_surrounded(const MarkMeasure& m, const MarkThresholds& t) {
    return m.inside < t.circled_inside_mm2 && m.around >= t.circled_around;
}

bool is_cross(const MarkMeasure& m, const MarkThresholds& t) {
    return m.diagonal_up >= t.diagonal && m.diagonal_down >= t.diagonal &&
           m.between_arms < t.crossed_between;
}

/// Filled or blacked, or nearly so.
bool is_solid(const MarkMeasure& m, const MarkThresholds& t) {
    return m.fill >= t.solid_fill && !is_cross(m, t);
}

/// A tick of which the smaller part lies in the box.
bool runs_through(const MarkMeasure& m, const MarkThresholds& t) {
    return m.inside >= t.through_mm2 && m.outside >= t.through_outside_mm2 &&
           m.beside <= t.through_beside_mm2 && std::max(m.width, m.height) >= t.through_extent_mm;
}

bool is_stroke(const MarkMeasure& m, const MarkThresholds& t) {
    const bool within = m.inside >= t.mark_mm2 && std::max(m.width, m.height) >= t.mark_extent_mm;
    return !is_solid(m, t) && (within || runs_through(m, t));
}

/// The value below which this share of the values lies; 0 if there are none.
double quantile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(
                                         share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double median(std::vector<double> values) {
    return quantile(std::move(values), 0.5);
}

/// The least that is no outlier: Tukey's lower fence.
double lower_fence(const std::vector<double>& values) {
    const double low = quantile(values, 0.25), high = quantile(values, 0.75);
    return low - 1.5 * (high - low);
}

Habit habit_of(const std::vector<MarkMeasure>& boxes, bool bilevel, const MarkThresholds& t) {
    Habit habit;
    std::vector<double> darkness, outlines, solids, spills, inks;
    int solid = 0, strokes = 0;
    std::size_t surrounded = 0;
    for (const auto& m : boxes) {
        outlines.push_back(m.outline);
        surrounded += is_surrounded(m, t);
        if (is_solid(m, t)) {
            ++solid;
            solids.push_back(m.fill);
            spills.push_back(m.outside);
        } else if (is_stroke(m, t)) {
            ++strokes;
            inks.push_back(m.inside);
        } else {
            continue;
        }
        darkness.push_back(m.darkness);
    }
    habit.darkness = median(std::move(darkness));
    habit.outline = t.outline_share * median(outlines);
    // a scan that shows thin lines here and there only tells nothing of what covers them; one of
    // 1 bit may have lost a thin stroke where it lost the line
    if (!bilevel)
        habit.outline = std::min(habit.outline, lower_fence(outlines));
    habit.ink = median(std::move(inks));
    habit.solid = median(std::move(solids));
    habit.spill = median(std::move(spills));
    habit.rings = 2 * surrounded > boxes.size();
    habit.fills = solid >= 2 && solid > strokes;
    habit.strokes = strokes >= 2 && strokes > solid;
    return habit;
}

MarkHow shape_of(const MarkMeasure& m, const MarkThresholds& t) {
    const bool up = m.diagonal_up >= t.diagonal, down = m.diagonal_down >= t.diagonal;
    if (up && down)
        return MarkHow::cross;
    if (up && m.lowest_x < t.slash_lowest_x)
        return MarkHow::slash;
    return MarkHow::tick;
}

MarkReading solid_box(const MarkMeasure& m, const Habit& habit, const MarkThresholds& t) {
    const bool spilled = m.outside > habit.spill + t.blacked_spill_mm2;
    const double whole = m.across >= t.struck_across_mm ? t.whole_fill : t.thinner_fill;
    if (habit.fills && !spilled && m.fill >= whole * habit.solid)
        return {MarkState::marked, MarkHow::filled, std::min(1.0, m.fill), true};
    if (habit.strokes || (habit.fills && spilled))  // a cancelled choice: a person confirms it
        return {MarkState::empty, MarkHow::blacked, 0.5, false};
    return {MarkState::doubtful, MarkHow::filled, 0.5, false};
}

MarkReading judge(const MarkMeasure& m, const Habit& habit, const MarkThresholds& t) {
    const MarkReading struck{MarkState::empty, MarkHow::struck, 0.5, false};
    if (m.outside > t.most_outside_mm2)
        return {MarkState::doubtful, MarkHow::none, 0.3, false};
    if (is_solid(m, t))
        return m.across >= t.struck_solid_mm ? struck : solid_box(m, habit, t);
    if (is_stroke(m, t)) {
        if (m.across >= t.struck_across_mm)
            return struck;
        if (m.across >= t.perhaps_struck_mm &&
            (habit.fills || m.inside >= t.perhaps_struck_ink * habit.ink))
            return {MarkState::doubtful, MarkHow::struck, 0.5, false};
        const bool faint = m.darkness < t.faint_share * habit.darkness;
        return {faint ? MarkState::doubtful : MarkState::marked, shape_of(m, t), faint ? 0.6 : 1.0,
                !faint};
    }
    if (is_surrounded(m, t))
        return habit.rings ? MarkReading{MarkState::doubtful, MarkHow::none, 0.3, false}
                           : MarkReading{MarkState::marked, MarkHow::circled, m.around, true};
    if (m.outline < habit.outline)  // correction fluid, a slip of paper, a fold
        return {MarkState::doubtful, MarkHow::none, 0.3, false};
    if (m.inside < t.no_ink_mm2 && m.faint_inside < t.no_faint_mm2 && m.around < t.nothing_around &&
        m.outside < t.stray_mm2)
        return {MarkState::empty, MarkHow::none, 0, true};
    const double score = std::clamp(0.1 + 0.4 * m.inside / t.mark_mm2, 0.1, 0.5);
    return {MarkState::doubtful, m.inside >= t.no_ink_mm2 ? MarkHow::tick : MarkHow::none, score,
            false};
}

}  // namespace

std::vector<MarkReading> judge_marks(const std::vector<MarkMeasure>& boxes, bool bilevel) {
    const MarkThresholds thresholds;
    const Habit habit = habit_of(boxes, bilevel, thresholds);
    std::vector<MarkReading> readings;
    readings.reserve(boxes.size());
    for (const auto& box : boxes) readings.push_back(judge(box, habit, thresholds));
    return readings;
}

void doubt_groups_without_ink(const std::vector<std::string>& fields,
                              const std::set<std::string>& must,
                              std::vector<MarkReading>& readings) {
    int clear = 0, broken = 0;
    std::set<std::string> answered;
    for (std::size_t i = 0; i < readings.size(); ++i) {
        clear += readings[i].state == MarkState::marked;
        broken += readings[i].state == MarkState::doubtful;
        if (readings[i].state != MarkState::empty || readings[i].how != MarkHow::none)
            answered.insert(fields[i]);
    }
    const bool in_pieces = broken >= fewest_broken && broken * clear_per_broken >= clear;
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (!answered.contains(fields[i]) && (in_pieces || must.contains(fields[i]))) {
            readings[i].state = MarkState::doubtful;
            readings[i].sure = false;
        }
}

void doubt_marks_of_one_choice(const std::vector<std::string>& fields,
                               const std::set<std::string>& one,
                               std::vector<MarkReading>& readings) {
    std::map<std::string, int> marks;
    for (std::size_t i = 0; i < readings.size(); ++i)
        marks[fields[i]] += readings[i].state == MarkState::marked;
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (readings[i].state == MarkState::marked && one.contains(fields[i]) &&
            marks[fields[i]] > 1)
            readings[i].sure = false;
}

void doubt_loops_among_strokes(std::vector<MarkReading>& readings) {
    const auto is_loop = [](const MarkReading& reading) {
        return reading.state == MarkState::marked && reading.how == MarkHow::circled;
    };
    const auto marks =
        std::count_if(readings.begin(), readings.end(), [](const MarkReading& reading) {
            return reading.state == MarkState::marked && reading.how != MarkHow::filled;
        });
    if (2 * std::count_if(readings.begin(), readings.end(), is_loop) >= marks)
        return;
    for (auto& reading : readings)
        if (is_loop(reading))
            reading.sure = false;
}

namespace {

/// Who ticks the word instead of its box, or the paper beside it, leaves the whole group without a
/// mark, or without one of several: then a box with ink so near is no sure empty one.
void doubt_ink_beside(const Ink& ink, const std::vector<const Spot*>& spots,
                      const std::vector<Box<Mm>>& squares, const std::vector<MarkMeasure>& measures,
                      const std::set<std::string>& several, std::vector<MarkReading>& readings) {
    const MarkThresholds thresholds;
    std::vector<Box<Mm>> taken = squares;
    for (const auto& spot : ink.page().form->spots)
        if (spot.page == ink.page().page && spot.kind != SpotKind::checkbox)
            taken.push_back(spot.box);
    std::set<std::string> answered;
    for (std::size_t i = 0; i < spots.size(); ++i)
        if (readings[i].state != MarkState::empty)
            answered.insert(spots[i]->field);
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const bool alone = !answered.contains(spots[i]->field);
        if (!readings[i].sure || readings[i].state != MarkState::empty ||
            (!alone && !several.contains(spots[i]->field)))
            continue;
        if (measures[i].beside >= thresholds.beside_mm2 ||
            (alone && label_ink(ink, squares[i], taken) >= thresholds.label_mm2))
            readings[i] = {MarkState::doubtful, MarkHow::none, 0.3, false};
    }
}

/// The boxes whose marks may come near a box.
std::vector<Box<Mm>> others_near(const Box<Mm>& box, const std::vector<Box<Mm>>& all) {
    std::vector<Box<Mm>> near;
    for (const auto& other : all) {
        const double dx = std::abs(other.center().x - box.center().x),
                     dy = std::abs(other.center().y - box.center().y);
        if ((dx > 0 || dy > 0) && std::hypot(dx, dy) < near_mm)
            near.push_back(other);
    }
    return near;
}

}  // namespace

std::vector<std::pair<std::string, MarkReading>> read_marks(const Ink& ink,
                                                            const ChoiceFields& choices) {
    std::vector<const Spot*> spots;
    std::vector<Box<Mm>> squares;
    for (const auto& spot : ink.page().form->spots)
        if (spot.page == ink.page().page && spot.kind == SpotKind::checkbox) {
            spots.push_back(&spot);
            squares.push_back(ink.square_of(spot));
        }
    std::vector<MarkMeasure> measures;
    for (const auto& square : squares)
        measures.push_back(measure_mark(ink, square, others_near(square, squares)));
    auto judged = judge_marks(measures, ink.page().image->bilevel);
    std::vector<std::string> fields;
    for (const auto* spot : spots) fields.push_back(spot->field);
    if (ink.page().image->bilevel)
        doubt_groups_without_ink(fields, choices.must, judged);
    doubt_marks_of_one_choice(fields, choices.one, judged);
    if (ink.page().is_of_others())
        doubt_loops_among_strokes(judged);
    doubt_ink_beside(ink, spots, squares, measures, choices.several, judged);
    const auto seals = find_seals(ink);
    std::vector<std::pair<std::string, MarkReading>> readings;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        // without colour the lines of a seal look like strokes of a pen
        if (covered_by_seal(seals, spots[i]->box) &&
            measures[i].inside + measures[i].outside > MarkThresholds{}.no_ink_mm2) {
            judged[i].state = MarkState::doubtful;
            judged[i].sure = false;
        }
        readings.emplace_back(spots[i]->id, judged[i]);
    }
    return readings;
}

}  // namespace tanfang

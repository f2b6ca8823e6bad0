/// Floors under every scanning condition: where the page is, what its boxes say, which sheet it is.
///
/// Each row of the table is one condition. The sheets are the simulator's: seeds are fixed, so a
/// run that fails is a change of the program, never of luck.
#include "pipeline/page/register_page.h"
#include "pipeline/recognize/marks.h"

#include <algorithm>
#include <iostream>

#include "tests/accuracy/score.h"
#include "tests/support/print_shop.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

/// What a condition must reach. Measured: medians of 0.005 to 0.026 mm, worst places of 0.02 to
/// 0.06 mm, 0.12 where the paper is bent by a millimeter; the floors are less than twice that.
struct Floor {
    double median_mm = 0.04;
    double worst_mm = 0.12;
    int wrong = 0;  ///< boxes claimed wrong
    int asked = 6;  ///< boxes of all the row's sheets
    int serials_missing = 0;
};

// Over all conditions together, shares of the boxes and of the boxes that were meant.
constexpr double most_asked = 0.03;
constexpr double most_chosen_asked = 0.04;

struct Row {
    ScanCondition how;
    Floor floor;
    int sheets = 2;          ///< filled ones of each page
    bool blank_too = false;  ///< and a sheet with nothing on it
    bool pale_pen = false;   ///< the third copy of a carbon set
};

Row row(const std::string& name, double dpi) {
    Row r;
    r.how.name = name;
    r.how.dpi = dpi;
    r.how.skew_degrees = 1.5;
    r.how.bend_mm = 0.3;
    r.how.blur_mm = 0.06;
    r.how.noise = 2;
    r.how.shrink = 0.01;
    r.how.any_orientation = true;
    return r;
}

std::vector<Row> rows() {
    std::vector<Row> all;
    all.push_back(row("office", 300));

    all.push_back(row("grey", 200));
    all.back().how.color = false;
    all.back().how.block_step = 8;

    all.push_back(row("worn", 300));
    all.back().blank_too = true;
    all.back().how.color = false;
    all.back().how.skew_degrees = 4;
    all.back().how.bend_mm = 1;
    all.back().floor.worst_mm = 0.2;
    all.back().how.shrink = 0.06;
    all.back().how.fade = 0.4;
    all.back().how.noise = 6;

    all.push_back(row("mono", 300));
    all.back().blank_too = true;
    all.back().how.bilevel = true;
    all.back().how.color = false;

    all.push_back(row("fax", 200));
    all.back().how.bilevel = true;
    all.back().how.color = false;

    all.push_back(row("low", 150));
    all.back().how.color = false;
    all.back().how.block_step = 10;

    all.push_back(row("carbon", 300));
    all.back().pale_pen = true;
    all.back().how.blur_mm = 0.1;

    all.push_back(row("photo", 220));
    all.back().blank_too = true;
    all.back().how.photo = true;
    all.back().how.bend_mm = 0.8;
    all.back().floor.worst_mm = 0.2;
    all.back().how.noise = 3;

    all.push_back(row("coarse", 100));
    all.back().how.color = false;

    all.push_back(row("fine", 600));
    all.back().how.color = false;
    all.back().sheets = 1;
    return all;
}

/// One printed page with all that reading it needs.
struct Desk {
    Desk(const std::string& form, int page)
        : sheet(print_sheets(form).at(static_cast<std::size_t>(page))),
          print(printed_ink(reference_picture(sheet.form, page), sheet.form.page_width)) {}
    PrintedSheet sheet;
    PrintedInk print;
};

Habit habit_for(const Row& row, Random& random) {
    Habit habit = some_habit(random);
    if (row.pale_pen)
        habit.pen.color = {180, 150, 125};
    return habit;
}

/// Scans one sheet and adds what the program makes of it.
void read_sheet(const Desk& desk, const Row& row, const Filling& filling, const Pen& pen,
                Random& random, Score& score) {
    const PrintedSheet& sheet = desk.sheet;
    Paper paper{sheet.paper.bgr.clone(), sheet.paper.px_per_mm};
    fill(paper, sheet.form, sheet.page, filling, pen, random);
    const Scan seen = scan(paper, row.how, random);
    const std::string name = row.how.name + " sheet " + std::to_string(score.sheets + score.lost);
    try {
        const auto found = register_page(seen.image, {&sheet.form}, {});
        if (found.size() != 1 || found.front().page != sheet.page ||
            found.front().registration.rotation != seen.rotation)
            throw Error(Fault::poor_registration, name, "found as something else");
        score_registration(score, found.front(), seen.truth, sheet.serial);
        score_boxes(score, filling, read_marks(Ink(found.front(), desk.print), {}), name);
    } catch (const Error& error) {
        ++score.lost;
        score.mistakes.push_back(name + ": " + error.what());
    }
}

Score measure(const Desk& desk, const Row& row, std::uint64_t seed, bool blank) {
    Score score;
    for (int sheet = 0; sheet < (blank ? 1 : row.sheets); ++sheet) {
        Random random(seed + static_cast<std::uint64_t>(sheet));
        const Habit habit = habit_for(row, random);
        const Filling filling =
            blank ? Filling{} : some_filling(desk.sheet.form, desk.sheet.page, habit, random);
        read_sheet(desk, row, filling, habit.pen, random, score);
    }
    std::cout << summary(row.how.name + (blank ? " blank" : ""), score) << '\n';
    return score;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += '\n' + line;
    return text;
}

void expect_floor(const Row& row, const Score& score, int sheets, int boxes) {
    SCOPED_TRACE(row.how.name + joined(score.mistakes));
    EXPECT_EQ(score.sheets, sheets) << "sheets were lost";
    EXPECT_EQ(score.boxes, boxes) << "boxes were lost";
    EXPECT_LE(score.median_placement(), row.floor.median_mm);
    EXPECT_LE(score.worst_placement(), row.floor.worst_mm);
    EXPECT_LE(score.wrong, row.floor.wrong);
    EXPECT_LE(score.asked, row.floor.asked);
    EXPECT_EQ(score.serials_wrong, 0);
    EXPECT_LE(score.serials_missing, row.floor.serials_missing);
}

int boxes_of(const PrintedSheet& sheet) {
    return static_cast<int>(
        std::count_if(sheet.form.spots.begin(), sheet.form.spots.end(), [&sheet](const Spot& spot) {
            return spot.kind == SpotKind::checkbox && spot.page == sheet.page;
        }));
}

void check_page(const std::string& form, int page) {
    const Desk desk(form, page);
    const int boxes = boxes_of(desk.sheet);
    int all = 0, chosen = 0, asked = 0, chosen_asked = 0;
    std::uint64_t seed = page == 0 ? 1000 : 2000;
    for (const Row& row : rows()) {
        seed += 10;
        const Score score = measure(desk, row, seed, false);
        expect_floor(row, score, row.sheets, row.sheets * boxes);
        all += score.boxes, chosen += score.chosen;
        asked += score.asked, chosen_asked += score.chosen_asked;
        if (!row.blank_too)
            continue;
        const Score blank = measure(desk, row, seed + 5, true);
        SCOPED_TRACE("blank sheet, " + row.how.name + joined(blank.mistakes));
        EXPECT_EQ(blank.boxes, boxes);
        EXPECT_EQ(blank.wrong, 0);
        EXPECT_EQ(blank.serials_wrong, 0);
    }
    EXPECT_GT(chosen, boxes) << "the writer wrote hardly anything: nothing was measured";
    EXPECT_LE(asked, most_asked * all);
    EXPECT_LE(chosen_asked, most_chosen_asked * chosen);
}

TEST(Accuracy, VisitReachesItsFloors) {
    check_page("visit", 0);
}
TEST(Accuracy, EnrollmentFrontReachesItsFloors) {
    check_page("enrollment", 0);
}
TEST(Accuracy, EnrollmentBackReachesItsFloors) {
    check_page("enrollment", 1);
}

}  // namespace
}  // namespace tanfang::simulate

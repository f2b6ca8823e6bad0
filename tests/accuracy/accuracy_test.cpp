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

/// What a condition must reach; shares are 0..1.
struct Floor {
    double median_mm = 0.15;
    double worst_mm = 0.7;
    int wrong = 0;               ///< boxes claimed wrong
    double asked = 0.02;         ///< share of all boxes
    double chosen_asked = 0.04;  ///< share of the boxes that were meant
    int serials_missing = 0;
};

struct Row {
    ScanCondition how;
    Floor floor;
    int sheets_per_page = 3;
    bool pale_pen = false;  ///< the third copy of a carbon set
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
    all.back().how.color = false;
    all.back().how.skew_degrees = 4;
    all.back().how.bend_mm = 1;
    all.back().how.shrink = 0.06;
    all.back().how.fade = 0.4;
    all.back().how.noise = 6;

    all.push_back(row("mono", 300));
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
    all.back().how.photo = true;
    all.back().how.bend_mm = 0.8;
    all.back().how.noise = 3;

    all.push_back(row("coarse", 100));
    all.back().how.color = false;

    all.push_back(row("fine", 600));
    all.back().how.color = false;
    all.back().sheets_per_page = 1;
    return all;
}

/// One printed form with all that reading it needs.
struct Desk {
    explicit Desk(const std::string& id) : sheets(print_sheets(id)), form(sheets.at(0).form) {
        for (const auto& sheet : sheets)
            prints.push_back(printed_ink(reference_picture(form, sheet.page), form.page_width));
    }
    std::vector<PrintedSheet> sheets;
    FormTemplate form;
    std::vector<PrintedInk> prints;
};

Habit habit_for(const Row& row, Random& random) {
    Habit habit = some_habit(random);
    if (row.pale_pen)
        habit.pen.color = {180, 150, 125};
    return habit;
}

/// Scans one sheet and adds what the program makes of it.
void read_sheet(const Desk& desk, int page, const Row& row, const Filling& filling, const Pen& pen,
                Random& random, Score& score) {
    const auto index = static_cast<std::size_t>(page);
    const PrintedSheet& sheet = desk.sheets[index];
    Paper paper{sheet.paper.bgr.clone(), sheet.paper.px_per_mm};
    fill(paper, desk.form, page, filling, pen, random);
    const Scan seen = scan(paper, row.how, random);
    const std::string name = row.how.name + " sheet " + std::to_string(score.sheets + score.lost);
    try {
        const auto found = register_page(seen.image, {&desk.form}, {});
        if (found.size() != 1 || found.front().page != page ||
            found.front().registration.rotation != seen.rotation)
            throw Error(Fault::poor_registration, name, "found as something else");
        score_registration(score, found.front(), seen.truth, sheet.serial);
        score_boxes(score, filling, read_marks(Ink(found.front(), desk.prints[index])), name);
    } catch (const Error& error) {
        ++score.lost;
        score.mistakes.push_back(name + ": " + error.what());
    }
}

Score measure(const Desk& desk, const Row& row, bool blank) {
    Score score;
    for (int page = 0; page < static_cast<int>(desk.form.pages.size()); ++page) {
        const int sheets = blank ? 1 : row.sheets_per_page;
        for (int sheet = 0; sheet < sheets; ++sheet) {
            Random random(static_cast<std::uint64_t>(1000 * page + sheet + (blank ? 500 : 0)));
            const Habit habit = habit_for(row, random);
            const Filling filling =
                blank ? Filling{} : some_filling(desk.form, page, habit, random);
            read_sheet(desk, page, row, filling, habit.pen, random, score);
        }
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
    EXPECT_LE(score.asked, row.floor.asked * score.boxes);
    EXPECT_LE(score.chosen_asked, row.floor.chosen_asked * score.chosen);
    EXPECT_EQ(score.serials_wrong, 0);
    EXPECT_LE(score.serials_missing, row.floor.serials_missing);
}

int boxes_of(const FormTemplate& form) {
    return static_cast<int>(
        std::count_if(form.spots.begin(), form.spots.end(),
                      [](const Spot& spot) { return spot.kind == SpotKind::checkbox; }));
}

void check_form(const std::string& id) {
    const Desk desk(id);
    const int pages = static_cast<int>(desk.form.pages.size());
    const int boxes = boxes_of(desk.form);
    for (const Row& row : rows()) {
        expect_floor(row, measure(desk, row, false), pages * row.sheets_per_page,
                     boxes * row.sheets_per_page);
        const Score blank = measure(desk, row, true);
        SCOPED_TRACE("blank sheets, " + row.how.name + joined(blank.mistakes));
        EXPECT_EQ(blank.boxes, boxes);
        EXPECT_EQ(blank.wrong, 0);
        EXPECT_EQ(blank.serials_wrong, 0);
    }
}

TEST(Accuracy, VisitReachesItsFloors) {
    check_form("visit");
}
TEST(Accuracy, EnrollmentReachesItsFloors) {
    check_form("enrollment");
}

}  // namespace
}  // namespace tanfang::simulate

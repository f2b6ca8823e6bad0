/// Boxes of other sizes than ours, on a print that is not ours: one set of thresholds for all.
#include "pipeline/page/reference_print.h"
#include "pipeline/recognize/marks.h"
#include "pipeline/recognize/reference_ink.h"

#include <map>

#include "tests/support/foreign_print.h"
#include "tests/support/marks.h"
#include "tests/support/scanner.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

cv::Mat gray_of(const Paper& paper) {
    cv::Mat gray;
    cv::cvtColor(paper.bgr, gray, cv::COLOR_BGR2GRAY);
    return gray;
}

ScanCondition office() {
    ScanCondition how;
    how.skew_degrees = 1.5;
    how.bend_mm = 0.3;
    how.blur_mm = 0.06;
    how.noise = 2;
    return how;
}

/// A questionnaire, its marks, and what is read of a scan of it.
struct Sheet {
    explicit Sheet(double box_mm) {
        ForeignPrintLook look;
        look.box_mm = box_mm;
        print = foreign_print(look);
        paper = {print.blank.bgr.clone(), print.blank.px_per_mm};
    }

    const Box<Mm>& box(const std::string& spot) const { return print.form.find_spot(spot)->box; }

    void mark(const std::string& spot, Gesture gesture) {
        draw_gesture(paper, box(spot), gesture, pen, random);
    }

    /// Ticks the first box of the rows from `first` on.
    void tick_rows(int first, int last) {
        for (int row = first; row <= last; ++row)
            mark("q" + std::to_string(row) + ".a", Gesture::tick);
    }

    std::map<std::string, MarkReading> read() {
        const cv::Mat blank = gray_of(print.blank);
        const ReferencePrint known(print.form, 0, blank);
        const PrintedInk ink = reference_ink(blank, print.form, 0);
        const Scan seen = scan(paper, office(), random);
        const auto sheets = register_by_reference(seen.image, {&known});
        std::map<std::string, MarkReading> readings;
        for (const auto& [id, reading] : read_marks(Ink(sheets.at(0), ink), {}))
            readings[id] = reading;
        return readings;
    }

    ForeignPrint print;
    Paper paper;
    Pen pen;
    Random random{31};
};

class SmallBoxes : public testing::TestWithParam<double> {};

TEST_P(SmallBoxes, MarksAreReadAsTheyWereMade) {
    Sheet sheet(GetParam());
    sheet.tick_rows(1, 6);
    sheet.mark("q7.b", Gesture::cross);
    sheet.mark("q8.b", Gesture::circled);
    sheet.mark("q9.b", Gesture::overshoot);
    const auto readings = sheet.read();
    for (const auto& [id, reading] : readings) {
        const bool chosen = (id.ends_with(".a") && id < "q7" && id.size() == 4) || id == "q7.b" ||
                            id == "q8.b" || id == "q9.b";
        EXPECT_EQ(reading.state, chosen ? MarkState::marked : MarkState::empty) << id;
        EXPECT_EQ(reading.sure, id != "q8.b") << id << ": a loop among ticks asks";
    }
    EXPECT_EQ(readings.at("q7.b").how, MarkHow::cross);
    EXPECT_EQ(readings.at("q8.b").how, MarkHow::circled);
}

TEST_P(SmallBoxes, ACancelledBoxIsEmptyAndAsks) {
    Sheet sheet(GetParam());
    sheet.tick_rows(1, 8);
    sheet.mark("q9.a", Gesture::struck);
    sheet.mark("q10.a", Gesture::blacked);
    const auto readings = sheet.read();
    // a thick pen leaves nothing white of a small box: then the one looks like the other
    EXPECT_THAT(readings.at("q9.a").how, testing::AnyOf(MarkHow::struck, MarkHow::blacked));
    EXPECT_EQ(readings.at("q10.a").how, MarkHow::blacked);
    for (const char* id : {"q9.a", "q10.a"}) {
        EXPECT_EQ(readings.at(id).state, MarkState::empty) << id;
        EXPECT_FALSE(readings.at(id).sure) << id;
    }
}

TEST_P(SmallBoxes, WhereEveryBoxIsTickedEveryBoxIsMarked) {
    Sheet sheet(GetParam());
    for (const auto& spot : sheet.print.form.spots) sheet.mark(spot.id, Gesture::tick);
    for (const auto& [id, reading] : sheet.read())
        EXPECT_EQ(reading.state, MarkState::marked) << id;
}

TEST_P(SmallBoxes, ABlankSheetHasNoMarkAndNoDoubt) {
    for (const auto& [id, reading] : Sheet(GetParam()).read()) {
        EXPECT_EQ(reading.state, MarkState::empty) << id;
        EXPECT_TRUE(reading.sure) << id;
    }
}

INSTANTIATE_TEST_SUITE_P(Sides, SmallBoxes, testing::Values(3.5, 4.5, 6.0));

TEST(PrintedSquare, IsFoundWhereTheSpotIsTheCellOfItsCharacter) {
    const Sheet sheet(2.6);
    const Box<Mm>& drawn = sheet.box("q3.b");
    // a character cell is larger than its square, which stands low in it
    const Box<Mm> cell{{drawn.left() - 0.5, drawn.top() - 0.9}, 3.6, 3.6};
    const auto found =
        printed_square(gray_of(sheet.print.blank), sheet.print.blank.px_per_mm, cell);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->left(), drawn.left(), 0.15);
    EXPECT_NEAR(found->top(), drawn.top(), 0.15);
    EXPECT_NEAR(found->width, drawn.width, 0.25);
}

TEST(PrintedSquare, IsNotFoundOnBarePaper) {
    const Sheet sheet(2.6);
    EXPECT_FALSE(printed_square(gray_of(sheet.print.blank), sheet.print.blank.px_per_mm,
                                {{100, 270}, 3.5, 3.5}));
}

}  // namespace
}  // namespace tanfang::simulate

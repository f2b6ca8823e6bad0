/// Judging measured boxes: no picture is needed to say what ink means.
#include "pipeline/recognize/marks.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {

MarkMeasure tick() {
    MarkMeasure m;
    m.inside = 3.3;
    m.faint_inside = 4;
    m.fill = 0.2;
    m.width = 3.7;
    m.height = 3.8;
    m.diagonal_up = 0.9;
    m.diagonal_down = 0.35;
    m.lowest_x = 0.42;
    m.darkness = 190;
    return m;
}

MarkMeasure solid() {
    MarkMeasure m = tick();
    m.inside = m.faint_inside = 16;
    m.fill = 0.98;
    m.diagonal_down = m.diagonal_up = m.between_arms = 1;
    return m;
}

std::vector<MarkReading> judge_with_ticks(const MarkMeasure& box) {
    return judge_marks({box, tick(), tick(), tick()});
}

}  // namespace

TEST(Marks, UntouchedBoxesAreSurelyEmpty) {
    const auto reading = judge_with_ticks({})[0];
    EXPECT_EQ(reading.state, MarkState::empty);
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.how, MarkHow::none);
}

TEST(Marks, TellTickCrossAndSlashByTheirDiagonalsAndTheirFoot) {
    MarkMeasure cross = tick(), slash = tick();
    cross.diagonal_down = 1;
    slash.lowest_x = 0.18;
    EXPECT_EQ(judge_with_ticks(tick())[0].how, MarkHow::tick);
    EXPECT_EQ(judge_with_ticks(cross)[0].how, MarkHow::cross);
    EXPECT_EQ(judge_with_ticks(slash)[0].how, MarkHow::slash);
    for (const auto& m : {tick(), cross, slash}) {
        EXPECT_EQ(judge_with_ticks(m)[0].state, MarkState::marked);
        EXPECT_TRUE(judge_with_ticks(m)[0].sure);
    }
}

TEST(Marks, ASquareThatIsNotSeenAsksUnlessOthersAreHardlySeenEither) {
    MarkMeasure covered;
    const auto reading_beside = [&](const std::vector<double>& outlines, bool bilevel) {
        std::vector<MarkMeasure> boxes{covered};
        for (const double outline : outlines) {
            boxes.emplace_back();
            boxes.back().outline = outline;
        }
        return judge_marks(boxes, bilevel)[0];
    };
    const std::vector<double> clear{0.9, 0.95, 1, 0.98, 0.93}, thin{0.05, 0.5, 0.3, 0.1, 0.6};
    EXPECT_EQ(reading_beside(clear, false).state, MarkState::doubtful);
    EXPECT_TRUE(reading_beside(thin, false).sure);
    EXPECT_FALSE(reading_beside(thin, true).sure) << "a thin stroke would be lost there, too";
}

TEST(Marks, AStruckBoxIsEmptyAndAsks) {
    MarkMeasure struck = tick();
    struck.across = 1.3;
    const auto reading = judge_with_ticks(struck)[0];
    EXPECT_EQ(reading.state, MarkState::empty);
    EXPECT_EQ(reading.how, MarkHow::struck);
    EXPECT_FALSE(reading.sure);
}

TEST(Marks, AMarkThatMayBeStruckAsks) {
    MarkMeasure perhaps = tick();
    perhaps.across = 0.7;
    perhaps.inside = 5;
    const auto reading = judge_with_ticks(perhaps)[0];
    EXPECT_EQ(reading.state, MarkState::doubtful);
    EXPECT_FALSE(reading.sure);
    perhaps.across = 0.5;  // a label hides where the stroke ends
    EXPECT_FALSE(judge_with_ticks(perhaps)[0].sure);
    perhaps.across = 0.7;
    perhaps.inside = 3.5;  // the arm of a tick, with no stroke besides
    EXPECT_TRUE(judge_with_ticks(perhaps)[0].sure);
}

TEST(Marks, WhoFillsBoxesBlackensFarOverTheEdgeToCancel) {
    MarkMeasure blackened = solid(), filled = solid();
    blackened.outside = 4.5;
    filled.outside = 1;
    const auto readings = judge_marks({blackened, filled, solid(), solid()});
    EXPECT_EQ(readings[0].state, MarkState::empty);
    EXPECT_EQ(readings[0].how, MarkHow::blacked);
    EXPECT_FALSE(readings[0].sure);
    EXPECT_EQ(readings[1].state, MarkState::marked);
    EXPECT_TRUE(readings[1].sure);
}

TEST(Marks, ABoxWithLessInkThanWhoFillsBoxesLeavesInThemAsks) {
    MarkMeasure thick_tick = solid(), struck = solid(), stroke = tick();
    thick_tick.fill = 0.8;
    struck.fill = 0.9;
    struck.across = 1.7;
    stroke.across = 0.7;
    MarkMeasure pale = solid(), spilled = solid();
    pale.fill = 0.9;
    spilled.across = 1.7;
    const auto readings =
        judge_marks({thick_tick, struck, stroke, pale, spilled, solid(), solid(), solid()});
    for (const std::size_t asking : {0u, 1u, 2u}) EXPECT_FALSE(readings[asking].sure) << asking;
    for (const std::size_t filled : {3u, 4u, 5u}) EXPECT_TRUE(readings[filled].sure) << filled;
}

TEST(Marks, WhereMostBoxesAreSurroundedItIsNoPenThatDidIt) {
    MarkMeasure ring;
    ring.around = 0.8;
    const auto loops = judge_marks({ring, {}, {}, {}, tick()});
    EXPECT_EQ(loops[0].how, MarkHow::circled);
    EXPECT_TRUE(loops[0].sure);
    for (const auto& reading : judge_marks({ring, ring, ring, {}, tick()}))
        EXPECT_FALSE(reading.sure && reading.how == MarkHow::circled);
}

TEST(Marks, ATickThatRunsThroughASmallBoxIsOne) {
    MarkMeasure through = tick();
    through.inside = through.faint_inside = 0.9;
    through.width = 0.8;
    through.height = 1.5;
    through.outside = 3;
    through.beside = 2;
    const auto reading = judge_with_ticks(through)[0];
    EXPECT_EQ(reading.state, MarkState::marked);
    EXPECT_TRUE(reading.sure);
    MarkMeasure tail = through, dot = through, words = through;
    tail.inside = 0.35;  // of a tick in another box
    dot.outside = 0.3;
    words.beside = 5;  // written over the box
    for (const auto& other : {tail, dot, words})
        EXPECT_EQ(judge_with_ticks(other)[0].state, MarkState::doubtful);
}

TEST(Marks, AShadeOverABoxIsNoMark) {
    MarkMeasure shade = tick();
    shade.inside = 9;
    shade.outside = 20;
    EXPECT_EQ(judge_with_ticks(shade)[0].state, MarkState::doubtful);
    EXPECT_FALSE(judge_with_ticks(shade)[0].sure);
}

TEST(Marks, ACrossOfAThickPenIsNoSolidBox) {
    MarkMeasure cross = solid();
    cross.fill = 0.85;
    cross.between_arms = 0.4;
    const auto reading = judge_with_ticks(cross)[0];
    EXPECT_EQ(reading.state, MarkState::marked);
    EXPECT_EQ(reading.how, MarkHow::cross);
    EXPECT_TRUE(reading.sure);
    cross.between_arms = 0.8;
    EXPECT_EQ(judge_with_ticks(cross)[0].how, MarkHow::blacked);
}

TEST(Marks, ASolidBoxMeansWhatTheSheetsWriterMeansByIt) {
    const auto canceled = judge_with_ticks(solid())[0];
    EXPECT_EQ(canceled.state, MarkState::empty);
    EXPECT_EQ(canceled.how, MarkHow::blacked);
    EXPECT_FALSE(canceled.sure);
    for (const auto& chosen : judge_marks({solid(), solid(), solid()})) {
        EXPECT_EQ(chosen.state, MarkState::marked);
        EXPECT_EQ(chosen.how, MarkHow::filled);
        EXPECT_TRUE(chosen.sure);
    }
    EXPECT_EQ(judge_marks({solid()})[0].state, MarkState::doubtful) << "alone it may be either";
}

TEST(Marks, ALoopAroundAnUntouchedBoxChoosesIt) {
    MarkMeasure loop;
    loop.around = 0.64;
    loop.outside = 6;
    const auto reading = judge_with_ticks(loop)[0];
    EXPECT_EQ(reading.state, MarkState::marked);
    EXPECT_EQ(reading.how, MarkHow::circled);
}

TEST(Marks, DotsFaintTicksAndTicksBesideTheBoxAreDoubtful) {
    MarkMeasure dot, faint = tick(), beside;
    dot.inside = dot.faint_inside = 1.8;
    dot.width = dot.height = 1.5;
    faint.darkness = 60;
    beside.inside = beside.faint_inside = 0.5;
    beside.outside = 2.2;
    for (const auto& m : {dot, faint, beside}) {
        EXPECT_EQ(judge_with_ticks(m)[0].state, MarkState::doubtful);
        EXPECT_FALSE(judge_with_ticks(m)[0].sure);
    }
}

TEST(Marks, InkBesideAnEmptyBoxMakesItDoubtfulButADotOfDustDoesNot) {
    MarkMeasure much, little;
    much.outside = 2.5;
    little.outside = 0.5;
    EXPECT_EQ(judge_with_ticks(much)[0].state, MarkState::doubtful);
    EXPECT_EQ(judge_with_ticks(little)[0].state, MarkState::empty);
}

TEST(Marks, OnBrokenInkNoGroupWithoutInkIsCalledEmpty) {
    const MarkReading empty{MarkState::empty, MarkHow::none, 0, true};
    const MarkReading marked{MarkState::marked, MarkHow::tick, 1, true};
    const MarkReading piece{MarkState::doubtful, MarkHow::tick, 0.2, false};
    const std::vector<std::string> fields = {"a", "a", "b", "b", "c", "c", "d", "d"};
    std::vector<MarkReading> broken = {marked, empty, piece, empty, empty, piece, empty, empty};
    doubt_groups_without_ink(fields, {}, broken);
    EXPECT_EQ(broken[1].state, MarkState::empty) << "its group has an answer";
    EXPECT_EQ(broken[6].state, MarkState::doubtful);
    EXPECT_EQ(broken[7].state, MarkState::doubtful);
    std::vector<MarkReading> whole = {marked, empty, marked, empty, empty, piece, empty, empty};
    doubt_groups_without_ink(fields, {}, whole);
    EXPECT_EQ(whole[6].state, MarkState::empty) << "one doubtful mark is no broken scan";
}

TEST(Marks, WhereOneCanBeChosenEachOfTwoMarksAsks) {
    const MarkReading empty{MarkState::empty, MarkHow::none, 0, true};
    const MarkReading marked{MarkState::marked, MarkHow::tick, 1, true};
    const std::vector<std::string> fields = {"one", "one", "one", "two", "two", "single"};
    std::vector<MarkReading> readings = {marked, empty, marked, marked, marked, marked};
    doubt_marks_of_one_choice(fields, {"one", "single"}, readings);
    EXPECT_FALSE(readings[0].sure);
    EXPECT_TRUE(readings[1].sure) << "it is empty whichever was meant";
    EXPECT_FALSE(readings[2].sure);
    EXPECT_TRUE(readings[3].sure && readings[4].sure) << "of these several can be chosen";
    EXPECT_TRUE(readings[5].sure);
    EXPECT_EQ(readings[0].state, MarkState::marked) << "a person sees what was seen";
}

TEST(Marks, LoopsAmongMoreStrokesAsk) {
    const MarkReading empty{MarkState::empty, MarkHow::none, 0, true};
    const MarkReading tick{MarkState::marked, MarkHow::tick, 1, true};
    const MarkReading loop{MarkState::marked, MarkHow::circled, 0.6, true};
    std::vector<MarkReading> ticks = {tick, loop, empty, tick}, loops = {loop, empty, loop, tick};
    doubt_loops_among_strokes(ticks);
    EXPECT_FALSE(ticks[1].sure);
    EXPECT_TRUE(ticks[0].sure && ticks[2].sure && ticks[3].sure);
    doubt_loops_among_strokes(loops);
    for (const auto& reading : loops) EXPECT_TRUE(reading.sure);
}

TEST(Marks, AGroupThatMustHaveAnAnswerAndShowsNoInkAsks) {
    const MarkReading empty{MarkState::empty, MarkHow::none, 0, true};
    const MarkReading marked{MarkState::marked, MarkHow::tick, 1, true};
    std::vector<MarkReading> readings = {marked, empty, empty, empty, empty};
    doubt_groups_without_ink({"a", "a", "b", "b", "c"}, {"a", "b"}, readings);
    EXPECT_EQ(readings[1].state, MarkState::empty);
    EXPECT_EQ(readings[2].state, MarkState::doubtful);
    EXPECT_FALSE(readings[3].sure);
    EXPECT_EQ(readings[4].state, MarkState::empty) << "nobody has to tick it";
}

}  // namespace tanfang

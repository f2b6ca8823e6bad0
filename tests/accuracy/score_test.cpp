/// A measuring tool must be able to say no.
#include "tests/accuracy/score.h"

#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

MarkReading claim(MarkState state) {
    return {state, MarkHow::none, 0.5, true};
}

RegisteredPage page_of(const FormTemplate& form, double shift_px) {
    RegisteredPage page;
    page.form = &form;
    page.map = PaperMap(cv::Matx33d(10, 0, shift_px, 0, 10, 0, 0, 0, 1));
    page.code = SheetCode{'V', 1, "0123456789", 1, 1};
    return page;
}

TEST(Score, CountsAWrongClaimInBothDirections) {
    Filling truth;
    truth.gestures = {{"a.x", Gesture::tick}, {"a.y", Gesture::struck}};
    Score score;
    score_boxes(score, truth,
                {{"a.x", claim(MarkState::empty)},
                 {"a.y", claim(MarkState::marked)},
                 {"a.z", claim(MarkState::marked)}},
                "s");
    EXPECT_EQ(score.wrong, 3);
    EXPECT_EQ(score.chosen, 1);
    EXPECT_EQ(score.mistakes.front(), "s a.x: tick claimed to be empty");
}

TEST(Score, DoubtIsAskedAndNeverWrong) {
    Filling truth;
    truth.gestures = {{"a.x", Gesture::cross}};
    MarkReading unsure = claim(MarkState::empty);
    unsure.sure = false;
    Score score;
    score_boxes(score, truth,
                {{"a.x", claim(MarkState::doubtful)}, {"a.x", unsure}, {"a.y", unsure}}, "s");
    EXPECT_EQ(score.wrong, 0);
    EXPECT_EQ(score.asked, 3);
    EXPECT_EQ(score.chosen_asked, 2);
}

TEST(Score, RightClaimsCostNothing) {
    Filling truth;
    truth.gestures = {{"a.x", Gesture::circled}, {"a.y", Gesture::touch}};
    Score score;
    score_boxes(score, truth,
                {{"a.x", claim(MarkState::marked)},
                 {"a.y", claim(MarkState::empty)},
                 {"a.z", claim(MarkState::empty)}},
                "s");
    EXPECT_EQ(score.wrong + score.asked, 0);
    EXPECT_EQ(score.boxes, 3);
}

TEST(Score, MeasuresPlacementOnThePaper) {
    FormTemplate form;
    form.spots = {{"a", "a", "", SpotKind::field, 0, {{10, 10}, 20, 8}, 0},
                  {"b", "b", "", SpotKind::field, 1, {{10, 10}, 20, 8}, 0}};
    Random random(1);
    const TrueMap truth(cv::Matx33d(10, 0, -0.5, 0, 10, -0.5, 0, 0, 1), 210, 297, 0, random);
    Score score;
    score_registration(score, page_of(form, 0), truth, "0123456789");
    EXPECT_EQ(score.placement_mm.size(), 1u) << "spots of other pages do not count";
    EXPECT_NEAR(score.worst_placement(), 0, 1e-9);
    score_registration(score, page_of(form, 15), truth, "0123456789");
    EXPECT_NEAR(score.worst_placement(), 1.5, 1e-9);
    EXPECT_DOUBLE_EQ(score.placed_beyond(1), 0.5);
    EXPECT_EQ(score.serials_wrong, 0);
}

TEST(Score, TellsAWrongSerialFromAMissingOne) {
    FormTemplate form;
    Random random(1);
    const TrueMap truth(cv::Matx33d::eye(), 210, 297, 0, random);
    RegisteredPage page = page_of(form, 0);
    Score score;
    score_registration(score, page, truth, "9876543210");
    page.code.reset();
    score_registration(score, page, truth, "9876543210");
    EXPECT_EQ(score.serials_wrong, 1);
    EXPECT_EQ(score.serials_missing, 1);
}

}  // namespace
}  // namespace tanfang::simulate

/// What the simulated writer meant and what stands on the paper are the same.
#include "tests/support/sheet.h"

#include "pipeline/base/json.h"

#include <set>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

const std::vector<Gesture> all_gestures = {
    Gesture::tick,    Gesture::overshoot, Gesture::cross,   Gesture::slash, Gesture::filled,
    Gesture::circled, Gesture::struck,    Gesture::blacked, Gesture::touch, Gesture::stray};

FormTemplate visit() {
    return parse_form(
        load_json(std::string(TANFANG_SOURCE_DIR) + "/templates/visit.json", Fault::bad_template));
}

/// Share of the box that is inked, 0..1.
double inked_share(const Paper& paper, const Box<Mm>& box) {
    const auto from = paper.px(box.top_left);
    cv::Mat gray;
    cv::cvtColor(
        paper.bgr(cv::Rect(cvRound(from.x), cvRound(from.y), cvRound(box.width * paper.px_per_mm),
                           cvRound(box.height * paper.px_per_mm))),
        gray, cv::COLOR_BGR2GRAY);
    return cv::countNonZero(gray < 140) / static_cast<double>(gray.total());
}

double average_share(Gesture gesture, double grown_mm) {
    double sum = 0;
    for (int seed = 0; seed < 20; ++seed) {
        Paper paper = white_paper(30, 30);
        Random random(static_cast<std::uint64_t>(seed));
        const Box<Mm> box{{12, 12}, 4.5, 4.5};
        draw_gesture(paper, box, gesture, some_pen(random), random);
        sum += inked_share(paper, box.grown(grown_mm));
    }
    return sum / 20;
}

TEST(Gestures, PutAsMuchInkIntoTheBoxAsTheirNameSays) {
    EXPECT_GT(average_share(Gesture::tick, 0), 0.1);
    EXPECT_GT(average_share(Gesture::cross, 0), 0.15);
    EXPECT_GT(average_share(Gesture::slash, 0), 0.08);
    EXPECT_GT(average_share(Gesture::filled, 0), 0.55);
    EXPECT_GT(average_share(Gesture::blacked, 0), average_share(Gesture::filled, 0));
    EXPECT_LT(average_share(Gesture::circled, -0.5), 0.05);
    EXPECT_GT(average_share(Gesture::circled, 2), 0.05);
    EXPECT_LT(average_share(Gesture::touch, 0), 0.06);
    EXPECT_LT(average_share(Gesture::stray, 0), 0.005);
    EXPECT_GT(average_share(Gesture::stray, 2), 0.003);
}

TEST(Gestures, OvershootLeavesTheBoxAndTickHardly) {
    const auto outside = [](Gesture gesture) {
        return average_share(gesture, 4) * 12.5 * 12.5 -
               average_share(gesture, 0.5) * 5.5 * 5.5;  // mm2
    };
    EXPECT_GT(outside(Gesture::overshoot), 1.0);
    EXPECT_LT(outside(Gesture::tick), 0.5);
}

TEST(Gestures, AMarkEitherChoosesOrCancelsOrIsAnAccident) {
    std::set<std::string> names;
    for (const auto gesture : all_gestures) {
        EXPECT_FALSE(chooses(gesture) && cancels(gesture)) << gesture_name(gesture);
        names.insert(gesture_name(gesture));
    }
    EXPECT_EQ(names.size(), all_gestures.size());
    EXPECT_FALSE(chooses(Gesture::touch) || chooses(Gesture::stray) || chooses(Gesture::struck));
}

TEST(Filling, InksTheChosenBoxesAndNoOthers) {
    const FormTemplate form = visit();
    const Paper blank = drawn_page(form, 0);
    Random random(11);
    int chosen = 0;
    for (int sheet = 0; sheet < 5; ++sheet) {
        const Habit habit = some_habit(random);
        Filling filling = some_filling(form, 0, habit, random);
        filling.seal = false;
        Paper paper{blank.bgr.clone(), blank.px_per_mm};
        fill(paper, form, 0, filling, habit.pen, random);
        for (const auto& spot : form.spots) {
            if (spot.kind != SpotKind::checkbox)
                continue;
            const double added = inked_share(paper, spot.box) - inked_share(blank, spot.box);
            const auto gesture = filling.gestures.find(spot.id);
            if (gesture == filling.gestures.end()) {
                EXPECT_LT(added, 0.03) << spot.id;
            } else if (chooses(gesture->second) && gesture->second != Gesture::circled) {
                EXPECT_GT(added, 0.02) << spot.id << ' ' << gesture_name(gesture->second);
                ++chosen;
            }
        }
    }
    EXPECT_GT(chosen, 40);
}

TEST(Filling, KeepsToItsPage) {
    const FormTemplate form = visit();
    Paper paper = drawn_page(form, 0);
    Random random(12);
    Filling filling;
    filling.gestures["no_such_field.option"] = Gesture::tick;
    EXPECT_THROW(fill(paper, form, 0, filling, {}, random), std::logic_error);
}

TEST(Filling, IsTheSameForTheSameSeed) {
    const FormTemplate form = visit();
    const auto picture = [&](std::uint64_t seed) {
        Random random(seed);
        Paper paper = drawn_page(form, 0);
        const Habit habit = some_habit(random);
        fill(paper, form, 0, some_filling(form, 0, habit, random), habit.pen, random);
        return paper.bgr;
    };
    EXPECT_EQ(cv::norm(picture(13), picture(13)), 0);
    EXPECT_GT(cv::norm(picture(13), picture(14)), 0);
}

}  // namespace
}  // namespace tanfang::simulate

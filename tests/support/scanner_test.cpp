/// The simulated scanner is a measuring tool: its truth is where the paper really is in the image.
#include "tests/support/scanner.h"

#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

const std::vector<Point<Mm>> dots = {{12, 14}, {92, 16}, {52, 74}, {14, 134}, {90, 131}, {30, 45}};
constexpr double dot_radius_mm = 1.5;

Paper dotted_paper() {
    Paper paper = white_paper(105, 148);
    for (const auto& dot : dots) {
        const auto at = paper.px(dot);
        cv::circle(paper.bgr, {cvRound(at.x * 16), cvRound(at.y * 16)},
                   cvRound(dot_radius_mm * paper.px_per_mm * 16), {0, 0, 0}, cv::FILLED,
                   cv::LINE_AA, 4);
    }
    return paper;
}

/// Distance in mm between the middle of the darkness around a point and the point; 99 if all is
/// bright there.
double distance_to_dot(const PageImage& image, Point<Px> at, double px_per_mm) {
    const int reach = cvCeil(3 * px_per_mm);
    double mass = 0, sum_x = 0, sum_y = 0;
    for (int y = cvRound(at.y) - reach; y <= cvRound(at.y) + reach; ++y)
        for (int x = cvRound(at.x) - reach; x <= cvRound(at.x) + reach; ++x) {
            if (x < 0 || y < 0 || x >= image.gray.cols || y >= image.gray.rows)
                return 99;
            const double dark = std::max(0, 110 - image.gray.at<uchar>(y, x));
            mass += dark, sum_x += dark * x, sum_y += dark * y;
        }
    return mass < 100
               ? 99
               : std::hypot(sum_x / mass + 0.5 - at.x, sum_y / mass + 0.5 - at.y) / px_per_mm;
}

ScanCondition condition(const std::string& name) {
    ScanCondition c;
    c.name = name;
    return c;
}

std::vector<ScanCondition> conditions() {
    std::vector<ScanCondition> all(7, condition(""));
    all[0].name = "plain";
    all[1].name = "turned", all[1].skew_degrees = 3, all[1].any_orientation = true,
    all[1].shrink = 0.05;
    all[2].name = "bent", all[2].bend_mm = 1, all[2].skew_degrees = 2, all[2].blur_mm = 0.1,
    all[2].noise = 4;
    all[3].name = "100 dpi", all[3].dpi = 100, all[3].color = false, all[3].block_step = 10,
    all[3].any_orientation = true;
    all[4].name = "600 dpi", all[4].dpi = 600, all[4].color = false, all[4].skew_degrees = 1;
    all[5].name = "1-bit", all[5].bilevel = true, all[5].color = false, all[5].noise = 5,
    all[5].any_orientation = true;
    all[6].name = "photo", all[6].photo = true, all[6].bend_mm = 0.8, all[6].noise = 3,
    all[6].dpi = 250, all[6].any_orientation = true;
    return all;
}

TEST(Scanner, TruthPointsAtTheDotsUnderEveryCondition) {
    const Paper paper = dotted_paper();
    for (const auto& how : conditions()) {
        for (std::uint64_t seed = 1; seed <= (how.dpi > 300 ? 1u : 3u); ++seed) {
            Random random(seed);
            const Scan seen = scan(paper, how, random);
            for (const auto& dot : dots)
                EXPECT_LT(distance_to_dot(seen.image, seen.truth(dot), how.dpi / mm_per_inch), 0.08)
                    << how.name << ", seed " << seed << ", dot at " << dot.x << ' ' << dot.y
                    << " mm";
        }
    }
}

TEST(Scanner, TheTestAboveWouldNoticeATenthOfAMillimetre) {
    const Paper paper = dotted_paper();
    Random random(1);
    const Scan seen = scan(paper, conditions()[2], random);
    const double px_per_mm = 300 / mm_per_inch;
    const auto right = seen.truth(dots[0]);
    EXPECT_GT(distance_to_dot(seen.image, {right.x + 0.2 * px_per_mm, right.y}, px_per_mm), 0.1);
    EXPECT_EQ(distance_to_dot(seen.image, {right.x + 15 * px_per_mm, right.y}, px_per_mm), 99);
}

TEST(Scanner, BendingIsUndoneExactly) {
    Random random(2);
    const TrueMap map(cv::Matx33d::eye(), 105, 148, 1.2, random);
    double largest = 0;
    for (const auto& dot : dots) {
        const auto back = map.straightened(map.bent(dot));
        EXPECT_LT(std::hypot(back.x - dot.x, back.y - dot.y), 1e-4);
        largest = std::max(largest, std::hypot(map.bent(dot).x - dot.x, map.bent(dot).y - dot.y));
    }
    EXPECT_GT(largest, 0.3);
}

TEST(Scanner, StoresWhatTheConditionAsksFor) {
    const Paper paper = dotted_paper();
    for (const auto& how : conditions()) {
        Random random(3);
        const Scan seen = scan(paper, how, random);
        EXPECT_EQ(seen.image.color.empty(), !how.color) << how.name;
        EXPECT_EQ(seen.image.bilevel, how.bilevel) << how.name;
        if (how.bilevel) {
            EXPECT_EQ(cv::countNonZero((seen.image.gray > 0) & (seen.image.gray < 255)), 0);
        }
        if (!how.photo) {
            const double longest = std::max(seen.image.gray.cols, seen.image.gray.rows);
            EXPECT_NEAR(longest, 148 * how.dpi / mm_per_inch, 1.5) << how.name;
            EXPECT_EQ(seen.image.gray.cols > seen.image.gray.rows, seen.rotation % 180 == 90)
                << how.name;
        }
    }
}

TEST(Scanner, IsTheSameForTheSameSeed) {
    const Paper paper = dotted_paper();
    const auto image = [&](std::uint64_t seed) {
        Random random(seed);
        return scan(paper, conditions()[2], random).image.gray;
    };
    EXPECT_EQ(cv::norm(image(4), image(4)), 0);
    EXPECT_GT(cv::norm(image(4), image(5)), 0);
}

}  // namespace
}  // namespace tanfang::simulate

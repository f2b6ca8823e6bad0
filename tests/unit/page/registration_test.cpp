/// Registration without pictures: the map, the smooth correction, and which fiducials make a sheet.
#include "pipeline/page/registered_page.h"
#include "pipeline/page/sheets.h"
#include "pipeline/page/smooth_shift.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr double px_per_mm = 300 / mm_per_inch;
const cv::Matx33d flat_scan(px_per_mm, 0, 10, 0, px_per_mm, 20, 0, 0, 1);

FormTemplate visit() {
    return parse_form(load_json(TANFANG_SOURCE_DIR "/templates/visit.json", Fault::bad_template));
}

/// A fiducial of the form as a scan shows it.
FoundFiducial seen(const FormTemplate& form, std::size_t corner, const cv::Matx33d& px_from_mm) {
    const Fiducial& printed = form.pages[0].fiducials[corner];
    const PaperMap map(px_from_mm);
    const double half = form.fiducial_size / 2;
    const auto at = [&](double x, double y) {
        return map({printed.center.x + x, printed.center.y + y});
    };
    return {printed.id, {at(-half, -half), at(half, -half), at(half, half), at(-half, half)}};
}

}  // namespace

TEST(PaperMap, MapsMillimetresToPixelsAt300Dpi) {
    const Point<Px> p = PaperMap(flat_scan)({25.4, 50.8});
    EXPECT_NEAR(p.x, 310, 1e-9);
    EXPECT_NEAR(p.y, 620, 1e-9);
    EXPECT_NEAR(PaperMap(flat_scan).px_per_mm({100, 100}), px_per_mm, 1e-9);
}

TEST(PaperMap, AddsTheCorrectionBetweenItsNodes) {
    cv::Mat nodes(3, 3, CV_64FC2, cv::Scalar::all(0));
    nodes.at<cv::Vec2d>(1, 1) = {1, -2};
    const PaperMap map(cv::Matx33d::eye(), nodes, 200, 100);
    EXPECT_NEAR(map({100, 50}).x, 101, 1e-9);
    EXPECT_NEAR(map({100, 50}).y, 48, 1e-9);
    EXPECT_NEAR(map({50, 50}).x, 50.5, 1e-9);
    EXPECT_NEAR(map({0, 0}).x, 0, 1e-9);
}

TEST(SmoothShift, FollowsABendAlthoughAQuarterOfTheOffsetsAreWrong) {
    const auto bend = [](Point<Mm> p) {
        return 1.1 * std::sin(p.y / 297 * 4.5 + 1) * std::cos(p.x / 210 * 2);
    };
    std::mt19937 random(7);
    std::uniform_real_distribution<double> x(0, 210), y(0, 297), anywhere(-2.4, 2.4), chance(0, 1);
    std::vector<MeasuredOffset> offsets;
    for (int i = 0; i < 600; ++i) {
        const Point<Mm> at{x(random), y(random)};
        const bool wrong = chance(random) < 0.25;
        offsets.push_back({at, true, wrong ? anywhere(random) : bend(at), 1});
        offsets.push_back({at, false, 0.3, 1});
    }
    const SmoothShift shift = fit_smooth_shift(offsets, 210, 297, 0.3);
    const PaperMap map(cv::Matx33d::eye(), shift.nodes, 210, 297);
    for (double py = 20; py < 290; py += 30)
        for (double px = 20; px < 200; px += 30) {
            EXPECT_NEAR(map.shift({px, py}).x, bend({px, py}), 0.2) << px << ' ' << py;
            EXPECT_NEAR(map.shift({px, py}).y, 0.3, 0.05);
        }
}

TEST(Sheets, ThreeFiducialsMakeASheetAndTwoDoNot) {
    const FormTemplate form = visit();
    std::vector<FoundFiducial> found = {seen(form, 0, flat_scan), seen(form, 1, flat_scan)};
    EXPECT_TRUE(sheets_of(found, {&form}).empty());
    found.push_back(seen(form, 3, flat_scan));
    const auto sheets = sheets_of(found, {&form});
    ASSERT_EQ(sheets.size(), 1u);
    const Point<Px> corner = PaperMap(sheets[0].px_from_mm[0])({200, 290});
    EXPECT_NEAR(corner.x, 10 + 200 * px_per_mm, 0.01) << "the missing corner is where it must be";
    EXPECT_NEAR(corner.y, 20 + 290 * px_per_mm, 0.01);
}

TEST(Sheets, TwoSheetsOfOneFormAreToldApart) {
    const FormTemplate form = visit();
    const cv::Matx33d beside(px_per_mm, 0, 2600, 0, px_per_mm, 40, 0, 0, 1);
    std::vector<FoundFiducial> found;
    for (std::size_t corner = 0; corner < 4; ++corner) {
        found.push_back(seen(form, corner, beside));
        found.push_back(seen(form, corner, flat_scan));
    }
    const auto sheets = sheets_of(found, {&form});
    ASSERT_EQ(sheets.size(), 2u);
    EXPECT_LT(sheets[0].center.x, 1500);
    EXPECT_GT(sheets[1].center.x, 2600);
}

TEST(Sheets, FiducialsThatLieOnNoCommonPlaneAreNoSheet) {
    const FormTemplate form = visit();
    std::vector<FoundFiducial> found;
    for (std::size_t corner = 0; corner < 4; ++corner)
        found.push_back(seen(form, corner, flat_scan));
    for (auto& p : found[2].corners) {  // into the middle of the sheet
        p.x -= 1400;
        p.y -= 2000;
    }
    EXPECT_TRUE(sheets_of(found, {&form}).empty());
}

}  // namespace tanfang

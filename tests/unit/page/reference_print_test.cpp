/// Sheets of a print that is not ours, found by the picture of its blank page.
#include "pipeline/page/reference_print.h"

#include <algorithm>
#include <functional>

#include "tests/support/foreign_print.h"
#include "tests/support/marks.h"
#include "tests/support/scanner.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

cv::Mat gray_of(const Paper& paper) {
    cv::Mat gray;
    cv::cvtColor(paper.bgr, gray, cv::COLOR_BGR2GRAY);
    return gray;
}

/// The print with a tick in one box of each row.
Paper filled(const ForeignPrint& print, Random& random) {
    Paper paper{print.blank.bgr.clone(), print.blank.px_per_mm};
    const Pen pen = some_pen(random);
    for (std::size_t i = 0; i < print.form.spots.size(); i += 3)
        draw_gesture(paper, print.form.spots[i].box, Gesture::overshoot, pen, random);
    return paper;
}

ScanCondition condition(double dpi) {
    ScanCondition how;
    how.dpi = dpi;
    how.skew_degrees = 2;
    how.bend_mm = 0.5;
    how.blur_mm = 0.06;
    how.noise = 2;
    how.shrink = 0.06;
    how.any_orientation = true;
    return how;
}

class ReferencePrintTest : public testing::Test {
  protected:
    std::vector<RegisteredPage> find(const PageImage& image) const {
        return register_by_reference(image, {&known});
    }

    /// Fault of a picture that is no whole sheet of the print.
    Fault fault_of(const cv::Mat& gray) const {
        PageImage image;
        image.gray = gray;
        try {
            find(image);
        } catch (const Error& error) {
            return error.fault();
        }
        ADD_FAILURE() << "was accepted";
        return Fault::interrupted;
    }

    void expect_in_place(const ScanCondition& how, double worst_mm) {
        Random random(71);
        const Scan seen = scan(filled(print, random), how, random);
        const auto sheets = find(seen.image);
        ASSERT_EQ(sheets.size(), 1u);
        EXPECT_EQ(sheets[0].registration.rotation, seen.rotation);
        EXPECT_EQ(sheets[0].registration.method, "reference");
        double worst = 0;
        for (const auto& spot : print.form.spots) {
            const Point<Px> is = sheets[0].map(spot.box.center()),
                            truth = seen.truth(spot.box.center());
            worst = std::max(worst, std::hypot(is.x - truth.x - 0.5, is.y - truth.y - 0.5) /
                                        sheets[0].map.px_per_mm(spot.box.center()));
        }
        EXPECT_LE(worst, worst_mm);
    }

    ForeignPrint print = foreign_print();
    cv::Mat blank = gray_of(print.blank);
    ReferencePrint known{print.form, 0, blank};
};

TEST_F(ReferencePrintTest, FindsAFilledSheetAtAnyResolution) {
    for (const double dpi : {100.0, 150.0, 300.0, 600.0}) {
        SCOPED_TRACE(dpi);
        expect_in_place(condition(dpi), 0.25);
    }
}

TEST_F(ReferencePrintTest, FindsASheetOnASpeckledFaxAndOnAPhoto) {
    ScanCondition fax = condition(200), photo = condition(220);
    fax.bilevel = true;
    fax.color = false;
    fax.noise = 6;
    photo.photo = true;
    {
        SCOPED_TRACE("fax");
        expect_in_place(fax, 0.2);
    }
    SCOPED_TRACE("photo");
    expect_in_place(photo, 0.3);
}

TEST_F(ReferencePrintTest, FindsASheetOnAStandardFaxWithHalfTheLines) {
    cv::Mat fax;
    cv::resize(blank, fax, {}, 204 / 300.0, 98 / 300.0, cv::INTER_AREA);
    PageImage image;
    image.gray = fax > 160;
    image.bilevel = true;
    const auto sheets = find(image);
    ASSERT_EQ(sheets.size(), 1u);
    const Point<Px> at = sheets[0].map({100, 200});
    EXPECT_NEAR(at.x / (204 / mm_per_inch), 100, 0.4);
    EXPECT_NEAR(at.y / (98 / mm_per_inch), 200, 0.4);
}

TEST_F(ReferencePrintTest, FindsASheetOfWhichA1BitScanHasLostTheGreyLines) {
    cv::Mat ruled = blank.clone();
    for (int y = 60; y < ruled.rows; y += 180)
        cv::line(ruled, {40, y}, {ruled.cols - 40, y}, cv::Scalar(170), 2);
    for (int x = 40; x < ruled.cols; x += 300)
        cv::line(ruled, {x, 60}, {x, ruled.rows - 60}, cv::Scalar(170), 2);
    const ReferencePrint grid(print.form, 0, ruled);
    PageImage image;
    image.gray = blank > 128;
    const auto finds_it = [&] {
        try {
            return register_by_reference(image, {&grid}).size() == 1;
        } catch (const Error&) {
            return false;
        }
    };
    EXPECT_FALSE(finds_it()) << "a grey scan would show them";
    image.bilevel = true;
    EXPECT_TRUE(finds_it());
}

TEST(PrintPatches, LieOnLinesNotBesideThem) {
    cv::Mat page(2376, 1680, CV_8UC1, cv::Scalar(255));
    // 103.25 mm from the top, and 2.5 mm below where one looks for patches of the next area
    cv::line(page, {100, 826}, {1580, 826}, cv::Scalar(40), 2);
    const auto patches = choose_patches(page, 210, 297);
    ASSERT_GT(patches.size(), 8U);
    for (const auto& patch : patches) EXPECT_NEAR(patch.center.y, 103.25, 0.5);
}

TEST_F(ReferencePrintTest, FindsTwoSheetsOnOnePicture) {
    cv::Mat both;
    cv::hconcat(blank, blank, both);
    PageImage image;
    image.gray = both;
    const auto sheets = find(image);
    ASSERT_EQ(sheets.size(), 2u);
    EXPECT_LT(sheets[0].map({0, 0}).x, sheets[1].map({0, 0}).x);
}

TEST_F(ReferencePrintTest, OfSeveralPrintsTheOneThatFitsWins) {
    ForeignPrintLook look;
    look.row_mm = 15;
    const ForeignPrint other = foreign_print(look);
    const ReferencePrint other_known(other.form, 0, gray_of(other.blank));
    PageImage image;
    image.gray = gray_of(other.blank);
    EXPECT_EQ(register_by_reference(image, {&known, &other_known})[0].form, &other.form);
    EXPECT_EQ(register_by_reference(image, {&other_known, &known})[0].form, &other.form);
}

TEST_F(ReferencePrintTest, APrintOfTheSameWordsInOtherRowsIsAnotherPrint) {
    ForeignPrintLook look;
    look.row_mm = 14.5;
    EXPECT_EQ(fault_of(gray_of(foreign_print(look).blank)), Fault::not_our_form);
}

TEST_F(ReferencePrintTest, OtherPapersAreNotOurForm) {
    ForeignPrintLook other;
    other.words = 7;
    other.rows = 10;
    cv::Mat noise(3508, 2480, CV_8U);
    cv::RNG(5).fill(noise, cv::RNG::UNIFORM, 0, 255);
    EXPECT_EQ(fault_of(gray_of(foreign_print(other).blank)), Fault::not_our_form);
    EXPECT_EQ(fault_of(cv::Mat(3508, 2480, CV_8U, cv::Scalar(250))), Fault::not_our_form);
    EXPECT_EQ(fault_of(noise), Fault::not_our_form);
    EXPECT_EQ(fault_of(255 - blank), Fault::not_our_form) << "a negative";
}

TEST_F(ReferencePrintTest, WithPartsMissingOrFoldedTheSheetIsRejected) {
    cv::Mat torn = blank.clone(), folded = blank.clone();
    torn.rowRange(torn.rows * 2 / 3, torn.rows).setTo(128);
    // the lower third is folded up and shows its back
    folded.rowRange(folded.rows * 2 / 3, folded.rows).setTo(90);
    folded.rowRange(folded.rows / 3, folded.rows * 2 / 3).setTo(250);
    EXPECT_EQ(fault_of(torn), Fault::poor_registration);
    EXPECT_EQ(fault_of(blank.rowRange(0, blank.rows / 2).clone()), Fault::poor_registration);
    EXPECT_NE(fault_of(folded), Fault::interrupted);
}

TEST_F(ReferencePrintTest, AsksForTheOriginalPictureWhereThereAreTooFewPixels) {
    cv::Mat small;
    cv::resize(blank, small, {}, 0.25, 0.25, cv::INTER_AREA);
    EXPECT_EQ(fault_of(small), Fault::too_few_pixels);
}

}  // namespace
}  // namespace tanfang::simulate

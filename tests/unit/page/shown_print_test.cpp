/// Sheets of a print that is not ours, registered where a person has shown the corners of its
/// table.
#include "pipeline/page/reference_print.h"

#include <algorithm>
#include <cmath>

#include "tests/support/foreign_print.h"
#include "tests/support/scanner.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

cv::Mat gray_print(const ForeignPrint& print) {
    cv::Mat gray;
    cv::cvtColor(print.blank.bgr, gray, cv::COLOR_BGR2GRAY);
    return gray;
}

class ShownPrint : public testing::Test {
  protected:
    /// The print under a sheet of white paper that leaves only what lies right of here, scanned.
    Scan covered_up_to(double mm, Random& random) const {
        Paper paper{print.blank.bgr.clone(), print.blank.px_per_mm};
        paper.bgr.colRange(0, static_cast<int>(paper.px({mm, 0}).x))
            .setTo(cv::Scalar(245, 245, 245));
        ScanCondition how;
        how.dpi = 200;
        how.skew_degrees = 2;
        how.bend_mm = 0.5;
        how.blur_mm = 0.06;
        how.noise = 2;
        how.shrink = 0.06;
        how.any_orientation = true;
        return scan(paper, how, random);
    }

    /// As a hand shows them: up to so many millimetres beside; all of them further down.
    static Quad<Px> shown(const ReferencePrint& as, const Scan& seen, Random& random,
                          double beside_mm, double down_mm = 0) {
        const auto slip = [&] { return random.uniform(-beside_mm, beside_mm); };
        const Box<Mm>& frame = as.frame();
        const Quad<Mm> exact = {{frame.top_left,
                                 {frame.right(), frame.top()},
                                 {frame.right(), frame.bottom()},
                                 {frame.left(), frame.bottom()}}};
        Quad<Px> corners;
        for (std::size_t i = 0; i < exact.size(); ++i)
            corners[i] = seen.truth({exact[i].x + slip(), exact[i].y + slip() + down_mm});
        return corners;
    }

    static Fault fault_at(const Scan& seen, const ReferencePrint& as, const Quad<Px>& corners) {
        try {
            register_at_corners(seen.image, as, corners);
        } catch (const Error& error) {
            return error.fault();
        }
        ADD_FAILURE() << "was accepted";
        return Fault::interrupted;
    }

    const ForeignPrint print = foreign_print();
    const ReferencePrint known{print.form, 0, gray_print(print)};
};

TEST_F(ShownPrint, HasTheOuterEdgeOfItsTableAsItsFrame) {
    EXPECT_NEAR(known.frame().left(), 20, 0.4);
    EXPECT_NEAR(known.frame().top(), 40, 0.4);
    EXPECT_NEAR(known.frame().right(), 190, 0.6);
    EXPECT_NEAR(known.frame().bottom(), 232, 0.6);
    const ReferencePrint empty(print.form, 0, cv::Mat(2970, 2100, CV_8U, cv::Scalar(255)));
    EXPECT_EQ(empty.frame().width, 210) << "without a table the paper itself";
}

TEST_F(ShownPrint, IsReadWhereItIsLeftAndAsksWhereItIsCovered) {
    constexpr double edge_mm = 85;
    Random random(21);
    const Scan seen = covered_up_to(edge_mm, random);
    EXPECT_THROW(register_by_reference(seen.image, {&known}), Error) << "it is not found by itself";
    const auto page = register_at_corners(seen.image, known, shown(known, seen, random, 2));
    EXPECT_EQ(page.registration.method, "corners+reference");
    EXPECT_EQ(page.registration.rotation, seen.rotation);
    for (const auto& spot : print.form.spots) {
        const bool covered = spot.box.left() < edge_mm;
        EXPECT_EQ(page.is_unseen(spot.box), covered) << spot.id;
        if (covered)
            continue;
        const Point<Px> is = page.map(spot.box.center()), truth = seen.truth(spot.box.center());
        EXPECT_LT(std::hypot(is.x - truth.x - 0.5, is.y - truth.y - 0.5) /
                      page.map.px_per_mm(spot.box.center()),
                  0.2)
            << spot.id;
    }
}

TEST_F(ShownPrint, IsRefusedWhereItIsNot) {
    Random random(22);
    const Scan seen = covered_up_to(60, random);
    Quad<Px> crossed = shown(known, seen, random, 1), turned = crossed;
    std::swap(crossed[0], crossed[1]);
    std::rotate(turned.begin(), turned.begin() + 2, turned.end());
    EXPECT_EQ(fault_at(seen, known, crossed), Fault::bad_usage);
    EXPECT_EQ(fault_at(seen, known, turned), Fault::poor_registration);
    // What tells the rows apart is covered: only the last line says that this is not the place.
    EXPECT_EQ(fault_at(seen, known, shown(known, seen, random, 1, 16)), Fault::poor_registration)
        << "a row further";
}

TEST_F(ShownPrint, IsRefusedAsAnother) {
    Random random(23);
    const Scan seen = covered_up_to(85, random);
    ForeignPrintLook other_words, fewer_rows;
    other_words.words = 7;
    fewer_rows.rows = 11;
    for (const auto& look : {other_words, fewer_rows}) {
        const ForeignPrint other = foreign_print(look);
        const ReferencePrint as(other.form, 0, gray_print(other));
        EXPECT_EQ(fault_at(seen, as, shown(known, seen, random, 1)), Fault::poor_registration);
    }
}

}  // namespace
}  // namespace tanfang::simulate

/// Sheets whose fiducials are covered, registered where a person has shown the corners of the
/// table.
#include "pipeline/page/register_page.h"

#include <cmath>

#include "tests/support/paper.h"
#include "tests/support/scanner.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

FormTemplate installed_form(const std::string& id) {
    return parse_form(
        load_json(TANFANG_SOURCE_DIR "/templates/" + id + ".json", Fault::bad_template));
}

/// A sheet with something over each of its fiducials, scanned.
Scan covered_sheet(const FormTemplate& form, int page, Random& random) {
    Paper paper = drawn_page(form, page);
    for (const auto& fiducial : form.pages[static_cast<std::size_t>(page)].fiducials) {
        const double half = form.fiducial_size * 0.7;
        const Point<Px> from = paper.px({fiducial.center.x - half, fiducial.center.y - half});
        const Point<Px> to = paper.px({fiducial.center.x + half, fiducial.center.y + half});
        cv::rectangle(paper.bgr, cv::Point2d(from.x, from.y), cv::Point2d(to.x, to.y),
                      cv::Scalar(230, 235, 240), cv::FILLED);
    }
    ScanCondition how;
    how.dpi = 200;
    how.skew_degrees = 2;
    how.bend_mm = 0.3;
    how.blur_mm = 0.06;
    how.noise = 2;
    how.any_orientation = true;
    return scan(paper, how, random);
}

Quad<Mm> frame_of(const FormPage& page) {
    double left = 1e9, top = 1e9, right = 0, bottom = 0;
    for (const auto& line : page.lines) {
        left = std::min(left, line.from.x);
        top = std::min(top, line.from.y);
        right = std::max(right, line.to.x);
        bottom = std::max(bottom, line.to.y);
    }
    return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
}

/// As a hand shows them: up to so many millimetres beside.
ShownCorners shown(const FormTemplate& form, int page, const Scan& scan, double beside_mm,
                   Random& random) {
    const auto slip = [&] { return random.uniform(-beside_mm, beside_mm); };
    ShownCorners corners{&form, page, {}};
    const Quad<Mm> exact = frame_of(form.pages[static_cast<std::size_t>(page)]);
    for (std::size_t i = 0; i < exact.size(); ++i)
        corners.corners[i] = scan.truth({exact[i].x + slip(), exact[i].y + slip()});
    return corners;
}

/// How far the worst box lies from where it is, in mm.
double worst_miss(const RegisteredPage& page, const Scan& scan) {
    double worst = 0;
    for (const auto& spot : page.form->spots) {
        if (spot.page != page.page)
            continue;
        const Point<Px> is = page.map(spot.box.center()), truth = scan.truth(spot.box.center());
        worst = std::max(worst, std::hypot(is.x - truth.x - 0.5, is.y - truth.y - 0.5) /
                                    page.map.px_per_mm(spot.box.center()));
    }
    return worst;
}

Fault fault_at(const PageImage& image, const ShownCorners& corners) {
    try {
        register_at_corners(image, corners, {});
    } catch (const Error& error) {
        return error.fault();
    }
    ADD_FAILURE() << "was accepted";
    return Fault::interrupted;
}

}  // namespace

TEST(ShownCorners, RegisterASheetWhoseFiducialsAreCoveredAsExactlyAsAnother) {
    Random random(11);
    for (const std::string id : {"visit", "enrollment"}) {
        const FormTemplate form = installed_form(id);
        for (int page = 0; page < static_cast<int>(form.pages.size()); ++page) {
            const Scan seen = covered_sheet(form, page, random);
            EXPECT_THROW(register_page(seen.image, {&form}, {}), Error);
            const auto found =
                register_at_corners(seen.image, shown(form, page, seen, 1.5, random), {});
            EXPECT_EQ(found.registration.method, "corners+lines");
            EXPECT_EQ(found.registration.rotation, seen.rotation);
            EXPECT_LT(worst_miss(found, seen), 0.2) << id << page;
            EXPECT_FALSE(found.code) << "drawn without one";
        }
    }
}

TEST(ShownCorners, OfAnotherFormOrPlaceAreRefused) {
    Random random(12);
    const FormTemplate visit = installed_form("visit"), enrollment = installed_form("enrollment");
    const Scan seen = covered_sheet(visit, 0, random);
    const ShownCorners right = shown(visit, 0, seen, 1, random);
    ShownCorners other_form = right, crossed = right, beside = right, no_page = right;
    other_form.form = &enrollment;
    std::swap(crossed.corners[0], crossed.corners[1]);
    for (auto& corner : beside.corners) corner.x += 60;  // a row or a column further
    no_page.page = 7;
    EXPECT_EQ(fault_at(seen.image, other_form), Fault::poor_registration);
    EXPECT_EQ(fault_at(seen.image, beside), Fault::poor_registration);
    EXPECT_EQ(fault_at(seen.image, crossed), Fault::bad_usage);
    EXPECT_EQ(fault_at(seen.image, no_page), Fault::bad_usage);
}

}  // namespace tanfang::simulate

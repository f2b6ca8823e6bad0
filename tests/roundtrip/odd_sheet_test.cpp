/// Sheets and pictures of them that are ours but odd: nothing that they show is claimed wrongly.
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/roundtrip/office.h"
#include "tests/support/marks.h"
#include "tests/support/picture_files.h"
#include "tests/support/scanner.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

std::map<std::string, std::vector<const Spot*>> choices_of(const FormTemplate& form) {
    std::map<std::string, std::vector<const Spot*>> choices;
    for (const auto& spot : form.spots)
        if (spot.kind == SpotKind::checkbox)
            choices[spot.field].push_back(&spot);
    return choices;
}

/// A visit sheet with the first option of each choice ticked, or all of them.
class OddSheet : public testing::Test {
  protected:
    void tick(bool all) {
        Random random(31);
        for (const auto& [field, boxes] : choices_of(sheet.form))
            for (const auto* box : boxes) {
                draw_gesture(sheet.paper, box->box, Gesture::tick, Pen{}, random);
                ticked.insert(box->id);
                if (!all)
                    break;
            }
    }

    cv::Mat scanned(double dpi) const {
        ScanCondition condition;
        condition.dpi = dpi;
        Random random(32);
        const PageImage image = scan(sheet.paper, condition, random).image;
        return image.color.empty() ? image.gray : image.color;
    }

    /// Boxes that are surely what they are not, and how many are sure.
    std::pair<int, int> wrong_and_sure(const Json& line) const {
        int wrong = 0, sure = 0;
        for (const auto& [field, boxes] : choices_of(sheet.form))
            for (const auto* box : boxes) {
                const Json& reading = line.at("readings").at(box->id);
                const std::string is = ticked.contains(box->id) ? "marked" : "empty";
                sure += reading.at("sure").get<bool>();
                wrong += reading.at("sure").get<bool>() && reading.at("mark") != is;
            }
        return {wrong, sure};
    }

    Office office;
    PrintedSheet sheet = print_sheets("visit").at(0);
    std::set<std::string> ticked;
};

TEST_F(OddSheet, WithEveryBoxTickedAsksForAllChoicesOfOne) {
    tick(true);
    const auto lines =
        office.read({office.store("all.jpg", support::jpeg_file(scanned(300)))}).lines();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].at("status"), "review");
    EXPECT_EQ(wrong_and_sure(lines[0]).first, 0);
    int one_of_several = 0;
    for (const auto& [field, boxes] : choices_of(sheet.form)) {
        // several may be chosen
        if (field == "service_method" || field == "population_change")
            continue;
        for (const auto* box : boxes)
            EXPECT_FALSE(lines[0].at("readings").at(box->id).at("sure")) << box->id;
        ++one_of_several;
    }
    EXPECT_GE(one_of_several, 10);
}

TEST_F(OddSheet, TakenFromAScreenSaysNothingWrongForSure) {
    tick(false);
    cv::Mat picture = scanned(220);
    if (picture.channels() == 1)
        cv::cvtColor(picture, picture, cv::COLOR_GRAY2BGR);
    // the screen's columns of red, green and blue, and what the camera's own grid makes of them
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            auto& pixel = picture.at<cv::Vec3b>(y, x);
            const double moire = 0.86 + 0.14 * std::sin(0.11 * x + 0.035 * y);
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel] = cv::saturate_cast<uchar>(pixel[channel] * moire *
                                                          (x % 3 == channel ? 1.0 : 0.82));
        }
    const auto lines =
        office.read({office.store("screen.jpg", support::jpeg_file(picture))}).lines();
    ASSERT_EQ(lines.size(), 1u);
    if (lines[0].at("status") != "rejected") {
        EXPECT_EQ(wrong_and_sure(lines[0]).first, 0);
        for (const auto& [spot, reading] : lines[0].at("readings").items())
            if (reading.contains("text")) {
                EXPECT_TRUE(!reading.at("sure") || reading.at("text") == "") << spot << reading;
            }
    }
}

TEST_F(OddSheet, IsReadAlikeWhateverResolutionItsFileClaims) {
    tick(false);
    const cv::Mat picture = scanned(200);
    for (const int dpi : {0, 72, 200, 1200}) {
        const std::string name = std::to_string(dpi) + ".jpg";
        const auto lines =
            office.read({office.store(name, support::jpeg_file(picture, {.dpi = dpi}))}).lines();
        ASSERT_EQ(lines.size(), 1u) << dpi;
        EXPECT_EQ(lines[0].at("serial"), sheet.serial) << dpi;
        EXPECT_NEAR(lines[0].at("registration").at("dpi").get<double>(), 200, 4) << dpi;
        const auto [wrong, sure] = wrong_and_sure(lines[0]);
        EXPECT_EQ(wrong, 0) << dpi;
        EXPECT_GE(sure, 30) << dpi;
    }
}

}  // namespace
}  // namespace tanfang::simulate

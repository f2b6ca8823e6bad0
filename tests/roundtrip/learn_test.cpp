/// Prints of our forms as somebody else would set them: no fiducials, no codes. The real program
/// learns where everything stands, from a blank sheet or from filled ones.
#include "pipeline/intake/scan_file.h"

#include <cmath>

#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include "tests/support/marks.h"
#include "tests/support/print_shop.h"
#include "tests/support/scanner.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double box_tolerance_mm = 0.7;
constexpr int sheets_in_pile = 5;

class Learn : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        sheet = print_sheets("visit").front();
        const FormPage& page = sheet.form.pages.front();
        const auto erase = [](const Box<Mm>& box) {
            const double k = sheet.paper.px_per_mm;
            const cv::Rect place(static_cast<int>(box.left() * k), static_cast<int>(box.top() * k),
                                 static_cast<int>(box.width * k), static_cast<int>(box.height * k));
            sheet.paper.bgr(place & cv::Rect({}, sheet.paper.bgr.size()))
                .setTo(cv::Scalar(255, 255, 255));
        };
        for (const auto& fiducial : page.fiducials) erase(Box<Mm>{fiducial.center, 0, 0}.grown(6));
        erase(page.qr.grown(2));
        erase({{page.copy_label.at.x - 70, page.copy_label.at.y - 3}, 90, 6});
        erase({{page.code_text.at.x - 60, page.code_text.at.y - 3}, 120, 6});
    }

    static Paper copy_of_sheet() { return {sheet.paper.bgr.clone(), sheet.paper.px_per_mm}; }

    std::string scan_of(const std::string& name, const Paper& paper, unsigned seed) {
        Random random(seed);
        return office.store(name, jpeg_bytes(scan(paper, plain_scan(), random).image, 85));
    }

    /// Ticks one box of each choice, another one on each sheet.
    std::string filled(int number, std::set<std::string>& ticked) {
        return filled(number, ticked, copy_of_sheet());
    }

    std::string filled(int number, std::set<std::string>& ticked, Paper paper) {
        Random random(100 + static_cast<unsigned>(number));
        std::map<std::string, std::vector<const Spot*>> choices;
        for (const auto& spot : sheet.form.spots)
            if (spot.kind == SpotKind::checkbox)
                choices[spot.field].push_back(&spot);
        for (const auto& [field, boxes] : choices) {
            const Spot& box = *boxes[static_cast<std::size_t>(number) % boxes.size()];
            draw_gesture(paper, box.box, Gesture::tick, Pen{}, random);
            ticked.insert(box.id);
        }
        return scan_of("s" + std::to_string(number) + ".jpg", paper, 7);
    }

    /// Dark pixels of the picture that `learn` makes of a scan, and white ones within a box.
    struct Picture {
        cv::Mat gray;
        Json spots;

        int dark() const { return cv::countNonZero(gray < 128); }
        int dark_in(const std::string& spot) const {
            const Json& rect = spots.at(spot).at("rect");
            const double k = gray.cols / sheet.form.page_width / points_per_mm;
            const auto px = [&](int i) { return static_cast<int>(rect.at(i).get<double>() * k); };
            const cv::Rect inner(px(0) + 3, px(1) + 3, px(2) - px(0) - 5, px(3) - px(1) - 5);
            return cv::countNonZero(gray(inner) < 128);
        }
    };

    Picture learned(const std::string& scan) {
        const std::string out = (office.folder() / "learned.json").string();
        const Outcome outcome = run_tanfang({"learn", "visit", scan, "--out", out});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        return {ScanFile(office.folder() / "learned.page1.png").page(0).gray,
                Json::parse(read_file(out)).at("spots")};
    }

    static PrintedSheet sheet;
    Office office;
};

PrintedSheet Learn::sheet;

TEST_F(Learn, ABlankScanShowsWhereEveryBoxStands) {
    const std::string blank = scan_of("blank.jpg", copy_of_sheet(), 5);
    const std::string out = (office.folder() / "v.json").string();
    const Outcome outcome = run_tanfang({"learn", "visit", blank, "--out", out});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const Json variant = Json::parse(read_file(out));
    EXPECT_EQ(variant.at("form"), "visit");
    int boxes = 0;
    for (const auto& spot : sheet.form.spots) {
        ASSERT_TRUE(variant.at("spots").contains(spot.id)) << spot.id;
        if (spot.kind != SpotKind::checkbox)
            continue;
        const Json& rect = variant.at("spots").at(spot.id).at("rect");
        const auto middle = [&](int i) {
            return (rect.at(i).get<double>() + rect.at(i + 2).get<double>()) / 2 / points_per_mm;
        };
        EXPECT_NEAR(middle(0), spot.box.center().x, box_tolerance_mm) << spot.id;
        EXPECT_NEAR(middle(1), spot.box.center().y, box_tolerance_mm) << spot.id;
        ++boxes;
    }
    EXPECT_EQ(boxes, 37);
    EXPECT_EQ(run_tanfang({"read", blank, "--template", out}).exit_code, 0);
}

TEST_F(Learn, AllThatABlankSheetShowsIsPrintAndOfAFilledOneItsKnownWordsAre) {
    std::set<std::string> ticked;
    Paper with_note = copy_of_sheet();
    const double px = with_note.px_per_mm;
    cv::rectangle(with_note.bgr, cv::Rect2d(20 * px, 284 * px, 60 * px, 3 * px), cv::Scalar(),
                  cv::FILLED);
    const Picture blank = learned(scan_of("blank.jpg", with_note, 5));
    const Picture from_filled = learned(filled(1, ticked));
    cv::Mat gray, small;
    cv::cvtColor(sheet.paper.bgr, gray, cv::COLOR_BGR2GRAY);
    cv::resize(gray, small, blank.gray.size(), 0, 0, cv::INTER_AREA);
    const int printed = cv::countNonZero(small < 128);
    const double note = 60 * 3 * std::pow(blank.gray.cols / sheet.form.page_width, 2);
    EXPECT_NEAR(blank.dark(), printed + note, 0.03 * printed) << printed;
    EXPECT_NEAR(from_filled.dark(), printed, 0.1 * printed);
    for (const auto& spot : ticked) EXPECT_EQ(from_filled.dark_in(spot), 0) << spot;
}

TEST_F(Learn, APileOfFilledSheetsIsTakenInWithoutAnyTemplateAndItsPrintIsKept) {
    const std::string home = (office.folder() / "home").string();
    std::vector<std::string> arguments{"ingest", "--home", home};
    std::vector<std::set<std::string>> ticked(sheets_in_pile + 1);
    for (int i = 0; i < sheets_in_pile; ++i)
        arguments.push_back(filled(i, ticked[static_cast<std::size_t>(i)]));
    const Outcome first = run_tanfang(arguments);
    ASSERT_EQ(first.exit_code, 0) << first.err;
    EXPECT_THAT(first.err, HasSubstr("学会了一种版式"));
    const Outcome next =
        run_tanfang({"ingest", "--home", home, filled(sheets_in_pile, ticked.back())});
    ASSERT_EQ(next.exit_code, 0) << next.err;
    EXPECT_THAT(next.err, Not(HasSubstr("学会了一种版式"))) << "the home knows it";
    std::vector<Json> lines;
    for (const Json& record : run_tanfang({"records", "--home", home}).lines())
        for (const Json& page : record.at("pages")) lines.push_back(page);
    ASSERT_EQ(lines.size(), ticked.size());
    int right = 0, boxes = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        EXPECT_EQ(lines[i].at("form"), "visit");
        EXPECT_TRUE(lines[i].at("form_version").is_null()) << "nobody knows which";
        for (const auto& spot : sheet.form.spots) {
            if (spot.kind != SpotKind::checkbox || !lines[i].at("readings").contains(spot.id))
                continue;
            const Json& reading = lines[i].at("readings").at(spot.id);
            const std::string wanted = ticked[i].contains(spot.id) ? "marked" : "empty";
            ++boxes;
            right += reading.at("mark") == wanted;
            if (reading.at("sure")) {
                EXPECT_EQ(reading.at("mark"), wanted) << i << " " << spot.id;
            }
        }
    }
    EXPECT_GE(boxes, 5 * 35);
    EXPECT_GE(right, boxes * 95 / 100);
}

TEST_F(Learn, ASheetOnWhichAFiducialSeemsToStandIsReadByThePrintThatTheOthersShow) {
    Paper spoiled = copy_of_sheet();
    const Point<Mm> center = sheet.form.pages.front().fiducials.front().center;
    const auto mark = [&](const cv::Mat& picture) {
        const double k = spoiled.px_per_mm;
        return cv::Mat(picture, cv::Rect(static_cast<int>((center.x - 6) * k),
                                         static_cast<int>((center.y - 6) * k),
                                         static_cast<int>(12 * k), static_cast<int>(12 * k)));
    };
    mark(print_sheets("visit").front().paper.bgr).copyTo(mark(spoiled.bgr));
    std::set<std::string> ticked;
    std::vector<std::string> arguments{"read", filled(0, ticked, spoiled)};
    EXPECT_THAT(run_tanfang(arguments).lines().front().at("reason").get<std::string>(),
                HasSubstr("poor_registration"))
        << "by itself it is one of ours that is torn";
    for (int i = 1; i < 4; ++i) arguments.push_back(filled(i, ticked));
    for (const Json& line : run_tanfang(arguments).lines()) {
        EXPECT_NE(line.at("status"), "rejected") << line.at("source").at("file");
        EXPECT_EQ(line.at("form"), "visit");
    }
}

TEST_F(Learn, AFormOfOtherWordsIsRejectedAndNothingIsWritten) {
    Paper letter{cv::Mat(3508, 2480, CV_8UC3, cv::Scalar(255, 255, 255)), sheet.paper.px_per_mm};
    for (int y = 300; y <= 3000; y += 300) cv::line(letter.bgr, {200, y}, {2200, y}, {0, 0, 0}, 3);
    for (int x = 200; x <= 2200; x += 500) cv::line(letter.bgr, {x, 300}, {x, 3000}, {0, 0, 0}, 3);
    const std::string file = scan_of("other.jpg", letter, 5);
    const std::string out = (office.folder() / "v.json").string();
    const Outcome learned = run_tanfang({"learn", "visit", file, "--out", out});
    EXPECT_EQ(learned.exit_code, 3);
    EXPECT_THAT(learned.err, HasSubstr("not_our_form"));
    EXPECT_FALSE(std::filesystem::exists(out));
    const auto lines = run_tanfang({"read", file}).lines();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].at("status"), "rejected");
    EXPECT_TRUE(lines[0].at("readings").empty());
}

}  // namespace
}  // namespace tanfang::simulate

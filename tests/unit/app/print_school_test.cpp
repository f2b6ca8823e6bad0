#include "pipeline/app/print_school.h"

#include "pipeline/app/reader.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/form/variant.h"
#include "pipeline/intake/scan_file.h"
#include "pipeline/page/flat_print.h"

#include <fstream>

#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

LearnedSheet page_of_size(int page, cv::Size size, const Spot& spot) {
    LearnedSheet learned;
    learned.blank = cv::Mat(size, CV_8UC1, cv::Scalar(255));
    for (int y = 200; y < size.height - 50; y += 150)
        cv::putText(learned.blank,
                    "page " + std::to_string(page) + ", printed words " + std::to_string(y),
                    {100 + y % 370, y}, cv::FONT_HERSHEY_SIMPLEX, 2, cv::Scalar(0), 3);
    learned.print.form = "enrollment";
    learned.print.page = page;
    learned.print.spots = {spot};
    return learned;
}

Spot field(const std::string& id, int page, const Box<Mm>& box) {
    Spot spot;
    spot.id = spot.field = id;
    spot.kind = SpotKind::field;
    spot.page = page;
    spot.box = box;
    return spot;
}

TEST(PrintSchool, AFormOnPaperOfTwoSizesIsReadByWhatWasLearnedOfIt) {
    const cv::Size portrait(1680, 2376), landscape(2376, 1680);
    std::vector<LearnedSheet> learned{
        page_of_size(0, portrait, field("subject_name", 0, {{20, 240}, 30, 8})),
        page_of_size(1, landscape, field("assist_person", 1, {{250, 40}, 30, 8}))};
    const cv::Mat second = learned[1].blank.clone();
    put_on_equal_paper(learned);
    const support::TemporaryFolder folder;
    for (int page = 0; page < 2; ++page)
        std::ofstream(folder.path() / (std::to_string(page) + ".png"), std::ios::binary)
            << encode_png(learned[static_cast<std::size_t>(page)].blank);
    std::ofstream(folder.path() / "v.json")
        << variant_json(variant_of(learned, {"0.png", "1.png"}));
    std::ofstream(folder.path() / "sheet.png", std::ios::binary) << encode_png(second);
    ReadingRoom room("", std::nullopt);
    room.add_print(folder.path() / "v.json");
    Reader reader(room);
    ScanFile sheet(folder.path() / "sheet.png");
    const Json line = reader.read_page(sheet, 0).at(0);
    ASSERT_EQ(line["form"], "enrollment") << line["reason"];
    EXPECT_EQ(line["page"], 2);
    EXPECT_EQ(line["fields"]["assist_person"]["state"], "blank");
    const Json& quad = line["readings"]["assist_person"]["quad"];
    EXPECT_NEAR(quad[0].get<double>(), 250 * flat_px_per_mm, 2);
    EXPECT_NEAR(quad[1].get<double>(), 40 * flat_px_per_mm, 2);
}

TEST(PrintSchool, ADateThatBothPagesShowIsThatOfTheOneLearnedFirstAndMissingOnNone) {
    const cv::Size paper(1680, 2376);
    const Box<Mm> place{{20, 240}, 30, 8};
    std::vector<LearnedSheet> learned{page_of_size(1, paper, field("date_day", 1, place)),
                                      page_of_size(0, paper, field("date_day", 0, place))};
    learned[0].print.missing = {"subject_name", "sign_staff"};
    learned[1].print.spots.push_back(field("subject_name", 0, place));
    tell_pages_apart(learned);
    const auto& spots = variant_of(learned, {"1.png", "0.png"}).spots;
    ASSERT_EQ(spots.size(), 2U);
    EXPECT_EQ(spots[0].id, "date_day");
    EXPECT_EQ(spots[0].page, 1);
    EXPECT_EQ(spots[1].id, "subject_name");
    EXPECT_EQ(learned[0].print.missing, std::vector<std::string>{"sign_staff"});
}

}  // namespace
}  // namespace tanfang

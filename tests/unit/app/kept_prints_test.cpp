#include "pipeline/app/kept_prints.h"

#include "pipeline/external/png_writer.h"
#include "pipeline/intake/scan_file.h"

#include <fstream>

#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

/// As learned from so many sheets: the second page of the registration form with two fields.
LearnedSheet second_page(std::size_t sheets) {
    LearnedSheet learned;
    learned.sheets = sheets;
    learned.blank = cv::Mat(2376, 1680, CV_8UC1, cv::Scalar(255));
    for (int y = 200; y < 2300; y += 150)
        cv::putText(learned.blank, "printed words " + std::to_string(y), {100 + y % 370, y},
                    cv::FONT_HERSHEY_SIMPLEX, 2, cv::Scalar(0), 3);
    learned.print.form = "enrollment";
    learned.print.page = 1;
    learned.print.print = learned.blank.clone();
    for (const auto& [field, top] :
         {std::pair{"assist_person", 40.0}, {"assist_measures", 230.0}}) {
        Spot spot;
        spot.id = spot.field = field;
        spot.kind = SpotKind::field;
        spot.page = 1;
        spot.box = {{20, top}, 30, 8};
        learned.print.spots.push_back(spot);
    }
    return learned;
}

class KeptPrints : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directory(home() / "tmp"); }

    std::filesystem::path home() const { return folder_.path(); }

    std::size_t known_after(const LearnedSheet& learned) {
        ReadingRoom room("", std::nullopt);
        use_kept_prints(room, home());
        room.add_learned(learned);
        EXPECT_EQ(room.shelf().references().size(), 1u) << "in this run it is known";
        return known();
    }

    std::size_t known(const std::string& form = "") {
        ReadingRoom room(form, std::nullopt);
        use_kept_prints(room, home());
        return room.shelf().references().size();
    }

  private:
    support::TemporaryFolder folder_;
};

}  // namespace

TEST_F(KeptPrints, WhatWasLearnedFromManySheetsIsKnownInTheNextRun) {
    EXPECT_EQ(known(), 0u);
    EXPECT_EQ(known_after(second_page(4)), 1u);
    EXPECT_EQ(known("visit"), 0u) << "only the wanted form";
    EXPECT_TRUE(std::filesystem::is_empty(home() / "tmp"));
}

TEST_F(KeptPrints, WhatWasLearnedFromAFewSheetsIsLearnedAgain) {
    EXPECT_EQ(known_after(second_page(3)), 0u);
}

TEST_F(KeptPrints, ADamagedOneIsPassedOver) {
    EXPECT_EQ(known_after(second_page(9)), 1u);
    for (const auto& entry : std::filesystem::directory_iterator(home() / "prints"))
        if (entry.path().extension() == ".png")
            std::filesystem::resize_file(entry.path(), 1000);
    EXPECT_EQ(known(), 0u);
    std::ofstream(home() / "prints" / "0.json") << "{";
    EXPECT_EQ(known(), 0u);
}

TEST_F(KeptPrints, AHalfCoveredSheetIsReadWhereAPersonShowsItAndAsksForTheOtherHalf) {
    const LearnedSheet learned = second_page(4);
    ASSERT_EQ(known_after(learned), 1u);
    cv::Mat sheet = learned.blank.clone();
    sheet.rowRange(sheet.rows / 2, sheet.rows).setTo(240);
    const std::filesystem::path scan = home() / "sheet.png";
    std::ofstream(scan, std::ios::binary) << encode_png(sheet);
    ReadingRoom room("", std::nullopt);
    use_kept_prints(room, home());
    Reader reader(room);
    ScanFile file(scan);
    EXPECT_EQ(reader.read_page(file, 0).at(0)["status"], "rejected") << "by itself";
    const auto kept = room.shelf().kept();
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_TRUE(std::filesystem::exists(home() / "prints" / (kept[0].print + ".json")));
    const double right = sheet.cols - 3, bottom = sheet.rows + 5;  // as a hand shows them
    const Json line = reader.read_shown(file, 0, *kept[0].page,
                                        {{{4, -5}, {right, 4}, {right + 9, bottom}, {-3, bottom}}});
    EXPECT_EQ(line["registration"]["method"], "corners+reference");
    EXPECT_EQ(line["form"], "enrollment");
    EXPECT_EQ(line["page"], 2);
    EXPECT_EQ(line["status"], "review");
    EXPECT_EQ(line["fields"]["assist_person"]["state"], "blank");
    EXPECT_EQ(line["fields"]["assist_measures"]["state"], "unreadable") << "nobody can see it";
}

}  // namespace tanfang

#include "pipeline/app/scan_sheets.h"

#include <string>
#include <vector>

#include "../home/home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ScanSheets : public testing::Test {
  protected:
    ScanRun scan(const ScanWay& way) {
        return scan_sheets(
            [this] { return next(); }, way,
            [this](OpenFile opened, const std::filesystem::path& name, const std::string& batch) {
                if (full_at == names.size())
                    throw Error(Fault::output_failed, name.string(), "磁盘空间不足");
                names.push_back(name);
                return home.receive(std::move(opened), name, batch);
            },
            "扫描", "batch", [] {});
    }

    ScannedPage next() {
        // a page is asked for only when all before it are in the home
        EXPECT_EQ(home.unread().size(), static_cast<std::size_t>(given));
        if (given == sheets)
            return {ends_with, {}};
        ++given;
        return {ScannerState::ready, cv::Mat(40, 30, CV_8UC3, cv::Scalar(given, 2, 3))};
    }

    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    int sheets = 3, given = 0;
    ScannerState ends_with = ScannerState::no_paper;
    std::size_t full_at = 100;
    std::vector<std::string> names;
};

constexpr ScanWay feeder = {.feeder = true, .both_sides = true, .color = true, .dpi = 300};

}  // namespace

TEST_F(ScanSheets, EveryPageIsInTheHomeBeforeTheNextIsScanned) {
    const ScanRun run = scan(feeder);
    EXPECT_EQ(run.pages, 3);
    EXPECT_EQ(run.state, ScannerState::no_paper);
    EXPECT_THAT(names,
                ElementsAre("扫描 第 0001 页.png", "扫描 第 0002 页.png", "扫描 第 0003 页.png"));
}

TEST_F(ScanSheets, KeepsWhatWasScannedBeforeAJam) {
    ends_with = ScannerState::jammed;
    const ScanRun run = scan(feeder);
    EXPECT_EQ(run.pages, 3);
    EXPECT_EQ(home.unread().size(), 3u);
    EXPECT_THAT(words_for(run.state, run.pages), HasSubstr("已扫的 3 页都已收好"));
}

TEST_F(ScanSheets, AFlatbedGivesOnePage) {
    EXPECT_EQ(scan({}).pages, 1);
}

TEST_F(ScanSheets, StopsWhenTheHomeTakesNoMore) {
    full_at = 2;
    EXPECT_THROW(scan(feeder), Error);
    EXPECT_EQ(home.unread().size(), 2u);
}

TEST_F(ScanSheets, APageIsAPngWithItsResolution) {
    sheets = 1;
    scan(feeder);
    const std::string png = bytes_in(home.unread().at(0).stored);
    EXPECT_TRUE(png.starts_with("\x89PNG"));
    const auto at = png.find("pHYs");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(png.substr(at + 4, 9), std::string("\0\0\x2E\x23\0\0\x2E\x23\1", 9))
        << "11,811 dots per meter";
}

TEST_F(ScanSheets, EveryStateHasWords) {
    for (int state = 0; state <= static_cast<int>(ScannerState::unsupported); ++state)
        for (const int pages : {0, 5})
            EXPECT_NE(words_for(static_cast<ScannerState>(state), pages), "") << state;
}

}  // namespace tanfang

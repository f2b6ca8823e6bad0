#include "pipeline/external/sane.h"

#include "tests/support/scanner_desk.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using support::set_up_scanner;

const auto go_on = [] {};

// Not tested here: pages that end in a jam or are given up. The test backend then cancels its
// reading thread, which dies with the loader's lock held in 2 of 100 runs, and the process cannot
// end. watch_test.cpp scans with a backend of its own that jams.

}  // namespace

TEST(SaneDoor, ListsTheScanners) {
    set_up_scanner(2);
    const Sane sane;
    const auto scanners = sane.scanners();
    ASSERT_EQ(scanners.size(), 2u);
    EXPECT_EQ(scanners[0].name, "test:0");
    EXPECT_NE(scanners[0].words, "");
}

TEST(SaneDoor, SetsColorTheFeederAndTheNearestResolution) {
    set_up_scanner();
    const Sane sane;
    Scanner scanner = sane.open("test:0");
    ASSERT_EQ(scanner.state(), ScannerState::ready);
    const ScanWay way = scanner.prepare({});
    EXPECT_TRUE(way.color);
    EXPECT_TRUE(way.feeder);
    EXPECT_EQ(way.dpi, 100) << "300 is more than it has";
    const ScannedPage page = scanner.next(go_on);
    ASSERT_EQ(page.state, ScannerState::ready);
    EXPECT_EQ(page.pixels.type(), CV_8UC3);
    EXPECT_NEAR(page.pixels.cols, 60 / 25.4 * 100, 2) << "its whole width of 60 mm";
}

TEST(SaneDoor, EmptiesTheFeeder) {
    set_up_scanner();
    const Sane sane;
    Scanner scanner = sane.open("test:0");
    scanner.prepare({});
    int pages = 0;
    ScannedPage page = scanner.next(go_on);
    for (; page.state == ScannerState::ready && pages < 20; page = scanner.next(go_on)) ++pages;
    EXPECT_EQ(pages, 10);
    EXPECT_EQ(page.state, ScannerState::no_paper);
}

TEST(SaneDoor, AScannerThatIsNotThereIsToldAsSuch) {
    set_up_scanner();
    const Sane sane;
    EXPECT_EQ(sane.open("test:7").state(), ScannerState::unknown_name);
    EXPECT_EQ(sane.open("no-such-maker:1").state(), ScannerState::unknown_name);
}

}  // namespace tanfang

#include "pipeline/external/sane.h"

#include <stdexcept>

#include "tests/support/scanner_desk.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using support::set_up_scanner;

const auto go_on = [] {};

// The test backend ends its reading thread in the middle when a page is given up: the thread's
// buffer leaks, and a later page of the same process may find no reader. ctest runs each test in a
// process of its own.
#ifdef __SANITIZE_ADDRESS__
#define skip_where_leaks_are_counted() GTEST_SKIP() << "SANE's test backend leaks"
#else
#define skip_where_leaks_are_counted()
#endif

}  // namespace

TEST(SaneDoor, ListsTheScanners) {
    set_up_scanner("Default", 2);
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

TEST(SaneDoor, TellsWhatStandsInTheWay) {
    skip_where_leaks_are_counted();
    const std::pair<const char*, ScannerState> states[] = {
        {"SANE_STATUS_JAMMED", ScannerState::jammed},
        {"SANE_STATUS_COVER_OPEN", ScannerState::cover_open},
        {"SANE_STATUS_NO_DOCS", ScannerState::no_paper},
        {"SANE_STATUS_DEVICE_BUSY", ScannerState::busy},
        {"SANE_STATUS_IO_ERROR", ScannerState::disconnected},
        {"SANE_STATUS_NO_MEM", ScannerState::out_of_memory},
        {"SANE_STATUS_ACCESS_DENIED", ScannerState::denied},
    };
    for (const auto& [status, state] : states) {
        set_up_scanner(status);
        const Sane sane;
        Scanner scanner = sane.open("test:0");
        scanner.prepare({});
        EXPECT_TRUE(scanner.next(go_on).state == state) << status;
    }
}

TEST(SaneDoor, AScannerThatIsNotThereIsToldAsSuch) {
    set_up_scanner();
    const Sane sane;
    EXPECT_EQ(sane.open("test:7").state(), ScannerState::unknown_name);
    EXPECT_EQ(sane.open("no-such-maker:1").state(), ScannerState::unknown_name);
}

TEST(SaneDoor, MayBeGivenUpInTheMiddleOfAPage) {
    skip_where_leaks_are_counted();
    set_up_scanner();
    const Sane sane;
    Scanner scanner = sane.open("test:0");
    scanner.prepare({});
    EXPECT_THROW(scanner.next([] { throw std::runtime_error("stop"); }), std::runtime_error);
}

}  // namespace tanfang

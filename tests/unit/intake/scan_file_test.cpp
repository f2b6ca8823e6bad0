#include "pipeline/intake/scan_file.h"

#include <atomic>
#include <thread>

#include "tests/support/memory_counts.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <tiff.h>

namespace tanfang {

namespace fs = std::filesystem;
using namespace support;

namespace {

class ScanFileTest : public testing::Test {
  protected:
    PageImage first_page_of(const std::string& bytes) const {
        return ScanFile(folder_.file("scan", bytes)).page(0);
    }
    TemporaryFolder folder_;
};

bool same(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * a.elemSize());
}

long entries(const char* folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

/// Bytes of memory in use by this process, shared mappings included.
std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * 4096;
}

}  // namespace

TEST_F(ScanFileTest, GivesThePixelsOfAPngAndWhereTheyCameFrom) {
    const cv::Mat page = with_noise(ink_page(123, 77, 1), 2);
    ScanFile scan(folder_.file("甲.png", png_file(page, {.dpi = 300})));
    const PageImage image = scan.page(0);
    EXPECT_EQ(scan.page_count(), 1);
    EXPECT_TRUE(same(image.gray, page));
    EXPECT_TRUE(image.color.empty());
    EXPECT_NEAR(image.tag_dpi, 300, 0.1);
    EXPECT_FALSE(image.bilevel);
    EXPECT_EQ(image.sha256, scan.sha256());
    EXPECT_TRUE(image.file.ends_with("甲.png"));
    EXPECT_EQ(image.page, 0);
    EXPECT_GT(image.child_cpu_ms, 0);
}

TEST_F(ScanFileTest, HashesTheWholeFile) {
    const fs::path file = folder_.file("a.png", png_file(ink_page(8, 8, 1)));
    const std::string before = ScanFile(file).sha256();
    EXPECT_EQ(before.size(), 64U);
    EXPECT_EQ(ScanFile(file).sha256(), before);
    std::ofstream(file, std::ios::app) << "x";
    EXPECT_NE(ScanFile(file).sha256(), before);
}

TEST_F(ScanFileTest, KnowsAFormatByItsBytesNotItsName) {
    const cv::Mat page = ink_page(40, 30, 1);
    EXPECT_TRUE(same(ScanFile(folder_.file("wrong.jpg", png_file(page))).page(0).gray, page));
}

TEST_F(ScanFileTest, GivesEveryPageOfATiff) {
    const std::vector<cv::Mat> pages{ink_page(123, 77, 1), ink_page(60, 200, 2)};
    ScanFile scan(folder_.file(
        "a.tif",
        tiff_file(pages, {.compression = COMPRESSION_CCITTFAX4, .bits = 1, .dots_per_inch = 200})));
    ASSERT_EQ(scan.page_count(), 2);
    for (const int i : {1, 0}) {
        const PageImage image = scan.page(i);
        EXPECT_TRUE(same(image.gray, pages[static_cast<std::size_t>(i)]));
        EXPECT_TRUE(image.bilevel);
        EXPECT_EQ(image.tag_dpi, 200);
        EXPECT_EQ(image.page, i);
    }
}

TEST_F(ScanFileTest, KeepsColorThatIsThere) {
    const cv::Mat page = with_seal(with_noise(ink_page(320, 200, 3), 4));
    const PageImage image = first_page_of(jpeg_file(page, {.quality = 98}));
    EXPECT_LT(mean_difference(image.color, page), 3);
    EXPECT_EQ(image.gray.size(), page.size());
    EXPECT_NEAR(image.gray.at<uchar>(100, 160), 0.299 * 200 + 0.587 * 40 + 0.114 * 40, 3)
        << "the seal";
}

TEST_F(ScanFileTest, DropsColorThatIsGrey) {
    const cv::Mat grey = with_noise(ink_page(320, 200, 3), 4);
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>(3, grey), three);
    for (const std::string& file : {jpeg_file(three, {.quality = 80}), png_file(three)}) {
        const PageImage image = first_page_of(file);
        EXPECT_TRUE(image.color.empty());
        EXPECT_LT(mean_difference(image.gray, grey), 6);
    }
}

TEST_F(ScanFileTest, TurnsANegativeIntoAPageAndNothingElse) {
    const cv::Mat page = with_noise(ink_page(600, 800, 1), 2), seal = with_seal(page);
    const auto negative_of = [](const cv::Mat& picture) -> cv::Mat { return ~picture; };
    EXPECT_TRUE(same(first_page_of(png_file(negative_of(page))).gray, page));
    EXPECT_TRUE(same(first_page_of(png_file(negative_of(seal))).color, seal));
    const cv::Mat in_the_dark = page * 0.35;
    cv::Mat on_a_dark_table(1600, 1400, CV_8UC1, cv::Scalar(30));
    page.copyTo(on_a_dark_table(cv::Rect({300, 300}, page.size())));
    const cv::Mat night = with_noise(cv::Mat(800, 600, CV_8UC1, cv::Scalar(20)), 3);
    for (const auto& picture : {in_the_dark, on_a_dark_table, night})
        EXPECT_TRUE(same(first_page_of(png_file(picture)).gray, picture));
}

TEST_F(ScanFileTest, GivesScannedPdfPagesAsTheirPicturesAre) {
    const cv::Mat ink = ink_page(210, 297, 1), grey = with_noise(ink, 2), color = with_seal(grey);
    using Coding = PdfScan::Coding;
    const std::vector<PdfScan> pages = {{.pixels = ink, .coding = Coding::group4, .dpi = 150},
                                        {.pixels = ink, .coding = Coding::group4, .inverted = true},
                                        {.pixels = ink, .bits = 1},
                                        {.pixels = ink, .bits = 1, .inverted = true},
                                        {.pixels = grey},
                                        {.pixels = color}};
    ScanFile scan(folder_.file("a.pdf", pdf_file(pages)));
    ASSERT_EQ(scan.page_count(), 6);
    for (int i = 0; i < 6; ++i) {
        const PageImage image = scan.page(i);
        const cv::Mat& pixels = pages[static_cast<std::size_t>(i)].pixels;
        EXPECT_TRUE(same(i == 5 ? image.color : image.gray, pixels)) << "page " << i;
        EXPECT_EQ(image.bilevel, i < 4) << "page " << i;
        EXPECT_NEAR(image.tag_dpi, i == 0 ? 150 : 300, 0.1) << "page " << i;
    }
}

TEST_F(ScanFileTest, GivesAJpegInAPdfPixelForPixel) {
    const cv::Mat page = with_noise(ink_page(210, 297, 1), 2);
    const std::string pdf = pdf_file({{.pixels = page, .coding = PdfScan::Coding::jpeg}});
    EXPECT_TRUE(same(first_page_of(pdf).gray, first_page_of(jpeg_file(page)).gray));
}

TEST_F(ScanFileTest, DrawsPdfPagesThatAreMoreThanOnePicture) {
    const cv::Mat page = with_seal(ink_page(200, 300, 1));
    ScanFile scan(folder_.file(
        "a.pdf", pdf_file({{.pixels = page, .rotate = 90}, {.pixels = page, .dpi = 150}})));
    const PageImage turned = scan.page(0);
    cv::Mat expected;
    cv::rotate(page, expected, cv::ROTATE_90_CLOCKWISE);
    EXPECT_EQ(turned.tag_dpi, 300);
    ASSERT_NEAR(turned.color.cols, 300, 1);
    ASSERT_NEAR(turned.color.rows, 200, 1);
    const cv::Rect both(0, 0, std::min(300, turned.color.cols), std::min(200, turned.color.rows));
    EXPECT_LT(mean_difference(turned.color(both), expected(both)), 12);
    EXPECT_TRUE(same(scan.page(1).color, page)) << "the next page is one picture again";
}

TEST_F(ScanFileTest, ReadsAPdfOfTwoHundredScansInFlatMemory) {
    std::vector<PdfScan> pages;
    for (unsigned i = 0; i < 200; ++i)
        pages.push_back({.pixels = ink_page(420, 594, i), .coding = PdfScan::Coding::group4});
    ScanFile scan(folder_.file("pile.pdf", pdf_file(pages)));
    ASSERT_EQ(scan.page_count(), 200);
    scan.page(0);
    const std::size_t before = resident_bytes();
    const long files_before = entries("/proc/self/fd");
    for (int i = 0; i < 200; ++i)
        ASSERT_TRUE(same(scan.page(i).gray, pages[static_cast<std::size_t>(i)].pixels)) << i;
    if (support::memory_counts) {
        EXPECT_LT(resident_bytes(), before + (8 << 20)) << "200 pages have 50 MB";
    }
    EXPECT_EQ(entries("/proc/self/fd"), files_before);
}

TEST_F(ScanFileTest, PagesOutliveTheFileAndCanBeWrittenOn) {
    const cv::Mat page = ink_page(123, 77, 1);
    PageImage image = first_page_of(png_file(page));
    const cv::Mat copy = image.gray;  // a second owner of the same pixels
    image.gray.at<uchar>(0, 0) = 77;
    image = {};
    EXPECT_EQ(copy.at<uchar>(0, 0), 77);
    EXPECT_TRUE(same(copy.rowRange(1, 77), page.rowRange(1, 77)));
}

TEST_F(ScanFileTest, SeveralThreadsMayReadOneFileAndSeveral) {
    const std::vector<cv::Mat> pages{ink_page(300, 200, 1), ink_page(200, 300, 2),
                                     ink_page(250, 250, 3)};
    const fs::path file = folder_.file("a.tif", tiff_file(pages));
    ScanFile shared(file);
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int round = 0; round < 10; ++round) {
                ScanFile own(file);
                ScanFile& scan = round % 2 == 0 ? shared : own;
                const int page = (t + round) % 3;
                good += same(scan.page(page).gray, pages[static_cast<std::size_t>(page)]) ? 1 : 0;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(good, 40);
}

TEST_F(ScanFileTest, ReadsFilesWithNamesOfAnyBytesAndThroughLinks) {
    const cv::Mat page = ink_page(40, 30, 1);
    const fs::path file = folder_.file("\xD5\xC5.png", png_file(page));
    fs::create_symlink(file.filename(), folder_.path() / "link");
    const PageImage image = ScanFile(file).page(0);
    EXPECT_TRUE(same(image.gray, page));
    EXPECT_TRUE(image.file.ends_with("\uFFFD\uFFFD.png")) << image.file;
    EXPECT_TRUE(same(ScanFile(folder_.path() / "link").page(0).gray, page));
}

}  // namespace tanfang

#include "pipeline/intake/scan_file.h"

#include <fstream>

#include "tests/support/picture_files.h"
#include <gtest/gtest.h>
#include <tiff.h>

namespace tanfang {

namespace fs = std::filesystem;
using namespace support;

namespace {

/// A folder that goes with the test.
class ScanFileTest : public testing::Test {
  protected:
    ScanFileTest() {
        std::string name = (fs::temp_directory_path() / "tanfang-scan-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~ScanFileTest() override { fs::remove_all(folder_); }

    fs::path file_of(const std::string& bytes, const std::string& name = "scan") const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }
    PageImage first_page_of(const std::string& bytes) const {
        return ScanFile(file_of(bytes)).page(0);
    }

    fs::path folder_;
};

bool same(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace

TEST_F(ScanFileTest, GivesThePixelsOfAGreyPng) {
    const cv::Mat page = with_noise(ink_page(123, 77, 1), 2);
    ScanFile scan(file_of(png_file(page, {.dpi = 300}), "甲.png"));
    const PageImage image = scan.page(0);
    EXPECT_TRUE(same(image.gray, page));
    EXPECT_TRUE(image.color.empty());
    EXPECT_NEAR(image.tag_dpi, 300, 0.1);
    EXPECT_FALSE(image.bilevel);
    EXPECT_EQ(scan.page_count(), 1);
    EXPECT_EQ(image.sha256, scan.sha256());
    EXPECT_EQ(image.sha256.size(), 64U);
    EXPECT_TRUE(image.file.ends_with("甲.png"));
}

TEST_F(ScanFileTest, GivesEveryPageOfAGroup4Tiff) {
    const std::vector<cv::Mat> pages{ink_page(123, 77, 1), ink_page(60, 200, 2)};
    ScanFile scan(file_of(
        tiff_file(pages, {.compression = COMPRESSION_CCITTFAX4, .bits = 1, .dots_per_inch = 200})));
    ASSERT_EQ(scan.page_count(), 2);
    for (int i = 1; i >= 0; --i) {
        const PageImage image = scan.page(i);
        EXPECT_TRUE(same(image.gray, pages[static_cast<std::size_t>(i)]));
        EXPECT_TRUE(image.bilevel);
        EXPECT_EQ(image.tag_dpi, 200);
        EXPECT_EQ(image.page, i);
    }
}

TEST_F(ScanFileTest, DecodesAJpegNearlyAsItWas) {
    const cv::Mat page = with_seal(ink_page(320, 200, 3));
    const PageImage image = first_page_of(jpeg_file(page, {.dpi = 300}));
    EXPECT_LT(cv::norm(image.color, page, cv::NORM_L1) / static_cast<double>(page.total()), 20);
    EXPECT_EQ(image.tag_dpi, 300);
}

}  // namespace tanfang

#include "pipeline/external/jpeg.h"

#include "tests/support/hostile_files.h"
#include "tests/support/picture_files.h"
#include "tests/unit/external/decoded.h"
#include <gtest/gtest.h>

namespace tanfang {

using namespace support;

namespace {

Decoded decode(const std::string& file) {
    return decoded([&](const RasterTarget& target) { decode_jpeg(as_bytes(file), target); });
}
std::string fault(const std::string& file) {
    return fault_of([&] { decode(file); });
}
double mean_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * a.elemSize());
}

}  // namespace

TEST(Jpeg, GivesGreyPixelsNearlyAsTheyWere) {
    const cv::Mat page = with_noise(ink_page(203, 101, 1), 2);
    for (const bool progressive : {false, true}) {
        const Decoded back = decode(jpeg_file(page, {.quality = 98, .progressive = progressive}));
        ASSERT_EQ(back.pixels.size(), page.size());
        EXPECT_EQ(back.header.channels, 1);
        EXPECT_LT(mean_difference(back.pixels, page), 2);
    }
}

TEST(Jpeg, GivesColorAsBlueGreenRed) {
    const cv::Mat page(64, 64, CV_8UC3, cv::Scalar(200, 120, 30));
    const Decoded back = decode(jpeg_file(page, {.quality = 98}));
    EXPECT_EQ(back.header.channels, 3);
    EXPECT_LT(mean_difference(back.pixels, page), 3);
}

TEST(Jpeg, TellsTheResolutionInInchesOrCentimeters) {
    const cv::Mat page = ink_page(32, 32, 1);
    EXPECT_EQ(decode(jpeg_file(page, {.dpi = 300})).header.tag_dpi, 300);
    EXPECT_NEAR(decode(jpeg_file(page, {.dpi = 118, .per_centimeter = true})).header.tag_dpi, 299.7,
                0.1);
    EXPECT_EQ(decode(jpeg_file(page)).header.tag_dpi, 0);
}

TEST(Jpeg, RefusesAFileCutAnywhere) {
    const cv::Mat page = with_noise(ink_page(400, 300, 1), 2);
    for (const bool progressive : {false, true}) {
        const std::string file = jpeg_file(page, {.progressive = progressive});
        for (int percent = 1; percent < 100; ++percent)
            EXPECT_EQ(fault(cut(file, percent / 100.0)), "unreadable_scan") << percent << " %";
        EXPECT_EQ(fault(file.substr(0, file.size() - 2)), "unreadable_scan")
            << "without its end mark";
    }
}

TEST(Jpeg, RefusesBombsBeforeTheyAskForMemory) {
    int asked = 0;
    const auto count = [&](const std::string& file) {
        return fault_of([&] {
            decode_jpeg(as_bytes(file), [&](const RasterHeader&) -> std::uint8_t* {
                ++asked;
                throw std::logic_error("asked for memory");
            });
        });
    };
    EXPECT_EQ(count(jpeg_claiming(65'000, 65'000)), "too_large");
    EXPECT_EQ(count(jpeg_claiming(20'001, 1)), "too_large");
    EXPECT_EQ(count(jpeg_claiming(10'001, 10'000)), "too_large");
    EXPECT_EQ(asked, 0);
}

TEST(Jpeg, RefusesEndlessScans) {
    EXPECT_EQ(fault(jpeg_of_many_scans(10)), "none") << "the file is good but for its scans";
    EXPECT_EQ(fault(jpeg_of_many_scans(1000)), "too_large");
}

TEST(Jpeg, RefusesCmyk) {
    EXPECT_EQ(fault(jpeg_file(ink_page(32, 32, 1), {.cmyk = true})), "unsupported_format");
}

TEST(Jpeg, DecodesASinglePixel) {
    EXPECT_EQ(decode(jpeg_file(cv::Mat(1, 1, CV_8UC1, cv::Scalar(255)))).pixels.at<uchar>(0, 0),
              255);
}

}  // namespace tanfang

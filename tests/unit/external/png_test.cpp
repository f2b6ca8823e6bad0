#include "pipeline/external/png.h"

#include "tests/support/hostile_files.h"
#include "tests/support/picture_files.h"
#include "tests/unit/external/decoded.h"
#include <gtest/gtest.h>

namespace tanfang {

using namespace support;

namespace {

Decoded decode(const std::string& file) {
    return decoded([&](const RasterTarget& target) { decode_png(as_bytes(file), target); });
}
std::string fault(const std::string& file) {
    return fault_of([&] { decode(file); });
}

/// Grey levels that a depth of `bits` can hold.
cv::Mat levels(int bits) {
    const int steps = bits >= 8 ? 255 : (1 << bits) - 1;
    cv::Mat page(33, 61, CV_8UC1);
    for (int y = 0; y < page.rows; ++y)
        for (int x = 0; x < page.cols; ++x)
            page.at<uchar>(y, x) = static_cast<uchar>((x + y) % (steps + 1) * 255 / steps);
    return page;
}

}  // namespace

TEST(Png, GivesEveryDepthOfGreyExactly) {
    for (const int bits : {1, 2, 4, 8, 16})
        for (const bool interlaced : {false, true}) {
            const Decoded back =
                decode(png_file(levels(bits), {.bits = bits, .interlaced = interlaced}));
            EXPECT_TRUE(same_pixels(back.pixels, levels(bits))) << bits << " bits";
            EXPECT_EQ(back.header.bilevel, bits == 1);
        }
}

TEST(Png, GivesPalettesAsThreeEqualChannels) {
    for (const int bits : {1, 2, 4, 8}) {
        const Decoded back = decode(png_file(levels(bits), {.bits = bits, .palette = true}));
        ASSERT_EQ(back.header.channels, 3);
        std::vector<cv::Mat> channels;
        cv::split(back.pixels, channels);
        for (const cv::Mat& channel : channels)
            EXPECT_TRUE(same_pixels(channel, levels(bits))) << bits << " bits";
    }
}

TEST(Png, GivesColorExactly) {
    const cv::Mat page = with_seal(levels(8));
    for (const int bits : {8, 16})
        EXPECT_TRUE(same_pixels(decode(png_file(page, {.bits = bits})).pixels, page)) << bits;
}

TEST(Png, ShowsWhitePaperWhereAPictureIsTransparent) {
    // The maker sets every black pixel transparent, so that all of them must come out white.
    cv::Mat expected = ink_page(40, 40, 1);
    ASSERT_GT(cv::countNonZero(expected == 0), 10);
    const cv::Mat page = expected.clone();
    expected.setTo(255);
    for (const int bits : {8, 16}) {
        const cv::Mat pixels = decode(png_file(page, {.bits = bits, .alpha = true})).pixels;
        ASSERT_EQ(pixels.size(), page.size());
        EXPECT_LE(cv::norm(pixels, expected, cv::NORM_INF), 1) << bits << " bits";  // libpng rounds
    }
}

TEST(Png, TellsTheResolution) {
    EXPECT_NEAR(decode(png_file(levels(8), {.dpi = 300})).header.tag_dpi, 300, 0.1);
    EXPECT_EQ(decode(png_file(levels(8))).header.tag_dpi, 0);
}

TEST(Png, RefusesAFileCutAnywhereOrDamaged) {
    const std::string file = png_file(with_noise(ink_page(200, 100, 1), 2));
    for (int percent = 1; percent < 100; ++percent)
        EXPECT_EQ(fault(cut(file, percent / 100.0)), "unreadable_scan") << percent << " %";
    for (std::size_t at = 60; at < file.size() - 12; at += file.size() / 20) {
        std::string damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ 4);
        EXPECT_EQ(fault(damaged), "unreadable_scan") << "one bit of byte " << at;
    }
}

TEST(Png, RefusesBombs) {
    EXPECT_EQ(fault(png_claiming(30'000, 30'000)), "too_large");
    EXPECT_EQ(fault(png_claiming(4'000'000'000U, 1)), "too_large");
    EXPECT_EQ(fault(png_claiming(0, 5)), "unreadable_scan");
}

TEST(Png, PassesOverCompressedTexts) {
    EXPECT_TRUE(same_pixels(decode(png_with_text_bomb(16 << 20)).pixels, ink_page(8, 8, 1)));
}

TEST(Png, DecodesASinglePixel) {
    EXPECT_EQ(decode(png_file(cv::Mat(1, 1, CV_8UC1, cv::Scalar(7)))).pixels.at<uchar>(0, 0), 7);
}

}  // namespace tanfang

#include "pipeline/external/tiff.h"

#include "pipeline/external/group4_tiff.h"

#include "tests/support/hostile_files.h"
#include "tests/support/picture_files.h"
#include "tests/unit/external/decoded.h"
#include <gtest/gtest.h>
#include <tiff.h>

namespace tanfang {

using namespace support;

namespace {

Decoded decode(const std::string& file, int page = 0) {
    return decoded(
        [&](const RasterTarget& target) { TiffFile(as_bytes(file)).decode_page(page, target); });
}
std::string fault(const std::string& file) {
    return fault_of([&] { decode(file); });
}

}  // namespace

TEST(Tiff, GivesOneBitPagesExactly) {
    const cv::Mat page = ink_page(203, 150, 1);
    for (const int compression :
         {COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4,
          COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS})
        for (const bool zero_is_white : {false, true})
            for (const bool low_bit_first : {false, true}) {
                const Decoded back = decode(tiff_file({page}, {.compression = compression,
                                                               .bits = 1,
                                                               .zero_is_white = zero_is_white,
                                                               .low_bit_first = low_bit_first}));
                EXPECT_TRUE(same_pixels(back.pixels, page))
                    << compression << zero_is_white << low_bit_first;
                EXPECT_TRUE(back.header.bilevel);
            }
}

TEST(Tiff, GivesGreyAndColorExactly) {
    const cv::Mat grey = with_noise(ink_page(150, 203, 1), 2);
    for (const cv::Mat& page : {grey, with_seal(grey)})
        for (const int compression :
             {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS})
            for (const bool tiled : {false, true}) {
                const Decoded back =
                    decode(tiff_file({page}, {.compression = compression, .tiled = tiled}));
                cv::Mat got = back.pixels;
                if (got.channels() > page.channels())
                    cv::extractChannel(got, got, 0);  // tiled grey comes in three equal channels
                EXPECT_TRUE(same_pixels(got, page)) << compression << tiled << page.channels();
                EXPECT_FALSE(back.header.bilevel);
            }
}

TEST(Tiff, GivesJpegStripsNearlyAsTheyWere) {
    const cv::Mat grey(64, 64, CV_8UC1, cv::Scalar(90));
    const cv::Mat color(64, 64, CV_8UC3, cv::Scalar(200, 120, 30));
    for (const cv::Mat& page : {grey, color})
        EXPECT_LE(cv::norm(decode(tiff_file({page}, {.compression = COMPRESSION_JPEG})).pixels,
                           page, cv::NORM_INF),
                  4);
}

TEST(Tiff, GivesPixelsAsStoredWhateverTheOrientation) {
    const cv::Mat page = with_seal(ink_page(90, 60, 1));
    for (const int orientation : {1, 3, 4, 6, 8}) {
        EXPECT_TRUE(
            same_pixels(decode(tiff_file({page}, {.orientation = orientation})).pixels, page))
            << orientation;
        EXPECT_TRUE(same_pixels(
            decode(tiff_file({page}, {.tiled = true, .orientation = orientation})).pixels, page))
            << orientation;
    }
}

TEST(Tiff, CountsPagesAndGivesEachInAnyOrder) {
    const std::vector<cv::Mat> pages{ink_page(60, 40, 1), ink_page(80, 30, 2), ink_page(20, 90, 3)};
    const std::string file = tiff_file(pages, {.compression = COMPRESSION_CCITTFAX4, .bits = 1});
    TiffFile tiff(as_bytes(file));
    ASSERT_EQ(tiff.page_count(), 3);
    for (const int page : {2, 0, 1, 1})
        EXPECT_TRUE(
            same_pixels(decoded([&](const auto& target) { tiff.decode_page(page, target); }).pixels,
                        pages[static_cast<std::size_t>(page)]));
}

TEST(Tiff, TellsTheResolutionInItsUnit) {
    const cv::Mat page = ink_page(32, 32, 1);
    EXPECT_EQ(decode(tiff_file({page}, {.dots_per_inch = 200})).header.tag_dpi, 200);
    EXPECT_NEAR(decode(tiff_file({page}, {.dots_per_centimeter = 118.11})).header.tag_dpi, 300,
                0.1);
    EXPECT_EQ(decode(tiff_file({page})).header.tag_dpi, 0);
}

TEST(Tiff, RefusesAFileCutAnywhere) {
    const std::vector<cv::Mat> pages{ink_page(300, 200, 1), ink_page(300, 200, 2)};
    for (const int compression : {COMPRESSION_CCITTFAX4, COMPRESSION_CCITTFAX3, COMPRESSION_LZW}) {
        const std::string file = tiff_file(pages, {.compression = compression, .bits = 1});
        for (int percent = 1; percent < 100; ++percent)
            EXPECT_EQ(fault(cut(file, percent / 100.0)), "unreadable_scan")
                << compression << ", " << percent << " %";
    }
}

TEST(Tiff, RefusesDataThatEndBeforeThePage) {
    // The directory stands in front and is whole, as in files that a scanner writes front to back.
    const std::string whole =
        tiff_file({ink_page(300, 200, 1)}, {.compression = COMPRESSION_CCITTFAX4,
                                            .bits = 1,
                                            .zero_is_white = true,
                                            .one_strip = true});
    std::uint32_t directory = 0;
    whole.copy(reinterpret_cast<char*>(&directory), 4, 4);
    const std::string codes = whole.substr(8, directory - 8);
    const auto file_of = [](const std::string& data) {
        const auto bytes = tiff_around_group4(as_bytes(data), 300, 200, false);
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    EXPECT_TRUE(same_pixels(decode(file_of(codes)).pixels, ink_page(300, 200, 1)));
    for (int percent = 5; percent < 100; percent += 5)
        EXPECT_EQ(fault(file_of(cut(codes, percent / 100.0))), "unreadable_scan")
            << percent << " %";
}

TEST(Tiff, RefusesBombs) {
    EXPECT_EQ(fault(tiff_claiming(60'000, 60'000)), "too_large");
    EXPECT_EQ(fault(tiff_claiming(9'999, 10'000)), "too_large") << "12 MB from some bytes";
    EXPECT_EQ(fault(tiff_claiming(0, 0)), "unreadable_scan");
}

TEST(Tiff, RefusesAChainOfPagesWithoutEnd) {
    EXPECT_EQ(fault(tiff_in_a_circle()), "unreadable_scan");
}

TEST(Tiff, DecodesASinglePixel) {
    EXPECT_EQ(decode(tiff_file({cv::Mat(1, 1, CV_8UC1, cv::Scalar(7))})).pixels.at<uchar>(0, 0), 7);
}

}  // namespace tanfang

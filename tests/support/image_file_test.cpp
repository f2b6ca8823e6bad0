/// The files that tests hand to the reader are what they claim to be.
#include "tests/support/image_file.h"

#include "tests/support/scanner.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

Scan small_scan(bool color, bool bilevel) {
    Random random(1);
    ScanCondition how;
    how.color = color;
    how.bilevel = bilevel;
    how.dpi = 100;
    return scan(white_paper(50, 30), how, random);
}

TEST(ImageFile, FormatsStartWithTheirMagic) {
    EXPECT_EQ(png_bytes(small_scan(true, false).image).substr(1, 3), "PNG");
    EXPECT_EQ(jpeg_bytes(small_scan(true, false).image, 80).substr(0, 2), "\xff\xd8");
    EXPECT_EQ(tiff_bytes({small_scan(false, true).image}).substr(0, 2), "II");
    const std::string pdf =
        scanned_pdf_bytes({small_scan(true, false).image, small_scan(false, false).image}, 80);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_NE(pdf.find("/Count 2"), std::string::npos);
}

TEST(ImageFile, AFullDiskIsNoticed) {
    EXPECT_THROW(write_bytes("/dev/full", std::string(100000, 'x')), std::runtime_error);
    EXPECT_THROW(write_bytes("/no/such/folder/file", "x"), std::runtime_error);
}

}  // namespace
}  // namespace tanfang::simulate

/// The files that tests hand to the reader are what they claim to be.
#include "tests/support/image_file.h"

#include <fstream>
#include <iterator>

#include "tests/support/scanner.h"
#include <gtest/gtest.h>
#include <tiffio.h>
#include <unistd.h>

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
    const std::string pdf =
        scanned_pdf_bytes({small_scan(true, false).image, small_scan(false, false).image}, 80);
    EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
    EXPECT_NE(pdf.find("/Count 2"), std::string::npos);
}

TEST(ImageFile, TiffHasAPagePerImageAndGroup4ForBits) {
    const auto file = std::filesystem::temp_directory_path() /
                      ("tanfang-image-file-" + std::to_string(getpid()) + ".tif");
    write_tiff(file, {small_scan(false, true).image, small_scan(false, false).image});
    TIFF* tiff = TIFFOpen(file.c_str(), "r");
    ASSERT_NE(tiff, nullptr);
    EXPECT_EQ(TIFFNumberOfDirectories(tiff), 2);
    TIFFSetDirectory(tiff, 0);
    std::uint16_t compression = 0;
    TIFFGetField(tiff, TIFFTAG_COMPRESSION, &compression);
    EXPECT_EQ(compression, COMPRESSION_CCITTFAX4);
    TIFFClose(tiff);
    std::filesystem::remove(file);
}

TEST(ImageFile, AFullDiskIsNoticed) {
    EXPECT_THROW(write_bytes("/dev/full", std::string(100000, 'x')), std::runtime_error);
    EXPECT_THROW(write_bytes("/no/such/folder/file", "x"), std::runtime_error);
}

}  // namespace
}  // namespace tanfang::simulate

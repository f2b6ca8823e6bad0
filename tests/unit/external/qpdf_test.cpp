#include "pipeline/external/qpdf.h"

#include "tests/support/hostile_files.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/unit/external/decoded.h"
#include <gtest/gtest.h>

namespace tanfang {

using namespace support;

namespace {

const cv::Mat page = ink_page(210, 297, 1);

std::optional<PdfPicture> picture_of(const PdfScan& scan) {
    const std::string file = pdf_file({scan});
    return PdfFile(as_bytes(file)).sole_picture(0);
}
std::string fault(const std::string& file) {
    return fault_of([&] { PdfFile(as_bytes(file)).sole_picture(0); });
}

}  // namespace

TEST(Qpdf, TakesTheScannedPictureOutOfItsPage) {
    const auto jpeg = picture_of({.pixels = page, .coding = PdfScan::Coding::jpeg, .dpi = 150});
    ASSERT_TRUE(jpeg);
    EXPECT_EQ(jpeg->coding, PdfPicture::Coding::jpeg);
    EXPECT_EQ(jpeg->data, jpeg_file(page)) << "byte for byte";
    EXPECT_NEAR(jpeg->dpi, 150, 0.1);
    EXPECT_EQ(picture_of({.pixels = page, .coding = PdfScan::Coding::group4})->coding,
              PdfPicture::Coding::group4);
    EXPECT_EQ(picture_of({.pixels = page})->coding, PdfPicture::Coding::rows);
}

TEST(Qpdf, SeesThroughWhatCannotBeSeen) {
    const std::string invisible = "BT 3 Tr /F 12 Tf 10 10 Td (words of an OCR) Tj ET";
    EXPECT_TRUE(picture_of({.pixels = page, .after = invisible}));
    EXPECT_TRUE(picture_of({.pixels = page, .before = "0 0 900 900 re W n 1 0 0 RG"}));
    EXPECT_TRUE(picture_of({.pixels = page, .rotate = 360}));
}

TEST(Qpdf, LeavesPagesAloneThatShowMoreOrLessThanOnePicture) {
    EXPECT_FALSE(picture_of({.pixels = page, .rotate = 90}));
    EXPECT_FALSE(picture_of({.pixels = page, .after = "BT /F 12 Tf 10 10 Td (seen) Tj ET"}));
    EXPECT_FALSE(picture_of({.pixels = page, .after = "/Scan Do"})) << "a second picture";
    EXPECT_FALSE(picture_of({.pixels = page, .after = "0 0 9 9 re f"})) << "a black square";
    EXPECT_FALSE(picture_of({.pixels = page, .before = "0 0 9 9 re W n"})) << "clipped";
    EXPECT_FALSE(picture_of({.pixels = page, .before = "-1 0 0 -1 50 71 cm"})) << "upside down";
    EXPECT_FALSE(picture_of({.pixels = page, .before = "0.99 0.1 -0.1 0.99 0 0 cm"})) << "skewed";
    EXPECT_FALSE(picture_of({.pixels = page, .shrink_to = 0.9})) << "with a margin";
    EXPECT_FALSE(picture_of({.pixels = page, .before = "/OC /Layer BDC", .after = "EMC"}))
        << "a layer";
}

TEST(Qpdf, TellsProtectedFilesFromFilesThatOnlyForbidChanges) {
    EXPECT_EQ(fault(pdf_file({{.pixels = page}}, {.user = "secret", .owner = "boss"})),
              "encrypted_pdf");
    const std::string open = pdf_file({{.pixels = page, .coding = PdfScan::Coding::jpeg}},
                                      {.user = "", .owner = "boss"});
    EXPECT_EQ(PdfFile(as_bytes(open)).sole_picture(0)->data, jpeg_file(page));
}

TEST(Qpdf, LimitsThePages) {
    EXPECT_EQ(fault(pdf_of_empty_pages(2001)), "too_large");
    const std::string most = pdf_of_empty_pages(2000);
    EXPECT_EQ(PdfFile(as_bytes(most)).page_count(), 2000);
    EXPECT_EQ(fault(pdf_saying_pages(100'000'000)), "too_large");
}

TEST(Qpdf, RefusesAFileThatHasLostPages) {
    EXPECT_EQ(fault(pdf_saying_pages(3)), "unreadable_scan");
    const std::string file = pdf_file(std::vector<PdfScan>(5, {.pixels = page}));
    for (int percent = 1; percent < 90; ++percent)
        EXPECT_EQ(fault(cut(file, percent / 100.0)), "unreadable_scan") << percent << " %";
}

TEST(Qpdf, RefusesBombs) {
    EXPECT_EQ(fault(pdf_claiming(60'000, 60'000)), "too_large");
    EXPECT_EQ(fault(pdf_with_picture_bomb(4 << 20)), "too_large");
    EXPECT_FALSE(picture_of({.pixels = page, .before = std::string(3 << 20, ' ')}))
        << "endless content";
}

TEST(Qpdf, RefusesPictureDataThatEndEarly) {
    EXPECT_EQ(fault(pdf_file({{.pixels = page, .data = std::string(100, 'x')}})),
              "unreadable_scan");
}

}  // namespace tanfang

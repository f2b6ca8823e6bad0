/// Bad input, each as a file on disk: a clear fault, and the next file is read as if nothing were.
#include "pipeline/base/error.h"
#include "pipeline/intake/scan_file.h"

#include "tests/support/hostile_files.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <tiff.h>

namespace tanfang {

namespace fs = std::filesystem;
using namespace support;

namespace {

class HostileScan : public testing::Test {
  protected:
    /// Opens a file and asks for its pages. @return the name of the fault, or "none"
    std::string fault_of(const fs::path& file) {
        try {
            ScanFile scan(file);
            for (int page = 0; page < scan.page_count(); ++page) scan.page(page);
        } catch (const Error& error) {
            EXPECT_TRUE(std::string(error.what()).starts_with(file.string())) << error.what();
            return std::string(fault_name(error.fault()));
        }
        return "none";
    }
    std::string fault_of_bytes(const std::string& bytes) {
        return fault_of(folder_.file("scan.pdf", bytes));
    }
    void TearDown() override {
        EXPECT_EQ(fault_of_bytes(png_file(ink_page(30, 40, 1))), "none") << "and the batch goes on";
    }

    TemporaryFolder folder_;
    const cv::Mat page_ = with_noise(ink_page(300, 200, 1), 2);
    const std::string pdf_ = pdf_file({{.pixels = page_, .coding = PdfScan::Coding::jpeg}});
};

}  // namespace

TEST_F(HostileScan, WhatIsNoFile) {
    ASSERT_EQ(mkfifo((folder_.path() / "fifo.png").c_str(), 0600), 0);
    fs::create_symlink("nowhere", folder_.path() / "dangling.png");
    fs::create_directory(folder_.path() / "folder.png");
    fs::create_symlink("loop.png", folder_.path() / "loop.png");
    for (const char* name : {"fifo.png", "dangling.png", "folder.png", "loop.png", "missing.png"})
        EXPECT_EQ(fault_of(folder_.path() / name), "unreadable_scan") << name;
    EXPECT_EQ(fault_of("/dev/zero"), "unreadable_scan");
}

TEST_F(HostileScan, NothingAndNonsense) {
    EXPECT_EQ(fault_of_bytes(""), "unreadable_scan");
    EXPECT_EQ(fault_of_bytes("x"), "unsupported_format");
    EXPECT_EQ(fault_of(folder_.file("text.jpg", "尊敬的老人家，您好！\n")), "unsupported_format");
    EXPECT_EQ(fault_of_bytes("GIF89a" + std::string(100, '\0')), "unsupported_format");
    EXPECT_EQ(fault_of_bytes("\xFF\xD8\xFF"), "unreadable_scan");
    EXPECT_EQ(fault_of_bytes("\x89PNG\r\n\x1A\n"), "unreadable_scan");
    EXPECT_EQ(fault_of_bytes(std::string("II*\0\0\0\0\0", 8)), "unreadable_scan");
    EXPECT_EQ(fault_of_bytes("%PDF-1.7\n"), "unreadable_scan");
}

TEST_F(HostileScan, FilesCutShort) {
    for (const int percent : {10, 30, 50, 70, 90, 99})
        for (const std::string& file :
             {jpeg_file(page_), png_file(page_),
              tiff_file({ink_page(300, 200, 1)},
                        {.compression = COMPRESSION_CCITTFAX4, .bits = 1})})
            EXPECT_EQ(fault_of_bytes(cut(file, percent / 100.0)), "unreadable_scan")
                << percent << " %";
    for (const int percent : {10, 30, 50, 70})
        EXPECT_EQ(fault_of_bytes(cut(pdf_, percent / 100.0)), "unreadable_scan") << percent << " %";
}

TEST_F(HostileScan, APdfWithACutPictureIsNotDrawnWithAGreyRest) {
    const std::string half = cut(jpeg_file(page_), 0.5);
    using Coding = PdfScan::Coding;
    EXPECT_EQ(fault_of_bytes(pdf_file({{.pixels = page_, .coding = Coding::jpeg, .data = half}})),
              "unreadable_scan");
    EXPECT_EQ(fault_of_bytes(pdf_file(
                  {{.pixels = page_, .coding = Coding::jpeg, .rotate = 90, .data = half}})),
              "unreadable_scan");
}

TEST_F(HostileScan, Bombs) {
    for (const std::string& bomb :
         {jpeg_claiming(65'000, 65'000), jpeg_of_many_scans(100'000), png_claiming(30'000, 30'000),
          tiff_claiming(60'000, 60'000), tiff_claiming(9'999, 10'000), pdf_claiming(60'000, 60'000),
          pdf_with_picture_bomb(4 << 20), pdf_of_empty_pages(2001)})
        EXPECT_EQ(fault_of_bytes(bomb), "too_large");
    EXPECT_EQ(fault_of_bytes(png_with_text_bomb(16 << 20)), "none");
}

TEST_F(HostileScan, AFileOfThreeGigabytes) {
    const fs::path file = folder_.file("huge.png", "");
    fs::resize_file(file, std::uintmax_t{3} << 30);  // takes no room on disk
    EXPECT_EQ(fault_of(file), "too_large");
}

TEST_F(HostileScan, PasswordsAndRareKinds) {
    EXPECT_EQ(fault_of_bytes(pdf_file({{.pixels = page_}}, {.user = "secret", .owner = "boss"})),
              "encrypted_pdf");
    EXPECT_EQ(fault_of_bytes(pdf_file({{.pixels = page_}}, {.user = "", .owner = "boss"})), "none");
    EXPECT_EQ(fault_of_bytes(jpeg_file(page_, {.cmyk = true})), "unsupported_format");
}

TEST_F(HostileScan, ASinglePixelIsAPicture) {
    const cv::Mat pixel(1, 1, CV_8UC1, cv::Scalar(255));
    for (const std::string& file :
         {jpeg_file(pixel), png_file(pixel), tiff_file({pixel}), pdf_file({{.pixels = pixel}})})
        EXPECT_EQ(fault_of_bytes(file), "none")
            << "it is for later rooms to say that it is no form";
}

}  // namespace tanfang

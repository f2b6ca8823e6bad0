#include "pipeline/intake/file_ending.h"

#include "pipeline/intake/memory_file.h"

#include <map>
#include <random>
#include <string>

#include "tests/support/hostile_files.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include <gmock/gmock.h>
#include <tiff.h>
#include <unistd.h>

namespace tanfang {
namespace {

Ending ending_of_bytes(const std::string& bytes) {
    const Descriptor file = empty_memory_file();
    if (::write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("no memory");
    return ending_of(file.get(), static_cast<std::int64_t>(bytes.size()));
}

/// One good file of each kind that scanners send.
const std::map<std::string, std::string>& good_files() {
    static const std::map<std::string, std::string> files = [] {
        const cv::Mat ink = support::ink_page(300, 420, 1);
        const cv::Mat grey = support::with_noise(ink, 2);
        const cv::Mat color = support::with_seal(grey);
        support::TiffOptions group4, lzw, tiled;
        group4.compression = COMPRESSION_CCITTFAX4;
        group4.bits = 1;
        lzw.compression = COMPRESSION_LZW;
        tiled.tiled = true;
        support::JpegOptions progressive;
        progressive.progressive = true;
        return std::map<std::string, std::string>{
            {"JPEG", support::jpeg_file(color)},
            {"progressive JPEG", support::jpeg_file(color, progressive)},
            {"PNG", support::png_file(color)},
            {"TIFF in G4, three pages", support::tiff_file({ink, ink, ink}, group4)},
            {"TIFF in LZW", support::tiff_file({grey, grey}, lzw)},
            {"TIFF in tiles", support::tiff_file({grey}, tiled)},
            {"PDF", support::pdf_file({{.pixels = grey}, {.pixels = ink}})},
        };
    }();
    return files;
}

/// A TIFF whose directory stands before the pixels, as scanners write it that know the size.
std::string tiff_with_directory_first() {
    std::string file("II*\0\x08\0\0\0", 8);
    const auto put = [&](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i) & 0xFF);
    };
    const auto entry = [&](std::uint32_t tag, std::uint32_t value) {
        put(tag, 2);
        put(4, 2);  // LONG
        put(1, 4);
        put(value, 4);
    };
    put(4, 2);
    entry(256, 100);
    entry(257, 100);
    entry(273, 8 + 2 + 4 * 12 + 4);
    entry(279, 100 * 100);
    put(0, 4);
    return file + std::string(100 * 100, 'x');
}

}  // namespace

TEST(FileEnding, IsThereInEveryWholeFile) {
    for (const auto& [kind, bytes] : good_files())
        EXPECT_EQ(ending_of_bytes(bytes), Ending::there) << kind;
    EXPECT_EQ(ending_of_bytes(tiff_with_directory_first()), Ending::there);
}

TEST(FileEnding, IsMissingInEveryPieceOfAFile) {
    int pieces = 0;
    for (const auto& [kind, bytes] : good_files())
        for (int percent = 2; percent <= 98; percent += 2, ++pieces)
            EXPECT_NE(ending_of_bytes(support::cut(bytes, percent / 100.0)), Ending::there)
                << kind << " cut to " << percent << " %";
    EXPECT_EQ(pieces, 7 * 49);
}

TEST(FileEnding, IsMissingWhileTheLastByteIs) {
    auto files = good_files();
    files["TIFF with its directory first"] = tiff_with_directory_first();
    for (const auto& [kind, bytes] : files) {
        const int line_end = kind == "PDF" ? 1 : 0;
        EXPECT_EQ(ending_of_bytes(bytes.substr(0, bytes.size() - 1 - line_end)), Ending::missing)
            << kind;
    }
}

TEST(FileEnding, IsMissingWhereTheRestIsStillZeros) {
    for (const auto& [kind, bytes] : good_files()) {
        std::string half = bytes;
        std::fill(half.begin() + static_cast<std::ptrdiff_t>(half.size() / 2), half.end(), '\0');
        EXPECT_EQ(ending_of_bytes(half), Ending::missing)
            << kind << ", made in its full size first";
    }
}

TEST(FileEnding, IsNotThatOfTheThumbnailInAJpeg) {
    const std::string thumbnail = support::jpeg_file(support::ink_page(40, 40, 1));
    const std::string length = {static_cast<char>((thumbnail.size() + 2) >> 8),
                                static_cast<char>(thumbnail.size() + 2)};
    const std::string picture = support::jpeg_file(support::ink_page(200, 200, 2));
    const std::string before = std::string("\xFF\xD8\xFF\xFE\0\4ab\xFF\xE1", 10) + length;
    const std::string file = before + thumbnail + picture.substr(2);
    EXPECT_EQ(ending_of_bytes(file), Ending::there);
    EXPECT_EQ(ending_of_bytes(file.substr(0, file.size() - 2)), Ending::missing);
    EXPECT_EQ(ending_of_bytes(file.substr(0, before.size() + thumbnail.size())), Ending::missing);
}

TEST(FileEnding, MayHaveTheSendersBytesBehindIt) {
    for (const auto& kind : {"JPEG", "PNG", "PDF"})
        EXPECT_EQ(ending_of_bytes(good_files().at(kind) + std::string(200, '\0')), Ending::there)
            << kind;
}

TEST(FileEnding, IsUnknownInWhatIsNoScan) {
    EXPECT_EQ(ending_of_bytes(""), Ending::unknown);
    EXPECT_EQ(ending_of_bytes(std::string(5000, '\0')), Ending::unknown);
    EXPECT_EQ(ending_of_bytes("GIF89a and so on"), Ending::unknown);
    EXPECT_EQ(ending_of_bytes("\xFF\xD8"), Ending::unknown) << "too short to tell";
}

TEST(FileEnding, IsMissingInATiffThatRunsInACircle) {
    EXPECT_EQ(ending_of_bytes(support::tiff_in_a_circle()), Ending::missing);
}

TEST(FileEnding, IsFoundOrNotInDamagedFilesWithoutHarm) {
    std::mt19937 random(20261126);
    int there = 0, runs = 0;
    for (const auto& [kind, bytes] : good_files())
        for (int i = 0; i < 60; ++i, ++runs) {
            std::string damaged = bytes;
            for (int hit = 0; hit < 8; ++hit) {
                // the first bytes of a TIFF and its last ones are those that are followed
                const std::size_t span = std::min<std::size_t>(damaged.size(), 600);
                const std::size_t at = random() % span;
                damaged[random() % 2 ? at : damaged.size() - 1 - at] = static_cast<char>(random());
            }
            there += ending_of_bytes(damaged) == Ending::there ? 1 : 0;
        }
    EXPECT_GT(there, 0);
    EXPECT_LT(there, runs);
}

}  // namespace tanfang

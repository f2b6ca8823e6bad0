/// Some hundred hostile files of every kind, counted: what becomes of them, and what it costs the
/// program.
#include "pipeline/base/error.h"
#include "pipeline/intake/scan_file.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "tests/support/hostile_files.h"
#include "tests/support/hostile_pdfs.h"
#include "tests/support/hostile_pictures.h"
#include "tests/support/memory_counts.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <tiff.h>
#include <unistd.h>

namespace tanfang {

using namespace support;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;  ///< name and bytes

/// The fault of each file's first page, "none", or "too slow".
using Faults = std::map<std::string, std::string>;

int count_of(const std::string& fault, const Faults& faults) {
    return static_cast<int>(std::count_if(faults.begin(), faults.end(),
                                          [&](const auto& file) { return file.second == fault; }));
}

std::string first_page(const std::filesystem::path& file, Launcher& launcher) {
    try {
        ScanFile(file, launcher).page(0);
        return "none";
    } catch (const Error& error) {
        const std::string words = error.what();
        if (words.find("程序的缺陷") != std::string::npos)
            return "stopped by the sandbox";
        if (words.find("解码超时") != std::string::npos)
            return "too slow";
        return std::string(fault_name(error.fault()));
    }
}

Faults faults_of(const Files& files) {
    const TemporaryFolder folder;
    Launcher launcher;
    Faults faults;
    for (const auto& [name, bytes] : files)
        faults[name] = first_page(folder.file("scan", bytes), launcher);
    EXPECT_EQ(first_page(folder.file("scan", png_file(ink_page(9, 9, 1))), launcher), "none")
        << "and the batch goes on";
    return faults;
}

/// The largest this process has been since the last call. @return MB
std::size_t peak_memory() {
    std::ifstream status("/proc/self/status");
    std::size_t kilobytes = 0;
    for (std::string word; status >> word;)
        if (word == "VmHWM:")
            status >> kilobytes;
    std::ofstream("/proc/self/clear_refs") << 5;  // begins anew (man 5 proc)
    return kilobytes >> 10;
}

/// Reads the files one after the other in a new process, whose memory is not that of their makers.
/// It writes a line for each: fault, the most memory in MB, name.
void read_in_a_process(const std::vector<std::filesystem::path>& files,
                       const std::filesystem::path& report) {
    const pid_t reader = fork();
    if (reader == 0) {
        Launcher launcher({.drawing_time = std::chrono::seconds(1)});
        std::ofstream lines(report);
        for (const auto& file : files) {
            peak_memory();
            std::string fault = first_page(file, launcher);
            std::replace(fault.begin(), fault.end(), ' ', '_');
            lines << fault << ' ' << peak_memory() << ' ' << file.filename().string() << std::endl;
        }
        _exit(0);
    }
    int status = 0;
    waitpid(reader, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "the program died of the bomb behind the last line";
}

/// One good file of each kind that scanners make.
Files scans() {
    using Coding = PdfScan::Coding;
    const cv::Mat page = with_noise(ink_page(620, 877, 1), 2);  // A4 at 75 dpi
    const cv::Mat ink = ink_page(1240, 1754, 1);
    return {{"jpeg", jpeg_file(page, {.quality = 80})},
            {"progressive", jpeg_file(with_seal(page), {.quality = 80, .progressive = true})},
            {"png", png_file(page)},
            {"png 1 bit", png_file(ink, {.bits = 1})},
            {"tiff g4", tiff_file({ink}, {.compression = COMPRESSION_CCITTFAX4, .bits = 1})},
            {"tiff lzw", tiff_file({page}, {.compression = COMPRESSION_LZW})},
            {"tiff deflate", tiff_file({page}, {.compression = COMPRESSION_ADOBE_DEFLATE})},
            {"pdf jpeg", pdf_file({{.pixels = page, .coding = Coding::jpeg}})},
            {"pdf g4", pdf_file({{.pixels = ink, .coding = Coding::group4}})},
            {"pdf flate", pdf_file({{.pixels = page}})}};
}

Files bombs() {
    return {{"jpeg claiming", jpeg_claiming(65'000, 65'000)},
            {"jpeg claiming a page", jpeg_claiming(9'000, 9'000)},
            {"jpeg of scans", jpeg_of_many_scans(100'000)},
            {"jpeg of refinements", jpeg_of_many_refinements(2'000, 80)},
            {"jpeg of more refinements", jpeg_of_many_refinements(3'000, 1'000)},
            {"png claiming", png_claiming(30'000, 30'000)},
            {"png claiming a page", png_claiming(9'000, 9'000)},
            {"png with text", png_with_text_bomb(64 << 20)},
            {"png of zeros", png_of_zeros(6'000)},
            {"png with a chunk", png_with_a_long_chunk(0x7FFFFFFF)},
            {"tiff claiming", tiff_claiming(60'000, 60'000)},
            {"tiff in a circle", tiff_in_a_circle()},
            {"tiff of pages", tiff_of_many_pages(100'000)},
            {"tiff of strips", tiff_of_many_strips(0xFFFFFFFF)},
            {"tiff of a million strips", tiff_of_many_strips(1'000'000)},
            {"pdf claiming", pdf_claiming(60'000, 60'000)},
            {"pdf with a picture", pdf_with_picture_bomb(64 << 20)},
            {"pdf saying pages", pdf_saying_pages(2'000'000'000)},
            {"pdf of pages", pdf_of_empty_pages(2'001)},
            {"forms in forms", pdf_of_forms_in_forms(10, 9)},
            {"patterns in patterns", pdf_of_patterns_in_patterns(3, 5)},
            {"fonts in fonts", pdf_of_fonts_in_fonts(100, 8)},
            {"nested dictionaries", pdf_of_nested_dictionaries(100'000)},
            {"nested arrays", pdf_of_nested_arrays(100'000)},
            {"flate", pdf_of_flate_layers(16, 1)},
            {"flate in flate", pdf_of_flate_layers(32, 2)},
            {"many q", pdf_repeating("q", 200'000)},
            {"pdf in pdf", pdf_in_pdf(200)},
            {"tree in a circle", pdf_with_a_tree_in_a_circle()},
            {"tables in a circle", pdf_with_tables_in_a_circle()},
            {"stream in itself", pdf_with_a_stream_in_itself()},
            {"page of 200 inches", pdf_of_size(14'400)},
            {"page of a mile", pdf_of_size(4.5e6)},
            {"page of nothing", pdf_of_size(1e-9)}};
}

}  // namespace

TEST(HostileCorpus, NoCutScanIsRead) {
    for (const auto& [kind, whole] : scans()) {
        Files files{{"99 %", cut(whole, 0.99)}};
        for (int percent = 10; percent <= 98; percent += 2)
            files.emplace_back(std::to_string(percent) + " %", cut(whole, percent / 100.0));
        for (const auto& [share, fault] : faults_of(files))
            EXPECT_EQ(fault, "unreadable_scan") << kind << " cut at " << share;
    }
}

TEST(HostileCorpus, ScansWithATurnedBitAreReadOrRefused) {
    constexpr int flips = 12;
    std::mt19937 chance(7);
    for (const auto& [kind, whole] : scans()) {
        Files files;
        for (int i = 0; i < flips; ++i)
            files.emplace_back(std::to_string(i), flipped(whole, chance() % (whole.size() * 8)));
        const Faults faults = faults_of(files);
        const int read = count_of("none", faults);
        EXPECT_EQ(read + count_of("unreadable_scan", faults) +
                      count_of("unsupported_format", faults) + count_of("too_large", faults),
                  flips)
            << kind;
        EXPECT_TRUE(read == 0 || !kind.starts_with("png")) << "PNG has check sums";
        std::cout << kind << ": " << read << " of " << flips << " read in spite of a turned bit\n";
    }
}

TEST(HostileCorpus, BombsCostTheProgramLittle) {
    const TemporaryFolder folder;
    std::vector<std::filesystem::path> files;
    for (const auto& [name, bytes] : bombs()) files.push_back(folder.file(name, bytes));
    read_in_a_process(files, folder.path() / "report");
    std::ifstream report(folder.path() / "report");
    std::string fault, name;
    std::size_t megabytes = 0, count = 0;
    Faults faults;
    while (report >> fault >> megabytes && std::getline(report >> std::ws, name)) {
        std::cout << name << ": " << fault << ", " << megabytes << " MB\n";
        EXPECT_TRUE(megabytes <= 200 || !memory_counts) << name << " took " << megabytes << " MB";
        faults[name] = fault;
        ++count;
    }
    EXPECT_EQ(count, files.size());
    EXPECT_EQ(count_of("stopped_by_the_sandbox", faults), 0);
    EXPECT_NE(faults["many q"], "none") << "pdftoppm comes to the end of its memory or its time";
    faults.erase("many q");
    EXPECT_EQ(count_of("decoder_died", faults), 0);
    for (const char* endless : {"forms in forms", "patterns in patterns", "fonts in fonts"})
        EXPECT_EQ(faults[endless], "too_slow") << endless << " would take years";
}

}  // namespace tanfang

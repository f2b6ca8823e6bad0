/// A long day of the real program: twenty thousand small pages in one run.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "tests/support/picture_files.h"
#include "tests/support/program.h"
#include <gtest/gtest.h>
#include <tiff.h>
#include <unistd.h>

namespace tanfang::simulate {
namespace {

namespace fs = std::filesystem;

constexpr int files = 40, pages_a_file = 500;

/// Small pages that are no form, none of them twice in all files.
std::string file_of_small_pages(int number) {
    std::vector<cv::Mat> pages;
    for (int page = 0; page < pages_a_file; ++page) {
        pages.push_back(support::ink_page(40, 50, 1));
        const int name = number * pages_a_file + page;
        for (int bit = 0; bit < 16; ++bit)
            pages.back().at<std::uint8_t>(0, bit) = (name >> bit & 1) != 0 ? 255 : 0;
    }
    return support::tiff_file(pages, {.compression = COMPRESSION_LZW});
}

struct Usage {
    long resident_kib = 0;
    long descriptors = 0;
};

Usage usage_of(int process) {
    const fs::path place = "/proc/" + std::to_string(process);
    std::ifstream statm(place / "statm");
    Usage usage;
    long size = 0, pages = 0;
    statm >> size >> pages;
    usage.resident_kib = pages * ::sysconf(_SC_PAGESIZE) / 1024;
    std::error_code gone;
    usage.descriptors = std::distance(fs::directory_iterator(place / "fd", gone), {});
    return usage;
}

long median(std::vector<Usage>::const_iterator begin, std::vector<Usage>::const_iterator end,
            long Usage::*what) {
    std::vector<long> values;
    std::transform(begin, end, std::back_inserter(values),
                   [&](const Usage& usage) { return usage.*what; });
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

TEST(ManyPages, LeaveMemoryAndDescriptorsOfTheProgramAsTheyWere) {
    const Folder folder;
    std::vector<std::string> command = {"ingest", "--home", folder / "home"};
    for (int file = 0; file < files; ++file) {
        command.push_back(folder / (std::to_string(file) + ".tif"));
        std::ofstream(command.back(), std::ios::binary) << file_of_small_pages(file);
    }
    std::vector<Usage> usage;
    BackgroundRun ingest(command);
    while (ingest.goes_on()) {
        usage.push_back(usage_of(ingest.process()));
        ::usleep(100'000);
    }
    EXPECT_EQ(ingest.wait().exit_code, 3) << "the pages are no forms";
    EXPECT_EQ(run_tanfang({"records", "--home", folder / "home"}).lines().size(),
              std::size_t{files} * pages_a_file);
    ASSERT_GT(usage.size(), 100u);
    const auto quarter = static_cast<std::ptrdiff_t>(usage.size() / 4);
    const auto grown = [&](long Usage::*what) {
        return median(usage.end() - quarter, usage.end(), what) -
               median(usage.begin() + quarter, usage.begin() + 2 * quarter, what);
    };
    std::cout << usage.size() << " looks: resident memory grew by " << grown(&Usage::resident_kib)
              << " KiB, open files by " << grown(&Usage::descriptors) << '\n';
    EXPECT_LT(grown(&Usage::resident_kib), 1024);
    EXPECT_LE(grown(&Usage::descriptors), 0);
}

}  // namespace tanfang::simulate

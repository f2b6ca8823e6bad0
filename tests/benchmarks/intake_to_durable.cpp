// How long it takes until 60 scans of 1.8 MB are durable in a home, beside a plain copy with fsync
// of the same files. By hand, on the disk in question:
//
//     ninja -C build/release intake_to_durable && build/release/tests/intake_to_durable FOLDER
#include "pipeline/external/sodium.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/home.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <vector>

#include <fcntl.h>

namespace fs = std::filesystem;
using namespace tanfang;

namespace {

constexpr int scans = 60;
constexpr std::size_t scan_bytes = 1'800'000;
constexpr int rounds = 7;

double milliseconds(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void copy_and_sync(const std::vector<fs::path>& files, const fs::path& to) {
    std::vector<std::byte> buffer(1 << 18);
    for (const auto& file : files) {
        OpenFile from(file, O_RDONLY, Fault::unreadable_scan);
        OpenFile copy(to / file.filename(), O_WRONLY | O_CREAT | O_EXCL, Fault::output_failed);
        while (const std::size_t count = from.read(buffer))
            copy.write(std::span<const std::byte>(buffer).first(count));
        copy.sync();
    }
}

std::vector<fs::path> make_scans(const fs::path& folder) {
    std::vector<fs::path> files;
    std::vector<std::byte> bytes(scan_bytes);
    for (int scan = 0; scan < scans; ++scan) {
        fill_random(bytes);
        files.push_back(folder / (std::to_string(scan) + ".jpg"));
        OpenFile file(files.back(), O_WRONLY | O_CREAT, Fault::output_failed);
        file.write(bytes);
        file.sync();
    }
    return files;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: intake_to_durable FOLDER\n");
        return 1;
    }
    const fs::path folder = fs::path(arguments[1]) / "intake_to_durable";
    std::vector<double> copies, intakes, hashes;
    for (int round = 0; round < rounds; ++round) {
        fs::remove_all(folder);
        fs::create_directories(folder / "copy");
        const auto files = make_scans(folder);
        copies.push_back(milliseconds([&] { copy_and_sync(files, folder / "copy"); }));
        Home home = Home::open_or_create(folder / "home", {});
        intakes.push_back(milliseconds([&] {
            for (const auto& file : files) home.receive(file, "batch");
        }));
        const std::vector<std::byte> bytes(scan_bytes);
        hashes.push_back(milliseconds([&] {
            for (int scan = 0; scan < scans; ++scan) sha256_hex(bytes);
        }));
    }
    fs::remove_all(folder);
    std::printf("copy and fsync %.0f ms, intake %.0f ms: %.2f x; of it SHA-256 %.0f ms\n",
                median(copies), median(intakes), median(intakes) / median(copies), median(hashes));
}

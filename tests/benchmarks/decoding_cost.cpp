/// What the decoding child costs: a page through it, and the same page decoded in this process.
///
/// The ways take turns in one run, so that whatever else the machine does meets both.
#include "pipeline/external/sodium.h"
#include "pipeline/intake/scan_document.h"
#include "pipeline/intake/scan_file.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <sys/resource.h>
#include <tiff.h>

namespace {

using namespace tanfang;
namespace fs = std::filesystem;

double ms_of(const std::function<cv::Mat()>& decode) {
    const auto start = std::chrono::steady_clock::now();
    const cv::Mat page = decode();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    return page.empty() ? -1 : time.count();
}

void print(const char* name, std::vector<double> ms) {
    std::sort(ms.begin(), ms.end());
    std::printf("  %-34s least %6.1f  quarter %6.1f  median %6.1f ms\n", name, ms.front(),
                ms[ms.size() / 4], ms[ms.size() / 2]);
}

/// CPU time of this process, or of its children that have ended.
double cpu_ms(__rusage_who who) {
    double ms = 0;
    rusage used{};
    getrusage(who, &used);
    for (const timeval& time : {used.ru_utime, used.ru_stime})
        ms += static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    return ms;
}

/// All that ScanFile does, without another process.
cv::Mat decode_here(const fs::path& file) {
    const Descriptor bytes = memory_copy_of(file, file.string());
    const Mapping mapping(bytes.get(), size_of(bytes), Mapping::Use::read);
    sha256_hex(mapping.bytes());
    cv::Mat page;
    ScanDocument(mapping.bytes()).decode_page(0, [&page](const RasterHeader& header) {
        page.create(header.height, header.width, header.channels == 1 ? CV_8UC1 : CV_8UC3);
        return page.data;
    });
    return page;
}

/// Wall clock and CPU time of one way.
struct Way {
    std::vector<double> ms;
    double own_cpu_ms = 0;

    void add(const std::function<cv::Mat()>& decode) {
        const double start = cpu_ms(RUSAGE_SELF);
        ms.push_back(ms_of(decode));
        own_cpu_ms += cpu_ms(RUSAGE_SELF) - start;
    }
};

std::vector<double> difference(const Way& a, const Way& b) {
    std::vector<double> all;
    for (std::size_t i = 0; i < a.ms.size(); ++i) all.push_back(a.ms[i] - b.ms[i]);
    return all;
}

/// @param launchers  of children with and without the sandbox; gone afterwards
void measure(const char* name, const fs::path& file, std::unique_ptr<Launcher> confined,
             std::unique_ptr<Launcher> unconfined) {
    constexpr int pages = 200;
    const double children_before = cpu_ms(RUSAGE_CHILDREN);
    Way here, child, bare;
    for (int i = 0; i < pages; ++i) {
        here.add([&] { return decode_here(file); });
        child.add([&] { return ScanFile(file, *confined).page(0).gray; });
        bare.add([&] { return ScanFile(file, *unconfined).page(0).gray; });
    }
    confined.reset();
    const double child_cpu = child.own_cpu_ms + cpu_ms(RUSAGE_CHILDREN) - children_before;
    std::printf("%s, %.2f MB, %d pages\n", name, static_cast<double>(fs::file_size(file)) / 1e6,
                pages);
    print("in process", here.ms);
    print("child per file", child.ms);
    print("pairs: child over in process", difference(child, here));
    print("pairs: seccomp over none", difference(child, bare));
    std::printf("  CPU time a page: in process %.1f, with the child %.1f ms\n",
                here.own_cpu_ms / pages, child_cpu / pages);
}

}  // namespace

int main() {
    using namespace tanfang::support;
    // Early, as the program does: what forks is as big as the process was then.
    std::unique_ptr<Launcher> launchers[4];
    for (const int i : {0, 1, 2, 3})
        launchers[i] = std::make_unique<Launcher>(LauncherSettings{.confined = i % 2 == 0});
    const TemporaryFolder folder;
    const cv::Mat ink = ink_page(2480, 3508, 1), grey = with_noise(ink, 2);
    measure("A4 300 dpi grey JPEG", folder.file("a.jpg", jpeg_file(grey, {.quality = 75})),
            std::move(launchers[0]), std::move(launchers[1]));
    measure(
        "A4 300 dpi G4 TIFF",
        folder.file("a.tif", tiff_file({ink}, {.compression = COMPRESSION_CCITTFAX4, .bits = 1})),
        std::move(launchers[2]), std::move(launchers[3]));
    return 0;
}

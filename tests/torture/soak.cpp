#include "tests/torture/soak.h"

#include <numeric>

#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"
#include <unistd.h>

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

constexpr int files_at_once = 50;

double resident_kib() {
    std::ifstream statm("/proc/self/statm");
    long size = 0, resident = 0;
    statm >> size >> resident;
    return static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1024;
}

int open_descriptors() {
    return static_cast<int>(std::distance(fs::directory_iterator("/proc/self/fd"), {}));
}

double mean(std::vector<double>::const_iterator begin, std::vector<double>::const_iterator end) {
    return std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin);
}

}  // namespace

Soak work_long(int pages) {
    const Workplace place;
    lay_out(place.root(), {});
    Home home = open_home(place.root());
    Soak soak;
    std::vector<double> resident;
    int descriptors = 0;
    while (soak.pages < pages) {
        for (int file = 0; file < files_at_once; ++file, ++soak.pages)
            put_file(place.root() / "inbox" / (std::to_string(soak.pages) + ".jpg"),
                     "-\n" + std::to_string(soak.pages));
        take_in(home, place.root(), [](const std::string&) {});
        resident.push_back(resident_kib());
        if (descriptors == 0)
            descriptors = open_descriptors();
    }
    soak.descriptors_grown = open_descriptors() - descriptors;
    const auto quarter = static_cast<std::ptrdiff_t>(resident.size() / 4);
    soak.grown_kib = mean(resident.end() - quarter, resident.end()) -
                     mean(resident.begin() + quarter, resident.begin() + 2 * quarter);
    return soak;
}

}  // namespace tanfang::torture

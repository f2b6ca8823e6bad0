/// A folder in memory where the system offers that, removed at the end.
///
/// Memory will do: what survives a power cut is decided on the trace, and a killed process leaves
/// the system's cache behind as it was.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <stdlib.h>
#include <unistd.h>

namespace tanfang::torture {

class Workplace {
  public:
    Workplace() {
        const bool usable = ::access("/dev/shm", W_OK) == 0;
        const std::filesystem::path place =
            usable ? "/dev/shm" : std::filesystem::temp_directory_path();
        std::string name = (place / "tanfang-torture-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error("no temporary folder");
        folder_ = name;
    }
    ~Workplace() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path root() const { return folder_ / "office"; }

  private:
    std::filesystem::path folder_;
};

inline void put_file(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace tanfang::torture

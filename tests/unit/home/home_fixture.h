/// Homes in a temporary folder and invented lines for the tests of the home.
#pragma once

#include "pipeline/home/home.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {

/// A folder that is removed after the test. In memory where the system offers that: homes sync
/// every step, and on a busy disk the tests would mostly wait for it.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        const std::filesystem::path memory = "/dev/shm";
        const bool usable = ::access(memory.c_str(), W_OK) == 0;
        const auto place = usable ? memory : std::filesystem::temp_directory_path();
        std::string name = (place / "tanfang-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline std::filesystem::path write_file(const std::filesystem::path& file,
                                        const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

inline std::string bytes_in(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline HomeOptions tester() {
    HomeOptions options;
    options.actor = "tester";
    return options;
}

/// A line as `tanfang read` prints it, with an invented person.
///
/// @param serial  empty: the page carries none
inline Json line_of(int page, const std::string& serial, const std::string& status = "accepted") {
    return {
        {"schema", "tanfang-record/1"},
        {"source",
         {{"file", "scan.pdf"}, {"sha256", std::string(64, '0')}, {"page", page}, {"part", 0}}},
        {"form", "enrollment"},
        {"form_version", 1},
        {"serial", serial.empty() ? Json() : Json(serial)},
        {"copy", 1},
        {"page", 1},
        {"status", status},
        {"reason", nullptr},
        {"readings", Json::object()},
        {"fields",
         {{"subject_name", {{"value", "林阿满"}, {"state", "read"}, {"confidence", 0.9}}},
          {"subject_id_no",
           {{"value", "350599194507080019"}, {"state", "read"}, {"confidence", 0.9}}},
          {"filing_date", {{"value", "2026-03-05"}, {"state", "read"}, {"confidence", 0.9}}}}},
        {"findings",
         {{{"rule", "R11"}, {"severity", "W"}, {"fields", {"subject_name"}}, {"text", "请核对"}}}}};
}

inline std::vector<Json> records_of(Home& home, const RecordFilter& filter = {}) {
    std::vector<Json> records;
    home.each_record(filter, [&](const Json& record) { records.push_back(record); });
    return records;
}

}  // namespace tanfang

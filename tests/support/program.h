/// Runs the real program as a clerk's shell does, and keeps what it said.
#pragma once

#include "pipeline/base/json.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tanfang::simulate {

struct Outcome {
    int exit_code = -1;  ///< 128 + signal if a signal ended it
    std::string out;
    std::string err;

    /// The standard output as JSON lines.
    /// @throws Error  if a line is no JSON
    std::vector<Json> lines() const;
};

/// Runs build/.../tanfang to its end.
///
/// @param environment  set in addition to the test's own
Outcome run_tanfang(const std::vector<std::string>& arguments,
                    const std::map<std::string, std::string>& environment = {});

/// A program that runs in the background.
class BackgroundRun {
  public:
    explicit BackgroundRun(const std::vector<std::string>& arguments,
                           const std::map<std::string, std::string>& environment = {});
    BackgroundRun(const BackgroundRun&) = delete;
    BackgroundRun& operator=(const BackgroundRun&) = delete;
    ~BackgroundRun();

    void send(int signal);
    int process() const { return child_; }
    bool goes_on() const;
    std::string out_so_far() const;
    Outcome wait();

  private:
    std::filesystem::path out_;
    std::filesystem::path err_;
    int child_ = -1;
};

/// A folder of its own for each test, gone afterwards.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);

}  // namespace tanfang::simulate

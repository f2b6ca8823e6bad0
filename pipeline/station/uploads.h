/// Files on their way from a browser into a home: they come in pieces, into a file without a name
/// that is gone when nobody finishes it.
///
/// in:  pieces of a file, in order
/// out: the whole file, open
#pragma once

#include "pipeline/home/durable_file.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace tanfang {

/// Stands in the name of an upload's delivery before the account that uploaded it.
constexpr char uploaded_by = '/';

constexpr std::int64_t longest_upload = std::int64_t{1} << 30;  ///< bytes: 500 pages in color
constexpr std::size_t most_uploads = 32;                        ///< at the same time
constexpr std::chrono::minutes upload_idle_time{15};

struct UploadedFile {
    std::string name;  ///< as the browser told it
    OpenFile file;     ///< at its start
};

/// Safe from several threads.
class Uploads {
  public:
    using Clock = std::chrono::steady_clock;

    /// @param folder  on the disk of the home, for its owner only
    explicit Uploads(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// @param name   a file name without folders
    /// @param bytes  how many will come
    /// @return       the upload's id, known to this person only
    /// @throws Error Fault::bad_usage, in words for the clerk, if it can be no scan, is empty or
    /// too
    ///               long, or too many files are on their way; Fault::output_failed
    std::string begin(const std::string& person, const std::string& name, std::int64_t bytes,
                      Clock::time_point now);

    /// Appends a piece. A piece that came before is passed over: its answer was lost.
    ///
    /// @return how many bytes are there
    /// @throws Error  Fault::bad_usage if there is no such upload of this person, the piece does
    /// not
    ///                follow the ones before, or more comes than was said; Fault::output_failed
    std::int64_t add(const std::string& person, const std::string& id, std::int64_t offset,
                     const std::string& piece, Clock::time_point now);

    /// The file, if all of it has come; the upload is over then.
    ///
    /// @throws Error  Fault::bad_usage if there is no such upload, or a part of it is missing
    UploadedFile finish(const std::string& person, const std::string& id);

  private:
    struct Upload {
        std::string person, name;
        std::int64_t wanted = 0, there = 0;
        OpenFile file;
        Clock::time_point until;
    };
    Upload& find(const std::string& person, const std::string& id);

    const std::filesystem::path folder_;
    std::mutex mutex_;
    std::map<std::string, Upload> by_id_;
};

}  // namespace tanfang

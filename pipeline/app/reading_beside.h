/// Reads what waits in a home, on a thread of its own, while files go on arriving.
///
/// in:  files, one after the other
/// out: receipts at once, records as reading goes on
#pragma once

#include "pipeline/app/ingest_files.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tanfang {

/// The home is used through this object only, as long as it lives.
class ReadingBeside {
  public:
    /// Starts with what an earlier run left unread.
    ///
    /// @param home  outlives the object
    /// @param stop  throws to end reading; called by several threads
    ReadingBeside(Home& home, StoredFilesReader read, std::function<void()> stop);
    ReadingBeside(const ReadingBeside&) = delete;
    ReadingBeside& operator=(const ReadingBeside&) = delete;
    ~ReadingBeside();  ///< reading ends after the page that is being read

    /// Home::receive(), after which the file is read when its turn comes.
    Receipt receive(OpenFile opened, const std::filesystem::path& name, const std::string& batch);

    /// What was read so far; received, known and refused files are not counted here.
    IngestCount count();

    /// @throws  what has ended reading, if anything has
    void check();

    /// Waits until all that was received is read, and ends.
    /// @throws  what has ended reading earlier
    void finish();

  private:
    void run();
    void read_until_told();
    void end(bool at_once);

    Home& home_;
    const StoredFilesReader read_;
    const std::function<void()> stop_;
    std::mutex mutex_;  ///< guards all that follows, and the home
    std::condition_variable told_;
    bool work_ = true;     ///< something may wait
    bool ending_ = false;  ///< nothing more comes
    bool at_once_ = false;
    IngestCount count_;
    std::exception_ptr failure_;
    std::thread thread_;  // last: it starts when all else is there
};

}  // namespace tanfang

/// Decides which files of a watched folder are complete.
///
/// in:  looks at the folder, one after the other, and the time of each
/// out: files to take, files to refuse with the reason, files that take long
///
/// Scanners and copiers write in pieces, stop in between, close and open again; and a share says
/// little about them. So several signs have to come together: the file ends as its format says; it
/// has not changed for a while; nobody has it open for writing, where that can be seen. Only a file
/// that was renamed to its name is taken without the while: that is how careful senders say that it
/// is complete.
#pragma once

#include "pipeline/intake/file_ending.h"
#include "pipeline/intake/folder_look.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// Time since any moment; only differences count.
using WatchTime = std::chrono::milliseconds;

/// What opening a file shows. @return nothing if it is gone or no longer the same
struct FileSigns {
    Ending ending = Ending::unknown;
    Writer writer = Writer::unknown;
};
using Inspector = std::function<std::optional<FileSigns>(const FolderEntry& file)>;

// How long a file must not have changed. Network scanners send a page in pieces with pauses below a
// second; where writers cannot be seen, the pause between two pages of a feeder must fit in.
inline constexpr WatchTime quiet_without_writer = std::chrono::seconds(2);
inline constexpr WatchTime quiet_unseen = std::chrono::seconds(10);
inline constexpr WatchTime worth_a_word =
    std::chrono::minutes(1);  // unchanged and still incomplete
inline constexpr WatchTime longest_wait = std::chrono::minutes(10);  // then it is refused

struct Arrivals {
    struct Refused {
        FolderEntry file;
        std::string reason;  ///< Chinese, what happened and what to do
    };
    std::vector<FolderEntry> complete;  ///< each look names them anew until they are gone or left
    std::vector<Refused> refused;       ///< likewise
    std::vector<std::filesystem::path> slow;  ///< each once: unchanged for worth_a_word
    int waiting = 0;                          ///< files that may become complete
};

class ArrivalBook {
  public:
    explicit ArrivalBook(Inspector inspect) : inspect_(std::move(inspect)) {}

    /// @param renamed_in  paths that were renamed into the folder since the last look
    /// @param now         not before that of the last look
    Arrivals take_stock(const FolderLook& look, const std::set<std::filesystem::path>& renamed_in,
                        WatchTime now);

    /// The file is done with but stays in the folder: it is not named again unless it changes.
    void leave(const FolderEntry& file);

    /// The file could not be taken after all: it has to rest again before it is named again.
    void start_anew(const FolderEntry& file) { entries_.erase(file.path); }

    /// The folder has gone, and what was seen in it may not be there when it comes back.
    void forget() { entries_.clear(); }

  private:
    struct Entry {
        FileStamp stamp;
        WatchTime unchanged_since{};
        bool renamed_in = false;
        bool told = false;  ///< named as slow
        bool left = false;
        std::optional<Ending> ending;  ///< once looked at
    };
    void judge(const FolderEntry& file, Entry& entry, WatchTime now, Arrivals& arrivals);

    Inspector inspect_;
    std::map<std::filesystem::path, Entry> entries_;
};

}  // namespace tanfang

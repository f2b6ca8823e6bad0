/// Stands between this program and its files: keeps a trace of what is done to them, kills the
/// program at an operation, or lets operations fail.
///
/// It works by symbols: open(), write(), fsync() ... of this program take the place of the C
/// library's, for SQLite and the C++ library as well. So no child has to be started with a
/// preloaded library, and a run takes milliseconds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang::torture {

/// One operation that changes what is on the disk, or makes it durable.
struct Operation {
    enum class Kind {
        create,          ///< file, path
        write,           ///< file, offset, bytes
        resize,          ///< file, offset: the new length
        sync_file,       ///< file
        sync_directory,  ///< path
        rename,          ///< file, path, to
        remove,          ///< path: of a file
        make_directory,  ///< path
        acknowledge,     ///< path: of the delivered file whose receipt was given
    };
    Kind kind = Kind::create;
    int file = -1;  ///< the file whatever its name, counted from 0
    std::filesystem::path path, to;
    std::int64_t offset = 0;
    std::string bytes;
};

struct FileAtStart {
    std::filesystem::path path;
    std::string bytes;
    std::filesystem::file_time_type written;
};

/// Mistakes that a program could make; the tests must find each.
enum class Mistake {
    none,
    no_file_sync,         ///< originals and keys are not synced
    normal_synchronous,   ///< SQLite's synchronous = NORMAL: commits are not synced
    no_directory_sync,    ///< entries of directories are not synced
    moved_before_commit,  ///< delivered files are moved aside once copied, before the commit
};

struct Plan {
    enum class Hit { nothing, kill, fail_once, fail_for_ever };

    std::filesystem::path root;  ///< only operations below it count
    Hit hit = Hit::nothing;
    long at = 0;    ///< at which operation, from 1
    int error = 0;  ///< errno of the failure
    Mistake mistake = Mistake::none;
};

/// Watches the files below a root as long as it lives. One at a time, one thread.
class Watch {
  public:
    explicit Watch(Plan plan);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// Looks away from now on; what it has seen stays.
    void stop();

    /// Counted so far: what changes something, and where failures are planned also opening and
    /// reading.
    long operations() const { return operations_; }
    /// The file or directory whose sync failed as planned, the database's own left out: SQLite can
    /// do without some, and tells the others itself. Empty if none did.
    const std::filesystem::path& unsynced() const { return unsynced_; }
    /// All operations in order; kept only where nothing is planned to happen.
    const std::vector<Operation>& trace() const { return trace_; }
    /// What was there at the beginning: file 0, file 1 ... of the trace.
    const std::vector<FileAtStart>& at_start() const { return at_start_; }
    /// Outer ones before inner ones.
    const std::vector<std::filesystem::path>& directories_at_start() const {
        return directories_at_start_;
    }

    void acknowledge(const std::filesystem::path& delivered);

    // ---- for the functions that stand in for the C library's ----
    const Plan& plan() const { return plan_; }
    bool is_below_root(std::string_view path) const;
    bool is_ours(int descriptor) const { return opened_.contains(descriptor); }
    void note_open(int descriptor, const std::filesystem::path& path, bool created);
    void note_close(int descriptor) { opened_.erase(descriptor); }
    void note_write(int descriptor, std::int64_t offset, const void* bytes, std::size_t count);
    void note_resize(int descriptor, std::int64_t length);
    void note_sync(int descriptor);
    void note_rename(const std::filesystem::path& from, const std::filesystem::path& to);
    void note_remove(const std::filesystem::path& path);
    void note_make_directory(const std::filesystem::path& path);
    /// The next operation. @return true if it has to fail, with errno set; may not return
    bool fails_now(bool changes);
    /// The same for a write: the program may die when half of it is done.
    bool dies_halfway();
    void note_failed_sync(int descriptor);
    bool skips_sync(int descriptor) const;

  private:
    struct Opened {
        std::filesystem::path path;
        int file = -1;
        bool directory = false;
    };

    void look_around();
    void note(Operation operation);

    Plan plan_;
    long operations_ = 0;
    std::filesystem::path unsynced_;
    std::vector<Operation> trace_;
    std::map<int, Opened> opened_;
    std::map<std::filesystem::path, int> files_;
    int next_file_ = 0;
    std::vector<FileAtStart> at_start_;
    std::vector<std::filesystem::path> directories_at_start_;
};

/// The one that lives; nullptr if none does.
extern Watch* watching;

}  // namespace tanfang::torture

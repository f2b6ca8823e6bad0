#include "tests/torture/power_cut.h"

#include <array>
#include <fstream>

namespace tanfang::torture {

namespace fs = std::filesystem;
using Kind = Operation::Kind;

namespace {

constexpr std::size_t sector_bytes = 512;

/// Which file systems there are: those that keep the order of all changes to directories (a
/// journal), and those that promise nothing about two directories (POSIX).
enum class Ordering { journal, each_directory };

struct FileState {
    std::string durable;
    std::vector<const Operation*> unsynced;
};

void put(std::string& bytes, std::int64_t offset, std::string_view piece) {
    const auto begin = static_cast<std::size_t>(offset);
    if (bytes.size() < begin + piece.size())
        bytes.resize(begin + piece.size(), '\0');
    bytes.replace(begin, piece.size(), piece);
}

void apply(std::string& bytes, const Operation& operation) {
    if (operation.kind == Kind::resize)
        bytes.resize(static_cast<std::size_t>(operation.offset), '\0');
    else
        put(bytes, operation.offset, operation.bytes);
}

void sync(FileState& file) {
    for (const Operation* operation : file.unsynced) apply(file.durable, *operation);
    file.unsynced.clear();
}

class Disk {
  public:
    explicit Disk(const Watch& watch, Ordering ordering)
        : root_(watch.plan().root), ordering_(ordering), at_start_(watch.at_start()) {
        for (const auto& file : at_start_) {
            names_[file.path] = static_cast<int>(contents_.size());
            contents_.push_back({file.bytes, {}});
        }
        directories_.insert(watch.directories_at_start().begin(),
                            watch.directories_at_start().end());
    }

    void run(const Operation& operation) {
        switch (operation.kind) {
            case Kind::create:
                contents_.resize(static_cast<std::size_t>(operation.file) + 1);
                [[fallthrough]];
            case Kind::rename:
            case Kind::remove:
            case Kind::make_directory:
                changes_.push_back(&operation);
                break;
            case Kind::write:
            case Kind::resize:
                file(operation).unsynced.push_back(&operation);
                break;
            case Kind::sync_file:
                sync(file(operation));
                break;
            case Kind::sync_directory:
                durable_[key(operation.path)] = changes_.size();
                break;
            case Kind::acknowledge:
                break;
        }
    }

    /// Decides what was not synced and writes the result.
    void fail(std::mt19937& random) {
        keep_some_changes(random);
        fs::remove_all(root_);
        for (const auto& directory : directories_) fs::create_directories(directory);
        for (const auto& [name, file] : names_) {
            const auto number = static_cast<std::size_t>(file);
            if (name.extension() == ".db-shm")
                continue;  // memory that processes share, made anew
            std::ofstream(name, std::ios::binary) << survivor(contents_[number], random);
            if (number < at_start_.size())
                fs::last_write_time(name, at_start_[number].written);
        }
    }

  private:
    FileState& file(const Operation& operation) {
        return contents_.at(static_cast<std::size_t>(operation.file));
    }

    fs::path key(const fs::path& directory) const {
        return ordering_ == Ordering::journal ? fs::path() : directory;
    }

    /// The changes of a directory survive up to some point after its last sync.
    void keep_some_changes(std::mt19937& random) {
        std::map<fs::path, std::size_t> cuts;
        for (std::size_t at = 0; at < changes_.size(); ++at) {
            const Operation& change = *changes_[at];
            const auto& name = change.kind == Kind::rename ? change.to : change.path;
            const fs::path directory = key(name.parent_path());
            if (!cuts.contains(directory)) {
                const std::size_t synced = durable_[directory];
                cuts[directory] = synced + random() % (changes_.size() - synced + 1);
            }
            if (at < cuts[directory] && directories_.contains(name.parent_path()))
                change_entry(change);
        }
    }

    void change_entry(const Operation& change) {
        if (change.kind == Kind::make_directory) {
            directories_.insert(change.path);
        } else if (change.kind == Kind::create) {
            names_[change.path] = change.file;
        } else {
            names_.erase(change.path);
            // also where the old name itself was not durable yet
            if (change.kind == Kind::rename)
                names_[change.to] = change.file;
        }
    }

    static std::string survivor(const FileState& state, std::mt19937& random) {
        enum { none, all, some } kept = std::array{none, all, some}[random() % 3];
        std::string bytes = state.durable;
        for (const Operation* operation : state.unsynced) {
            if (kept == none || (kept == some && random() % 2 == 0))
                continue;
            if (operation->kind == Kind::write && random() % 4 == 0)
                tear(bytes, *operation, random);
            else
                apply(bytes, *operation);
        }
        return bytes;
    }

    static void tear(std::string& bytes, const Operation& write, std::mt19937& random) {
        for (std::size_t at = 0; at < write.bytes.size(); at += sector_bytes)
            if (random() % 5 < 3)
                put(bytes, write.offset + static_cast<std::int64_t>(at),
                    std::string_view(write.bytes).substr(at, sector_bytes));
    }

    const fs::path root_;
    const Ordering ordering_;
    const std::vector<FileAtStart>& at_start_;
    std::vector<FileState> contents_;
    std::set<fs::path> directories_;
    std::map<fs::path, int> names_;  ///< as they are on the disk
    std::vector<const Operation*> changes_;
    std::map<fs::path, std::size_t> durable_;  ///< how many of the changes
};

}  // namespace

std::set<std::string> cut_power(const Watch& watch, std::mt19937& random) {
    const std::size_t end = 1 + random() % watch.trace().size();
    Disk state(watch, random() % 2 == 0 ? Ordering::journal : Ordering::each_directory);
    std::set<std::string> acknowledged;
    for (std::size_t at = 0; at < end; ++at) {
        const Operation& operation = watch.trace()[at];
        state.run(operation);
        if (operation.kind == Kind::acknowledge)
            acknowledged.insert(operation.path);
    }
    state.fail(random);
    return acknowledged;
}

}  // namespace tanfang::torture

#include "pipeline/app/ingest_files.h"

#include "pipeline/home/sortable_id.h"
#include "pipeline/intake/printable_path.h"

#include <chrono>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr std::chrono::milliseconds between_tries{200};

/// @param fresh  gets the file unless it was known before
void receive(Home& home, const InputFile& file, const std::string& batch, IngestCount& count,
             std::set<std::string>& fresh) {
    try {
        if (!file.problem.empty())
            throw Error(Fault::unreadable_scan, printable_path(file.path), file.problem);
        const Receipt receipt = home.receive(file.path, batch);
        ++count.received;
        if (receipt.known)
            ++count.known;
        else
            fresh.insert(receipt.sha256);
    } catch (const Error& error) {
        if (error.fault() != Fault::unreadable_scan)
            throw;
        ++count.refused;
        spdlog::warn("{} [{}]", error.what(), fault_name(error.fault()));
    }
}

/// A disk that damages an original must not make a record out of it.
void check_original(const UnreadFile& file, const Json& line) {
    const Json& sha256 = line.at("source").at("sha256");
    if (!sha256.is_null() && sha256 != file.sha256)
        throw Error(Fault::bad_home, file.stored.string(),
                    "保存的原件已损坏（内容与校验值不符）。请检查磁盘，并重新导入该文件：" +
                        printable_path(file.name));
}

/// Names the file as the clerk knows it, not as it lies in the store.
void name_as_delivered(const UnreadFile& file, Json& line) {
    const std::string name = printable_path(file.name);
    const std::string stored = line["source"]["file"];
    line["source"]["file"] = name;
    Json& reason = line["reason"];
    if (!reason.is_string())
        return;
    std::string words = reason;
    if (const auto at = words.find(stored); at != std::string::npos)
        reason = words.replace(at, stored.size(), name);
}

/// Stores the lines of the waiting files as they come and notes where each file ends.
class Shelf {
  public:
    Shelf(Home& home, std::mutex& home_use, IngestCount& count)
        : home_(home), home_use_(home_use), count_(count), files_(waiting_in(home, home_use)) {}

    InputList inputs() const {
        InputList list;
        for (const auto& file : files_) list.files.push_back({file.stored, ""});
        return list;
    }

    void take(Json line) {
        // An original's name is its hash; whatever the folder's name is made of, this part is
        // ASCII.
        const std::string sha256 =
            std::filesystem::path(line.at("source").at("file").get<std::string>()).filename();
        while (at_ < files_.size() && files_[at_].sha256 != sha256) finish();
        const UnreadFile& file = files_.at(at_);
        check_original(file, line);
        name_as_delivered(file, line);
        const ReadPage page = parse_read_page(std::move(line));
        const std::lock_guard lock(home_use_);
        home_.store_page(file.sha256, page);
        ++pages_;
        ++(page.status == PageStatus::accepted ? count_.accepted
           : page.status == PageStatus::review ? count_.review
                                               : count_.rejected);
    }

    void finish_all() {
        while (at_ < files_.size()) finish();
    }

    std::set<std::string> all() const {
        std::set<std::string> names;
        for (const auto& file : files_) names.insert(file.sha256);
        return names;
    }

  private:
    static std::vector<UnreadFile> waiting_in(Home& home, std::mutex& home_use) {
        const std::lock_guard lock(home_use);
        return home.unread();
    }

    void finish() {
        const std::lock_guard lock(home_use_);
        home_.finish_file(files_[at_].sha256, pages_);
        ++count_.read;
        ++at_;
        pages_ = 0;
    }

    Home& home_;
    std::mutex& home_use_;
    IngestCount& count_;
    const std::vector<UnreadFile> files_;
    std::size_t at_ = 0;  ///< the file whose lines are coming
    int pages_ = 0;       ///< lines of it so far
};

/// @param needless  whether others have done by now what the turn is wanted for
/// @return          nothing if they have
std::optional<HomeLock> turn_to_read(const Home& home, const std::function<void()>& stop,
                                     const std::function<bool()>& needless) {
    for (bool told = false;;) {
        if (auto turn = home.try_turn(HomeTurn::reading))
            return turn;
        if (needless())
            return std::nullopt;
        if (!std::exchange(told, true))
            spdlog::info("另一个程序正在读取该数据目录里的扫描件，等它读完");
        stop();
        std::this_thread::sleep_for(between_tries);
    }
}

/// Reads what waits. @return which files, by SHA-256
std::set<std::string> read_all(Home& home, std::mutex& home_use, IngestCount& count,
                               const StoredFilesReader& read, const std::function<void()>& stop) {
    Shelf shelf(home, home_use, count);
    read(shelf.inputs(), [&](const Json& line) {
        stop();
        shelf.take(line);
    });
    shelf.finish_all();
    return shelf.all();
}

/// What another program has read of the files of this run.
void add_progress(Home& home, const std::string& sha256, IngestCount& count) {
    const FileProgress progress = home.progress(sha256);
    count.read += progress.read ? 1 : 0;
    count.accepted += progress.accepted;
    count.review += progress.review;
    count.rejected += progress.rejected;
}

}  // namespace

IngestCount ingest_files(Home& home, const InputList& delivered, const StoredFilesReader& read,
                         const std::function<void()>& stop) {
    IngestCount count;
    const std::string batch = new_sortable_id();
    std::set<std::string> fresh;
    for (const auto& file : delivered.files) {
        stop();
        receive(home, file, batch, count, fresh);
    }
    // Beside a program that always has something to read there may never be a turn: its own files
    // are what this one waits for.
    const auto turn = turn_to_read(
        home, stop, [&home, waiting = std::vector(fresh.begin(), fresh.end())]() mutable {
            while (!waiting.empty() && home.progress(waiting.back()).read) waiting.pop_back();
            return waiting.empty();
        });
    std::mutex nobody_else;
    const auto own =
        turn ? read_all(home, nobody_else, count, read, stop) : std::set<std::string>();
    for (const auto& sha256 : fresh)
        if (!own.contains(sha256))
            add_progress(home, sha256, count);
    return count;
}

void read_waiting(Home& home, std::mutex& home_use, IngestCount& count,
                  const StoredFilesReader& read, const std::function<void()>& stop) {
    const auto turn = turn_to_read(home, stop, [] { return false; });
    read_all(home, home_use, count, read, stop);
}

}  // namespace tanfang

#include "pipeline/app/ingest_files.h"

#include "pipeline/home/sortable_id.h"
#include "pipeline/intake/printable_path.h"

#include <exception>
#include <mutex>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

/// Reads files on several threads; the home is used by one at a time.
class Reading {
  public:
    Reading(Home& home, const IngestRun& run, IngestCount& count)
        : home_(home), run_(run), count_(count), files_(home.unread()) {}

    void run() {
        std::vector<std::thread> threads;
        for (int i = 0; i < run_.jobs; ++i) threads.emplace_back([this] { work(); });
        for (auto& thread : threads) thread.join();
        if (failure_)
            std::rethrow_exception(failure_);
    }

  private:
    void work() {
        try {
            while (const UnreadFile* file = next()) read(*file);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_)
                failure_ = std::current_exception();
        }
    }

    const UnreadFile* next() {
        const std::lock_guard lock(mutex_);
        if (failure_ || next_ == files_.size())
            return nullptr;
        run_.throw_if_interrupted();
        return &files_[next_++];
    }

    void read(const UnreadFile& file) {
        int pages = 0;
        run_.read(file.stored, [&](Json line) {
            line["source"]["file"] = printable_path(file.name);
            store(file, parse_read_page(std::move(line)));
            ++pages;
        });
        const std::lock_guard lock(mutex_);
        home_.finish_file(file.sha256, pages);
        ++count_.read;
        spdlog::info("已读 {}/{} 个文件", count_.read, files_.size());
    }

    void store(const UnreadFile& file, const ReadPage& page) {
        const std::lock_guard lock(mutex_);
        run_.throw_if_interrupted();
        home_.store_page(file.sha256, page);
        ++(page.status == PageStatus::accepted ? count_.accepted
           : page.status == PageStatus::review ? count_.review
                                               : count_.rejected);
    }

    Home& home_;
    const IngestRun& run_;
    IngestCount& count_;
    const std::vector<UnreadFile> files_;
    std::mutex mutex_;  // of the home and all below
    std::size_t next_ = 0;
    std::exception_ptr failure_;
};

}  // namespace

IngestCount ingest_files(Home& home, const std::vector<std::filesystem::path>& files,
                         const IngestRun& run) {
    IngestCount count;
    const std::string batch = new_sortable_id();
    for (const auto& file : files) {
        run.throw_if_interrupted();
        try {
            count.known += home.receive(file, batch).known ? 1 : 0;
            ++count.received;
        } catch (const Error& error) {
            if (error.fault() != Fault::unreadable_scan)
                throw;
            ++count.refused;
            spdlog::warn("{} [{}]", error.what(), fault_name(error.fault()));
        }
    }
    Reading(home, run, count).run();
    return count;
}

}  // namespace tanfang

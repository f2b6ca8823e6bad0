#include "pipeline/app/read_batch.h"

#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

/// One page to read, or a file that could not be opened.
struct Task {
    std::size_t number = 0;
    std::shared_ptr<ScanFile> file;
    int page = 0;
    std::vector<Json> lines;  ///< already there if the file was refused
};

class Batch {
  public:
    Batch(const ReadingRoom& room, const InputList& inputs,
          const std::function<void(const Json& line)>& sink, const std::function<void()>& stop)
        : room_(room), inputs_(inputs), sink_(sink), stop_(stop) {}

    BatchCount run(int jobs) {
        std::vector<std::thread> threads;
        for (int i = 0; i < jobs; ++i) threads.emplace_back([this] { work(); });
        for (auto& thread : threads) thread.join();
        if (failure_)
            std::rethrow_exception(failure_);
        count_.files = static_cast<int>(inputs_.files.size());
        return count_;
    }

  private:
    void work() {
        try {
            Reader reader(room_);
            Task task;
            while (next(task, reader)) {
                if (task.file)
                    task.lines = reader.read_page(*task.file, task.page);
                finish(std::move(task));
                task = {};
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_)
                failure_ = std::current_exception();
        }
    }

    bool next(Task& task, const Reader& reader) {
        const std::lock_guard lock(mutex_);
        if (failure_)
            return false;
        stop_();
        while (!open_ && at_ < inputs_.files.size()) {
            const InputFile& input = inputs_.files[at_++];
            try {
                if (!input.problem.empty())
                    throw Error(Fault::unreadable_scan, "", input.problem);
                open_ = std::make_shared<ScanFile>(input.path);
                page_ = 0;
                if (open_->page_count() == 0)
                    open_.reset();
            } catch (const Error& error) {
                if (error.fault() == Fault::output_failed || error.fault() == Fault::bad_home)
                    throw;
                task = {numbers_++, nullptr, 0, {reader.refuse(input.path, error)}};
                return true;
            }
        }
        if (!open_)
            return false;
        task = {numbers_++, open_, page_++, {}};
        if (page_ == open_->page_count())
            open_.reset();
        return true;
    }

    void finish(Task task) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(task.number, std::move(task.lines));
        // lines of later pages wait until all earlier ones are out
        for (auto it = waiting_.begin(); it != waiting_.end() && it->first == written_;
             it = waiting_.erase(it), ++written_)
            for (const auto& line : it->second) write(line);
    }

    void write(const Json& line) {
        sink_(line);
        const std::string status = line.at("status");
        ++(status == "accepted" ? count_.accepted
           : status == "review" ? count_.review
                                : count_.rejected);
        const int pages = count_.accepted + count_.review + count_.rejected;
        if (pages % 20 == 0)
            spdlog::info("已读 {} 页（文件 {}/{}）", pages, at_, inputs_.files.size());
    }

    const ReadingRoom& room_;
    const InputList& inputs_;
    const std::function<void(const Json& line)>& sink_;
    const std::function<void()>& stop_;
    std::mutex mutex_;
    std::size_t at_ = 0;              ///< the next file
    std::shared_ptr<ScanFile> open_;  ///< the file whose pages are being given out
    int page_ = 0;                    ///< its next page
    std::size_t numbers_ = 0, written_ = 0;
    std::map<std::size_t, std::vector<Json>> waiting_;
    BatchCount count_;
    std::exception_ptr failure_;
};

}  // namespace

BatchCount read_batch(const ReadingRoom& room, const InputList& inputs, int jobs,
                      const std::function<void(const Json& line)>& sink,
                      const std::function<void()>& stop) {
    return Batch(room, inputs, sink, stop).run(jobs);
}

}  // namespace tanfang

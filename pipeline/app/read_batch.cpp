#include "pipeline/app/read_batch.h"

#include "pipeline/app/exit_code.h"
#include "pipeline/app/print_school.h"
#include "pipeline/app/unknown_pages.h"
#include "pipeline/page/qr.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr int rank_of_none = 100;  // behind all that rank_for_learning() gives

bool is_rejected(const std::vector<Json>& lines, Fault fault) {
    return lines.size() == 1 && lines.front().at("status") == "rejected" &&
           lines.front().at("reason").get<std::string>().starts_with(fault_name(fault));
}

/// A page on which no known print fits, be it that a known one seems to be there: what looks like
/// one fiducial may be writing, and one print like a part of another.
bool is_misfit(const std::vector<Json>& lines) {
    return is_rejected(lines, Fault::poor_registration);
}

/// A page that could be a known form as somebody else has set it.
bool is_unknown_print(const std::vector<Json>& lines) {
    return is_rejected(lines, Fault::not_our_form) || is_misfit(lines);
}

/// The picture of a page that was decoded before; nothing if that fails this time.
std::optional<PageImage> picture_of(const BatchPage& task) {
    try {
        return task.file->page(task.page);
    } catch (const Error& error) {
        if (exit_code(error.fault()) != ExitCode::rejected)
            throw;
        return std::nullopt;
    }
}

/// A page that waits for further prints: not a cover or a supplement of ours.
bool may_wait(const BatchPage& task) {
    if (!task.file || !is_unknown_print(task.lines))
        return false;
    const auto picture = picture_of(task);
    return picture && !shows_own_code(picture->gray);
}

/// Those first that are learned from best.
void in_order_of_use(std::vector<BatchPage>& tasks) {
    std::map<std::size_t, int> ranks;
    for (const auto& task : tasks) {
        const auto picture = picture_of(task);
        ranks[task.number] = picture ? rank_for_learning(*picture) : rank_of_none;
    }
    std::sort(tasks.begin(), tasks.end(), [&](const BatchPage& a, const BatchPage& b) {
        return std::pair(ranks.at(a.number), a.number) < std::pair(ranks.at(b.number), b.number);
    });
}

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
            BatchPage task;
            while (next(task, reader)) {
                if (task.file)
                    read(task, reader);
                const std::size_t number = task.number;
                if (may_wait(task))
                    unknown_.put(std::move(task));
                else
                    finish(std::move(task));
                unknown_.note_read(number);
                learn_what_is_due(reader);
                task = {};
            }
            learn_what_is_due(reader);
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_)
                failure_ = std::current_exception();
        }
    }

    bool next(BatchPage& task, const Reader& reader) {
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
        if (!open_) {
            unknown_.close(numbers_);
            return false;
        }
        task = {numbers_++, open_, page_++, {}};
        if (page_ == open_->page_count())
            open_.reset();
        return true;
    }

    void read(BatchPage& task, Reader& reader) {
        task.prints = room_.shelf().references().size();
        task.lines = reader.read_page(*task.file, task.page);
        // torn or folded, it would teach a bent print
        task.learned_from = task.learned_from || is_misfit(task.lines);
    }

    /// Learns from the first pages of the pile that no print learned before shows, then from the
    /// next.
    void learn_what_is_due(Reader& reader) {
        if (!unknown_.is_due())
            return;
        const std::lock_guard one_at_a_time(learning_);
        auto [tasks, last] = unknown_.take();
        for (read_again(tasks, reader);
             std::ssize(tasks) >= UnknownPages::most || (last && !tasks.empty());
             read_again(tasks, reader)) {
            const auto end = tasks.begin() + std::min(UnknownPages::most, std::ssize(tasks));
            std::vector<BatchPage> first(std::move_iterator(tasks.begin()),
                                         std::move_iterator(end));
            tasks.erase(tasks.begin(), end);
            learn_from(std::move(first), reader);
        }
        for (auto& task : tasks) unknown_.put(std::move(task));
    }

    /// Learns the prints of pages that were none of the known ones, and reads them.
    void learn_from(std::vector<BatchPage> tasks, Reader& reader) {
        in_order_of_use(tasks);
        std::optional<PrintSchool> school;
        for (auto first = not_learned_from(tasks); first != tasks.end();
             first = not_learned_from(tasks)) {
            stop_();
            if (!school)
                school.emplace(room_.words());
            first->learned_from = true;
            const auto learned = learn(*school, *first, tasks);
            if (!learned)
                continue;  // another one may show the same print better: it waits for that
            spdlog::info("学会了一种版式：{} 第 {} 页（{} 张），{} 处没有找到 {}",
                         learned->print.form, learned->print.page + 1, learned->sheets,
                         learned->print.missing.size(), fmt::join(learned->print.missing, "、"));
            room_.add_learned(*learned);
            read_again(tasks, reader);
        }
        for (auto& task : tasks) finish(std::move(task));
    }

    static std::vector<BatchPage>::iterator not_learned_from(std::vector<BatchPage>& tasks) {
        return std::find_if(tasks.begin(), tasks.end(),
                            [](const BatchPage& task) { return !task.learned_from; });
    }

    static std::optional<LearnedSheet> learn(PrintSchool& school, const BatchPage& first,
                                             const std::vector<BatchPage>& tasks) {
        const auto picture = picture_of(first);
        auto at = tasks.begin();
        const SheetSource next = [&]() -> std::optional<PageImage> {
            while (at != tasks.end()) {
                const BatchPage& other = *at++;
                if (other.number == first.number)
                    continue;
                if (auto sheet = picture_of(other))
                    return sheet;
            }
            return std::nullopt;
        };
        return picture ? school.learn(*picture, next) : std::nullopt;
    }

    /// Reads the pages once more if prints were learned meanwhile, and lets go of those that are
    /// known now.
    void read_again(std::vector<BatchPage>& tasks, Reader& reader) {
        std::vector<BatchPage> left;
        for (auto& task : tasks) {
            if (task.prints != room_.shelf().references().size())
                read(task, reader);
            if (is_unknown_print(task.lines))
                left.push_back(std::move(task));
            else
                finish(std::move(task));
        }
        tasks = std::move(left);
    }

    void finish(BatchPage task) {
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
    UnknownPages unknown_;
    std::mutex learning_;  ///< held while prints are learned from them
};

}  // namespace

BatchCount read_batch(const ReadingRoom& room, const InputList& inputs, int jobs,
                      const std::function<void(const Json& line)>& sink,
                      const std::function<void()>& stop) {
    return Batch(room, inputs, sink, stop).run(jobs);
}

}  // namespace tanfang

#include "pipeline/app/reading_beside.h"

#include <utility>

namespace tanfang {

ReadingBeside::ReadingBeside(Home& home, StoredFilesReader read, std::function<void()> stop)
    : home_(home), read_(std::move(read)), stop_(std::move(stop)), thread_([this] { run(); }) {}

ReadingBeside::~ReadingBeside() {
    end(true);
}

Receipt ReadingBeside::receive(OpenFile opened, const std::filesystem::path& name,
                               const std::string& batch) {
    const std::lock_guard lock(mutex_);
    const Receipt receipt = home_.receive(std::move(opened), name, batch);
    work_ = true;
    told_.notify_one();
    return receipt;
}

IngestCount ReadingBeside::count() {
    const std::lock_guard lock(mutex_);
    return count_;
}

void ReadingBeside::check() {
    const std::lock_guard lock(mutex_);
    if (failure_)
        std::rethrow_exception(failure_);
}

void ReadingBeside::finish() {
    end(false);
    check();
}

void ReadingBeside::end(bool at_once) {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        at_once_ = at_once_ || at_once;
        told_.notify_one();
    }
    if (thread_.joinable())
        thread_.join();
}

void ReadingBeside::run() {
    try {
        read_until_told();
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
}

void ReadingBeside::read_until_told() {
    const auto stop = [this] {
        stop_();
        const std::lock_guard lock(mutex_);
        if (at_once_)
            throw Error(Fault::interrupted, "", "已停止读取，下次运行时继续");
    };
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            told_.wait(lock, [this] { return work_ || ending_; });
            if (at_once_ || !std::exchange(work_, false))
                return;
        }
        read_waiting(home_, mutex_, count_, read_, stop);
    }
}

}  // namespace tanfang

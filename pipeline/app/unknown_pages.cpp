#include "pipeline/app/unknown_pages.h"

#include <iterator>
#include <utility>

namespace tanfang {

void UnknownPages::put(BatchPage page) {
    const std::lock_guard lock(mutex_);
    const std::size_t number = page.number;
    waiting_.emplace(number, std::move(page));
}

void UnknownPages::note_read(std::size_t number) {
    const std::lock_guard lock(mutex_);
    read_.insert(number);
    while (read_.erase(read_before_)) ++read_before_;
}

void UnknownPages::close(std::size_t pages) {
    const std::lock_guard lock(mutex_);
    pages_ = pages;
}

std::map<std::size_t, BatchPage>::const_iterator UnknownPages::end_of_due() const {
    return waiting_.lower_bound(read_before_);
}

bool UnknownPages::is_due() const {
    const std::lock_guard lock(mutex_);
    const auto due = std::distance(waiting_.begin(), end_of_due());
    return due >= most || (due > 0 && are_all_read());
}

UnknownPages::Due UnknownPages::take() {
    const std::lock_guard lock(mutex_);
    Due due{{}, are_all_read()};
    const auto end = waiting_.lower_bound(read_before_);
    for (auto it = waiting_.begin(); it != end; ++it) due.pages.push_back(std::move(it->second));
    waiting_.erase(waiting_.begin(), end);
    return due;
}

}  // namespace tanfang

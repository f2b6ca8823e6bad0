#include "pipeline/station/tasks.h"

namespace tanfang {

void Tasks::refresh(Home& home) {
    RecordFilter changed;
    changed.since = cursor_;
    home.each_record(changed, [&](const Json& record) {
        const PageStatus status = page_status_named(record.at("status"));
        const int open =
            status == PageStatus::review ? static_cast<int>(record.at("open").size()) : 0;
        by_record_[record.at("record")] = {status, open};
        cursor_ = record.at("cursor");
    });
}

Piles Tasks::piles() const {
    Piles piles;
    for (const auto& [id, work] : by_record_) {
        piles.accepted += work.status == PageStatus::accepted ? 1 : 0;
        piles.rejected += work.status == PageStatus::rejected ? 1 : 0;
        piles.sheets += work.open > 0 ? 1 : 0;
        piles.open_fields += work.open;
        piles.exceptions += work.status == PageStatus::review && work.open == 0 ? 1 : 0;
    }
    return piles;
}

std::optional<std::string> Tasks::next(const std::string& person, const std::string& after,
                                       Leases& leases, Leases::Clock::time_point now) const {
    for (auto entry = by_record_.upper_bound(after); entry != by_record_.end(); ++entry)
        if (entry->second.open > 0 && leases.take(entry->first, person, now))
            return entry->first;
    return std::nullopt;
}

}  // namespace tanfang

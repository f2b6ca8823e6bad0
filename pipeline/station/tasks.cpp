#include "pipeline/station/tasks.h"

namespace tanfang {

namespace {

std::string text_of(const Json& json) {
    return json.is_string() ? json.get<std::string>() : "";
}

}  // namespace

Tasks::Work Tasks::work_of(const Json& record) const {
    Work work;
    work.status = page_status_named(record.at("status"));
    work.voided = !record.at("voided").is_null();
    work.form = text_of(record.at("form"));
    const Json& fields = record.at("fields");
    if (fields.contains("subject_name"))
        work.name = text_of(fields["subject_name"].at("value"));
    if (work.voided || work.status == PageStatus::rejected)
        return work;
    const auto model = models_.find(work.form);
    if (model != models_.end())
        work.control = control_of(record, model->second);
    const auto wanted = second_look_.find(work.form);
    if (wanted != second_look_.end())
        work.second_looks = second_looks(record, wanted->second);
    if (work.status == PageStatus::accepted)
        return work;
    work.open = static_cast<int>(record.at("open").size());
    if (model != models_.end())
        work.doubts = doubts_of(record, model->second);
    return work;
}

void Tasks::refresh(Home& home) {
    RecordFilter changed;
    changed.since = cursor_;
    home.each_record(changed, [&](const Json& record) {
        by_record_[record.at("record")] = work_of(record);
        cursor_ = record.at("cursor");
    });
}

Piles Tasks::piles(const std::string& person) const {
    Piles piles;
    for (const auto& [id, work] : by_record_) {
        piles.accepted += !work.voided && work.status == PageStatus::accepted ? 1 : 0;
        piles.rejected += !work.voided && work.status == PageStatus::rejected ? 1 : 0;
        piles.voided += work.voided ? 1 : 0;
        piles.sheets += work.open > 0 ? 1 : 0;
        piles.open_fields += work.open;
        piles.exceptions += work.is_exception() ? 1 : 0;
        piles.marks += static_cast<int>(work.doubts.marks.size());
        piles.differing += static_cast<int>(work.doubts.differing.size());
        for (const auto& look : work.second_looks)
            piles.second_looks += look.last_by != person ? 1 : 0;
        piles.control += static_cast<int>(work.control.waiting.size());
        piles.control_right += work.control.right;
        piles.control_wrong += work.control.wrong;
        for (const auto& field : work.doubts.texts) ++piles.texts[{work.form, field}];
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

std::vector<std::string> Tasks::lease(const std::function<bool(const Work&)>& wanted,
                                      std::size_t most, const std::string& person, Leases& leases,
                                      Leases::Clock::time_point now) const {
    std::vector<std::string> records;
    for (const auto& [id, work] : by_record_) {
        if (records.size() == most)
            break;
        if (wanted(work) && leases.take(id, person, now))
            records.push_back(id);
    }
    return records;
}

}  // namespace tanfang

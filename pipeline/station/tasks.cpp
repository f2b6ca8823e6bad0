#include "pipeline/station/tasks.h"

#include "pipeline/station/second_thought.h"

#include <algorithm>

namespace tanfang {

namespace {

std::string text_of(const Json& json) {
    return json.is_string() ? json.get<std::string>() : "";
}

bool is_of_nobody(const Json& record) {
    const Json& link = record.at("link");
    return record.at("form") == "visit" && link.is_object() && link.at("person").is_null();
}

template <typename Values, typename Value>
const Value& named(const Values& values, const std::string& name, const Value& none) {
    const auto found = values.find(name);
    return found == values.end() ? none : found->second;
}

/// Who uploaded the record's first page; "" if it came otherwise.
std::string uploader_of(const Json& record, Home& home) {
    const std::string batch =
        home.records().batch_of(record.at("pages").at(0).at("source").at("sha256"));
    const auto mark = batch.find(uploaded_by);
    return mark == std::string::npos ? "" : batch.substr(mark + 1);
}

/// Only these can break rules that their pages alone do not, or have broken them until a link was
/// taken back.
bool is_to_be_judged(const Json& record) {
    const Json &link = record.at("link"), &findings = record.at("findings");
    return record.at("pages").size() > 1 || (link.is_object() && link.at("person").is_string()) ||
           std::any_of(findings.begin(), findings.end(),
                       [](const Json& finding) { return finding.at("severity") == "E"; });
}

}  // namespace

bool Tasks::Work::is_visible_to(const Account& account) const {
    return account.division.is_any() || lies_in(place, account.division) ||
           (!place.is_known() && uploader == account.name);
}

Tasks::Work Tasks::work_of(Json record, Home& home) const {
    Work work;
    work.record = record.at("record");
    work.place = place_of(record, home);
    work.uploader = uploader_of(record, home);
    work.status = page_status_named(record.at("status"));
    work.voided = !record.at("voided").is_null();
    work.rescan = !record.at("rescan").is_null();
    work.form = text_of(record.at("form"));
    const Json& fields = record.at("fields");
    if (fields.contains("subject_name"))
        work.name = text_of(fields["subject_name"].at("value"));
    if (work.voided || work.rescan || work.status == PageStatus::rejected)
        return work;
    work.unlinked = is_of_nobody(record);
    work.has_gaps = work.status == PageStatus::review && record.at("open").empty();
    const auto model = models_.find(work.form);
    if (model == models_.end()) {
        work.open = static_cast<int>(record["open"].size());
        return work;
    }
    static const ReviewPolicies no_policies;
    static const Combs no_combs;
    const auto& policies = named(policies_, work.form, no_policies);
    add_questions(record, model->second, policies);
    work.second_looks = second_looks(record, policies);
    work.control = control_of(record, model->second);
    work.open = static_cast<int>(record["open"].size());
    work.doubts = doubts_of(record, model->second, named(combs_, work.form, no_combs));
    std::erase_if(work.doubts.digits,
                  [&](const DigitDoubt& doubt) { return policies.is_always_blind(doubt.field); });
    return work;
}

void Tasks::refresh(Home& home) {
    std::vector<NewJudgement> objections;
    const auto look_at = [&](const Json& record) {
        by_record_[record.at("record")] = work_of(record, home);
        if (is_to_be_judged(record))
            if (auto judgement = home.judge(record))
                objections.push_back(std::move(*judgement));
    };
    do {
        objections.clear();
        const TouchedRecords touched = home.links().of_people_stored_after(cursor_);
        RecordFilter changed;
        changed.since = cursor_;
        home.each_record(changed, [&](const Json& record) {
            look_at(record);
            cursor_ = record.at("cursor");
        });
        for (const auto& id : touched.ids) look_at(home.record(id).value());
        cursor_ = std::max(cursor_, touched.seq);
        for (const auto& judgement : objections) home.note(judgement);
    } while (!objections.empty());
}

Piles Tasks::piles(const Account& account) const {
    Piles piles;
    for (const auto& [id, work] : by_record_) {
        if (!work.is_visible_to(account))
            continue;
        piles.unlinked += work.unlinked ? 1 : 0;
        piles.accepted += !work.voided && work.status == PageStatus::accepted ? 1 : 0;
        piles.rejected +=
            !work.voided && (work.rescan || work.status == PageStatus::rejected) ? 1 : 0;
        piles.voided += work.voided ? 1 : 0;
        piles.sheets += work.open > 0 ? 1 : 0;
        piles.open_fields += work.open;
        piles.exceptions += work.is_exception() ? 1 : 0;
        piles.marks += static_cast<int>(work.doubts.marks.size());
        piles.digits += static_cast<int>(work.doubts.digits.size());
        piles.differing += static_cast<int>(work.doubts.differing.size());
        for (const auto& look : work.second_looks)
            piles.second_looks += look.last_by != account.name ? 1 : 0;
        piles.control += static_cast<int>(work.control.waiting.size());
        piles.control_right += work.control.right;
        piles.control_wrong += work.control.wrong;
        for (const auto& field : work.doubts.texts) ++piles.texts[{work.form, field}];
    }
    return piles;
}

std::optional<std::string> Tasks::next(const Account& account, const std::string& after,
                                       Leases& leases, Leases::Clock::time_point now) const {
    for (auto entry = by_record_.upper_bound(after); entry != by_record_.end(); ++entry)
        if (entry->second.open > 0 && entry->second.is_visible_to(account) &&
            leases.take(entry->first, account.name, now))
            return entry->first;
    return std::nullopt;
}

std::vector<std::string> Tasks::lease(const std::function<bool(const Work&)>& wanted,
                                      std::size_t most, const Account& account, Leases& leases,
                                      Leases::Clock::time_point now) const {
    std::vector<std::string> records;
    for (const auto& [id, work] : by_record_) {
        if (records.size() == most)
            break;
        if (work.is_visible_to(account) && wanted(work) && leases.take(id, account.name, now))
            records.push_back(id);
    }
    return records;
}

}  // namespace tanfang

#include "pipeline/external/icu.h"
#include "pipeline/station/keyed_value.h"
#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::size_t longest_initials = 12;

/// What may stand in the field: the words of its list, or the places of its level.
std::vector<std::string> words_of(const Field& field, const FieldModel& model,
                                  const StationSettings& settings) {
    std::vector<std::string> words;
    if (const auto list = model.codelists.find(field.codelist); list != model.codelists.end())
        for (const auto& item : list->second.items) words.push_back(item.zh);
    if (!field.level.empty() && !settings.divisions.empty())
        for (const Division* place : settings.divisions.within(field.level, settings.county))
            words.push_back(place->name);
    return words;
}

bool has_initials(const std::string& word, const std::string& typed) {
    const auto readings = pinyin_initials(word);
    return std::any_of(readings.begin(), readings.end(),
                       [&](const std::string& letters) { return letters.starts_with(typed); });
}

}  // namespace

/// Words of a field's list whose pinyin initials begin so, the shortest first.
HttpResponse Station::words(const Call& call) {
    const std::string typed = call.text("text");
    const auto model = settings_.models.find(call.text("form"));
    const Field* field =
        model == settings_.models.end() ? nullptr : model->second.find(call.text("field"));
    if (field == nullptr || typed.empty() || typed.size() > longest_initials)
        return refused(400, "没有这一项的词表");
    std::vector<std::string> found;
    for (auto& word : words_of(*field, model->second, settings_))
        if (has_initials(word, typed) && std::find(found.begin(), found.end(), word) == found.end())
            found.push_back(std::move(word));
    std::stable_sort(
        found.begin(), found.end(),
        [](const std::string& one, const std::string& other) { return one.size() < other.size(); });
    found.resize(std::min(found.size(), on_keys));
    return json_answer({{"words", found}});
}

/// What somebody keyed without seeing what the program read, or another clerk keyed: the same is
/// decided; what differs is shown beside it, and he chooses.
HttpResponse Station::blind(const Call& call) {
    const std::scoped_lock lock(mutex_);
    const Json record = record_of(call, call.text("record"));
    Json body = call.body;
    body["kind"] = decision_kind_name(DecisionKind::value);
    body.erase("from_page");
    NewDecision decision = decision_of(call, body, record);
    if (!record.at("fields").contains(decision.field))
        return refused(400, "这张表没有这一项");
    const Json& is = record["fields"][decision.field];
    if (is.at("value") == decision.value && is.at("state") != "unreadable") {
        decision.kind = DecisionKind::as_read;
    } else if (is.at("state") != "unreadable") {
        const bool hide =
            is_masked(*model_of(record).find(decision.field)) && is["value"].is_string();
        return json_answer(
            {{"differs", true}, {"value", hide ? Json(masked(is["value"])) : is["value"]}});
    }
    if (!leases_.take(decision.record, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    if (!home_.decide(decision))
        return refused(409, "这张表刚被别人或新的扫描改过，已重新载入，请再看一遍");
    return json_answer(view_of(record_of(call, decision.record)));
}

}  // namespace tanfang

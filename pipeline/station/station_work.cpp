#include "pipeline/station/keyed_value.h"
#include "pipeline/station/second_thought.h"
#include "pipeline/station/sheet_view.h"
#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

const Field& field_named(const FieldModel& model, const std::string& id) {
    const Field* field = model.find(id);
    if (!field)
        throw Error(Fault::bad_usage, "", "这张表没有这一项");
    return *field;
}

/// @throws Error  Fault::bad_usage with these words if it is no such number
std::size_t number_below(std::size_t end, const std::string& text, const char* words) {
    const bool digits = !text.empty() && text.size() < 5 &&
                        std::all_of(text.begin(), text.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!digits || std::stoul(text) >= end)
        throw Error(Fault::bad_usage, "", words);
    return std::stoul(text);
}

HttpResponse changed_meanwhile() {
    return refused(409, "这张表刚被别人或新的扫描改过，已重新载入，请再看一遍");
}

}  // namespace

Json Station::record_of(const Call& call, const std::string& id) {
    auto record = home_.record(id);
    if (!record)
        throw NotThere();
    const Account& account = call.session.account;
    if (!account.division.is_any()) {
        tasks_.refresh(home_);
        const auto work = tasks_.all().find(id);
        if (work == tasks_.all().end() || !work->second.is_visible_to(account))
            throw NotThere();
    }
    const Json& form = record->at("form");
    const bool counts = record->at("voided").is_null() && record->at("rescan").is_null() &&
                        record->at("status") != "rejected";
    if (counts && form.is_string() && settings_.models.contains(form))
        add_questions(*record, settings_.models.at(form), policies_of(form));
    return std::move(*record);
}

const FieldModel& Station::model_of(const Json& record) const {
    const auto found = record.at("form").is_string()
                           ? settings_.models.find(record["form"].get<std::string>())
                           : settings_.models.end();
    if (found == settings_.models.end())
        throw Error(Fault::bad_usage, "", "这种表单没有安装，不能在这里复核");
    return found->second;
}

const ReviewPolicies& Station::policies_of(const Json& form) const {
    static const ReviewPolicies none;
    const auto found = policies_.find(form);
    return found == policies_.end() ? none : found->second;
}

Json Station::view_of(const Json& record) const {
    return sheet_view(record, model_of(record), policies_of(record.at("form")));
}

HttpResponse Station::piles(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    const Piles piles = tasks_.piles(call.session.account);
    Json texts = Json::array();
    for (const auto& [place, count] : piles.texts) {
        const auto& [form, field] = place;
        texts.push_back({{"form", form},
                         {"field", field},
                         {"zh", settings_.models.at(form).find(field)->zh},
                         {"blind", policies_of(form).is_blind(field)},
                         {"count", count}});
    }
    return json_answer({{"accepted", piles.accepted},
                        {"rejected", piles.rejected},
                        {"voided", piles.voided},
                        {"sheets", piles.sheets},
                        {"open_fields", piles.open_fields},
                        {"exceptions", piles.exceptions},
                        {"unlinked", piles.unlinked},
                        {"marks", piles.marks},
                        {"digits", piles.digits},
                        {"differing", piles.differing},
                        {"second_looks", piles.second_looks},
                        {"control", piles.control},
                        {"control_right", piles.control_right},
                        {"control_wrong", piles.control_wrong},
                        {"texts", std::move(texts)}});
}

HttpResponse Station::next(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    const auto now = Leases::Clock::now();
    const Account& account = call.session.account;
    auto record = tasks_.next(account, call.text("after"), leases_, now);
    if (!record)
        record = tasks_.next(account, "", leases_, now);
    return json_answer({{"record", record ? Json(*record) : Json()}});
}

HttpResponse Station::sheet(const Call& call) {
    if (call.path.size() != 3)
        return refused(404, "");
    const std::scoped_lock lock(mutex_);
    const Json record = record_of(call, call.path[2]);
    return json_answer(view_of(record));
}

/// /api/picture/RECORD/PAGE, or with /SPOT, or /SPOT/CELL of a comb, behind it.
HttpResponse Station::picture(const Call& call) {
    const std::size_t parts = call.path.size();
    if (parts < 4 || parts > 6)
        return refused(404, "");
    Json line;
    std::filesystem::path original;
    {
        const std::scoped_lock lock(mutex_);
        Json record = record_of(call, call.path[2]);
        Json& pages = record.at("pages");
        line = std::move(pages[number_below(pages.size(), call.path[3], "这条记录没有这一页")]);
        original = home_.original(line.at("source").at("sha256"));
    }
    if (parts == 5)
        return {200, "image/png", pictures_.spot(original, line, call.path[4]), {}};
    if (parts == 6) {
        const int cells = cells_of(line, call.path[4]);
        const auto cell =
            number_below(static_cast<std::size_t>(cells), call.path[5], "这一处没有这一格");
        return {200,
                "image/png",
                pictures_.cell(original, line, call.path[4], static_cast<int>(cell), cells),
                {}};
    }
    PagePicture page = pictures_.page(original, line);
    return {
        200, "image/jpeg", std::move(page.jpeg), {{"X-Picture-Scale", std::to_string(page.scale)}}};
}

/// Of the comb in which a spot is written; 0: it is none, or stands on another print.
int Station::cells_of(const Json& line, const std::string& spot) const {
    const auto combs = line.at("form").is_string() && line.at("form_version").is_number()
                           ? settings_.combs.find(line["form"].get<std::string>())
                           : settings_.combs.end();
    if (combs == settings_.combs.end() || !combs->second.contains(spot))
        return 0;
    return combs->second.at(spot);
}

/// What somebody decides: kind and value, or `from_page`: what that page claims.
NewDecision Station::decision_of(const Call& call, const Json& body, const Json& record) {
    const FieldModel& model = model_of(record);
    const Field& field = field_named(model, text_of(body, "field"));
    const DecisionKind kind = decision_kind_named(text_of(body, "kind"));
    if (kind == DecisionKind::voided || kind == DecisionKind::rescan)
        throw Error(Fault::bad_usage, "", "没有这种处理方式");
    NewDecision decision{text_of(body, "record"),
                         number_of(body, "revision"),
                         field.id,
                         kind,
                         nullptr,
                         call.person()};
    if (kind != DecisionKind::value)
        return decision;
    if (!body.contains("from_page")) {
        decision.value = keyed_value(field, model, body.value("value", Json()));
        return decision;
    }
    const Json& pages = record.at("pages");
    const auto number = number_of(body, "from_page");
    const bool there = number >= 0 && number < static_cast<std::int64_t>(pages.size()) &&
                       pages[static_cast<std::size_t>(number)]["fields"].contains(field.id);
    if (!there)
        throw Error(Fault::bad_usage, "", "这条记录没有这一页");
    decision.value = pages[static_cast<std::size_t>(number)]["fields"][field.id]["value"];
    return decision;
}

HttpResponse Station::decide(const Call& call) {
    const std::scoped_lock lock(mutex_);
    const Json record = record_of(call, call.text("record"));
    const NewDecision decision = decision_of(call, call.body, record);
    if (!leases_.take(decision.record, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    if (!home_.decide(decision))
        return changed_meanwhile();
    const Json now = record_of(call, decision.record);
    return json_answer(view_of(now));
}

HttpResponse Station::undo(const Call& call) {
    const std::scoped_lock lock(mutex_);
    record_of(call, call.text("record"));
    const auto undone = home_.undo(call.text("record"), call.number("revision"), call.person());
    if (!undone)
        return changed_meanwhile();
    const Json now = record_of(call, call.text("record"));
    if (undone->field.empty())  // put away, and not any more
        return json_answer({{"undone", ""}});
    Json view = view_of(now);
    view["undone"] = undone->field;
    return json_answer(view);
}

/// Gives back what the person has before him.
HttpResponse Station::leave(const Call& call) {
    const std::scoped_lock lock(mutex_);
    leases_.release(call.person());
    return json_answer(Json::object());
}

HttpResponse Station::reveal(const Call& call) {
    const std::scoped_lock lock(mutex_);
    const std::string id = call.text("record"), field = call.text("field");
    const Json record = record_of(call, id);
    field_named(model_of(record), field);
    if (!record.at("fields").contains(field))
        return refused(400, "这张表没有这一项");
    home_.note(call.session.account.name, "field.revealed", "record/" + id, {{"field", field}});
    return json_answer({{"value", record["fields"][field]["value"]}});
}

}  // namespace tanfang

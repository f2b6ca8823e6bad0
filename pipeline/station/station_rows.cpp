#include "pipeline/station/keyed_value.h"
#include "pipeline/station/sheet_view.h"
#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::size_t crops_a_screen = 40;  // boxes or digits
constexpr std::size_t texts_in_a_row = 20;
constexpr std::size_t most_at_once = 100;  // decisions of one request

constexpr double looks_ticked = 0.5;  // of a box's score: how a doubtful one is shown at first

Json box_item(const Json& record, const FieldModel& model, const MarkDoubt& doubt) {
    const Field& field = *model.find(doubt.field);
    const Json& page = record.at("pages").at(doubt.page);
    Json item = {{"record", record.at("record")},
                 {"revision", record.at("revision")},
                 {"field", doubt.field},
                 {"zh", field.zh},
                 {"page", doubt.page},
                 {"spot", doubt.spot},
                 {"score", doubt.score},
                 {"ticked", doubt.score >= looks_ticked},
                 {"if_ticked", value_with_mark(field, page, doubt.spot, true)},
                 {"if_empty", value_with_mark(field, page, doubt.spot, false)}};
    for (const auto& option : field.options)
        if (doubt.spot == field.id + "." + option.id)
            item["option"] = option.zh;
    return item;
}

Json digit_item(const Json& record, const FieldModel& model, const DigitDoubt& doubt) {
    return {{"record", record.at("record")},
            {"revision", record.at("revision")},
            {"field", doubt.field},
            {"zh", model.find(doubt.field)->zh},
            {"page", doubt.page},
            {"cell", doubt.cell},
            {"digit", doubt.digit},
            {"cells", doubt.cells}};
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

/// The first records of which something is wanted, leased to the person, as items for the screen.
HttpResponse Station::items(const Call& call, std::size_t most,
                            const std::function<bool(const Tasks::Work&)>& wanted,
                            const std::function<void(const Json& record, const Tasks::Work& work,
                                                     const FieldModel& model, Json& items)>& add) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    Json items = Json::array();
    for (const auto& id :
         tasks_.lease(wanted, most, call.session.account, leases_, Leases::Clock::now())) {
        const Json record = record_of(call, id);
        add(record, tasks_.all().at(id), model_of(record), items);
    }
    return json_answer({{"items", std::move(items)}});
}

/// Doubtful boxes, those that look most ticked first.
HttpResponse Station::marks(const Call& call) {
    HttpResponse response = items(
        call, crops_a_screen, [](const Tasks::Work& work) { return !work.doubts.marks.empty(); },
        [](const Json& record, const Tasks::Work& work, const FieldModel& model, Json& items) {
            for (const auto& doubt : work.doubts.marks)
                if (items.size() < crops_a_screen)
                    items.push_back(box_item(record, model, doubt));
        });
    Json answer = Json::parse(response.body);
    std::stable_sort(answer["items"].begin(), answer["items"].end(),
                     [](const Json& a, const Json& b) { return a["score"] > b["score"]; });
    return json_answer(answer);
}

/// Digits that keep their numbers open, all read as the same one: that of which most wait.
/// `passed`: what the person is done with, "RECORD/FIELD/CELL" or whole numbers, "RECORD/FIELD".
HttpResponse Station::digits(const Call& call) {
    const Json passed = call.body.value("passed", Json::array());
    const auto waits = [&](const Tasks::Work& work, const DigitDoubt& doubt) {
        const std::string number = work.record + "/" + doubt.field;
        return std::none_of(passed.begin(), passed.end(), [&](const Json& one) {
            return one == number || one == number + "/" + std::to_string(doubt.cell);
        });
    };
    std::map<std::string, int> waiting;
    {
        const std::scoped_lock lock(mutex_);
        tasks_.refresh(home_);
        for (const auto& [id, work] : tasks_.all())
            for (const auto& doubt : work.doubts.digits)
                if (work.is_visible_to(call.session.account) && waits(work, doubt))
                    ++waiting[doubt.digit];
    }
    const auto most = std::max_element(
        waiting.begin(), waiting.end(),
        [](const auto& one, const auto& other) { return one.second < other.second; });
    const auto is_wanted = [&](const Tasks::Work& work, const DigitDoubt& doubt) {
        return most != waiting.end() && doubt.digit == most->first && waits(work, doubt);
    };
    return items(
        call, crops_a_screen,
        [&](const Tasks::Work& work) {
            return std::any_of(work.doubts.digits.begin(), work.doubts.digits.end(),
                               [&](const DigitDoubt& doubt) { return is_wanted(work, doubt); });
        },
        [&](const Json& record, const Tasks::Work& work, const FieldModel& model, Json& items) {
            for (const auto& doubt : work.doubts.digits)
                if (items.size() < crops_a_screen && is_wanted(work, doubt))
                    items.push_back(digit_item(record, model, doubt));
        });
}

/// One field of many sheets.
HttpResponse Station::column(const Call& call) {
    const std::string form = call.text("form"), field = call.text("field");
    return items(
        call, texts_in_a_row,
        [&](const Tasks::Work& work) {
            return work.form == form && contains(work.doubts.texts, field);
        },
        [&](const Json& record, const Tasks::Work&, const FieldModel& model, Json& items) {
            items.push_back(
                field_item(record, model, field, policies_of(record.at("form")).is_blind(field)));
        });
}

HttpResponse Station::differences(const Call& call) {
    return items(
        call, texts_in_a_row,
        [](const Tasks::Work& work) { return !work.doubts.differing.empty(); },
        [](const Json& record, const Tasks::Work& work, const FieldModel& model, Json& items) {
            for (const auto& field : work.doubts.differing) {
                Json item = field_item(record, model, field);
                item["copies"] = claims_of_copies(record, model, field);
                items.push_back(std::move(item));
            }
        });
}

/// Claimed fields that are looked at nevertheless.
HttpResponse Station::control(const Call& call) {
    return items(
        call, texts_in_a_row, [](const Tasks::Work& work) { return !work.control.waiting.empty(); },
        [](const Json& record, const Tasks::Work& work, const FieldModel& model, Json& items) {
            for (const auto& field : work.control.waiting)
                items.push_back(field_item(record, model, field));
        });
}

/// What somebody else has keyed, to be looked at again.
HttpResponse Station::second(const Call& call) {
    const auto by_another = [&](const SecondLook& look) { return look.last_by != call.person(); };
    return items(
        call, texts_in_a_row,
        [&](const Tasks::Work& work) {
            return std::any_of(work.second_looks.begin(), work.second_looks.end(), by_another);
        },
        [&](const Json& record, const Tasks::Work& work, const FieldModel& model, Json& items) {
            for (const auto& look : work.second_looks)
                if (by_another(look))
                    items.push_back(field_item(record, model, look.field, true));
        });
}

/// Several decisions, each by itself: one that is refused leaves the others. What somebody decides
/// about two fields of a record in one request he has seen in the same state of it.
HttpResponse Station::decide_all(const Call& call) {
    if (!call.body.is_object() || !call.body.contains("decisions") ||
        !call.body["decisions"].is_array() || call.body["decisions"].size() > most_at_once)
        return refused(400, "缺少 decisions");
    const std::scoped_lock lock(mutex_);
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> moved;  // record: seen, now
    Json results = Json::array();
    for (const auto& body : call.body["decisions"]) {
        Json result;
        try {
            const std::string id = text_of(body, "record");
            NewDecision decision = decision_of(call, body, record_of(call, id));
            const auto before = moved.find(id);
            const std::int64_t seen = decision.revision;
            if (before != moved.end() && before->second.first == seen)
                decision.revision = before->second.second;
            result = {{"record", id}, {"field", decision.field}};
            std::optional<std::int64_t> revision;
            if (!leases_.take(id, call.person(), Leases::Clock::now()))
                result["error"] = "这张表正由别人处理";
            else if (!(revision = home_.decide(decision)))
                result["error"] = "这张表刚被别人或新的扫描改过";
            else
                moved[id] = {seen, *revision};
            if (revision)
                result["revision"] = *revision;
        } catch (const NotThere&) {
            result["error"] = "没有这条记录";
        } catch (const Error& error) {
            if (error.fault() != Fault::bad_usage)
                throw;
            result["error"] = error.what();
        }
        results.push_back(std::move(result));
    }
    return json_answer({{"results", std::move(results)}});
}

}  // namespace tanfang

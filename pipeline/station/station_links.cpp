#include "pipeline/external/icu.h"
#include "pipeline/record/id_number.h"
#include "pipeline/register/unlinked_visit.h"
#include "pipeline/station/keyed_value.h"
#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

bool is_initials(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

bool begins_with_initials(const std::string& words, const std::string& typed) {
    const auto readings = pinyin_initials(words);
    return std::any_of(readings.begin(), readings.end(),
                       [&](const std::string& letters) { return letters.starts_with(typed); });
}

/// A part of the name or of a place; or, in small letters, how the pinyin of one of them begins.
bool is_meant(const Person& person, const std::string& text) {
    const bool initials = is_initials(text);
    for (const auto& words : {person.name(), person.place_name("residence_village"),
                              person.place_name("residence_township")})
        if (words.find(text) != std::string::npos ||
            (initials && begins_with_initials(words, text)))
            return true;
    return false;
}

Json candidate_view(const Person& person, const std::vector<std::string>& reasons) {
    return {{"person", person.id},
            {"name", person.name()},
            {"id_no", masked(person.id_no())},
            {"place", person.place_name("residence_village")},
            {"state", person_state_name(person.state)},
            {"reasons", reasons}};
}

}  // namespace

/// The next visit of which nobody knows whose it is, leased to the person, with its candidates.
HttpResponse Station::next_unlinked(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    const std::string after = call.text("after");
    const auto wanted = [&](const std::string& from) {
        return tasks_.lease(
            [&](const Tasks::Work& work) { return work.unlinked && work.record > from; }, 1,
            call.session.account, leases_, Leases::Clock::now());
    };
    auto found = wanted(after);
    if (found.empty())
        found = wanted("");
    if (found.empty())
        return json_answer({{"sheet", nullptr}});
    const Json record = record_of(call, found[0]);
    Json candidates = Json::array();
    for (const auto& candidate : candidates_in_home(home_, record, on_keys))
        if (const auto person = visible_person(call, candidate.person))
            candidates.push_back(candidate_view(*person, candidate.reasons));
    return json_answer({{"sheet", view_of(record)},
                        {"text", record.at("link").at("text")},
                        {"candidates", std::move(candidates)}});
}

/// People by name, place, the pinyin initials of both, or the whole ID number.
HttpResponse Station::find_people(const Call& call) {
    const std::string text = call.text("text");
    if (text.empty())
        return refused(400, "请填写姓名、村居、拼音首字母或身份证号码");
    const std::scoped_lock lock(mutex_);
    Json people = Json::array();
    bool more = false;
    const auto add = [&](const Person& person) {
        if (!lies_in(place_of(person), call.session.account.division))
            return;
        more = people.size() == on_keys;
        if (!more)
            people.push_back(candidate_view(person, {}));
    };
    if (text.size() == id_length && std::isdigit(static_cast<unsigned char>(text[0])) != 0) {
        if (const auto person = home_.people().with_id_no(text))
            add(*person);
    } else {
        home_.people().each([&](const Person& person) {
            if (!more && is_meant(person, text))
                add(person);
        });
    }
    home_.note(call.person(), "people.searched", "people", {{"found", people.size()}});
    return json_answer({{"people", std::move(people)}, {"more", more}});
}

/// @return  nothing if there is no such person, or none whose records the account may see
std::optional<Person> Station::visible_person(const Call& call, const std::string& id) {
    auto person = home_.people().find(id);
    if (person && !lies_in(place_of(*person), call.session.account.division))
        return std::nullopt;
    return person;
}

HttpResponse Station::link(const Call& call) {
    const std::string id = call.text("record");
    const std::scoped_lock lock(mutex_);
    const Json record = record_of(call, id);
    const auto person = visible_person(call, call.text("person"));
    if (!person)
        throw NotThere();
    if (record.at("revision") != call.number("revision"))
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    if (!leases_.take(id, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    home_.links().by(call.person()).link(id, person->id);
    return json_answer(link_view(call, id));
}

HttpResponse Station::unlink(const Call& call) {
    const std::string id = call.text("record");
    const std::scoped_lock lock(mutex_);
    record_of(call, id);
    if (!leases_.take(id, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    home_.links().by(call.person()).unlink(id);
    return json_answer(link_view(call, id));
}

/// Whose it is now, and what the register has against that.
Json Station::link_view(const Call& call, const std::string& id) {
    tasks_.refresh(home_);  // the rules are asked again
    const auto record = home_.record(id);
    const Json& link = record->at("link");
    Json findings = Json::array();
    for (const auto& finding : link.value("findings", Json::array()))
        findings.push_back(finding.at("text"));
    const auto person = link.at("person").is_string()
                            ? visible_person(call, link["person"].get<std::string>())
                            : std::nullopt;
    return {{"record", id},
            {"revision", record->at("revision")},
            {"name", person ? Json(person->name()) : Json()},
            {"findings", std::move(findings)}};
}

}  // namespace tanfang

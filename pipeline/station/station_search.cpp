#include "pipeline/record/id_number.h"
#include "pipeline/station/keyed_value.h"
#include "pipeline/station/station_call.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::size_t most_found = 50;
constexpr std::size_t shortest_name = 3;  // bytes: one character
constexpr std::size_t serial_length = 10;

Json value_of(const Json& record, const char* field) {
    const Json& fields = record.at("fields");
    return fields.contains(field) ? fields[field].at("value") : Json();
}

/// Serials and ID numbers as on paper: without spaces, letters large.
std::string without_spaces(const std::string& text) {
    std::string plain;
    for (const char letter : text)
        if (letter != ' ' && letter != '-')
            plain +=
                letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    return plain;
}

Json person_view(const Person& person) {
    return {{"person", person.id},
            {"name", person.name()},
            {"id_no", masked(person.id_no())},
            {"place", person.place_name("residence_village")},
            {"state", person_state_name(person.state)}};
}

}  // namespace

/// Those that the account may see.
Json Station::summaries(const Call& call, const std::vector<std::string>& records) {
    Json list = Json::array();
    for (const auto& id : records) {
        if (const auto work = tasks_.all().find(id);
            work == tasks_.all().end() || !work->second.is_visible_to(call.session.account))
            continue;
        const Json record = record_of(call, id);
        const Json visited = value_of(record, "visit_date");
        list.push_back({{"record", id},
                        {"form", record.at("form")},
                        {"serial", record.at("serial")},
                        {"status", record.at("status")},
                        {"open", record.at("open").size()},
                        {"voided", !record.at("voided").is_null()},
                        {"rescan", !record.at("rescan").is_null()},
                        {"name", value_of(record, "subject_name")},
                        {"date", visited.is_null() ? value_of(record, "filing_date") : visited}});
    }
    return list;
}

/// By serial, ID number, or a part of the name. The words come in the body: addresses are logged.
HttpResponse Station::search(const Call& call) {
    const std::string text = call.text("text"), plain = without_spaces(text);
    if (text.size() < shortest_name)
        return refused(400, "请填写流水号、身份证号码或姓名");
    const Account& account = call.session.account;
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    std::vector<std::string> records;
    Json people = Json::array();
    if (plain.size() == id_length) {
        records = home_.records().with_id_no(plain);
        const auto person = home_.people().with_id_no(plain);
        if (person && lies_in(place_of(*person), account.division)) {
            people.push_back(person_view(*person));
            records = home_.records().of_person(*person);
        }
    } else if (plain.size() == serial_length) {
        records = home_.records().with_serial(plain);
    }
    if (records.empty() && people.empty()) {
        for (const auto& [id, work] : tasks_.all())
            if (records.size() < most_found && work.is_visible_to(account) &&
                work.name.find(text) != std::string::npos)
                records.push_back(id);
        home_.people().each([&](const Person& person) {
            if (people.size() < most_found && person.name().find(text) != std::string::npos &&
                lies_in(place_of(person), account.division))
                people.push_back(person_view(person));
        });
    }
    records.resize(std::min(records.size(), most_found));
    home_.note(call.person(), "records.searched", "records", {{"found", records.size()}});
    return json_answer({{"records", summaries(call, records)}, {"people", std::move(people)}});
}

/// One person with all records, the earliest first.
HttpResponse Station::person(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    const auto person = visible_person(call, call.text("person"));
    if (!person)
        throw NotThere();
    home_.note(call.person(), "person.viewed", "person/" + person->id, Json::object());
    Json view = person_view(*person);
    view["records"] = summaries(call, home_.records().of_person(*person));
    return json_answer(view);
}

}  // namespace tanfang

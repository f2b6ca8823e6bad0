#include "pipeline/record/id_number.h"
#include "pipeline/station/keyed_value.h"
#include "pipeline/station/station_call.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr std::size_t most_found = 50;
constexpr std::size_t shortest_name = 3;     // bytes: one character
constexpr std::size_t longest_reason = 300;  // bytes
constexpr int most_parts = 20;               // sheets of one page image, tried again and again
constexpr double farthest_corner_px = 1e5;   // no scan is larger
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

/// Whether somebody has shown where one of its pages is: that may have been wrong.
bool is_aligned(const Json& record) {
    const Json& pages = record.at("pages");
    return std::any_of(pages.begin(), pages.end(), [](const Json& page) {
        return page.at("registration").is_object() &&
               page["registration"].at("method") == "corners+lines";
    });
}

/// The pages that could not be read, with the reason.
Json pages_of(const Json& record) {
    Json pages = Json::array();
    for (const auto& line : record.at("pages"))
        pages.push_back({{"file", line.at("source").at("file")},
                         {"file_page", line.at("source").at("page")},
                         {"status", line.at("status")},
                         {"reason", line.at("reason")},
                         {"copy", line.at("copy")},
                         {"page", line.at("page")}});
    return pages;
}

Quad<Px> corners_in(const Json& body) {
    const Json list = body.value("corners", Json());
    const bool numbers =
        list.is_array() && list.size() == 8 &&
        std::all_of(list.begin(), list.end(), [](const Json& one) {
            return one.is_number() && std::abs(one.get<double>()) < farthest_corner_px;
        });
    if (!numbers)
        throw Error(Fault::bad_usage, "", "请标出四个角");
    Quad<Px> corners;
    for (std::size_t i = 0; i < corners.size(); ++i)
        corners[i] = {list[2 * i].get<double>(), list[2 * i + 1].get<double>()};
    return corners;
}

/// Stores the line as one more sheet of its page image: what was read before stays as it is.
void store_beside(Home& home, const std::string& sha256, Json& line) {
    for (int part = 1; part < most_parts; ++part) {
        line["source"]["part"] = part;
        if (home.store_page(sha256, parse_read_page(line)))
            return;
    }
    throw Error(Fault::bad_usage, "", "这一页已经对齐过太多次，请重新扫描");
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
                        {"name", value_of(record, "subject_name")},
                        {"date", visited.is_null() ? value_of(record, "filing_date") : visited}});
    }
    return list;
}

HttpResponse Station::exceptions(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    Json items = Json::array();
    for (const auto& [id, work] : tasks_.all()) {
        if (!work.is_exception() || items.size() == most_found ||
            !work.is_visible_to(call.session.account))
            continue;
        const Json record = record_of(call, id);
        items.push_back({{"record", id},
                         {"revision", record.at("revision")},
                         {"form", record.at("form")},
                         {"serial", record.at("serial")},
                         {"status", record.at("status")},
                         {"pages", pages_of(record)}});
    }
    return json_answer({{"items", std::move(items)}, {"forms", settings_.intake.forms}});
}

/// An exception that will not come back counts for nothing, with a reason.
HttpResponse Station::put_away(const Call& call) {
    const std::string id = call.text("record"), reason = call.text("reason");
    const bool control = std::any_of(reason.begin(), reason.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    if (reason.empty() || reason.size() > longest_reason || control)
        return refused(400, "请写明作废原因，不超过 100 个字");
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    if (!is_aligned(record_of(call, id)) && !tasks_.all().at(id).is_exception())
        return refused(400, "这张表可以正常处理，不能作废");
    if (!leases_.take(id, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    const auto revision = home_.decide(
        {id, call.number("revision"), "", DecisionKind::voided, reason, call.person()});
    if (!revision)
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    return json_answer({{"record", id}, {"revision", *revision}});
}

/// A page that could not be registered is read where a person has shown its corners. Its record is
/// put away; undoing that, or putting away the new one, takes it back.
HttpResponse Station::align(const Call& call) {
    const std::string id = call.text("record");
    const ShownSheet shown{call.text("form"), static_cast<int>(call.number("form_page")) - 1,
                           corners_in(call.body)};
    const auto number = call.number("page");
    Json source;
    {
        const std::scoped_lock lock(mutex_);
        const Json record = record_of(call, id);
        const Json& pages = record.at("pages");
        if (number < 0 || number >= static_cast<std::int64_t>(pages.size()) ||
            pages[static_cast<std::size_t>(number)]["status"] != "rejected")
            return refused(400, "这一页已经读出，不用对齐");
        if (record.at("revision") != call.number("revision"))
            return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
        if (!leases_.take(id, call.person(), Leases::Clock::now()))
            return refused(409, "这张表正由别人处理");
        source = pages[static_cast<std::size_t>(number)]["source"];
    }
    const std::string sha256 = source.at("sha256");
    Json line;
    try {
        line = settings_.intake.read_shown(home_.original(sha256), source.at("page"), shown);
    } catch (const Error& error) {
        if (error.fault() == Fault::bad_usage)
            throw;
        return refused(400, "对不上：请检查选的表和四个角（" + std::string(error.what()) + "）");
    }
    line["source"]["file"] = source.at("file");
    const std::scoped_lock lock(mutex_);
    if (record_of(call, id).at("revision") != call.number("revision"))
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    store_beside(home_, sha256, line);
    home_.note(call.person(), "page.aligned", "record/" + id,
               {{"form", shown.form}, {"page", shown.page + 1}});
    home_.decide({id, call.number("revision"), "", DecisionKind::voided, "已手工对齐，另成记录",
                  call.person()});
    const auto records = line.at("serial").is_string() ? home_.records().with_serial(line["serial"])
                                                       : std::vector<std::string>();
    return json_answer({{"record", records.empty() ? Json() : Json(records.front())},
                        {"status", line.at("status")}});
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

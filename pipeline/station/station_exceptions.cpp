#include "pipeline/station/station_call.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr std::size_t most_exceptions = 500;  // as one list to be printed
constexpr std::size_t longest_reason = 300;   // bytes
constexpr int most_parts = 20;                // sheets of one page image, tried again and again
constexpr double farthest_corner_px = 1e5;    // no scan is larger

/// The name of a person or place that the record has there; "" if there is none.
std::string said_in(const Json& record, const char* field) {
    const Json& fields = record.at("fields");
    if (!fields.contains(field))
        return "";
    const Json& value = fields[field].at("value");
    return value.is_string() ? value.get<std::string>() : text_in(value, "name");
}

/// Whether somebody has shown where one of its pages is: that may have been wrong.
bool is_aligned(const Json& record) {
    const Json& pages = record.at("pages");
    return std::any_of(pages.begin(), pages.end(), [](const Json& page) {
        return page.at("registration").is_object() &&
               page["registration"].at("method").get<std::string>().starts_with("corners+");
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

/// What happened, without the name of the home's file.
std::string words_for_a_clerk(const Error& error) {
    const std::string all = error.what();
    const auto end_of_name = all.rfind(": ");
    return end_of_name == std::string::npos ? all : all.substr(end_of_name + 2);
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

/// Who has to fill in or bring the sheet again, as far as that is known: of the person for whom it
/// was printed, else what stands on it.
Json Station::whose(const Json& record) {
    const Json& serial = record.at("serial");
    const auto sheet = serial.is_string() ? home_.printed_sheets().find(serial) : std::nullopt;
    if (const auto person = sheet ? home_.people().find(sheet->person) : std::nullopt)
        return {{"name", person->name()},
                {"place", person->place_name("residence_village")},
                {"visitor", person->text("visitor")}};
    return {{"name", said_in(record, "subject_name")},
            {"place", said_in(record, "residence_village")},
            {"visitor", ""}};
}

HttpResponse Station::exceptions(const Call& call) {
    const std::scoped_lock lock(mutex_);
    tasks_.refresh(home_);
    Json items = Json::array();
    for (const auto& [id, work] : tasks_.all()) {
        if (!work.is_exception() || items.size() == most_exceptions ||
            !work.is_visible_to(call.session.account))
            continue;
        const Json record = record_of(call, id);
        items.push_back({{"record", id},
                         {"revision", record.at("revision")},
                         {"form", record.at("form")},
                         {"serial", record.at("serial")},
                         {"status", record.at("status")},
                         {"whose", whose(record)},
                         {"rescan", text_in(record.at("rescan"), "value")},
                         {"pages", pages_of(record)}});
    }
    return json_answer({{"items", std::move(items)}, {"forms", settings_.intake.forms}});
}

/// An exception that will not come back counts for nothing, with a reason.
HttpResponse Station::put_away(const Call& call) {
    const std::scoped_lock lock(mutex_);
    const std::string id = call.text("record");
    tasks_.refresh(home_);
    if (!is_aligned(record_of(call, id)) && !tasks_.all().at(id).is_exception())
        return refused(400, "这张表可以正常处理，不能作废");
    return decide_of_all(call, DecisionKind::voided);
}

/// A sheet on which too little can be made out is scanned once more; nobody goes on with it before.
HttpResponse Station::rescan(const Call& call) {
    const std::scoped_lock lock(mutex_);
    const Json record = record_of(call, call.text("record"));
    if (!record.at("voided").is_null() || !record.at("rescan").is_null())
        return refused(400, "这张表已作废，或已在补扫单上");
    return decide_of_all(call, DecisionKind::rescan);
}

/// Precondition: the caller has the home, and the account may see the record.
HttpResponse Station::decide_of_all(const Call& call, DecisionKind kind) {
    const std::string id = call.text("record"), reason = call.text("reason");
    const bool control = std::any_of(reason.begin(), reason.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    if (reason.empty() || reason.size() > longest_reason || control)
        return refused(400, "请写明原因，不超过 100 个字");
    if (!leases_.take(id, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    const auto revision =
        home_.decide({id, call.number("revision"), "", kind, reason, call.person()});
    if (!revision)
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    return json_answer({{"record", id}, {"revision", *revision}});
}

/// @param source  where the page that the call is about lies, which could not be read; the record
/// is
///                leased to the person
/// @return        the refusal; nothing if it may be read anew
std::optional<HttpResponse> Station::not_lost(const Call& call, Json& source) {
    const std::scoped_lock lock(mutex_);
    const std::string id = call.text("record");
    const auto number = call.number("page");
    const Json record = record_of(call, id);
    const Json& pages = record.at("pages");
    if (number < 0 || number >= static_cast<std::int64_t>(pages.size()) ||
        pages[static_cast<std::size_t>(number)]["status"] != "rejected")
        return refused(400, "这一页已经读出，不用再读");
    if (record.at("revision") != call.number("revision"))
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    if (!leases_.take(id, call.person(), Leases::Clock::now()))
        return refused(409, "这张表正由别人处理");
    source = pages[static_cast<std::size_t>(number)]["source"];
    return std::nullopt;
}

/// Stores what was read of a lost page. Its record is put away; undoing that, or putting away the
/// new one, takes it back.
///
/// @param event  of the audit
HttpResponse Station::store_found(const Call& call, const Json& source, std::vector<Json> lines,
                                  AuditEvent event, const std::string& reason) {
    const std::string id = call.text("record");
    const std::scoped_lock lock(mutex_);
    if (record_of(call, id).at("revision") != call.number("revision"))
        return refused(409, "这张表刚被别人或新的扫描改过，请再看一遍");
    for (auto& line : lines) {
        line["source"]["file"] = source.at("file");
        store_beside(home_, source.at("sha256"), line);
    }
    home_.note(event.actor, event.action, event.object, event.detail);
    home_.decide({id, call.number("revision"), "", DecisionKind::voided, reason, call.person()});
    const Json& first = lines.front();
    const auto records = first.at("serial").is_string()
                             ? home_.records().with_serial(first["serial"])
                             : std::vector<std::string>();
    return json_answer({{"record", records.empty() ? Json() : Json(records.front())},
                        {"status", first.at("status")}});
}

/// A page that could not be registered is read where a person has shown its corners.
HttpResponse Station::align(const Call& call) {
    const ShownSheet shown{call.text("form"), static_cast<int>(call.number("form_page")) - 1,
                           corners_in(call.body), text_in(call.body, "print")};
    Json source;
    if (const auto no = not_lost(call, source))
        return *no;
    Json line;
    try {
        line = settings_.intake.read_shown(home_.original(source.at("sha256")), source.at("page"),
                                           shown);
    } catch (const Error& error) {
        return refused(400, "对不上：请检查选的表和四个角（" + words_for_a_clerk(error) + "）");
    }
    Json detail = {{"form", shown.form}, {"page", shown.page + 1}};
    if (!shown.print.empty())
        detail["print"] = shown.print;
    return store_found(
        call, source, {std::move(line)},
        {call.person(), "page.aligned", "record/" + call.text("record"), std::move(detail)},
        "已手工对齐，另成记录");
}

/// The prints of others that a person may show.
HttpResponse Station::prints(const Call&) {
    Json prints = Json::array();
    for (const auto& one : settings_.intake.prints()) {
        const Box<Mm>& frame = one.frame;
        prints.push_back({{"print", one.print},
                          {"form", one.form},
                          {"form_page", one.page + 1},
                          {"frame", {frame.left(), frame.top(), frame.right(), frame.bottom()}}});
    }
    return json_answer({{"prints", std::move(prints)}});
}

/// By which a person tells a print.
HttpResponse Station::print(const Call& call) {
    if (call.path.size() == 4)
        for (auto& one : settings_.intake.prints())
            if (one.print == call.path[2] && std::to_string(one.page + 1) == call.path[3])
                return {200, "image/png", std::move(one.picture), {}};
    return refused(404, "没有这种版式");
}

/// A page that could not be read when it came, once more: prints of others may have been learned
/// since.
HttpResponse Station::read_again(const Call& call) {
    Json source;
    if (const auto no = not_lost(call, source))
        return *no;
    std::vector<Json> lines =
        settings_.intake.read_again(home_.original(source.at("sha256")), source.at("page"));
    std::erase_if(lines, [](const Json& line) { return line.at("status") == "rejected"; });
    if (lines.empty())
        return refused(400, "还是读不了：请手工对齐、重新扫描或作废");
    return store_found(
        call, source, std::move(lines),
        {call.person(), "page.read_again", "record/" + call.text("record"), Json::object()},
        "已重新读出，另成记录");
}

}  // namespace tanfang

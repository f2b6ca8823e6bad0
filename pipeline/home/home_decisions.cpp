#include "pipeline/home/decision.h"
#include "pipeline/home/home.h"
#include "pipeline/home/record_fields.h"
#include "pipeline/home/register_findings.h"
#include "pipeline/home/row_places.h"
#include "pipeline/home/sortable_id.h"

#include <stdexcept>

namespace tanfang {

namespace {

/// The value of a field that a record claims as text: read, or decided by a person.
std::optional<std::string> claimed_text(const Json& fields, const char* id) {
    if (!fields.contains(id))
        return std::nullopt;
    const Json& field = fields[id];
    const bool claimed = field.at("state") != "doubtful" && field.at("state") != "unreadable";
    if (!claimed || !field.at("value").is_string())
        return std::nullopt;
    return field["value"].get<std::string>();
}

std::string form_of(Sqlite& database, const std::string& record) {
    std::string form;
    database.query("SELECT form FROM record WHERE id = $1", {record},
                   [&](const SqlRow& row) { form = row.maybe_text(0).value_or(""); });
    return form;
}

/// What the decision says, with what the person saw: later readings do not change it.
///
/// @param pages  how many the record has
Json entry_of(const NewDecision& decision, const Json& fields, std::size_t number,
              std::size_t pages) {
    const bool of_all =
        decision.kind == DecisionKind::voided || decision.kind == DecisionKind::rescan;
    const bool keyed = decision.kind == DecisionKind::value || of_all;
    Json value = keyed ? decision.value : Json();
    if (decision.kind == DecisionKind::as_read) {
        if (!fields.contains(decision.field) || fields[decision.field]["state"] == "unreadable")
            throw Error(Fault::bad_usage, "", "这一项没有读出内容，不能按读出的确认，请填写");
        value = fields[decision.field]["value"];
    }
    // Who confirms what was decided says the same once more.
    const bool again =
        decision.kind == DecisionKind::as_read && fields[decision.field]["state"] == "decided";
    Json entry = {
        {"number", number},
        {"field", decision.field},
        {"kind", again ? fields[decision.field]["kind"] : Json(decision_kind_name(decision.kind))},
        {"value", std::move(value)},
        {"by", decision.actor},
        {"at", timestamp_now()}};
    if (of_all)
        entry["pages"] = pages;
    return entry;
}

}  // namespace

std::optional<RecordDocument> Home::document_of(const std::string& record) {
    std::optional<RecordDocument> document;
    database_->query(
        "SELECT document_sealed, revision FROM record WHERE id = $1", {record},
        [&](const SqlRow& row) {
            const std::string place = record_place(record);
            const Json sealed =
                parse_json(vault_.unseal(row.text(0), place), Fault::bad_home, place);
            document = {sealed.at("decisions"), sealed.value("judged", Json()), row.integer(1)};
        });
    return document;
}

/// Precondition: a writing transaction is open.
///
/// @param document  of the record: {"decisions", "judged"}
void Home::conclude(const std::string& record, const Json& lines, const Json& document) {
    const auto standing = standing_decisions(document.at("decisions"));
    const Json findings = standing_findings(lines, document.value("judged", Json()));
    const Json fields = record_fields(lines, standing);
    auto event_date = claimed_text(fields, "visit_date");
    if (!event_date)
        event_date = claimed_text(fields, "filing_date");
    auto subject = claimed_text(fields, "subject_id_no");
    if (subject)
        subject = vault_.fingerprint(*subject);
    PageStatus status = decided_status(lines, standing, findings);
    if (status == PageStatus::accepted &&
        standing_of_record(document.at("decisions"), DecisionKind::rescan, lines.size()))
        status = PageStatus::review;
    database_->run(
        "UPDATE record SET status = $1, event_date = $2, subject_id_fingerprint = $3 WHERE id = $4",
        {page_status_name(status), event_date, subject, record});
}

/// The rules, and what the register has against a visit of its person.
Judge Home::judge_of(const std::string& record) {
    return [this, record](const std::string& form, const Json& fields) {
        Json findings = options_.judge(form, fields);
        const auto day = form == "visit" ? claimed_text(fields, "visit_date") : std::nullopt;
        if (const auto person = day ? links().owner_of(record) : std::nullopt)
            for (auto& finding : register_findings(*database_, record, *person, *day))
                findings.push_back(std::move(finding));
        return findings;
    };
}

/// Precondition: a writing transaction is open.
void Home::store_document(const std::string& record, const Json& lines, const Json& document,
                          const AuditEvent& event) {
    const std::string sealed = vault_.seal(document.dump(), record_place(record));
    AuditEvent entry = event;
    entry.detail["sealed_sha256"] = sha256_hex(bytes_of(sealed));
    const auto seq = append_audit(*database_, vault_, entry);
    database_->run(
        "UPDATE record SET document_sealed = $1, revision = revision + 1, updated_at = $2,"
        " change = $3, decided = $3 WHERE id = $4",
        {sealed, timestamp_now(), seq, record});
    conclude(record, lines, document);
}

/// Precondition: a writing transaction is open.
void Home::append_decision(const std::string& record, const Json& lines, RecordDocument document,
                           const Json& entry) {
    document.decisions.push_back(entry);
    Json content = {{"decisions", document.decisions}};
    if (options_.judge)
        content["judged"] =
            judged_again(judge_of(record), form_of(*database_, record), lines, document.decisions,
                         document.judged, changed_field(lines, document.decisions));
    const bool undo = entry.at("kind") == "undo";
    store_document(record, lines, content,
                   {entry.at("by"),
                    undo ? "record.undone" : "record.decided",
                    record_place(record),
                    {{"field", entry.at("field")}, {"kind", entry.at("kind")}}});
}

std::optional<NewJudgement> Home::judge(const Json& line) {
    if (!options_.judge || !line.at("form").is_string() || !line.at("voided").is_null())
        return std::nullopt;
    const std::string record = line.at("record");
    const Json &pages = line.at("pages"), &findings = line.at("findings");
    Json judged = judged_again(judge_of(record), line["form"], pages, line.at("decisions"),
                               {{"pages", pages.size()}, {"findings", findings}}, "");
    if (ask_alike(judged["findings"], findings))
        return std::nullopt;
    return NewJudgement{record, line.at("revision"), std::move(judged)};
}

void Home::note(const NewJudgement& judgement) {
    SqlTransaction transaction(*database_);
    const auto document = document_of(judgement.record);
    if (!document || document->revision != judgement.revision)
        return;
    store_document(judgement.record, pages_of(judgement.record),
                   {{"decisions", document->decisions}, {"judged", judgement.judged}},
                   {options_.actor, "record.judged", record_place(judgement.record)});
    options_.after_step();
    transaction.commit();
    options_.after_step();
}

std::optional<std::int64_t> Home::decide(const NewDecision& decision) {
    SqlTransaction transaction(*database_);
    const auto document = document_of(decision.record);
    if (!document)
        throw Error(Fault::bad_usage, "", "没有这条记录");
    if (document->revision != decision.revision)
        return std::nullopt;
    const Json pages = pages_of(decision.record);
    const Json fields = record_fields(pages, standing_decisions(document->decisions));
    append_decision(decision.record, pages, *document,
                    entry_of(decision, fields, document->decisions.size() + 1, pages.size()));
    options_.after_step();
    transaction.commit();
    options_.after_step();
    return document->revision + 1;
}

std::optional<Undone> Home::undo(const std::string& record, std::int64_t revision,
                                 const std::string& actor) {
    SqlTransaction transaction(*database_);
    const auto document = document_of(record);
    if (!document)
        throw Error(Fault::bad_usage, "", "没有这条记录");
    if (document->revision != revision)
        return std::nullopt;
    const auto number = last_decision_of(document->decisions, actor);
    if (!number)
        throw Error(Fault::bad_usage, "", "这张表上没有您可以撤销的处理");
    const std::string field =
        document->decisions.at(static_cast<std::size_t>(*number - 1)).at("field");
    append_decision(record, pages_of(record), *document,
                    {{"number", document->decisions.size() + 1},
                     {"field", field},
                     {"kind", "undo"},
                     {"undoes", *number},
                     {"by", actor},
                     {"at", timestamp_now()}});
    options_.after_step();
    transaction.commit();
    options_.after_step();
    return Undone{revision + 1, field};
}

void Home::note(const std::string& actor, const std::string& action, const std::string& object,
                const Json& detail) {
    SqlTransaction transaction(*database_);
    append_audit(*database_, vault_, {actor, action, object, detail});
    transaction.commit();
}

std::filesystem::path Home::original(const std::string& sha256) const {
    return originals_.path_of(sha256);
}

}  // namespace tanfang

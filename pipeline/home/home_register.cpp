#include "pipeline/home/home.h"
#include "pipeline/home/record_fields.h"
#include "pipeline/home/register_findings.h"

namespace tanfang {

People Home::people() {
    return {*database_, vault_, options_.actor};
}

PrintedSheets Home::printed_sheets() {
    return {*database_, vault_, options_.actor};
}

RecordLinks Home::links() {
    return {*database_, vault_, options_.actor};
}

Enrollments Home::enrollments() {
    return {*database_, vault_, options_.actor};
}

DepartmentLists Home::lists() {
    return {*database_, vault_, options_.actor};
}

DivisionTable Home::divisions() {
    return {*database_, vault_, options_.actor};
}

std::unordered_map<std::string, VisitState> Home::visits(const std::string& month) {
    return visits_of_month(*database_, month);
}

std::optional<LastVisit> Home::last_visit(const std::string& person, const std::string& before) {
    const auto past = last_visit_before(*database_, person, before);
    if (!past)
        return std::nullopt;
    const auto standing = standing_decisions(document_of(past->record)->decisions);
    const Json fields = record_fields(pages_of(past->record), standing);
    return LastVisit{past->day, claimed_ordinal(fields), claimed_words(fields, "disease_name"),
                     claimed_words(fields, "care_needs")};
}

namespace {

const char* const nobody =
    "这个编号不是本数据目录为登记人员印出的（可能是空白表，或别处印的），不知道是谁的，"
    "不计入探访率";
const char* const nobody_without_serial = "表上没有编号，不知道是谁的，不计入探访率";

}  // namespace

/// Whose a record is. Without a person where the serial was not given out for one of this home's
/// people and nobody linked it; null where nobody has to know; else the person's id, the copies
/// that are missing, and what the register has against the record.
Json Home::link_of(const std::string& record, const std::optional<std::string>& serial,
                   const Json& form, const Json& fields) {
    const auto sheet = serial ? printed_sheets().find(*serial) : std::nullopt;
    const auto linked = sheet ? std::optional(sheet->person) : links().person_of(record);
    if (!linked) {
        if (!serial && form != "visit")
            return nullptr;
        return {{"person", nullptr}, {"text", serial ? nobody : nobody_without_serial}};
    }
    Json link = {{"person", *linked}, {"by_hand", !sheet}};
    if (sheet) {
        link["month"] = sheet->month;
        link["missing_copies"] = printed_sheets().missing_copies(*sheet, record);
    }
    link["findings"] = Json::array();
    if (form != "visit")
        return link;
    const auto day = event_date_of(*database_, record);
    if (!day)
        return link;
    link["findings"] = register_findings(*database_, record, *linked, *day);
    if (const auto last = last_visit(*linked, *day))
        if (auto finding = ordinal_finding(*day, claimed_ordinal(fields), *last))
            link["findings"].push_back(std::move(*finding));
    return link;
}

}  // namespace tanfang

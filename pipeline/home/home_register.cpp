#include "pipeline/home/home.h"
#include "pipeline/home/register_findings.h"

namespace tanfang {

People Home::people() {
    return {*database_, vault_, options_.actor};
}

PrintedSheets Home::printed_sheets() {
    return {*database_, vault_, options_.actor};
}

std::unordered_map<std::string, VisitState> Home::visits(const std::string& month) {
    return visits_of_month(*database_, month);
}

/// Whose a record is: null without a serial; without a person where the serial was not given out
/// for one of this home's people; else the person's id, the copies that are missing, and what the
/// register has against the record.
Json Home::link_of(const std::string& record, const std::optional<std::string>& serial) {
    if (!serial)
        return nullptr;
    const auto sheet = printed_sheets().find(*serial);
    if (!sheet)
        return {
            {"person", nullptr},
            {"text",
             "这个编号不是本数据目录为登记人员印出的（可能是空白表，或别处印的），不知道是谁的，"
             "不计入探访率"}};
    return {{"person", sheet->person},
            {"month", sheet->month},
            {"missing_copies", printed_sheets().missing_copies(*sheet, record)},
            {"findings", register_findings(*database_, record, *sheet)}};
}

}  // namespace tanfang

#include "pipeline/register/people_export.h"

#include "pipeline/register/listed_words.h"

#include <array>
#include <map>

namespace tanfang {

namespace {

constexpr std::array columns = {"subject_name",
                                "subject_sex",
                                "subject_id_no",
                                "subject_phone",
                                "residence_township",
                                "residence_village",
                                "priority_class",
                                "visitor",
                                "state",
                                "filing_date",
                                "emergency_contact_name",
                                "emergency_contact_phone",
                                "hukou_township",
                                "hukou_village",
                                "medical_history"};

/// As people say it, and as an import understands it.
std::string spoken(const std::string& value) {
    static const std::map<std::string, std::string> words = {
        {"male", "男"},     {"female", "女"},  {"key", "重点"},       {"general", "一般"},
        {"active", "在册"}, {"moved", "迁出"}, {"suspended", "暂停"}, {"died", "死亡"}};
    const auto found = words.find(value);
    return found == words.end() ? value : found->second;
}

std::string cell_of(const Person& person, const std::string& field) {
    if (field == "state")
        return spoken(person_state_name(person.state));
    const std::string place = person.place_name(field);
    return place.empty() ? spoken(person.text(field)) : place;
}

template <class CellOfColumn>
std::string line_of(const CellOfColumn& cell) {
    std::string line;
    for (const std::string column : columns)
        line += (line.empty() ? "" : ",") + csv_cell(cell(column));
    return line;
}

}  // namespace

Json listed(const Person& person) {
    Json line = {{"person", person.id}, {"state", person_state_name(person.state)}};
    line.update(person.values);
    return line;
}

std::string people_table_head() {
    return line_of(register_field_name);
}

std::string people_table_line(const Person& person) {
    return line_of([&](const std::string& column) { return cell_of(person, column); });
}

std::string csv_cell(const std::string& text) {
    std::string safe = text;
    if (!safe.empty() && std::string("=+-@").find(safe[0]) != std::string::npos)
        safe.insert(0, "'");
    if (safe.find_first_of(",\"\n\r") == std::string::npos)
        return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

}  // namespace tanfang

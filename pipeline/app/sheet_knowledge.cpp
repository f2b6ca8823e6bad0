#include "pipeline/app/sheet_knowledge.h"

#include <algorithm>

namespace tanfang {

namespace {

const FieldValue* value_in(const CheckedRecord& record, const std::string& id) {
    const auto field = std::find_if(record.fields.begin(), record.fields.end(),
                                    [&](const auto& one) { return one.first == id; });
    return field == record.fields.end() ? nullptr : &field->second;
}

/// Does the record claim the name that is expected?
bool shows_name(const CheckedRecord& record, const Expected& expected) {
    const FieldValue* const name = value_in(record, "subject_name");
    const auto known = expected.values.find("subject_name");
    return name != nullptr && claims(name->state) && known != expected.values.end() &&
           known->second.front().value == name->value;
}

}  // namespace

CheckedRecord check_sheet(const Readings& readings, const FormTemplate& form,
                          const FieldModel& model, const Knowledge& knowledge,
                          const std::optional<std::string>& serial, SheetKnowledge* sheets) {
    Expected expected;
    if (sheets != nullptr && serial)
        expected = sheets->of_serial(*serial, model);
    CheckedRecord record = check_record(readings, form, model, knowledge, expected);
    const FieldValue* const number = value_in(record, "subject_id_no");
    if (sheets == nullptr || !expected.values.empty() || number == nullptr ||
        !number->value.is_string())
        return record;
    expected = sheets->of_person(number->value.get<std::string>(), model);
    if (expected.values.empty())
        return record;
    CheckedRecord known = check_record(readings, form, model, knowledge, expected);
    return claims(number->state) || shows_name(known, expected) ? known : record;
}

}  // namespace tanfang

#include "tests/unit/record/paper_sheet.h"

#include <stdexcept>

namespace tanfang {

namespace {

const std::filesystem::path templates = TANFANG_SOURCE_DIR "/templates";

SpotReading read_as_empty(const Spot& spot, const FieldModel& model) {
    SpotReading reading;
    reading.spot = spot.id;
    if (spot.kind == SpotKind::checkbox)
        reading.reading = MarkReading{MarkState::empty, MarkHow::none, 0.0, true};
    else if (model.find(spot.field)->type == FieldType::signature)
        reading.reading = SignatureReading{false, SignatureKind::none, 1.0, true};
    else
        reading.reading = TextReading{"", 1.0, true, {}, {}};
    return reading;
}

}  // namespace

const FormTemplate& form_of(const std::string& form) {
    static std::map<std::string, FormTemplate> forms;
    if (!forms.contains(form))
        forms[form] = parse_form(load_json(templates / (form + ".json"), Fault::bad_template));
    return forms.at(form);
}

const FieldModel& model_of(const std::string& form) {
    static std::map<std::string, FieldModel> models;
    if (!models.contains(form))
        models[form] =
            parse_field_model(load_json(templates / "fields.json", Fault::bad_template), form);
    return models.at(form);
}

Knowledge example_county() {
    Knowledge knowledge = load_knowledge(templates, std::nullopt);
    knowledge.today = *parse_date("2026-11-01");
    knowledge.county = "350599";
    knowledge.divisions.add({"350599", "示例县", "county", "350500"});
    knowledge.divisions.add({"350599001", "湖滨街道", "township", "350599"});
    knowledge.divisions.add({"350599001001", "金林社区居委会", "village", "350599001"});
    knowledge.divisions.add({"350599001002", "东村社区居委会", "village", "350599001"});
    knowledge.divisions.add({"350599003", "灵秀镇", "township", "350599"});
    knowledge.divisions.add({"350599003002", "仕林村委会", "village", "350599003"});
    knowledge.divisions.add({"350599003003", "金林村委会", "village", "350599003"});
    knowledge.divisions.add({"350598", "邻县", "county", "350500"});
    knowledge.divisions.add({"350598001", "港边镇", "township", "350598"});
    knowledge.divisions.add({"350598001001", "港边村委会", "village", "350598001"});
    return knowledge;
}

PaperSheet::PaperSheet(const std::string& form) : form_(&form_of(form)) {
    for (const auto& spot : form_->spots) readings_[spot.id] = read_as_empty(spot, model_of(form));
}

PaperSheet& PaperSheet::write(const std::string& field, const std::string& text) {
    readings_.at(field).reading = TextReading{text, 0.97, true, {{text, 0.97}}, {}};
    return *this;
}

PaperSheet& PaperSheet::write_date(const std::string& field, const std::string& year,
                                   const std::string& month, const std::string& day) {
    const auto part = [&](const char* name, const std::string& text) {
        if (!text.empty())
            write(field + "." + name, text);
        else
            readings_.at(field + "." + name).reading = TextReading{"", 1.0, true, {}, {}};
    };
    part("year", year);
    part("month", month);
    part("day", day);
    return *this;
}

PaperSheet& PaperSheet::tick(const std::string& spot, MarkHow how) {
    return put(spot, {MarkState::marked, how, 0.95, true});
}

PaperSheet& PaperSheet::clear(const std::string& field) {
    for (const auto& spot : form_->spots)
        if (spot.field == field)
            readings_.at(spot.id) = read_as_empty(spot, model_of(form_->id));
    return *this;
}

PaperSheet& PaperSheet::sign(const std::string& field, SignatureKind kind) {
    readings_.at(field).reading = SignatureReading{true, kind, 0.9, true};
    return *this;
}

PaperSheet& PaperSheet::scrawl(const std::string& field,
                               const std::vector<std::string>& candidates) {
    TextReading reading;
    reading.confidence = 0.4;
    double probability = 0.4;
    for (const auto& candidate : candidates)
        reading.candidates.push_back({candidate, probability /= 2});
    reading.text = candidates.empty() ? "" : candidates.front();
    readings_.at(field).reading = reading;
    return *this;
}

PaperSheet& PaperSheet::put_text(const std::string& spot, const TextReading& text) {
    readings_.at(spot).reading = text;
    return *this;
}

PaperSheet& PaperSheet::put(const std::string& spot, const MarkReading& mark) {
    readings_.at(spot).reading = mark;
    return *this;
}

PaperSheet& PaperSheet::lose(const std::string& spot) {
    if (readings_.erase(spot) != 1)
        throw std::logic_error("no such spot: " + spot);
    return *this;
}

Readings PaperSheet::readings() const {
    Readings all;
    for (const auto& spot : form_->spots)
        if (readings_.contains(spot.id))
            all.push_back(readings_.at(spot.id));
    return all;
}

Readings PaperSheet::page(int number) const {
    Readings here;
    for (const auto& spot : form_->spots)
        if (spot.page == number && readings_.contains(spot.id))
            here.push_back(readings_.at(spot.id));
    return here;
}

PaperSheet sound_visit() {
    PaperSheet sheet("visit");
    sheet.write_date("visit_date", "2026", "3", "5").write("visit_ordinal", "3");
    sheet.tick("service_method.home")
        .tick("population_change.none")
        .tick("disease_status.no_change");
    for (const char* field : {"expression_ability", "mobility", "emotion", "personal_hygiene",
                              "household_hygiene", "indoor_environment"})
        sheet.tick(std::string(field) + ".no_change");
    for (const char* field : {"gas_safety", "water_heating_safety", "electricity_safety"})
        sheet.tick(std::string(field) + ".safe");
    sheet.write("care_needs", "无").sign("visitor_signature").sign("subject_signature");
    return sheet;
}

PaperSheet sound_enrollment() {
    PaperSheet sheet("enrollment");
    sheet.write_date("filing_date", "2026", "3", "5");
    sheet.write("subject_name", "陈秀英")
        .write("subject_sex", "女")
        .write("subject_id_no", "350599195202290184");
    sheet.write("subject_phone", "13900000001").write("emergency_contact_name", "陈建国");
    sheet.write("emergency_contact_sex", "男").write("emergency_contact_phone", "13900000002");
    sheet.write("hukou_township", "湖滨").write("hukou_village", "金林");
    sheet.write("residence_township", "湖滨").write("residence_village", "金林");
    sheet.tick("ability_level.intact").write("medical_history", "高血压");
    sheet.write("disposable_income_monthly", "800").write("income_source", "养老金");
    sheet.tick("subject_types.empty_nest").tick("priority_class.general");
    sheet.write("family_1_name", "陈建国")
        .write("family_1_sex", "男")
        .write("family_1_relation", "儿子");
    sheet.write("family_1_health", "健康").write("family_1_visits_often", "是");
    for (const char* field : {"water_safe", "electricity_safe", "housing_safe"})
        sheet.write(field, "安全");
    sheet.write("household_income_monthly", "1200")
        .tick("pension_status.has")
        .write("pension_amount_monthly", "180");
    sheet.write("subsidy_items", "高龄补贴").write("subsidy_amount_monthly", "100");
    sheet.tick("assist_orgs.volunteer")
        .write("assist_person", "林志强")
        .write("assist_measures", "定期探访");
    sheet.sign("staff_signature").write_date("staff_signature_date", "2026", "3", "6");
    return sheet;
}

CheckedRecord check(const PaperSheet& sheet, const Knowledge& knowledge) {
    return check_record(sheet.readings(), sheet.form(), model_of(sheet.form().id), knowledge);
}

CheckedRecord check(const PaperSheet& sheet) {
    return check(sheet, example_county());
}

CheckedRecord check_page(const PaperSheet& sheet, int page) {
    return check_record(sheet.page(page), sheet.form(), model_of(sheet.form().id),
                        example_county());
}

std::multiset<std::string> broken(const CheckedRecord& record) {
    std::multiset<std::string> out;
    for (const auto& finding : record.findings)
        out.insert(finding.rule + " " + severity_letter(finding.severity));
    return out;
}

bool reports(const PaperSheet& sheet, const std::string& rule_and_severity) {
    return broken(check(sheet)).contains(rule_and_severity);
}

std::string text_of(const CheckedRecord& record, const std::string& rule) {
    for (const auto& finding : record.findings)
        if (finding.rule == rule)
            return finding.text;
    return "";
}

FieldValue value_of(const CheckedRecord& record, const std::string& field) {
    for (const auto& [id, value] : record.fields)
        if (id == field)
            return value;
    throw std::logic_error("no such field on the page: " + field);
}

FieldValue value_of(const PaperSheet& sheet, const std::string& field) {
    return value_of(check(sheet), field);
}

}  // namespace tanfang

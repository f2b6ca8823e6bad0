#include "tests/roundtrip/random_forms.h"

#include <iostream>

#include "tests/support/eform_file.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {

namespace {

Json load_template(const char* name) {
    return load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates" / name,
                     Fault::bad_template);
}

void fill_in(support::EFormFile& form, const support::TypedRecord& record, Random& random) {
    for (const auto& [spot, text] : record.texts) {
        if (random.chance(0.3))
            form.type_into_copy(spot, random.below(2), text);
        else
            form.type(spot, text);
    }
    for (const auto& spot : record.ticks) {
        if (random.chance(0.3))
            form.tick_in_widgets(spot);
        else
            form.tick(spot);
    }
}

}  // namespace

FieldModel installed_model(const std::string& form) {
    return parse_field_model(load_template("fields.json"), form);
}

TypedRecords random_records(int count, Random& random) {
    const auto characters = parse_typing_characters(load_template("characters.json"));
    TypedRecords typed;
    for (const std::string form : {"visit", "enrollment"}) {
        const FormTemplate design = installed_form(form);
        const FieldModel model = installed_model(form);
        for (int i = 0; i < count / 2; ++i)
            typed[form + std::to_string(i) + ".pdf"] =
                support::random_record(design, model, characters, random);
    }
    return typed;
}

std::string form_of(const std::string& file_name) {
    return file_name.starts_with("visit") ? "visit" : "enrollment";
}

support::Comparison compare_all(const FormDesk& desk, const TypedRecords& typed) {
    const std::map<std::string, FormTemplate> forms = {
        {"visit", installed_form("visit")}, {"enrollment", installed_form("enrollment")}};
    support::Comparison all;
    for (const auto& [name, record] : typed)
        all += support::compare(record, forms.at(form_of(name)), desk.lines_of(name));
    testing::Test::RecordProperty("equal", all.equal);
    testing::Test::RecordProperty("asked", all.asked);
    std::cout << typed.size() << " records: " << all.equal << " spots equal, " << all.asked
              << " asked, " << all.wrong.size() << " wrong\n";
    return all;
}

support::Comparison edited_and_read(int records, std::uint64_t seed) {
    Random random(seed);
    const TypedRecords typed = random_records(records, random);
    FormDesk desk;
    for (const auto& [name, record] : typed) {
        support::EFormFile file(form_of(name));
        fill_in(file, record, random);
        desk.put(name, file.bytes({.object_streams = random.chance(0.3),
                                   .linearized = random.chance(0.2),
                                   .owner_password = random.chance(0.2) ? "owner" : ""}));
    }
    desk.read();
    return compare_all(desk, typed);
}

}  // namespace tanfang::simulate

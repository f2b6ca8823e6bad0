/// Real viewers: what people type in them comes back as it was typed, or asks.
#include <cstdlib>
#include <fstream>

#include "tests/roundtrip/form_desk.h"
#include "tests/support/eform_file.h"
#include "tests/support/print_shop.h"
#include "tests/support/typed_record.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

using support::Comparison;
using support::TypedRecord;

const std::filesystem::path source = TANFANG_SOURCE_DIR;

Json load_template(const char* name) {
    return load_json(source / "templates" / name, Fault::bad_template);
}

/// What is done to the fields of a copy in tab order.
Json keys_of(const TypedRecord& record, const FormTemplate& form, const FieldModel& model) {
    Json keys = Json::array();
    for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
        for (const auto& spot : form.spots) {
            if (spot.page != page || model.find(spot.field)->type == FieldType::signature)
                continue;
            if (const auto text = record.texts.find(spot.id); text != record.texts.end())
                keys.push_back(text->second);
            else
                keys.push_back(record.ticks.contains(spot.id) ? Json(true) : Json());
        }
    return keys;
}

struct Typing {
    const char* script;    ///< in this folder
    const char* packages;  ///< that it needs
    int records;
    std::uint64_t seed;
};

/// Has random records typed and read; the counts become properties of the test.
Comparison typed_and_read(const Typing& typing) {
    const auto characters = parse_typing_characters(load_template("characters.json"));
    Random random(typing.seed);
    const Folder folder;
    std::map<std::string, TypedRecord> typed;
    std::ofstream lines(folder / "records.jsonl");
    for (const std::string form : {"visit", "enrollment"}) {
        std::ofstream(folder / (form + ".pdf"), std::ios::binary)
            << support::EFormFile::printed(form);
        const FormTemplate design = installed_form(form);
        const FieldModel model = parse_field_model(load_template("fields.json"), form);
        for (int i = 0; i < typing.records / 2; ++i) {
            const std::string name = form + std::to_string(i) + ".pdf";
            typed[name] = support::random_record(design, model, characters, random);
            lines << Json{{"pdf", folder / (form + ".pdf")},
                          {"out", folder / name},
                          {"keys", keys_of(typed[name], design, model)}}
                         .dump()
                  << "\n";
        }
    }
    lines.close();
    const std::string command = "/usr/bin/python3 " +
                                (source / "tests/browser" / typing.script).string() + " " +
                                (folder / "records.jsonl").string();
    EXPECT_EQ(std::system(command.c_str()), 0)
        << "the viewer did not do its work; are " << typing.packages << " installed?";
    FormDesk desk;
    for (const auto& [name, record] : typed) desk.put(name, read_file(folder / name));
    desk.read();
    Comparison all;
    for (const auto& [name, record] : typed)
        all += support::compare(record,
                                installed_form(name.starts_with("visit") ? "visit" : "enrollment"),
                                desk.lines_of(name));
    testing::Test::RecordProperty("equal", all.equal);
    testing::Test::RecordProperty("asked", all.asked);
    std::cout << typing.records << " records: " << all.equal << " spots equal, " << all.asked
              << " asked, " << all.wrong.size() << " wrong\n";
    return all;
}

void expect_no_wrong(const Comparison& all) {
    EXPECT_THAT(all.wrong, testing::IsEmpty());
    EXPECT_GT(all.equal, 20 * all.asked);  // 2 % of the characters are strange on purpose
}

TEST(Viewer, ChromiumGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(
        typed_and_read({"fill_in_chromium.py", "chromium and python3-websockets", 60, 11}));
}

TEST(Viewer, PopplerGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(
        typed_and_read({"fill_in_poppler.py", "gir1.2-poppler-0.18 and python3-gi", 60, 12}));
}

}  // namespace
}  // namespace tanfang::simulate

/// The line that other programs rely on: its members, and that the schema accepts it and nothing
/// else.
#include "pipeline/app/record_line.h"

#include "pipeline/external/json_schema.h"

#include "tests/unit/record/paper_sheet.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const Json& schema() {
    static const Json json =
        load_json(TANFANG_SOURCE_DIR "/templates/record.schema.json", Fault::bad_template);
    return json;
}

bool is_valid(const Json& line) {
    try {
        check_schema(line, schema(), Fault::bad_template, "line");
        // What is written must be read back as the same thing: no NaN, no broken UTF-8.
        return parse_json(line.dump(), Fault::bad_template, "line") == line;
    } catch (const Error& e) {
        ADD_FAILURE() << e.what();
        return false;
    }
}

RecordLine line_of(const PaperSheet& sheet) {
    RecordLine line;
    line.software = {"0.1.0", "eng 4.1", "built-in"};
    line.source = {"scans/scan-0007.pdf", std::string(64, 'a'), 2, 0};
    line.form = sheet.form().id;
    line.form_version = 1;
    line.page = 1;
    line.code = SheetCode{'V', 1, "8J4K2M7Q9T", 2, 1};
    line.registration = Registration{"fiducials+lines", 0.04567, 299.96, 180};
    line.readings = sheet.readings();
    for (auto& spot : line.readings)
        spot.quad = {{{100.04, 200.06}, {300, 200}, {300, 250}, {100, 250}}};
    line.record = check(sheet);
    line.timing = {52.34, 20, 10, 0, 1};
    return line;
}

}  // namespace

TEST(RecordLine, HasTheMembersOfTheContractInOrder) {
    const Json line = record_line(line_of(sound_visit()));
    std::vector<std::string> names;
    for (const auto& [name, value] : line.items()) names.push_back(name);
    EXPECT_EQ(names, (std::vector<std::string>{"schema", "software", "source", "form",
                                               "form_version", "serial", "copy", "page", "status",
                                               "reason", "registration", "readings", "fields",
                                               "findings", "timing_ms"}));
    EXPECT_TRUE(is_valid(line));
    EXPECT_EQ(line["status"], "accepted");
    EXPECT_EQ(line["reason"], nullptr);
    EXPECT_EQ(line["serial"], "8J4K2M7Q9T");
    EXPECT_EQ(line["copy"], 2);
    EXPECT_EQ(line["page"], 1);
    EXPECT_EQ(line["source"].dump(), R"({"file":"scans/scan-0007.pdf","sha256":")" +
                                         std::string(64, 'a') + R"(","page":2,"part":0})");
    EXPECT_EQ(line["registration"].dump(),
              R"({"method":"fiducials+lines","residual_mm":0.046,"dpi":300.0,"rotation":180})");
    EXPECT_EQ(line["timing_ms"].dump(),
              R"({"decode":52.3,"page":20.0,"marks":10.0,"text":0.0,"rules":1.0})");
}

TEST(RecordLine, ShowsReadingsOfEveryKind) {
    PaperSheet sheet = sound_visit();
    sheet.put("mobility.better", {MarkState::doubtful, MarkHow::none, 0.4567, false});
    sheet.scrawl("care_needs", {"买药", "买菜"})
        .sign("subject_signature", SignatureKind::fingerprint);
    const Json line = record_line(line_of(sheet));
    EXPECT_TRUE(is_valid(line));
    const std::string quad = R"("quad":[100.0,200.1,300.0,200.0,300.0,250.0,100.0,250.0])";
    EXPECT_EQ(line["readings"]["service_method.home"].dump(),
              "{" + quad + R"(,"sure":true,"mark":"marked","how":"tick","score":0.95})");
    EXPECT_EQ(line["readings"]["mobility.better"].dump(),
              "{" + quad + R"(,"sure":false,"mark":"doubtful","how":null,"score":0.4567})");
    EXPECT_EQ(
        line["readings"]["care_needs"].dump(),
        "{" + quad +
            R"(,"sure":false,"text":"买药","confidence":0.4,"candidates":[["买药",0.2],["买菜",0.1]]})");
    EXPECT_EQ(line["readings"]["subject_signature"].dump(),
              "{" + quad + R"(,"sure":true,"present":true,"kind":"fingerprint"})");
    EXPECT_EQ(line["readings"]["disease_name"]["candidates"], Json::array());
}

TEST(RecordLine, ShowsFieldsAndFindings) {
    const Json line =
        record_line(line_of(sound_visit().clear("visitor_signature").scrawl("visit_ordinal", {})));
    EXPECT_TRUE(is_valid(line));
    EXPECT_EQ(line["status"], "review");
    EXPECT_EQ(line["fields"]["visit_date"].dump(),
              R"({"value":"2026-03-05","state":"read","confidence":0.97})");
    EXPECT_EQ(line["fields"]["visit_ordinal"]["state"], "unreadable");
    ASSERT_EQ(line["findings"].size(), 1U);
    EXPECT_EQ(
        line["findings"][0].dump(),
        R"({"rule":"R80","severity":"E","fields":["visitor_signature"],"text":"服务人员（签字）没有签字"})");
}

TEST(RecordLine, IsValidForEveryKindOfField) {
    PaperSheet sheet = sound_enrollment();
    sheet.write("residence_township", "同上")
        .scrawl("residence_village", {"金宾"})
        .scrawl("subject_phone", {});
    sheet.write("household_income_monthly", "无").tick("subject_types.severe_disability");
    sheet.write("disability_card_no", "35059919450312001042B1")
        .write("emergency_contact_sex", "安");
    EXPECT_TRUE(is_valid(record_line(line_of(sheet))));
    EXPECT_TRUE(is_valid(record_line(line_of(PaperSheet("enrollment")))));
    EXPECT_TRUE(is_valid(record_line(line_of(PaperSheet("visit")))));
}

TEST(RecordLine, OfAForeignFormIsJudgedByItsReadings) {
    RecordLine line = line_of(sound_visit());
    line.form = "survey-2";
    line.code.reset();
    line.record = {};
    EXPECT_EQ(record_line(line)["status"], "accepted");
    EXPECT_TRUE(is_valid(record_line(line)));
    std::get<MarkReading>(line.readings[4].reading).sure = false;
    EXPECT_EQ(record_line(line)["status"], "review");
}

TEST(RecordLine, OfARefusedPageSaysWhyAndClaimsNothing) {
    RecordLine line = line_of(sound_visit());
    const Json known =
        rejected_line(line, Error(Fault::poor_registration, "", "版面对不齐，请重新扫描"));
    EXPECT_TRUE(is_valid(known));
    EXPECT_EQ(known["status"], "rejected");
    EXPECT_EQ(known["reason"], "poor_registration: 版面对不齐，请重新扫描");
    EXPECT_EQ(known["form"], "visit");
    EXPECT_TRUE(known["readings"].empty() && known["fields"].empty() && known["findings"].empty());
    EXPECT_TRUE(known["readings"].is_object() && known["fields"].is_object());

    RecordLine nothing;
    nothing.source.file = "scans/empty.jpg";
    const Json unknown =
        rejected_line(nothing, Error(Fault::unreadable_scan, "empty.jpg", "文件是空的"));
    EXPECT_TRUE(is_valid(unknown));
    for (const char* name : {"form", "form_version", "serial", "copy", "page", "registration"})
        EXPECT_EQ(unknown[name], nullptr) << name;
    EXPECT_EQ(unknown["source"]["sha256"], nullptr);
}

TEST(RecordLine, ReplacesWhatIsNoUtf8) {
    EXPECT_EQ(valid_utf8("扫描\xB2\xE9.jpg"), "扫描\uFFFD\uFFFD.jpg");
    EXPECT_EQ(valid_utf8("\xE6\x89"), "\uFFFD\uFFFD");
    EXPECT_EQ(valid_utf8("𠮷.jpg"), "𠮷.jpg");
    RecordLine line = line_of(sound_visit());
    line.source.file = "\xFF.jpg";
    EXPECT_TRUE(is_valid(record_line(line)));
    EXPECT_TRUE(is_valid(
        rejected_line(line, Error(Fault::unreadable_scan, line.source.file, "文件是空的"))));
}

TEST(RecordLine, NeverHoldsANumberThatJsonCannotHold) {
    RecordLine line = line_of(sound_visit());
    line.registration->residual_mm = std::numeric_limits<double>::quiet_NaN();
    std::get<MarkReading>(line.readings[4].reading).score = 1.7;
    line.timing.text = -0.01;
    EXPECT_TRUE(is_valid(record_line(line)));
}

TEST(RecordSchema, RefusesOtherLines) {
    const Json good = record_line(line_of(sound_visit()));
    const auto refused = [&good](auto spoil) {
        Json line = good;
        spoil(line);
        try {
            check_schema(line, schema(), Fault::bad_template, "line");
        } catch (const Error&) {
            return true;
        }
        return false;
    };
    EXPECT_FALSE(refused([](Json&) {}));
    EXPECT_TRUE(refused([](Json& line) { line["schema"] = "tanfang-record/2"; }));
    EXPECT_TRUE(refused([](Json& line) { line["extra"] = 1; }));
    EXPECT_TRUE(refused([](Json& line) { line.erase("reason"); }));
    EXPECT_TRUE(refused([](Json& line) { line["status"] = "done"; }));
    EXPECT_TRUE(refused([](Json& line) { line["serial"] = "8J4K2M7Q9I"; }));
    EXPECT_TRUE(refused([](Json& line) { line["page"] = 0; }));
    EXPECT_TRUE(refused([](Json& line) { line["registration"]["rotation"] = 45; }));
    EXPECT_TRUE(refused([](Json& line) { line["readings"]["mobility.better"]["mark"] = "yes"; }));
    EXPECT_TRUE(refused([](Json& line) { line["readings"]["mobility.better"]["quad"].erase(0); }));
    EXPECT_TRUE(refused([](Json& line) { line["readings"]["mobility.better"]["text"] = ""; }));
    EXPECT_TRUE(refused([](Json& line) { line["fields"]["mobility"]["state"] = "guessed"; }));
    EXPECT_TRUE(refused([](Json& line) { line["fields"]["mobility"]["value"] = 1.5; }));
    EXPECT_TRUE(refused([](Json& line) { line["fields"]["mobility"]["value"] = true; }));
    EXPECT_TRUE(refused([](Json& line) { line["findings"].push_back({{"rule", "R80"}}); }));
}

}  // namespace tanfang

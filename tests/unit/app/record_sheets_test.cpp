#include "pipeline/app/record_sheets.h"

#include "../../support/temporary_folder.h"
#include "record_lines.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using record_lines::blank_line;
using record_lines::set;
using testing::HasSubstr;

RecordSheets sheets_of(const std::string& form, const std::string& lines) {
    const support::TemporaryFolder folder;
    return read_record_sheets(
        folder.file("records.jsonl", lines), installed::form(form), installed::model(form),
        load_json(installed::templates / "record.schema.json", Fault::bad_template));
}

std::string joined(const std::vector<Json>& lines) {
    std::string out;
    for (const auto& line : lines) out += line.dump() + "\n";
    return out;
}

TEST(RecordSheets, JoinThePagesOfASerial) {
    Json front = blank_line("enrollment", "0123456789", 1);
    Json back = blank_line("enrollment", "0123456789", 2);
    set(front, "subject_name", "陈某");
    set(back, "water_safe", "yes");
    const auto records =
        sheets_of("enrollment", joined({back, blank_line("enrollment", "ABCDEFGHJK", 1), front}));
    EXPECT_TRUE(records.refused.empty());
    ASSERT_EQ(records.sheets.size(), 2U);
    const RecordSheet& sheet = records.sheets[0];
    EXPECT_EQ(sheet.serial, "0123456789");
    EXPECT_EQ(sheet.values.at("subject_name"), "陈某");
    EXPECT_EQ(sheet.values.at("water_safe"), "yes");
    EXPECT_TRUE(sheet.open.empty());
    EXPECT_EQ(sheet.sources[0].size(), 1U);
    EXPECT_EQ(sheet.sources[1].size(), 1U);
}

TEST(RecordSheets, LeaveEverythingOfAMissingPageOpen) {
    const auto records =
        sheets_of("enrollment", joined({blank_line("enrollment", "0123456789", 1)}));
    ASSERT_EQ(records.sheets.size(), 1U);
    EXPECT_TRUE(records.sheets[0].open.contains("water_safe"));
    EXPECT_FALSE(records.sheets[0].open.contains("subject_name"));
    EXPECT_TRUE(records.sheets[0].sources[1].empty());
}

TEST(RecordSheets, NeverTakeADoubtfulValue) {
    Json line = blank_line("visit", "0123456789");
    set(line, "disease_name", "高血压", "doubtful");
    set(line, "emotion", nullptr, "unreadable");
    set(line, "mobility", "better", "derived");
    const auto records = sheets_of("visit", joined({line}));
    const RecordSheet& sheet = records.sheets.at(0);
    EXPECT_EQ(sheet.open, (std::set<std::string>{"disease_name", "emotion"}));
    EXPECT_FALSE(sheet.values.contains("disease_name"));
    EXPECT_EQ(sheet.values.at("mobility"), "better");
}

TEST(RecordSheets, LetCopiesOfAPageHelpEachOtherButNotOverrule) {
    Json first = blank_line("visit", "0123456789"), second = first;
    set(first, "visit_ordinal", 7, "doubtful");
    set(second, "visit_ordinal", 7);
    set(first, "emotion", "better");
    set(second, "emotion", "worse");
    set(first, "gas_safety", "safe");  // blank on the other copy
    second["copy"] = 2;
    second["status"] = "review";
    const RecordSheet sheet = sheets_of("visit", joined({first, second})).sheets.at(0);
    EXPECT_EQ(sheet.values.at("visit_ordinal"), 7);
    EXPECT_EQ(sheet.open, (std::set<std::string>{"emotion", "gas_safety"}));
    EXPECT_EQ(sheet.sources[0].size(), 2U);
    EXPECT_TRUE(sheet.in_review);
}

TEST(RecordSheets, KnowWhereTwoSheetsShareAnImage) {
    Json left = blank_line("visit", "0123456789"), right = blank_line("visit", "ABCDEFGHJK");
    right["source"]["part"] = 1;
    const auto records = sheets_of("visit", joined({left, right}));
    EXPECT_FALSE(records.sheets.at(0).sources[0][0].alone);
    EXPECT_FALSE(records.sheets.at(1).sources[0][0].alone);
}

TEST(RecordSheets, RefuseWhatCannotBeCopiedAndTakeTheRest) {
    Json rejected = blank_line("visit", "0000000001"), version = blank_line("visit", "0000000002"),
         nameless = blank_line("visit", "0000000003"), page = blank_line("visit", "0000000004"),
         field = blank_line("visit", "0000000005");
    rejected["status"] = "rejected";
    rejected["reason"] = "poor_registration: 歪";
    version["form_version"] = 9;
    nameless["serial"] = nullptr;
    page["page"] = 2;
    set(field, "shoe", "large");
    const auto records = sheets_of("visit", joined({rejected, version, nameless, page, field,
                                                    blank_line("enrollment", "0000000006"),
                                                    blank_line("visit", "0123456789")}));
    ASSERT_EQ(records.sheets.size(), 1U);
    EXPECT_EQ(records.sheets[0].line, 7U);
    ASSERT_EQ(records.refused.size(), 5U) << "the line of the other form is passed over";
    EXPECT_THAT(records.refused[0].why, HasSubstr("poor_registration"));
    EXPECT_EQ(records.refused[1].fault, Fault::other_version);
    EXPECT_THAT(records.refused[1].why, HasSubstr("9"));
    EXPECT_THAT(records.refused[2].why, HasSubstr("没有编号"));
    EXPECT_EQ(records.refused[3].line, 4U);
    EXPECT_THAT(records.refused[4].why, HasSubstr("shoe"));
}

TEST(RecordSheets, TrustNothingOfADamagedFile) {
    const std::string good = blank_line("visit", "0123456789").dump() + "\n";
    Json incomplete = blank_line("visit", "ABCDEFGHJK");
    incomplete.erase("fields");
    for (const std::string& bad :
         {std::string("{\"schema\": \"tanf"), std::string("hello"), std::string("{}"),
          std::string("[]"), std::string("null"), std::string("\"\xC4\xE3\""), incomplete.dump(),
          "\"" + std::string(5 << 20, 'a') + "\""}) {
        try {
            sheets_of("visit", good + bad + "\n");
            FAIL() << bad.substr(0, 40);
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::bad_settings);
            EXPECT_THAT(e.what(), HasSubstr("第 2 行"));
        }
    }
    EXPECT_THROW(read_record_sheets("/nowhere/r.jsonl", installed::form("visit"),
                                    installed::model("visit"), Json::object()),
                 Error);
}

}  // namespace
}  // namespace tanfang

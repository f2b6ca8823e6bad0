// The rules on values alone, as a home has them after people have decided.
#include "tests/unit/record/paper_sheet.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

using testing::Contains;
using testing::IsEmpty;

Json values_of(const PaperSheet& sheet) {
    Json fields = Json::object();
    for (const auto& [id, field] : check(sheet).fields)
        fields[id] = {{"value", field.value}, {"state", state_name(field.state)}};
    return fields;
}

Json decided(const Json& value, const char* kind = "value") {
    return {{"value", value}, {"state", "decided"}, {"kind", kind}};
}

std::multiset<std::string> broken_by(const Json& fields, const std::string& form = "enrollment") {
    CheckedRecord record;
    record.findings = check_values(fields, model_of(form), example_county());
    return broken(record);
}

}  // namespace

TEST(DecidedValues, OfSoundSheetsBreakNoRule) {
    EXPECT_THAT(broken_by(values_of(sound_enrollment())), IsEmpty());
    EXPECT_THAT(broken_by(values_of(sound_visit()), "visit"), IsEmpty());
    EXPECT_THAT(broken_by(Json::object()), IsEmpty());
}

TEST(DecidedValues, BreakTheRulesThatInkBreaks) {
    Json fields = values_of(sound_enrollment());
    fields["subject_id_no"] = decided("350599194507080018");
    EXPECT_THAT(broken_by(fields), Contains("R11 E")) << "the check character";
    fields = values_of(sound_enrollment());
    fields["filing_date"] = decided("2027-01-01");
    EXPECT_FALSE(broken_by(fields).empty()) << "after today";
    fields = values_of(sound_visit());
    fields["service_method"] = decided(nullptr);
    EXPECT_THAT(broken_by(fields, "visit"), Contains("R81 E")) << "no box ticked";
    fields["service_method"] = decided("home");
    fields["subject_signature"] = decided({{"present", false}, {"kind", nullptr}});
    EXPECT_FALSE(broken_by(fields, "visit").empty()) << "at home, and nobody signed";
}

TEST(DecidedValues, ThatNobodyCanReadOrThatStillAskAreNotJudged) {
    Json fields = values_of(sound_enrollment());
    fields["subject_id_no"] = {{"value", "350599194507080018"}, {"state", "doubtful"}};
    EXPECT_THAT(broken_by(fields), IsEmpty());
    fields["subject_id_no"] = decided(nullptr, "unreadable");
    EXPECT_THAT(broken_by(fields), IsEmpty());
}

TEST(DecidedValues, OfPlacesAreFoundByTheirNames) {
    Json fields = values_of(sound_enrollment());
    for (const char* id : {"hukou_township", "hukou_village"}) {
        ASSERT_TRUE(fields[id]["value"]["code"].is_string()) << fields[id];
        fields[id] = decided({{"name", fields[id]["value"]["name"]}, {"code", nullptr}});
    }
    EXPECT_THAT(broken_by(fields), IsEmpty());
    fields["hukou_village"] = decided({{"name", "无此村"}, {"code", nullptr}});
    EXPECT_EQ(broken_by(fields).size(), 1u);
}

}  // namespace tanfang

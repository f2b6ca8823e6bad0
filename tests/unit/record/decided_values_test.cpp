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

TEST(DecidedValues, PlacesAreJudgedByTheDivisionsOfTheSheetsDay) {
    Knowledge knowledge = example_county();
    for (const Division* one : knowledge.divisions.all()) knowledge.divisions_ever.add(*one);
    knowledge.divisions_ever.add({"350599009", "旧埔镇", "township", "350599", "", "2025-12-31"});
    const auto place_on = [&](const char* year) {
        PaperSheet sheet = sound_enrollment();
        sheet.write("hukou_township", "旧埔镇").write_date("filing_date", year, "6", "1");
        for (const auto& [id, field] : check(sheet, knowledge).fields)
            if (id == "hukou_township")
                return field.value["code"];
        return Json();
    };
    EXPECT_EQ(place_on("2025"), "350599009") << "it held then";
    EXPECT_EQ(place_on("2026"), Json());
    const auto broken_on = [&](const char* day) {
        Json fields = values_of(sound_enrollment());
        fields["filing_date"] = decided(day);
        fields["hukou_township"] = decided({{"name", "旧埔镇"}, {"code", nullptr}});
        CheckedRecord record;
        record.findings = check_values(fields, model_of("enrollment"), knowledge);
        return broken(record).count("R40 W") + broken(record).count("R40 E");
    };
    EXPECT_EQ(broken_on("2025-06-01"), 0u) << "what a clerk keys is judged alike";
    EXPECT_GT(broken_on("2026-06-01"), 0u);
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

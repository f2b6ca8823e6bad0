/// The states of fields: what may be claimed, and what asks a person.
#include "tests/unit/record/paper_sheet.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

std::string shown(const FieldValue& value) {
    return std::string(state_name(value.state)) + " " + value.value.dump();
}

std::string shown(const PaperSheet& sheet, const std::string& field) {
    return shown(value_of(sheet, field));
}

const MarkReading faint = {MarkState::doubtful, MarkHow::tick, 0.5, false};
const MarkReading struck = {MarkState::empty, MarkHow::struck, 0.6, false};

}  // namespace

TEST(TextState, FollowsWhatTheReaderIsSureOf) {
    EXPECT_EQ(shown(PaperSheet("visit"), "visit_ordinal"), "blank null");
    EXPECT_EQ(shown(PaperSheet("visit").write("visit_ordinal", "12"), "visit_ordinal"), "read 12");
    EXPECT_EQ(shown(PaperSheet("visit").write("population_increase", "无"), "population_increase"),
              "derived 0");
    EXPECT_EQ(shown(PaperSheet("visit").scrawl("visit_ordinal", {"l2", "12"}), "visit_ordinal"),
              "doubtful 12");
    EXPECT_EQ(shown(PaperSheet("visit").scrawl("visit_ordinal", {"l2"}), "visit_ordinal"),
              "doubtful null");
    EXPECT_EQ(shown(PaperSheet("visit").scrawl("visit_ordinal", {}), "visit_ordinal"),
              "unreadable null");
    EXPECT_EQ(shown(PaperSheet("visit").lose("visit_ordinal"), "visit_ordinal"), "unreadable null");
    EXPECT_EQ(shown(PaperSheet("visit").write("visit_ordinal", "几"), "visit_ordinal"),
              "doubtful null");
    EXPECT_EQ(shown(PaperSheet("visit").write("visit_ordinal", "1000"), "visit_ordinal"),
              "doubtful null");
    EXPECT_EQ(shown(PaperSheet("visit").write("care_needs", " 买药 "), "care_needs"),
              "read \"买药\"");
}

TEST(TextState, WhatMustBeFilledInWithATickedOptionIsNoSureBlank) {
    PaperSheet sheet = PaperSheet("visit").tick("population_change.decrease");
    EXPECT_EQ(shown(sheet, "population_decrease"), "doubtful null");
    EXPECT_EQ(shown(sheet, "population_increase"), "blank null") << "its option is not ticked";
    EXPECT_EQ(shown(sheet.write("population_decrease", "2"), "population_decrease"), "read 2");
}

TEST(DateState, ClaimsOnlyARealDay) {
    const auto date = [](const char* year, const char* month, const char* day) {
        return shown(PaperSheet("visit").write_date("visit_date", year, month, day), "visit_date");
    };
    EXPECT_EQ(date("", "", ""), "blank null");
    EXPECT_EQ(date("2026", "3", "5"), "read \"2026-03-05\"");
    EXPECT_EQ(date("2026", "2", "30"), "doubtful null");
    EXPECT_EQ(date("2026", "", "5"), "doubtful null");
    EXPECT_EQ(date("2062", "3", "5"), "read \"2062-03-05\"") << "a rule complains";
    EXPECT_EQ(date("2012", "3", "5"), "read \"2012-03-05\"");
    PaperSheet sheet("visit");
    sheet.write_date("visit_date", "2026", "3", "5").scrawl("visit_date.month", {"3", "8"});
    EXPECT_EQ(shown(sheet, "visit_date"), "doubtful \"2026-03-05\"");
    EXPECT_EQ(shown(sheet.lose("visit_date.month"), "visit_date"), "unreadable null");
    PaperSheet unreadable("visit");
    for (const char* part : {"visit_date.year", "visit_date.month", "visit_date.day"})
        unreadable.scrawl(part, {});
    EXPECT_EQ(shown(unreadable, "visit_date"), "unreadable null");
}

TEST(ChoiceState, ClaimsOnlyIfEveryBoxIsSure) {
    const auto method = [](const PaperSheet& sheet) { return shown(sheet, "service_method"); };
    EXPECT_EQ(method(PaperSheet("visit")), "blank null");
    EXPECT_EQ(method(PaperSheet("visit").tick("service_method.phone")), "read \"phone\"");
    EXPECT_EQ(method(PaperSheet("visit").tick("service_method.phone").tick("service_method.home")),
              "doubtful null");
    EXPECT_EQ(method(PaperSheet("visit").put("service_method.phone", faint)), "doubtful \"phone\"");
    EXPECT_EQ(
        method(PaperSheet("visit").tick("service_method.home").put("service_method.phone", faint)),
        "doubtful \"home\"");
    EXPECT_EQ(
        method(PaperSheet("visit").tick("service_method.home").put("service_method.phone", struck)),
        "doubtful \"home\"");
    EXPECT_EQ(method(PaperSheet("visit").put("service_method.phone", struck)), "doubtful null");
    EXPECT_EQ(method(PaperSheet("visit").tick("service_method.home").lose("service_method.other")),
              "doubtful \"home\"");
}

TEST(ChoiceState, OfSeveralKeepsFormOrder) {
    PaperSheet sheet("enrollment");
    EXPECT_EQ(shown(sheet, "assist_orgs"), "blank []");
    sheet.tick("assist_orgs.volunteer").tick("assist_orgs.enterprise");
    EXPECT_EQ(shown(sheet, "assist_orgs"), "read [\"enterprise\",\"volunteer\"]");
    sheet.put("assist_orgs.other", faint);
    EXPECT_EQ(shown(sheet, "assist_orgs"), "doubtful [\"enterprise\",\"volunteer\"]");
}

TEST(ChoiceState, AsksWhereAFilledBoxStandsBesideATick) {
    PaperSheet sheet("enrollment");
    sheet.tick("assist_orgs.volunteer").tick("assist_orgs.enterprise", MarkHow::filled);
    EXPECT_EQ(value_of(sheet, "assist_orgs").state, FieldState::doubtful);
    sheet.tick("assist_orgs.volunteer", MarkHow::filled);
    EXPECT_EQ(value_of(sheet, "assist_orgs").state, FieldState::read)
        << "filling boxes is this person's way";
}

TEST(SignatureState, SaysPresenceAndKind) {
    PaperSheet sheet("visit");
    EXPECT_EQ(shown(sheet, "subject_signature"), R"(blank {"present":false,"kind":null})");
    sheet.sign("subject_signature", SignatureKind::fingerprint);
    EXPECT_EQ(shown(sheet, "subject_signature"), R"(read {"present":true,"kind":"fingerprint"})");
    EXPECT_EQ(shown(sheet.lose("subject_signature"), "subject_signature"), "unreadable null");
}

TEST(Confidence, IsThatOfTheWeakestReading) {
    PaperSheet sheet("visit");
    sheet.tick("service_method.home")
        .put("service_method.phone", {MarkState::empty, MarkHow::none, 0.2, true});
    EXPECT_DOUBLE_EQ(value_of(sheet, "service_method").confidence, 0.8);
    sheet.put("service_method.other", faint);
    EXPECT_DOUBLE_EQ(value_of(sheet, "service_method").confidence, 0);
}

TEST(PlaceState, TakesNameAndCodeFromTheTree) {
    PaperSheet sheet("enrollment");
    sheet.write("hukou_township", "湖滨").write("hukou_village", "金林社区");
    EXPECT_EQ(shown(sheet, "hukou_township"), R"(read {"name":"湖滨街道","code":"350599001"})");
    EXPECT_EQ(shown(sheet, "hukou_village"),
              R"(read {"name":"金林社区居委会","code":"350599001001"})");
    sheet.write("hukou_township", "灵秀镇").write("hukou_village", "金林村");
    EXPECT_EQ(shown(sheet, "hukou_village"), R"(read {"name":"金林村委会","code":"350599003003"})");
    sheet.write("hukou_village", "东村");
    EXPECT_EQ(shown(sheet, "hukou_village"), R"(read {"name":"东村","code":null})")
        << "another township's village";
    EXPECT_EQ(shown(sheet.write("hukou_township", "港边"), "hukou_township"),
              R"(read {"name":"港边","code":null})")
        << "another county's township";
}

TEST(PlaceState, PrefersACandidateThatIsAPlaceAndStaysDoubtful) {
    PaperSheet sheet("enrollment");
    sheet.scrawl("hukou_township", {"湖宾", "湖滨"});
    EXPECT_EQ(shown(sheet, "hukou_township"), R"(doubtful {"name":"湖滨街道","code":"350599001"})");
    sheet.scrawl("hukou_township", {"湖宾"});
    EXPECT_EQ(shown(sheet, "hukou_township"), R"(doubtful {"name":"湖宾","code":null})");
}

TEST(PlaceState, CopiesTheLineAboveForDitto) {
    PaperSheet sheet("enrollment");
    sheet.write("hukou_township", "湖滨")
        .write("hukou_village", "金林")
        .write("residence_township", "同上");
    EXPECT_EQ(shown(sheet, "residence_township"),
              R"(derived {"name":"湖滨街道","code":"350599001"})");
    EXPECT_EQ(shown(sheet, "residence_village"),
              R"(derived {"name":"金林社区居委会","code":"350599001001"})");
    sheet.write("residence_village", "〃");
    EXPECT_EQ(shown(sheet, "residence_village"),
              R"(derived {"name":"金林社区居委会","code":"350599001001"})");
    sheet.write("residence_township", "灵秀").write("residence_village", "仕林");
    EXPECT_EQ(shown(sheet, "residence_village"),
              R"(read {"name":"仕林村委会","code":"350599003002"})");
    sheet.scrawl("hukou_township", {"湖滨"}).write("residence_township", "同上");
    EXPECT_EQ(shown(sheet, "residence_township"),
              R"(doubtful {"name":"湖滨街道","code":"350599001"})");
}

TEST(Derivation, TakesTheIdFromTheCardThatRepeatsIt) {
    PaperSheet sheet("enrollment");
    sheet.write("disability_card_no", "35059919450312001042")
        .scrawl("subject_id_no", {"350599194503170010"});
    EXPECT_EQ(shown(sheet, "subject_id_no"), "derived \"350599194503120010\"");
    sheet.scrawl("subject_id_no", {"350599195202290184"});
    EXPECT_EQ(shown(sheet, "subject_id_no"), "doubtful \"350599195202290184\"")
        << "another number altogether";
    sheet.write("disability_card_no", "35059919450312001142")
        .scrawl("subject_id_no", {"350599194503120010"});
    EXPECT_EQ(shown(sheet, "subject_id_no"), "doubtful \"350599194503120010\"")
        << "the card's check fails";
    sheet.write("subject_id_no", "350599194503120011")
        .write("disability_card_no", "35059919450312001042");
    EXPECT_EQ(shown(sheet, "subject_id_no"), "read \"350599194503120011\"")
        << "what is read is never changed";
}

TEST(Derivation, TakesTheSexWhereTheNumberConfirmsTheBestGuess) {
    PaperSheet sheet("enrollment");
    const auto sex = [](const std::string& text, double confidence) {
        TextReading reading;
        reading.text = text;
        reading.confidence = confidence;
        reading.candidates = {{text, confidence}};
        return reading;
    };
    sheet.write("subject_id_no", "350599194503120010").put_text("subject_sex", sex("男", 0.95));
    EXPECT_EQ(shown(sheet, "subject_sex"), "derived \"male\"");
    sheet.put_text("subject_sex", sex("男", 0.6));
    EXPECT_EQ(shown(sheet, "subject_sex"), "doubtful \"male\"") << "the number alone says little";
    sheet.scrawl("subject_sex", {"女", "男"});
    EXPECT_EQ(shown(sheet, "subject_sex"), "doubtful \"female\"");
    sheet.scrawl("subject_sex", {"男"}).write("subject_id_no", "350599194503120011");
    EXPECT_EQ(shown(sheet, "subject_sex"), "doubtful \"male\"")
        << "a number whose check fails confirms nothing";
}

TEST(CheckedRecord, HasTheFieldsOfItsPageInFormOrder) {
    const auto visit = check(sound_visit());
    ASSERT_EQ(visit.fields.size(), model_of("visit").fields.size());
    for (std::size_t i = 0; i < visit.fields.size(); ++i)
        EXPECT_EQ(visit.fields[i].first, model_of("visit").fields[i].id);
    const auto first = check_page(sound_enrollment(), 0),
               second = check_page(sound_enrollment(), 1);
    EXPECT_EQ(first.fields.front().first, "filing_date");
    EXPECT_EQ(first.fields.back().first, "priority_class");
    EXPECT_EQ(second.fields.front().first, "family_1_name");
    EXPECT_EQ(first.fields.size() + second.fields.size(), model_of("enrollment").fields.size());
    EXPECT_TRUE(
        check_record({}, form_of("visit"), model_of("visit"), example_county()).fields.empty());
}

TEST(CheckedRecord, NeedsReviewOnlyForDoubtAndErrors) {
    EXPECT_FALSE(needs_review(check(sound_visit())));
    EXPECT_FALSE(
        needs_review(check(sound_visit().tick("mobility.no_change").write("care_needs", "买药"))));
    EXPECT_TRUE(needs_review(check(sound_visit().clear("visitor_signature"))));
    EXPECT_TRUE(needs_review(check(sound_visit().scrawl("visit_ordinal", {"3"}))));
    EXPECT_TRUE(needs_review(check(sound_visit().scrawl("care_needs", {}))));
}

}  // namespace tanfang

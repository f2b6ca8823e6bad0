/// What the register knows helps where the ink agrees, and never against the ink.
#include "pipeline/record/expected.h"

#include "tests/unit/record/paper_sheet.h"
#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const std::string number = "350599194503120010";

Knowledge strict() {
    Knowledge knowledge = example_county();
    for (const char* kind : {"id_number", "count", "date", "name", "word", "text"})
        knowledge.calibration.fields[kind] = {0.999, -2, 1};
    return knowledge;
}

CheckedRecord check_with(const PaperSheet& sheet, const Expected& expected) {
    return check_record(sheet.readings(), sheet.form(), model_of(sheet.form().id), strict(),
                        expected);
}

Expected ordinal(int value) {
    Expected expected;
    expected.values["visit_ordinal"] = {{{std::to_string(value)}, value}};
    return expected;
}

/// State and value of the visit's number, written so, where 7 is expected.
std::string shown(const TileGraph& graph, double confidence, const Expected& expected) {
    PaperSheet sheet = sound_visit();
    TextReading reading = seen(graph, "?");
    reading.text = std::string(1, static_cast<char>(graph.tiles[0].characters.front().code));
    reading.confidence = confidence;
    const FieldValue value =
        value_of(check_with(sheet.put_text("visit_ordinal", reading), expected), "visit_ordinal");
    return std::string(state_name(value.state)) + " " + value.value.dump();
}

}  // namespace

TEST(Expected, UnclearInkThatAgreesIsClaimed) {
    const TileGraph graph = with_rival(comb("7__"), 0, '7', 0.8, '1', 0.199);
    EXPECT_EQ(shown(graph, 0.8, {}), "doubtful 7");
    EXPECT_EQ(shown(graph, 0.8, ordinal(7)), "read 7");
    EXPECT_EQ(shown(with_rival(comb("1__"), 0, '1', 0.52, '7', 0.47), 0.52, ordinal(7)),
              "derived 7")
        << "between two equals the register decides";
}

TEST(Expected, InkThatSaysSomethingElseIsNotOverruled) {
    EXPECT_EQ(shown(with_rival(comb("1__"), 0, '1', 0.8, '7', 0.199), 0.8, ordinal(7)),
              "doubtful 1");
    EXPECT_EQ(shown(comb("1__", 0.9999), 0.9999, ordinal(7)), "read 1");
    EXPECT_EQ(shown(with_rival(comb("7__"), 0, '7', 0.2, '1', 0.2), 0.2, ordinal(7)), "doubtful 1")
        << "ink that may be anything shows nothing";
    TileGraph perhaps_nothing = with_rival(comb("7__"), 0, '7', 0.8, '1', 0.199);
    perhaps_nothing.tiles[0].unsure = true;
    EXPECT_NE(shown(perhaps_nothing, 0.8, ordinal(7)).substr(0, 4), "read");
}

TEST(Expected, ALongNumberThatTheReaderFoundByItselfIsClaimedThoughADigitIsInDoubt) {
    const Field phone{
        "subject_phone", "电话", FieldType::phone, {}, "", "", "", "", "", 0, false, 0, 0};
    const auto shown = [&](const std::string& read, const std::string& known, double confidence) {
        TileGraph graph = comb(read, 0.99);
        graph.tiles[4].unsure = true;
        TextReading reading = seen(graph, read);
        reading.confidence = confidence;
        return decode_expected(phone, reading, {{{known}, known}}, 1).has_value();
    };
    EXPECT_TRUE(shown("13545455508", "13545455508", 0.97));
    EXPECT_FALSE(shown("13545455508", "13545455508", 0.9));
    EXPECT_FALSE(shown("13545455508", "13945455508", 0.97)) << "another number is registered";
    EXPECT_FALSE(shown("135454", "135454", 0.97)) << "short ones agree by accident";
}

TEST(Expected, ALongNumberThatIsNearlyTheRegisteredOneAsks) {
    PaperSheet sheet = sound_enrollment();
    TextReading reading =
        seen(with_rival(comb("13696294054", 0.9999), 10, '4', 0.9998, '6', 1.4e-4), "13696294054");
    reading.confidence = 0.9998;
    sheet.put_text("subject_phone", reading);
    const auto state_with = [&](const std::string& known) {
        Knowledge knowledge = strict();
        knowledge.calibration.fields["phone"] = {0.998, -4, 1};
        Expected expected;
        if (!known.empty())
            expected.values["subject_phone"] = {{{known}, known}};
        const CheckedRecord record = check_record(sheet.readings(), sheet.form(),
                                                  model_of("enrollment"), knowledge, expected);
        return value_of(record, "subject_phone").state;
    };
    EXPECT_EQ(state_with(""), FieldState::read);
    EXPECT_EQ(state_with("13696294054"), FieldState::read);
    EXPECT_EQ(state_with("13696294056"), FieldState::doubtful) << "misread, as likely as changed";
    EXPECT_EQ(state_with("13905951234"), FieldState::read) << "plainly a new number";
}

TEST(Expected, AGuessThatNearlyIsAClaimIsConfirmed) {
    const Field field{
        "hukou_village", "村", FieldType::division, {}, "", "", "", "", "", 0, false, 0, 0};
    FieldMeaning guess;
    guess.field = &field;
    guess.is = {"塔前", FieldState::doubtful, 0.9};
    const std::vector<ExpectedValue> expected = {{{"塔前"}, "塔前"}};
    ASSERT_TRUE(confirmed_guess(guess, expected));
    EXPECT_EQ(confirmed_guess(guess, expected)->is.state, FieldState::derived);
    EXPECT_FALSE(confirmed_guess(guess, {{{"塔后"}, "塔后"}}));
    guess.is.confidence = 0.5;
    EXPECT_FALSE(confirmed_guess(guess, expected))
        << "ink that cannot be claimed, however probable";
    guess.is = {nullptr, FieldState::unreadable, 0.9};
    EXPECT_FALSE(confirmed_guess(guess, expected));
    const Field sex{
        "subject_sex", "性别", FieldType::closed_word, {}, "", "sex", "", "", "", 0, false, 0, 0};
    guess.field = &sex;
    guess.is = {"male", FieldState::doubtful, 0.8};
    EXPECT_FALSE(confirmed_guess(guess, {{{"男"}, "male"}})) << "there are only two";
}

TEST(Expected, WhatOftenChangesConfirmsOnlyAGoodGuess) {
    const Field needs{
        "care_needs", "需求", FieldType::text_multi, {}, "", "", "", "", "", 0, false, 0, 0};
    FieldMeaning guess;
    guess.field = &needs;
    guess.is = {"助餐、维修", FieldState::doubtful, 0.95};
    EXPECT_TRUE(confirmed_guess(guess, {{{"助餐、维修"}, "助餐、维修", 0.5}}));
    EXPECT_FALSE(confirmed_guess(guess, {{{"助医、维修"}, "助医、维修", 0.5}}));
    guess.is.confidence = 0.7;
    EXPECT_FALSE(confirmed_guess(guess, {{{"助餐、维修"}, "助餐、维修", 0.5}}));
}

TEST(Expected, BlankFieldsStayBlank) {
    PaperSheet sheet = sound_visit();
    sheet.clear("visit_ordinal");
    EXPECT_EQ(value_of(check_with(sheet, ordinal(7)), "visit_ordinal").state, FieldState::blank);
}

TEST(Expected, AMonthWeighsAmongDaysButNotAgainstASlot) {
    PaperSheet sheet = sound_visit();
    sheet.put_text("visit_date.year", seen(comb("2026"), "2026"));
    sheet.put_text("visit_date.day", seen(comb("5_"), "5"));
    const auto month = [&](char best, double probability, char rival) {
        sheet.put_text("visit_date.month", seen(with_rival(comb("3_"), 0, best, probability, rival,
                                                           0.999 - probability),
                                                std::string(1, best)));
        Expected expected;
        expected.month = "2026-03";
        return value_of(check_with(sheet, expected), "visit_date");
    };
    EXPECT_EQ(month('3', 0.95, '8').state, FieldState::read);
    EXPECT_EQ(month('8', 0.6, '3').state, FieldState::doubtful);
    EXPECT_EQ(month('8', 0.9999, '3').value, "2026-08-05");
    EXPECT_EQ(month('8', 0.9999, '3').state, FieldState::doubtful) << "another month asks";
}

TEST(Expected, ANumberOfAnotherPersonIsAnError) {
    PaperSheet sheet = sound_enrollment();
    sheet.write("subject_id_no", number);
    Expected expected;
    expected.values["subject_id_no"] = {{{number}, number}};
    EXPECT_FALSE(broken(check_with(sheet, expected)).contains("R93 E"));
    expected.values["subject_id_no"] = {{{"350599195202290184"}, "350599195202290184"}};
    EXPECT_TRUE(broken(check_with(sheet, expected)).contains("R93 E"));
    EXPECT_EQ(value_of(check_with(sheet, expected), "subject_id_no").value, number)
        << "what stands on the paper stands in the record";
}

}  // namespace tanfang

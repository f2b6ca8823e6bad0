/// From ink to claims: what knowledge settles, and what it must leave to a person.
#include "pipeline/record/known_dates.h"

#include <cmath>

#include "tests/unit/record/paper_sheet.h"
#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

Knowledge trusting_county() {
    Knowledge knowledge = example_county();
    for (const char* kind :
         {"id_number", "disability_card", "phone", "date", "count", "amount", "free_number"})
        knowledge.calibration.fields[kind] = {0.99, -4, 1};
    return knowledge;
}

std::string shown(const PaperSheet& sheet, const std::string& field) {
    const FieldValue is = value_of(check(sheet, trusting_county()), field);
    return std::string(state_name(is.state)) + " " + is.value.dump();
}

std::string shown(const std::string& form, const std::string& field, const TextReading& reading) {
    PaperSheet sheet(form);
    sheet.put_text(field, reading);
    return shown(sheet, field);
}

/// As cut from free writing: the first two pieces might be one character.
TextReading as_line(TextReading reading) {
    CharacterTile joined = cell({{U'8', other_characters}});
    joined.to = 2;
    joined.weight = 2;
    reading.graph.tiles.insert(reading.graph.tiles.begin(), joined);
    reading.graph.line = true;
    return reading;
}

const std::string number = "350599194503120010";

}  // namespace

TEST(KnownFields, ANumberThatTheInkAndTheCheckCharacterAgreeOnIsRead) {
    EXPECT_EQ(shown("enrollment", "subject_id_no", seen(comb(number), number)),
              "read \"" + number + "\"");
}

TEST(KnownFields, WhatKnowledgeSettlesIsDerived) {
    const TileGraph graph = with_rival(comb(number), 13, '7', 0.7, '2', 0.299);
    EXPECT_EQ(shown("enrollment", "subject_id_no", seen(graph, "350599194503170010")),
              "derived \"" + number + "\"");
}

TEST(KnownFields, ANumberThatWasWrittenWrongIsNotBentToASoundOne) {
    // the ink says 7 far more clearly than the 2 that the check character asks for
    const TileGraph graph = with_rival(comb(number), 13, '7', 0.96, '2', 0.02);
    Knowledge knowledge = trusting_county();
    knowledge.calibration.fields["id_number"] = {0.99, std::log(0.1), 1};
    const FieldValue is = value_of(
        check(PaperSheet("enrollment").put_text("subject_id_no", seen(graph, "350599194503170010")),
              knowledge),
        "subject_id_no");
    EXPECT_EQ(is.state, FieldState::doubtful);
}

TEST(KnownFields, TwoWeakCellsAskAndKeepTheBestGuess) {
    // changing both keeps the check sum: 8 * 1 + 2 * 7 = 2 * 11
    TileGraph graph = with_rival(comb(number), 14, '0', 0.5, '1', 0.5);
    graph = with_rival(graph, 16, '1', 0.5, '8', 0.5);
    const FieldValue is =
        value_of(check(PaperSheet("enrollment").put_text("subject_id_no", seen(graph, number)),
                       trusting_county()),
                 "subject_id_no");
    EXPECT_EQ(is.state, FieldState::doubtful);
    EXPECT_LT(is.confidence, 0.99);
}

TEST(KnownFields, ASoundNumberAmongManyGuessesIsNotClaimed) {
    TextReading reading =
        seen(with_rival(comb(number), 13, '7', 0.7, '2', 0.299), "350599194503170010");
    EXPECT_EQ(shown("enrollment", "subject_id_no", reading).substr(0, 7), "derived");
    reading.confidence = 0.3;
    EXPECT_EQ(shown("enrollment", "subject_id_no", reading), "doubtful \"" + number + "\"");
}

TEST(KnownFields, ACountThatItsBoundsPickOutOfManyGuessesIsNotClaimed) {
    // 20 at most: of 26 and 20 the second is left
    const TileGraph graph = with_rival(comb("20"), 1, '0', 0.1, '6', 0.85);
    TextReading reading = seen(graph, "26");
    reading.confidence = 0.5;
    EXPECT_EQ(shown("visit", "population_increase", reading), "derived 20");
    reading.confidence = 0.3;
    EXPECT_EQ(shown("visit", "population_increase", reading), "doubtful 20");
}

TEST(KnownFields, FreeWritingMustBeClearerThanACombForANumber) {
    TextReading reading =
        seen(with_rival(comb(number), 13, '7', 0.7, '2', 0.299), "350599194503170010");
    reading.confidence = 0.5;
    EXPECT_EQ(shown("enrollment", "subject_id_no", reading).substr(0, 7), "derived");
    EXPECT_EQ(shown("enrollment", "subject_id_no", as_line(reading)),
              "doubtful \"" + number + "\"");
}

TEST(KnownFields, ADigitOfStrangeShapeAsksInFreeWritingThoughNoOtherIsLikely) {
    TextReading reading = seen(comb("2400"), "2400");
    reading.confidence = 0.98;  // the rest says that one of them is no digit
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", reading).substr(0, 4), "read");
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", as_line(reading)).substr(0, 8),
              "doubtful");
    TextReading apart = reading;  // the digits stand so far apart that no two can be one
    apart.graph.line = true;
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", apart).substr(0, 8), "doubtful");
    reading.confidence = 0.995;
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", as_line(reading)).substr(0, 4), "read");
}

TEST(KnownFields, AnAmountWithAPointAsksInFreeWritingWhereAPieceOfADigitMayBeOne) {
    const auto amount = [](const std::string& text, bool line) {
        TextReading reading = seen(comb(text, 0.999999), text);
        reading.graph.line = line;
        reading.confidence = 0.999;
        return shown("enrollment", "pension_amount_monthly", reading);
    };
    EXPECT_EQ(amount("304.5", false), "read \"304.5\"");
    EXPECT_EQ(amount("304.5", true), "doubtful \"304.5\"");
    EXPECT_EQ(amount("3045", true), "read \"3045\"");
}

TEST(KnownFields, AnXInOneStrokeThatReadsAsAFourIsNoReasonToBendAnotherDigit) {
    const std::string with_x = "35059919450312007X", read = "350599194503120074";
    const TileGraph looped = with_rival(comb(read), 17, '4', 0.97, '8', 0.02);
    EXPECT_EQ(shown("enrollment", "subject_id_no", seen(looped, read)),
              "derived \"" + with_x + "\"");
    // with a 4 the 5 must be a 7
    EXPECT_EQ(shown("enrollment", "subject_id_no",
                    seen(with_rival(looped, 9, '5', 0.97, '7', 0.02), read))
                  .substr(0, 8),
              "doubtful");
    const std::string with_4 = "350599194703120074";
    EXPECT_EQ(shown("enrollment", "subject_id_no", seen(comb(with_4), with_4)),
              "read \"" + with_4 + "\"");
}

TEST(KnownFields, AClearNumberWithAWrongCheckCharacterIsClaimedAsItStands) {
    const std::string wrong = "350599194503120011";
    TextReading reading = seen(comb(wrong, 0.99999), wrong);
    EXPECT_NE(shown("enrollment", "subject_id_no", reading), "read \"" + wrong + "\"");
    reading.sure = true;
    PaperSheet sheet("enrollment");
    sheet.put_text("subject_id_no", reading);
    EXPECT_EQ(shown(sheet, "subject_id_no"), "read \"" + wrong + "\"");
    EXPECT_TRUE(broken(check(sheet, trusting_county())).contains("R11 E"));
}

TEST(KnownFields, ADigitMisreadIsTheBetterGuessUntilAWrongCheckCharacterIsLikelier) {
    const std::string read = "350599194503170010";
    const auto guess = [&](double truth) {
        const TileGraph graph = with_rival(comb(number), 13, '7', 1 - 2 * truth, '2', truth);
        return shown("enrollment", "subject_id_no", seen(graph, read));
    };
    EXPECT_EQ(guess(4e-3), "doubtful \"" + number + "\"");
    EXPECT_EQ(guess(1e-5), "doubtful \"" + read + "\"");
}

TEST(KnownFields, AMissingCellAsks) {
    EXPECT_EQ(
        shown("enrollment", "subject_id_no", seen(comb("350599194_03120010"), "35059919403120010"))
            .substr(0, 8),
        "doubtful");
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(comb("1380595_1234"), "13805951234"))
                  .substr(0, 8),
              "doubtful");
}

TEST(KnownFields, TextInTheWrongFieldAsks) {
    EXPECT_EQ(shown("enrollment", "subject_id_no", seen(comb("13805951234_______"), "13805951234"))
                  .substr(0, 8),
              "doubtful");
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(comb("350599194503"), "350599194503"))
                  .substr(0, 8),
              "doubtful");
}

TEST(KnownFields, ACellWithTwoBodiesThatReadsBadlyAsks) {
    TileGraph graph = comb("13805951234_");
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(graph, "13805951234")),
              "read \"13805951234\"");
    graph.tiles[4].patched = true;
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(graph, "13805951234")),
              "doubtful \"13805951234\"");
    graph.tiles[4].patched = false;
    graph.tiles[11].unsure = true;
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(graph, "13805951234")),
              "doubtful \"13805951234\"");
}

TEST(KnownFields, CountsAndAmountsAreValuesOfTheirKind) {
    EXPECT_EQ(shown("visit", "visit_ordinal", seen(comb("12_"), "12")), "read 12");
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", seen(comb("1200__"), "1200")),
              "read \"1200\"");
    EXPECT_EQ(shown("enrollment", "pension_amount_monthly", seen(comb("0_____"), "0")),
              "derived \"0\"");
}

TEST(KnownFields, WithoutThresholdsNothingIsClaimed) {
    PaperSheet sheet("enrollment");
    sheet.put_text("subject_id_no", seen(comb(number), number));
    EXPECT_EQ(value_of(check(sheet, example_county()), "subject_id_no").state,
              FieldState::doubtful);
}

TEST(KnownDates, TheSlotsOfADateAreDecodedTogether) {
    const auto date = [](const TileGraph& year, const TileGraph& month, const TileGraph& day) {
        PaperSheet sheet("visit");
        sheet.put_text("visit_date.year", seen(year, "?"));
        sheet.put_text("visit_date.month", seen(month, "?"));
        sheet.put_text("visit_date.day", seen(day, "?"));
        return shown(sheet, "visit_date");
    };
    EXPECT_EQ(date(comb("2026"), comb("3_"), comb("05")), "read \"2026-03-05\"");
    EXPECT_EQ(date(comb("26__"), comb("_3"), comb("5_")), "read \"2026-03-05\"");
    EXPECT_EQ(date(comb("2026"), with_rival(comb("2_"), 0, '2', 0.55, '3', 0.449), comb("30")),
              "doubtful \"2026-03-30\"")
        << "30 February is no day, and a slot that is overruled asks";
    EXPECT_EQ(date(comb("2026"), comb("2_"), comb("30")).substr(0, 8), "doubtful");
    EXPECT_EQ(date(comb("2026"), comb("12"), comb("5_")).substr(0, 8), "doubtful") << "after today";
    EXPECT_EQ(date(comb("2012"), comb("3_"), comb("5_")).substr(0, 8), "doubtful")
        << "before there were such forms";
    EXPECT_EQ(
        date(with_rival(comb("2026"), 3, '6', 0.6, '4', 0.4), comb("3_"), comb("5_")).substr(0, 8),
        "doubtful");
}

TEST(KnownDates, InFreeWritingAnUnclearMonthOrDayAsksThoughOneDayAloneIsPossible) {
    const auto date = [](double month, double day, bool line) {
        PaperSheet sheet("visit");
        for (const auto& [part, text, confidence] :
             {std::tuple{".year", "2026", 0.9}, {".month", "2", month}, {".day", "23", day}}) {
            TextReading reading = seen(comb(text), text);
            reading.graph.line = line;
            reading.confidence = confidence;
            reading.sure = false;
            sheet.put_text(std::string("visit_date") + part, reading);
        }
        return shown(sheet, "visit_date");
    };
    EXPECT_EQ(date(0.99, 0.99, true), "read \"2026-02-23\"") << "of the year knowledge says enough";
    EXPECT_EQ(date(0.91, 0.99, true), "doubtful \"2026-02-23\"");
    EXPECT_EQ(date(0.99, 0.97, true), "doubtful \"2026-02-23\"");
    EXPECT_EQ(date(0.91, 0.97, false), "read \"2026-02-23\"") << "in a comb";
}

TEST(KnownDates, AClearDayOutsideTheYearsOfTheFormsIsClaimedAndReported) {
    const auto sheet = [](const std::string& year, const std::string& month, bool sure) {
        PaperSheet paper("visit");
        for (const auto& [part, text] :
             {std::pair{".year", year}, {".month", month}, {".day", "05"}}) {
            TextReading reading = seen(comb(text, 0.99999), text);
            reading.sure = sure;
            paper.put_text(std::string("visit_date") + part, reading);
        }
        return paper;
    };
    EXPECT_EQ(shown(sheet("2012", "03", true), "visit_date"), "read \"2012-03-05\"");
    EXPECT_TRUE(broken(check(sheet("2012", "03", true), trusting_county())).contains("R30 E"));
    EXPECT_EQ(shown(sheet("2026", "12", true), "visit_date"), "read \"2026-12-05\"");
    EXPECT_TRUE(broken(check(sheet("2026", "12", true), trusting_county())).contains("R34 E"));
    EXPECT_EQ(shown(sheet("2012", "03", false), "visit_date").substr(0, 8), "doubtful");
}

TEST(KnownDates, AWholeDateInTheFirstSlotIsAGuess) {
    PaperSheet sheet("visit");
    sheet.put_text("visit_date.year", seen(comb("2026.3.5"), "2026.3.5"));
    sheet.clear("visit_date.month").clear("visit_date.day");
    EXPECT_EQ(shown(sheet, "visit_date"), "doubtful \"2026-03-05\"");
}

TEST(KnownFields, TwoPhonesInOneFieldAsk) {
    TextReading reading = seen(comb("13900000001/0595-88880000"), "13900000001/0595-88880000");
    EXPECT_EQ(shown("enrollment", "subject_phone", reading),
              "doubtful \"13900000001/059588880000\"");
    EXPECT_EQ(shown("enrollment", "subject_phone", seen(comb("0595-88880000"), "0595-88880000")),
              "read \"059588880000\"");
}

TEST(KnownDates, AnUnclearYearIsNotTakenForOneOutsideTheForms) {
    PaperSheet sheet("visit");
    TextReading year = seen(with_rival(comb("2076", 0.99999), 2, '7', 0.999, '2', 1e-3), "2076");
    year.sure = true;
    sheet.put_text("visit_date.year", year);
    for (const auto& [part, text] : {std::pair{".month", "03"}, {".day", "05"}}) {
        TextReading reading = seen(comb(text, 0.99999), text);
        reading.sure = true;
        sheet.put_text(std::string("visit_date") + part, reading);
    }
    EXPECT_NE(shown(sheet, "visit_date"), "read \"2076-03-05\"") << "rather 2026";
}

}  // namespace tanfang

#include "pipeline/record/values.h"

#include "pipeline/record/id_number.h"

#include "tests/unit/record/paper_sheet.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const Lexicon& lexicon() {
    static const Knowledge knowledge = example_county();
    return knowledge.lexicon;
}

std::string day(const std::string& year, const std::string& month,
                const std::string& day_of_month) {
    const auto date = date_of(date_parts({year, month, day_of_month}), lexicon().numbers);
    return date ? iso_date(*date) : "";
}

std::string shown(const std::optional<Value>& value) {
    return value ? value->json.dump() + (value->derived ? " derived" : "") : "nothing";
}

}  // namespace

TEST(DateValue, TakesDigitsChineseNumeralsAndTwoDigitYears) {
    EXPECT_EQ(day("2026", "3", "5"), "2026-03-05");
    EXPECT_EQ(day("２０２６", "０３", "０５"), "2026-03-05");
    EXPECT_EQ(day("26", "03", "05"), "2026-03-05");
    EXPECT_EQ(day("二〇二六", "三", "廿五"), "2026-03-25");
    EXPECT_EQ(day("二0二六年", "十二月", "三十一日"), "2026-12-31");
    EXPECT_EQ(day("2024", "2", "29"), "2024-02-29");
}

TEST(DateValue, TakesAWholeDateInTheFirstSlot) {
    EXPECT_EQ(day("24.3.5", "", ""), "2024-03-05");
    EXPECT_EQ(day("2024-3-15", "", ""), "2024-03-15");
    EXPECT_EQ(day("2024/3/15", "", ""), "2024-03-15");
    EXPECT_EQ(day("2024年3月15日", "", ""), "2024-03-15");
}

TEST(DateValue, IsNothingWhereThereIsNoSuchDay) {
    EXPECT_EQ(day("2026", "2", "29"), "");
    EXPECT_EQ(day("2026", "2", "30"), "");
    EXPECT_EQ(day("2026", "13", "1"), "");
    EXPECT_EQ(day("2026", "0", "1"), "");
    EXPECT_EQ(day("2026", "4", ""), "");
    EXPECT_EQ(day("2026", "四月初五", "5"), "");
    EXPECT_EQ(day("99999999999", "1", "1"), "");
}

TEST(Numerals, AreReadAsPeopleWriteThem) {
    const auto number = [](const char* text) {
        return parse_count(text, lexicon().numbers).value_or(-1);
    };
    EXPECT_EQ(number("12"), 12);
    EXPECT_EQ(number("１２"), 12);
    EXPECT_EQ(number("十"), 10);
    EXPECT_EQ(number("十二"), 12);
    EXPECT_EQ(number("二十"), 20);
    EXPECT_EQ(number("廿三"), 23);
    EXPECT_EQ(number("卅"), 30);
    EXPECT_EQ(number("一百二十三"), 123);
    EXPECT_EQ(number("一百零五"), 105);
    EXPECT_EQ(number("二千"), 2000);
    EXPECT_EQ(number("贰拾"), 20);
    for (const char* wrong : {"", "三三十", "十百", "二廿", "三次", "1234567890", "-1", "\xFF"})
        EXPECT_EQ(number(wrong), -1) << wrong;
}

TEST(IdNumberValue, FoldsWidthBlanksAndTheLetter) {
    EXPECT_EQ(shown(id_value(" 35059919380506008x ")), "\"35059919380506008X\"");
    EXPECT_EQ(shown(id_value("３５０５９９１９３８０５０６００８Ｘ")), "\"35059919380506008X\"");
    EXPECT_EQ(shown(id_value("350599 1945 0312 0010")), "\"350599194503120010\"");
}

TEST(IdNumberValue, TurnsAFirstGenerationNumberIntoToday) {
    EXPECT_EQ(shown(id_value("350599450312001")), "\"350599194503120010\" derived");
}

TEST(IdNumberValue, RefusesOtherShapes) {
    for (const char* wrong : {"", "35059919450312001", "3505991945031200100", "050599194503120010",
                              "35059919450312X010", "3505991945031200l0", "35059945031200"})
        EXPECT_EQ(shown(id_value(wrong)), "nothing") << wrong;
}

TEST(IdNumber, HasTheCheckCharacterOfTheStandardsExample) {
    EXPECT_EQ(check_character("11010519491231002"), 'X');
    for (const char* good :
         {"350599194503120010", "350599195202290184", "350599194008150220", "350599194912310368",
          "350599193307071042", "350599196006010776", "35059919380506008X"})
        EXPECT_TRUE(check_character_holds(good)) << good;
    EXPECT_FALSE(check_character_holds("350599194503120011"));
}

TEST(DisabilityCardValue, KnowsTypeGradeAndSuffix) {
    EXPECT_EQ(shown(disability_card_value("35059919450312001042")), "\"35059919450312001042\"");
    EXPECT_EQ(shown(disability_card_value("35059919380506008x42b1")), "\"35059919380506008X42B1\"");
    for (const char* wrong :
         {"3505991945031200104", "35059919450312001082", "35059919450312001045",
          "35059919450312001042C", "35059919450312001042B", "35059919450312001042B123"})
        EXPECT_EQ(shown(disability_card_value(wrong)), "nothing") << wrong;
}

TEST(PhoneValue, KeepsDigitsAndJoinsSeveral) {
    EXPECT_EQ(shown(phone_value("0595-8888 0000")), "\"059588880000\"");
    EXPECT_EQ(shown(phone_value("13900000001、0595-88880000")), "\"13900000001/059588880000\"");
    EXPECT_EQ(shown(phone_value("１３９００００００００１")), "\"139000000001\"");
    for (const char* wrong : {"", "/", "139/", "无", "1390000ooo1"})
        EXPECT_EQ(shown(phone_value(wrong)), "nothing") << wrong;
}

TEST(MoneyValue, IsADecimalString) {
    const auto money = [](const char* text) { return shown(money_value(text, lexicon())); };
    EXPECT_EQ(money("1200"), "\"1200\"");
    EXPECT_EQ(money("¥1,200.00元"), "\"1200\"");
    EXPECT_EQ(money("约８６．５０元"), "\"86.5\"");
    EXPECT_EQ(money("0800"), "\"800\"");
    EXPECT_EQ(money("1.125"), "\"1.125\"");
    EXPECT_EQ(money("一千二百元"), "\"1200\" derived");
    for (const char* nothing : {"无", "0", "0.00", "—", "-", "/"})
        EXPECT_EQ(money(nothing), "\"0\" derived") << nothing;
    for (const char* wrong : {"", "元", "12.3.4", "1200左手", "-5", "1200.", "12345678901"})
        EXPECT_EQ(money(wrong), "nothing") << wrong;
}

TEST(CountValue, IsAnInteger) {
    EXPECT_EQ(shown(count_value("第12次", lexicon())), "12");
    EXPECT_EQ(shown(count_value("三人", lexicon())), "3");
    EXPECT_EQ(shown(count_value("无", lexicon())), "0 derived");
    EXPECT_EQ(shown(count_value("几", lexicon())), "nothing");
}

TEST(WordValue, IsTheIdWhereTheListHasOne) {
    const auto& lists = model_of("enrollment").codelists;
    EXPECT_EQ(shown(word_value("女", &lists.at("sex"))), "\"female\"");
    EXPECT_EQ(shown(word_value("1", &lists.at("sex"))), "\"male\"");
    EXPECT_EQ(shown(word_value("不安全", &lists.at("yes_no"))), "\"no\"");
    EXPECT_EQ(shown(word_value("√", &lists.at("yes_no"))), "\"yes\"");
    EXPECT_EQ(shown(word_value("安", &lists.at("sex"))), "nothing");
    EXPECT_EQ(shown(word_value("儿子", &lists.at("family_relation"))), "\"儿子\"");
    EXPECT_EQ(shown(word_value("良好", nullptr)), "\"良好\"");
    EXPECT_EQ(code_of_word(lists.at("family_relation"), "儿子"), "20");
    EXPECT_EQ(code_of_word(lists.at("family_relation"), "侄女"), "94");
    EXPECT_EQ(code_of_word(lists.at("family_relation"), "石头"), "");
}

}  // namespace tanfang

#include "pipeline/base/text.h"
#include "pipeline/record/id_acceptor.h"
#include "pipeline/record/number_acceptors.h"
#include "pipeline/record/spelling.h"

#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const Date today = *parse_date("2026-11-01");

Acceptor id_numbers(const std::string& county = "350599") {
    return accept_id_number(county, {"350597", "350598"}, today);
}

/// What is spelled, with "!" where other ink than an allowed text speaks.
std::string spelled(const TileGraph& graph, const Acceptor& acceptor) {
    const auto spelling = best_spelling(graph, acceptor);
    if (!spelling)
        return "nothing";
    return utf8(spelling->text) + (spelling->mass < -4 ? "!" : "");
}

}  // namespace

TEST(IdAcceptor, TakesSoundNumbersAndNoOthers) {
    const Acceptor ids = id_numbers();
    for (const char* number : {"350599194503120010", "350599195202290184", "35059919380506008X"})
        EXPECT_EQ(spelled(comb(number), ids), number);
    for (const char* wrong : {"350599194503120011",   // check character
                              "350599195302290181",   // no such day
                              "160599194503120015",   // no such province
                              "350599202611020016",   // born tomorrow
                              "350599189903120019"})  // before 1900
        EXPECT_NE(spelled(comb(wrong), ids).back(), wrong[17]) << wrong;
    EXPECT_EQ(spelled(comb("35059919450312001"), ids).back(), '!') << "17 cells";
}

TEST(IdAcceptor, RecoversAnUnreadableDigit) {
    for (std::size_t i = 6; i < 17; ++i) {
        std::string number = "350599194503120010";
        number[i] = '?';
        EXPECT_EQ(spelled(comb(number), id_numbers()), "350599194503120010") << i;
    }
}

TEST(IdAcceptor, BirthDaysOfThisYearEndToday) {
    const auto mass = [](const char* birthday) {
        // the check character is open: X or any digit
        TileGraph graph = comb("350599" + std::string(birthday) + "001?");
        graph.tiles.back().characters.push_back({U'X', 0.1});
        return best_spelling(graph, id_numbers())->mass;
    };
    EXPECT_GT(mass("20261101"), -4);
    EXPECT_LT(mass("20261102"), -4);
    EXPECT_LT(mass("20261201"), -4);
    EXPECT_GT(mass("20260228"), -4);
    EXPECT_LT(mass("20260229"), -4);
    EXPECT_GT(mass("20240229"), -4);
    EXPECT_LT(mass("19000229"), -4) << "1900 was no leap year";
    EXPECT_LT(mass("20270101"), -4);
}

TEST(IdAcceptor, TheCountyIsAPriorAndNoFilter) {
    // 3505?9: the county's 9 and another digit are written alike
    TileGraph graph = with_rival(comb("350599194503120010"), 4, '9', 0.5, '4', 0.5);
    EXPECT_EQ(spelled(graph, id_numbers()).substr(0, 6), "350599");
    EXPECT_EQ(spelled(comb("11010519491231002X"), id_numbers()), "11010519491231002X");
    EXPECT_EQ(spelled(comb("11010519491231002X"), id_numbers("")), "11010519491231002X");
    EXPECT_GT(best_spelling(comb("11010519491231002X"), id_numbers())->posterior, 0.99);
}

TEST(IdAcceptor, AMixtureOfPriorsGivesOneTextAllItsWays) {
    const auto spelling = best_spelling(comb("350599194503120010"), id_numbers());
    ASSERT_TRUE(spelling);
    EXPECT_GT(spelling->posterior, 0.9999);
}

TEST(IdAcceptor, FifteenDigitsAreANumberOfTheFirstGeneration) {
    EXPECT_EQ(spelled(comb("350599450312001___"), id_numbers()), "350599450312001");
}

TEST(IdAcceptor, ADisabilityCardAddsTypeAndGrade) {
    const Acceptor cards = accept_disability_card("350599", {}, today);
    EXPECT_EQ(spelled(comb("35059919450312001042"), cards), "35059919450312001042");
    EXPECT_EQ(spelled(with_rival(comb("35059919450312001042"), 18, '9', 0.6, '4', 0.4), cards),
              "35059919450312001042")
        << "there is no type 9";
}

TEST(PhoneAcceptor, TakesMobileNumbersAndLandLines) {
    const Acceptor phones = accept_phone();
    for (const char* number : {"13805951234_", "059588123456", "05928812345_", "01088123456_",
                               "02088123456_", "059028812345", "03718812345_", "88123456____",
                               "8812345_____", "12345_______", "_13805951234"}) {
        std::string digits = number;
        std::erase(digits, '_');
        EXPECT_EQ(spelled(comb(number), phones), digits);
    }
    for (const char* wrong : {"12805951234_", "1380595123__", "138_5951234_", "059508123456",
                              "05958812345_",   // a digit is missing
                              "059288123456"})  // one too many
        EXPECT_EQ(spelled(comb(wrong), phones).back(), '!') << wrong;
}

TEST(PhoneAcceptor, AnEmptyCellInsideIsNoNumber) {
    EXPECT_LT(best_spelling(comb("1380595_1234"), accept_phone())->mass, -4);
}

TEST(CountAcceptor, TakesTheRangeOfTheFieldWhereverItStands) {
    const Acceptor counts = accept_count(1, 31);
    EXPECT_EQ(spelled(comb("3_"), counts), "3");
    EXPECT_EQ(spelled(comb("_3"), counts), "3");
    EXPECT_EQ(spelled(comb("03"), counts), "03");
    EXPECT_EQ(best_spelling(comb("03"), counts)->label, 3);
    EXPECT_EQ(spelled(with_rival(comb("37"), 1, '7', 0.8, '1', 0.2), counts), "31");
    EXPECT_EQ(spelled(comb("__"), counts).back(), '!') << "a number has a digit";
}

TEST(AmountAcceptor, TakesYuanWithoutLeadingZeros) {
    const Acceptor amounts = accept_amount(7);
    EXPECT_EQ(spelled(comb("1200___"), amounts), "1200");
    EXPECT_EQ(spelled(comb("0______"), amounts), "0");
    EXPECT_EQ(spelled(comb("86.5___"), amounts), "86.5");
    EXPECT_EQ(spelled(comb("012____"), amounts).back(), '!');
    EXPECT_EQ(spelled(comb("12_00__"), amounts).back(), '!');
}

}  // namespace tanfang

#include "pipeline/record/linked_numbers.h"

#include "tests/unit/record/paper_sheet.h"
#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const std::string number = "350599194503120010";

char best(const TileGraph& graph, std::size_t cell) {
    return static_cast<char>(graph.tiles[cell].characters.front().code);
}

}  // namespace

TEST(LinkedNumbers, TheCardSettlesACellOfTheNumber) {
    const TileGraph unclear = with_rival(comb(number), 13, '7', 0.6, '2', 0.399);
    const auto both = confirmed_by(unclear, comb(number + "42"));
    ASSERT_TRUE(both);
    EXPECT_EQ(best(*both, 13), '2');
    EXPECT_GT(both->tiles[13].characters.front().probability, 0.95);
    EXPECT_EQ(both->places, 18);
    const auto card = confirmed_by(comb(number + "42"), unclear);
    ASSERT_TRUE(card);
    EXPECT_EQ(best(*card, 13), '2');
    EXPECT_EQ(best(*card, 18), '4') << "cells behind the number stay";
}

TEST(LinkedNumbers, ASlipOfThePenIsPossible) {
    const auto both = confirmed_by(comb(number), comb("350599194503170010"
                                                      "42"));
    ASSERT_TRUE(both);
    EXPECT_EQ(best(*both, 13), '2') << "a clear cell outweighs the other writing of it";
    EXPECT_LT(both->tiles[13].characters.front().probability, 0.9999);
}

TEST(LinkedNumbers, TwoDifferentNumbersSayNothingAboutEachOther) {
    EXPECT_FALSE(confirmed_by(comb(number), comb("350599195202290184"
                                                 "42")));
    EXPECT_FALSE(confirmed_by(comb(number), comb("13805951234_")));
    EXPECT_FALSE(confirmed_by(comb(number), {}));
}

TEST(LinkedNumbers, BothFieldsOfASheetGain) {
    Knowledge knowledge = example_county();
    knowledge.calibration.fields["id_number"] = {0.99, -4, 1};
    knowledge.calibration.fields["disability_card"] = {0.99, -4, 1};
    // two cells of each that the check character alone cannot settle
    TileGraph weak = with_rival(comb(number), 14, '0', 0.5, '1', 0.5);
    weak = with_rival(weak, 16, '1', 0.5, '8', 0.5);
    PaperSheet sheet("enrollment");
    sheet.put_text("subject_id_no", seen(weak, number));
    EXPECT_EQ(value_of(check(sheet, knowledge), "subject_id_no").state, FieldState::doubtful);
    sheet.put_text("disability_card_no", seen(comb(number + "42"), number + "42"));
    EXPECT_EQ(value_of(check(sheet, knowledge), "subject_id_no").state, FieldState::read);
    EXPECT_EQ(value_of(check(sheet, knowledge), "disability_card_no").state, FieldState::read);
}

}  // namespace tanfang

#include "pipeline/generate/text_layout.h"

#include "installed.h"
#include <gtest/gtest.h>

namespace tanfang {
namespace {

Spot spot(double width, double height, int cells = 0) {
    return {"f", "f", "", SpotKind::field, 0, {{20, 30}, width, height}, cells};
}

double right_end(const PlacedLine& line) {
    return line.start.x +
           installed::fonts().width(line.text, Face::body) * line.size_pt / points_per_mm;
}

TEST(TextLayout, PutsOneCharacterInTheMiddleOfEachCell) {
    const auto lines = lay_out(U"19X", spot(21, 9, 3), false, installed::fonts());
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(((*lines)[i].start.x + right_end((*lines)[i])) / 2,
                    20 + 7 * (static_cast<double>(i) + 0.5), 0.01);
    EXPECT_EQ((*lines)[2].text, U"X");
}

TEST(TextLayout, RefusesMoreCharactersThanCells) {
    EXPECT_FALSE(lay_out(U"1234", spot(21, 9, 3), false, installed::fonts()));
}

TEST(TextLayout, ShrinksALineBeforeItWraps) {
    const auto roomy = lay_out(U"欧阳", spot(40, 10), false, installed::fonts());
    ASSERT_TRUE(roomy);
    EXPECT_EQ(roomy->size(), 1U);
    EXPECT_DOUBLE_EQ(roomy->front().size_pt, value_size_pt);
    const auto tight = lay_out(U"欧阳欧阳欧阳欧阳欧阳", spot(40, 10), false, installed::fonts());
    ASSERT_TRUE(tight);
    EXPECT_EQ(tight->size(), 1U);
    EXPECT_LT(tight->front().size_pt, value_size_pt);
}

TEST(TextLayout, KeepsEveryLineInsideTheBox) {
    const Spot place = spot(60, 20);
    std::u32string text;
    for (int i = 0; i < 60; ++i) text += U"需要，";
    const auto lines = lay_out(text.substr(0, 80), place, true, installed::fonts());
    ASSERT_TRUE(lines);
    EXPECT_GT(lines->size(), 1U);
    std::u32string joined;
    for (const auto& line : *lines) {
        EXPECT_GE(line.start.x, place.box.left());
        EXPECT_LE(right_end(line), place.box.right());
        EXPECT_GE(line.start.y - 0.88 * line.size_pt / points_per_mm, place.box.top());
        EXPECT_LE(line.start.y, place.box.bottom());
        EXPECT_NE(line.text.front(), U'，') << "no line begins with a comma";
        joined += line.text;
    }
    EXPECT_EQ(joined, text.substr(0, 80)) << "nothing is lost or changed";
    EXPECT_FALSE(lay_out(std::u32string(2000, U'长'), place, true, installed::fonts()));
}

TEST(TextLayout, BreaksLinesWhereTheTextDoes) {
    const auto lines = lay_out(U"一\n二", spot(60, 20), true, installed::fonts());
    ASSERT_TRUE(lines);
    ASSERT_EQ(lines->size(), 2U);
    EXPECT_EQ((*lines)[1].text, U"二");
}

TEST(TextLayout, FitsTheLongestTextsThatTheFieldsAllow) {
    for (const char* form : {"visit", "enrollment"})
        for (const auto& field : installed::model(form).fields) {
            const Spot* place = installed::form(form).find_spot(field.id);
            if (!place || field.max_length == 0 || place->cells > 0)
                continue;
            EXPECT_TRUE(lay_out(std::u32string(static_cast<std::size_t>(field.max_length), U'字'),
                                *place, field.type == FieldType::text_multi, installed::fonts()))
                << field.id << ": " << field.max_length << " characters";
        }
}

}  // namespace
}  // namespace tanfang

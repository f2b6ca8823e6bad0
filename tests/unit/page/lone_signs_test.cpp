/// Signs far apart in their line.
#include "pipeline/page/lone_signs.h"

#include "printed_row.h"
#include <gtest/gtest.h>

namespace tanfang {
namespace {

/// A date's signs, 200 px apart, which the reader of print has put elsewhere.
PrintedRegion date_as_read(const std::string& read) {
    PrintedRegion region{{0, 0, 900, 130}, {}, items_of(read)};
    region.rows.push_back({{100, 50, 428, 28}, {{100, 112}, {116, 128}, {300, 326}, {500, 528}}});
    return region;
}

TEST(LoneSigns, StandWhereTheirStrokesAre) {
    PrintedRegion region = date_as_read("年月晶");
    put_lone_signs_on_strokes(region);
    EXPECT_EQ(region.items[0].box.x, 100);
    EXPECT_EQ(region.items[0].box.width, 28) << "both halves of the sign";
    EXPECT_EQ(region.items[1].box.x, 300);
    EXPECT_EQ(region.items[2].box.x, 500);
    EXPECT_EQ(region.items[2].character, U'日') << "which readers take for what looks like it";
}

TEST(LoneSigns, OfALineWithOtherStrokesStayWhereTheyWereRead) {
    PrintedRegion more = date_as_read("年月日"), rule = date_as_read("年月日");
    more.rows.front().ink.emplace_back(700, 720);
    put_lone_signs_on_strokes(more);
    EXPECT_EQ(more.items[1].box.x, 130);
    rule.rows.front().ink.emplace_back(600, 800);
    put_lone_signs_on_strokes(rule);
    EXPECT_EQ(rule.items[1].box.x, 300) << "a rule is no sign";
}

}  // namespace
}  // namespace tanfang

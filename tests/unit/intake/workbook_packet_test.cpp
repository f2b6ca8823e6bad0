/// Sheets on their way from the decoding child, which may be in other hands.
#include "pipeline/intake/workbook_packet.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

std::vector<SheetTable> small_workbook() {
    return {{"台账",
             {{1, false, {{"姓名", false, false}, {"", false, true}}},
              {7, true, {{"12", true, true}}}}},
            {"", {}}};
}

}  // namespace

TEST(WorkbookPacket, ComesOutAsItWentIn) {
    const auto out = unpack_workbook(pack_workbook(small_workbook()));
    ASSERT_TRUE(out);
    ASSERT_EQ(out->size(), 2U);
    EXPECT_EQ(out->front().name, "台账");
    ASSERT_EQ(out->front().rows.size(), 2U);
    EXPECT_EQ(out->front().rows[0].cells.at(0).text, "姓名");
    EXPECT_TRUE(out->front().rows[0].cells.at(1).formula);
    EXPECT_EQ(out->front().rows[1].number, 7);
    EXPECT_TRUE(out->front().rows[1].hidden);
    EXPECT_TRUE(out->front().rows[1].cells.at(0).number);
}

TEST(WorkbookPacket, IsRefusedWhereItIsCutOrChanged) {
    const std::string packed = pack_workbook(small_workbook());
    for (std::size_t length = 0; length < packed.size(); ++length)
        EXPECT_FALSE(unpack_workbook(packed.substr(0, length))) << length;
    EXPECT_FALSE(unpack_workbook(packed + "x"));
    for (std::size_t at = 0; at < packed.size(); ++at) {
        std::string changed = packed;
        changed[at] = '\xFF';
        const auto out = unpack_workbook(changed);
        EXPECT_TRUE(!out || pack_workbook(*out) == changed) << at;
    }
    const auto replaced = [&](std::size_t at) {
        std::string changed = packed;
        changed[at] = '\xFF';
        return unpack_workbook(changed);
    };
    EXPECT_FALSE(replaced(0)) << "more tables than bytes";
    EXPECT_FALSE(replaced(packed.find("姓名"))) << "not UTF-8";
}

}  // namespace tanfang

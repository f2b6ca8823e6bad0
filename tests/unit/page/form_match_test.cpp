/// Cells that say the words of a label, be they matched or not.
#include "pipeline/page/form_match.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

FormMatch match_of(const std::vector<std::string>& form, const std::vector<std::string>& print) {
    static PrintWords words;
    words = {"small", {}, {}};
    for (const auto& cell : form) words.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(print.size());
    for (std::size_t i = 0; i < print.size(); ++i) cells[i].items = items_of(print[i]);
    return match_form(cells, words);
}

TEST(FormMatch, KnowsCellsThatSayWhatTheFormHasBeforeAPlaceOfWriting) {
    const auto match =
        match_of({"1", "{n}", "饮水是否安全", "{w}", "经济来源:{i}签字{s}", "[a]良好"},
                 {"1", "良好", "经济来源", "签字", "", "饮水是否安全"});
    EXPECT_FALSE(is_label_cell(match, 0)) << "a digit may be written";
    EXPECT_FALSE(is_label_cell(match, 1)) << "an option's words too";
    EXPECT_TRUE(is_label_cell(match, 2));
    EXPECT_TRUE(is_label_cell(match, 3));
    EXPECT_FALSE(is_label_cell(match, 4));
    EXPECT_TRUE(is_label_cell(match, 5));
}

TEST(FormMatch, ACellThatSaysALabelsWordsIsNoneForWriting) {
    const auto match = match_of({"联系电话", "{p}", "健康状况", "经济来源:{i}"},
                                {"联系电话", "经济来源", "健康状况"});
    for (const auto& cell : match.cells) EXPECT_NE(cell.known, 1U) << cell.cell;
}

}  // namespace
}  // namespace tanfang

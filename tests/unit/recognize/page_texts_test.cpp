/// The fields of a page, which each network is shown together.
#include "pipeline/recognize/text.h"
#include "pipeline/recognize/tile.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/recognize/synthetic_ink.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr double cell_mm = 5.7;

/// Counts the tiles of each network from 0 on: its first tile is a 0, its tenth a 9.
class CountingReader : public TextReader {
  public:
    std::vector<TileReading> read(const cv::Mat& strip, Network network) override {
        shown.emplace_back(network, strip.cols / strip.rows);
        std::vector<TileReading> tiles;
        for (int i = 0; i < strip.cols / strip.rows && network != silent; ++i, ++next)
            tiles.push_back({{{U'0' + static_cast<char32_t>(next % 10), 0.999}}, 1e-6});
        return tiles;
    }

    std::vector<std::pair<Network, int>> shown;
    Network silent = Network::han;  ///< cannot be followed
    int next = 0;
};

/// The fields of one page.
class PageOfTexts {
  public:
    /// @param cells  each with a stroke where it says so, from the left
    void comb(const std::string& cells) {
        FieldInk field = empty_field(static_cast<double>(cells.size()) * cell_mm, 8.6);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (const double x = (static_cast<double>(i) + 0.5) * cell_mm; cells[i] == '|')
                stroke(field, {x, 2}, {x, 6.5});
        add(std::move(field), static_cast<int>(cells.size()), Writing::count);
    }

    void line(Writing writing) {
        FieldInk field = empty_field(20, 9);
        stroke(field, {5, 2}, {5, 7});
        add(std::move(field), 0, writing);
    }

    std::vector<TextReading> read(TextReader& reader) const {
        std::vector<TextField> texts;
        for (std::size_t i = 0; i < fields_.size(); ++i)
            texts.push_back({fields_[i], inks_[i], cells_[i], writings_[i]});
        return read_texts(texts, reader, {});
    }

  private:
    void add(FieldInk field, int cells, Writing writing) {
        inks_.push_back(measure_writing(field, cells));
        fields_.push_back(std::move(field));
        cells_.push_back(cells);
        writings_.push_back(writing);
    }

    std::deque<FieldInk> fields_;
    std::deque<WritingInk> inks_;
    std::vector<int> cells_;
    std::vector<Writing> writings_;
};

}  // namespace

TEST(PageTexts, EachNetworkIsShownAllOfItsFieldsAtOnceAndEachFieldGetsItsOwnTiles) {
    PageOfTexts page;
    page.comb("||....");
    page.line(Writing::amount);
    page.comb("......");
    page.comb("|||...");
    CountingReader reader;
    const auto readings = page.read(reader);
    EXPECT_THAT(reader.shown, ElementsAre(Pair(Network::cell, 5), Pair(Network::number, 1)))
        << "cells without ink are not shown";
    ASSERT_EQ(readings.size(), 4u);
    EXPECT_EQ(readings[0].text, "01");
    EXPECT_EQ(readings[0].graph.places, 6);
    EXPECT_EQ(readings[1].text, "5");
    EXPECT_EQ(readings[2].text, "");
    EXPECT_TRUE(readings[2].sure);
    EXPECT_EQ(readings[3].text, "234");
}

TEST(PageTexts, ANetworkThatCannotBeFollowedLeavesTheOthersTheirFields) {
    PageOfTexts page;
    page.line(Writing::han_word);
    page.comb("||");
    page.line(Writing::name);
    CountingReader reader;
    const auto readings = page.read(reader);
    EXPECT_EQ(readings[0].text, "");
    EXPECT_FALSE(readings[0].sure) << "it has ink, so it is not blank";
    EXPECT_EQ(readings[1].text, "01");
    EXPECT_EQ(readings[2].text, "");
}

TEST(PageTexts, ManyFieldsAreShownInSeveralStrips) {
    PageOfTexts page;
    for (int i = 0; i < 20; ++i) page.comb("||||||||||||");
    CountingReader reader;
    const auto readings = page.read(reader);
    EXPECT_THAT(reader.shown, ElementsAre(Pair(Network::cell, 156), Pair(Network::cell, 84)));
    EXPECT_EQ(readings.front().text, "012345678901");
    EXPECT_EQ(readings.back().text, "890123456789");
}

}  // namespace tanfang

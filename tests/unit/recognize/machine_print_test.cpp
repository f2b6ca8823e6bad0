#include "pipeline/recognize/machine_print.h"

#include <algorithm>
#include <deque>
#include <string>

#include "tests/unit/recognize/synthetic_ink.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// Answers with what it is told to, and counts.
class Second : public SecondReader {
  public:
    std::string read(const cv::Mat& line, Alphabet alphabet) override {
        asked.push_back(alphabet);
        widest = std::max(widest, line.cols);
        const std::string answer = answers.empty() ? "" : answers.front();
        if (!answers.empty())
            answers.pop_front();
        return answer;
    }

    std::deque<std::string> answers;
    std::vector<Alphabet> asked;
    int widest = 0;
};

/// The fields of one page.
class Page {
  public:
    /// @param drops  mm by which each character stands too deep
    /// @param size   of the digits, share of the usual one
    /// @param confidence  of the network in all of them
    void digits(const std::string& field, const std::string& text, std::vector<double> drops = {},
                int cells = 0, double size = 1, double confidence = 0.99) {
        drops.resize(text.size());
        FieldInk ink =
            empty_field(6.0 * std::max<double>(cells, static_cast<double>(text.size())), 9);
        for (std::size_t i = 0; i < text.size(); ++i)
            cv::putText(ink.pen, text.substr(i, 1),
                        {ink.area.x + static_cast<int>(60 * i) + 12,
                         ink.area.y + 64 + static_cast<int>(10 * drops[i])},
                        cv::FONT_HERSHEY_SIMPLEX, 1.5 * size, cv::Scalar(220), 4, cv::LINE_AA);
        add(field, text, std::move(ink), Alphabet::digits, cells);
        readings_.back().confidence = confidence;
    }

    void words(const std::string& field, const std::string& text, double confidence = 0.7) {
        FieldInk ink = empty_field(40, 9);
        stroke(ink, {5, 2}, {8, 6}, 0.5);
        add(field, text, std::move(ink), Alphabet::han, 0);
        readings_.back().confidence = confidence;
    }

    void read() {
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            fields_[i].reading = &readings_[i];
            fields_[i].spot = &spots_[i];
        }
        read_machine_print(fields_, second);
    }

    const TextReading& reading(std::size_t i) const { return readings_[i]; }
    bool typed(std::size_t i) const { return readings_[i].sure && readings_[i].graph.places == 0; }
    bool can_be_claimed(std::size_t i) const {
        const auto& tiles = readings_[i].graph.tiles;
        return std::none_of(tiles.begin(), tiles.end(),
                            [](const CharacterTile& tile) { return tile.unsure; });
    }

    Second second;

  private:
    void add(const std::string& field, const std::string& text, FieldInk ink, Alphabet alphabet,
             int cells) {
        Spot spot;
        spot.id = spot.field = field;
        spot.field = field.substr(0, field.find('.'));
        spot.cells = cells;
        spots_.push_back(spot);
        WrittenField written;
        written.alphabet = alphabet;
        written.field = std::move(ink);
        written.ink = measure_writing(written.field);
        fields_.push_back(std::move(written));
        TextReading reading;
        reading.text = text;
        reading.confidence = 0.7;
        reading.graph.places = 1;
        reading.graph.tiles.resize(1);
        readings_.push_back(std::move(reading));
    }

    std::vector<WrittenField> fields_;
    std::deque<Spot> spots_;
    std::deque<TextReading> readings_;
};

}  // namespace

TEST(MachinePrint, DigitsThatStandOnOneLineAreLevelAndOthersAreNot) {
    FieldInk field = empty_field(66, 9);
    const auto write = [&](double drop) {
        field.pen.setTo(0);
        for (int i = 0; i < 11; ++i)
            cv::putText(field.pen, "5",
                        {field.area.x + 60 * i + 12,
                         field.area.y + 64 + static_cast<int>(i == 4 ? 10 * drop : 0)},
                        cv::FONT_HERSHEY_SIMPLEX, 1.5, cv::Scalar(220), 4, cv::LINE_AA);
        return measure_writing(field);
    };
    EXPECT_GT(level_height(write(0), field.area, 11, 11), 0);
    EXPECT_GT(level_height(write(0), field.area, 0, 11), 0);
    EXPECT_EQ(level_height(write(0.6), field.area, 11, 11), 0);
    EXPECT_EQ(level_height(write(0.6), field.area, 0, 11), 0);
    EXPECT_EQ(level_height(write(0), field.area, 11, 10), 0) << "something else was read";
    field.pen.setTo(0);
    EXPECT_EQ(level_height(measure_writing(field), field.area, 11, 0), 0);
}

TEST(MachinePrint, ALineOfACombIsAsNarrowAsALineOfPrint) {
    FieldInk field = empty_field(66, 9);
    stroke(field, {2, 2}, {2, 6}, 0.5);
    stroke(field, {60, 2}, {60, 6}, 0.5);
    const WritingInk ink = measure_writing(field);
    const cv::Mat digits = line_of_print(field, ink.mask, Alphabet::digits);
    EXPECT_LT(digits.cols, 60);
    EXPECT_EQ(cv::countNonZero(digits.row(0) != 255), 0) << "white around it";
    EXPECT_EQ(cv::countNonZero(digits.col(digits.cols - 1) != 255), 0);
    EXPECT_GT(line_of_print(field, ink.mask, Alphabet::han).cols, 500) << "words stay as they are";
    EXPECT_TRUE(
        line_of_print(field, cv::Mat::zeros(field.pen.size(), CV_8UC1), Alphabet::digits).empty());
}

TEST(MachinePrint, APrintedNumberThatReadsOtherwiseIsNeverSure) {
    Page page;
    page.digits("phone", "78205951234", {}, 12);
    page.second.answers = {"18205951234"};
    page.read();
    EXPECT_FALSE(page.reading(0).sure);
    EXPECT_FALSE(page.can_be_claimed(0));
    EXPECT_EQ(page.reading(0).text, "78205951234") << "what the network read stays a guess";
}

TEST(MachinePrint, HandwritingIsLeftToTheNetworks) {
    Page page;
    page.digits("phone", "18205951234", {0, 0.5, 0, 1, 0, 0.3, 0, 0, 0.7}, 12);
    page.words("name", "陈小明");
    page.second.answers = {"18205951234", "陈小明"};
    page.read();
    EXPECT_TRUE(page.second.asked.empty());
    EXPECT_FALSE(page.typed(0));
    EXPECT_FALSE(page.typed(1));
    EXPECT_TRUE(page.can_be_claimed(0));
}

TEST(MachinePrint, OnAPageFilledByAMachineWhatBothReadIsTyped) {
    Page page;
    page.digits("phone", "18205951234", {}, 12);
    page.words("name", "陈小明");
    page.words("village", "石渔");
    page.words("sex", "男");
    page.digits("count", "3");
    page.second.answers = {"18205951234", "陈小明", "石鱼", "男", "3"};
    page.read();
    EXPECT_TRUE(page.typed(0));
    EXPECT_TRUE(page.typed(1));
    EXPECT_TRUE(page.reading(1).printed);
    EXPECT_FALSE(page.reading(2).printed);
    EXPECT_GT(page.reading(1).confidence, 0.99);
    EXPECT_FALSE(page.typed(2)) << "they differ";
    EXPECT_FALSE(page.typed(3)) << "a character alone";
    EXPECT_TRUE(page.typed(4));
    EXPECT_THAT(page.second.asked,
                testing::ElementsAre(Alphabet::digits, Alphabet::han, Alphabet::han, Alphabet::han,
                                     Alphabet::digits));
}

TEST(MachinePrint, WhatTheNetworkIsAtALossWithIsNotTyped) {
    Page page;
    page.digits("phone", "18205951234", {}, 12);
    page.words("name", "由悦", 0.18);
    page.words("village", "石渔", 0.6);
    page.second.answers = {"18205951234", "由悦", "石渔"};
    page.read();
    EXPECT_FALSE(page.typed(1)) << "a character that nobody knows looks alike to both";
    EXPECT_TRUE(page.typed(2));
}

TEST(MachinePrint, ANumberOfWhichTheNetworkDoubtsADigitIsNotTyped) {
    Page page;
    page.digits("id", "350599195003070015");
    page.digits("count", "51", {}, 0, 1, 0.85);
    page.digits("amount", "51", {}, 0, 1, 0.95);
    page.second.answers = {"350599195003070015", "51", "51"};
    page.read();
    EXPECT_TRUE(page.typed(0));
    EXPECT_FALSE(page.typed(1)) << "a hand's 57 was a level 51 to both readers";
    EXPECT_TRUE(page.typed(2));
}

TEST(MachinePrint, ADateIsTypedInAllOfItsPartsOrInNone) {
    Page page;
    page.digits("phone", "18205951234", {}, 12);
    page.digits("date.year", "2026");
    page.digits("date.month", "11");
    page.digits("birth.year", "1950");
    page.digits("birth.month", "7");
    page.second.answers = {"18205951234", "2026", "77", "1950", "7"};
    page.read();
    EXPECT_FALSE(page.typed(1));
    EXPECT_FALSE(page.typed(2));
    EXPECT_TRUE(page.typed(3));
    EXPECT_TRUE(page.typed(4));
}

TEST(MachinePrint, OneLevelNumberAmongMuchHandwritingMakesNoMachine) {
    Page page;
    page.digits("count", "12345");
    page.digits("phone", "18205951234", {0, 0.5, 0, 1, 0, 0.3}, 12);
    page.words("name", "陈小明");
    page.second.answers = {"12345", "陈小明"};
    page.read();
    EXPECT_FALSE(page.typed(0));
    EXPECT_FALSE(page.typed(2));
}

TEST(MachinePrint, LevelNumbersOfSeveralSizesMakeNoMachine) {
    for (const double size : {1.0, 0.8}) {
        Page page;
        page.digits("date.year", "2026", {}, 4);
        page.digits("count", "155", {}, 0, size);
        page.words("name", "陈小明");
        page.second.answers = {"2026", "155", "陈小明"};
        page.read();
        EXPECT_EQ(page.typed(0), size == 1.0) << size;
        EXPECT_EQ(page.typed(1), size == 1.0) << size;
    }
}

}  // namespace tanfang

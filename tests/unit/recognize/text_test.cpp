#include "pipeline/recognize/text.h"

#include "pipeline/base/error.h"
#include "pipeline/recognize/tesseract_reader.h"
#include "pipeline/recognize/tile.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// Says "5" to every cell or line that it is shown.
class Fives : public TextReader {
  public:
    WritingDistribution read(const cv::Mat& strip, Writing, int cells) override {
        ++calls;
        shown = strip.clone();
        WritingDistribution seen;
        for (int i = 0; i < std::max(cells, 1); ++i)
            seen.positions.push_back({{"5", 0.9}, {"6", 0.05}});
        return seen;
    }

    int calls = 0;
    cv::Mat shown;
};

void digits(FieldInk& field, int first_cell, const std::string& text, double pitch) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const cv::Point at(
            field.area.x +
                static_cast<int>((first_cell + static_cast<double>(i)) * pitch * 10 + 12),
            field.area.y + 64);
        cv::putText(field.pen, text.substr(i, 1), at, cv::FONT_HERSHEY_SIMPLEX, 2, cv::Scalar(220),
                    5, cv::LINE_AA);
    }
}

}  // namespace

TEST(Text, ABlankFieldIsSurelyBlankAndNobodyReadsIt) {
    FieldInk field = empty_field(126, 8.8);
    paper_noise(field, 60, 3);
    salt(field, 60, 3);
    Fives reader;
    const TextReading reading = read_text(field, 18, Writing::id_number, reader);
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.text, "");
    EXPECT_TRUE(reading.candidates.empty());
    EXPECT_EQ(reader.calls, 0);
}

TEST(Text, ATouchOfThePenIsUnreadableAndNotBlank) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {20, 5}, {20.6, 5.3}, 0.5);
    Fives reader;
    const TextReading reading = read_text(field, 0, Writing::han_text, reader);
    EXPECT_FALSE(reading.sure);
    EXPECT_EQ(reading.text, "");
    EXPECT_TRUE(reading.candidates.empty());
}

TEST(Text, OnlyInkedCellsBecomeCharacters) {
    FieldInk field = empty_field(12 * 5.7, 8.6);
    digits(field, 0, "135", 5.7);
    Fives reader;
    const TextReading reading = read_text(field, 12, Writing::phone, reader);
    EXPECT_EQ(reading.text, "555");
    EXPECT_EQ(reader.calls, 1) << "a comb is one call";
    EXPECT_EQ(reader.shown.size(), cv::Size(12 * tile_px, tile_px));
    EXPECT_FALSE(reading.sure);
    EXPECT_GT(reading.confidence, 0.5);
    ASSERT_GE(reading.candidates.size(), 2u);
    EXPECT_EQ(reading.candidates[0].text, "555");
}

TEST(Text, TwoLinesAreReadOneByOne) {
    FieldInk field = empty_field(60, 20);
    for (int i = 0; i < 4; ++i) {
        stroke(field, {5.0 + 5 * i, 1}, {8.0 + 5 * i, 6});
        stroke(field, {5.0 + 5 * i, 11}, {8.0 + 5 * i, 16});
    }
    Fives reader;
    read_text(field, 0, Writing::han_text, reader);
    EXPECT_LT(reader.shown.rows, 60) << "the reader was shown a block";
    EXPECT_GT(reader.shown.cols, 2 * reader.shown.rows);
}

TEST(Text, TesseractReadsPrintedDigitsInAComb) {
    FieldInk field = empty_field(8 * 6, 8.2);
    digits(field, 0, "2026", 6);
    TesseractReader reader(tessdata_folder());
    const TextReading reading = read_text(field, 8, Writing::date_part, reader);
    EXPECT_EQ(reading.text, "2026");
    EXPECT_FALSE(reading.sure) << "a model of print is never sure";
    const TextReading again = read_text(field, 8, Writing::date_part, reader);
    EXPECT_EQ(reading.text, again.text);
    EXPECT_DOUBLE_EQ(reading.confidence, again.confidence);
}

TEST(Text, AMissingModelIsNoticedBeforeTheFirstField) {
    try {
        TesseractReader reader("/nonexistent/models");
        FAIL() << "a reader without models";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing_model);
    }
}

TEST(Text, BoxesAndSignaturesHoldNoText) {
    Field field;
    field.type = FieldType::signature;
    EXPECT_FALSE(writing_of(field));
    field.type = FieldType::choice_multi;
    EXPECT_FALSE(writing_of(field));
    field.type = FieldType::text_line;
    EXPECT_EQ(writing_of(field), Writing::han_text);
    field.lexicon = "surname,given_char";
    EXPECT_EQ(writing_of(field), Writing::name);
    field.type = FieldType::date;
    EXPECT_EQ(writing_of(field), Writing::date_part);
}

}  // namespace tanfang

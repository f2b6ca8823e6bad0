#include "pipeline/recognize/text.h"

#include "pipeline/recognize/tile.h"

#include <cmath>

#include "tests/unit/recognize/one_text.h"
#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// Says "5" to every tile that it is shown.
class Fives : public TextReader {
  public:
    std::vector<TileReading> read(const cv::Mat& strip, Network network) override {
        ++calls;
        shown = strip.clone();
        asked = network;
        const auto tiles = static_cast<std::size_t>(strip.cols / strip.rows);
        return std::vector<TileReading>(
            tiles - lost,
            {{{network == Network::han ? U'五' : U'5', chance}, {U'6', 1 - chance}}, 1e-6});
    }

    int calls = 0;
    double chance = 0.998;
    std::size_t lost = 0;  ///< tiles that it does not answer for
    cv::Mat shown;
    Network asked{};
};

Calibration trusting() {
    Calibration calibration;
    calibration.readings["comb"] = {0.98, -4, 1};
    calibration.readings["han"] = {0.5, -4, 1};
    return calibration;
}

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
    const TextReading reading =
        read_text(field, measure_writing(field), 18, Writing::id_number, reader, trusting());
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.text, "");
    EXPECT_TRUE(reading.candidates.empty());
    EXPECT_EQ(reading.graph.places, 0);
    EXPECT_EQ(reader.calls, 0);
}

TEST(Text, ATouchOfThePenIsUnreadableAndNotBlank) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {20, 5}, {20.6, 5.3}, 0.5);
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 0, Writing::han_text, reader, trusting());
    EXPECT_FALSE(reading.sure);
    EXPECT_EQ(reading.text, "");
    EXPECT_TRUE(reading.candidates.empty());
}

TEST(Text, EmptyCellsBehindANumberAreNoCharacters) {
    FieldInk field = empty_field(12 * 5.7, 8.6);
    digits(field, 0, "135", 5.7);
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 12, Writing::phone, reader, trusting());
    EXPECT_EQ(reading.text, "555");
    EXPECT_EQ(reader.calls, 1) << "a comb is one call";
    EXPECT_EQ(reader.asked, Network::cell);
    EXPECT_EQ(reader.shown.size(), cv::Size(3 * tile_px, tile_px));
    EXPECT_TRUE(reading.sure);
    EXPECT_NEAR(reading.confidence, std::pow(0.998, 3), 1e-3);
    EXPECT_EQ(reading.graph.places, 12);
    ASSERT_GE(reading.candidates.size(), 2u);
    EXPECT_EQ(reading.candidates[0].text, "555");
}

TEST(Text, AWeakProbabilityIsNotSure) {
    FieldInk field = empty_field(12 * 5.7, 8.6);
    digits(field, 0, "135", 5.7);
    Fives reader;
    reader.chance = 0.9;
    EXPECT_FALSE(
        read_text(field, measure_writing(field), 12, Writing::phone, reader, trusting()).sure);
    EXPECT_FALSE(read_text(field, measure_writing(field), 12, Writing::phone, reader, {}).sure)
        << "without thresholds";
}

TEST(Text, AMissingCellInsideANumberIsNeverSure) {
    FieldInk field = empty_field(6 * 5.7, 8.6);
    digits(field, 0, "13", 5.7);
    digits(field, 3, "8", 5.7);
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 6, Writing::count, reader, trusting());
    EXPECT_EQ(reading.text, "555");
    EXPECT_FALSE(reading.sure);
}

TEST(Text, ANumberOfWhichAPartIsPaleIsReadWholeAndNeverSure) {
    FieldInk field = empty_field(6 * 5.7, 8.6);
    digits(field, 0, "13", 5.7);
    FieldInk pale = empty_field(6 * 5.7, 8.6);
    digits(pale, 2, "00", 5.7);
    cv::max(field.pen, pale.pen * 0.3, field.pen);  // 66 of a threshold of 84
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 6, Writing::count, reader, trusting());
    EXPECT_EQ(reading.text, "5555");
    EXPECT_FALSE(reading.sure);
    ASSERT_FALSE(reading.graph.tiles.empty());
    EXPECT_TRUE(reading.graph.tiles.front().unsure) << "nor by what is known";
}

TEST(Text, DirtInACellOfANumberIsNeverSure) {
    FieldInk field = empty_field(6 * 5.7, 8.6);
    digits(field, 0, "138", 5.7);
    stroke(field, {5.5 * 5.7, 4}, {5.5 * 5.7 + 0.7, 4.4}, 0.5);
    Fives reader;
    EXPECT_FALSE(
        read_text(field, measure_writing(field), 6, Writing::count, reader, trusting()).sure);
}

TEST(Text, TwoBodiesInACellThatReadsBadlyAreNeverSure) {
    FieldInk field = empty_field(3 * 6, 8.6);
    digits(field, 0, "1", 6);
    stroke(field, {6 + 1.5, 1.2}, {6 + 4.5, 1.2});  // a five whose bar stands off
    stroke(field, {6 + 1.5, 2.4}, {6 + 3, 7.5});
    Fives reader;
    Calibration easy = trusting();
    easy.readings["comb"].posterior = 0.6;
    EXPECT_TRUE(read_text(field, measure_writing(field), 3, Writing::count, reader, easy).sure)
        << "it reads well";
    reader.chance = 0.85;
    EXPECT_FALSE(read_text(field, measure_writing(field), 3, Writing::count, reader, easy).sure);
}

TEST(Text, DigitsThatHadToBePartedWeighLess) {
    FieldInk field = empty_field(4 * 6, 8.6);
    digits(field, 0, "138", 6);
    Fives reader;
    Calibration careful = trusting();
    careful.disturbed = 0.5;
    EXPECT_NEAR(
        read_text(field, measure_writing(field), 4, Writing::count, reader, careful).confidence,
        std::pow(0.998, 3), 1e-3);
    stroke(field, {1.5 * 6, 6.2}, {2.5 * 6, 6.2}, 0.4);  // joins the 3 and the 8
    const TextReading joined =
        read_text(field, measure_writing(field), 4, Writing::count, reader, careful);
    const double parted = 1 / (1 + std::sqrt(0.002 / 0.998));
    EXPECT_NEAR(joined.confidence, 0.998 * parted * parted, 0.01);
    EXPECT_FALSE(joined.sure);
}

TEST(Text, AReaderThatSawAnotherNumberOfCharactersIsNotBelieved) {
    FieldInk field = empty_field(12 * 5.7, 8.6);
    digits(field, 0, "135", 5.7);
    Fives reader;
    reader.lost = 1;
    const TextReading reading =
        read_text(field, measure_writing(field), 12, Writing::phone, reader, trusting());
    EXPECT_EQ(reading.text, "");
    EXPECT_FALSE(reading.sure);
    EXPECT_TRUE(reading.candidates.empty());
}

TEST(Text, FreeWritingIsOneCallOverAllItsLines) {
    FieldInk field = empty_field(60, 20);
    for (int i = 0; i < 4; ++i) {
        stroke(field, {5.0 + 8 * i, 1}, {8.0 + 8 * i, 6});
        stroke(field, {5.0 + 8 * i, 11}, {8.0 + 8 * i, 16});
    }
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 0, Writing::han_text, reader, trusting());
    EXPECT_EQ(reader.calls, 1);
    EXPECT_EQ(reader.asked, Network::han);
    EXPECT_EQ(reader.shown.rows, han_tile_px);
    EXPECT_EQ(reading.text, "五五五五五五五五");
    EXPECT_EQ(reading.graph.places, 8);
}

TEST(Text, APieceThatIsNoDigitIsBelievedOnlyWhereNothingElseMakesSense) {
    class Doubting : public TextReader {
      public:
        explicit Doubting(double chance) : chance_(chance) {}
        std::vector<TileReading> read(const cv::Mat& strip, Network) override {
            const auto tiles = static_cast<std::size_t>(strip.cols / strip.rows);
            return std::vector<TileReading>(tiles,
                                            {{{no_character, 1 - chance_}, {U'5', chance_}}, 1e-6});
        }

      private:
        double chance_;
    };
    FieldInk field = empty_field(40, 9);
    digits(field, 1, "5", 6);
    const auto reading_at = [&](double chance) {
        Doubting reader(chance);
        return read_text(field, measure_writing(field), 0, Writing::amount, reader, trusting());
    };
    EXPECT_EQ(reading_at(0.1).text, "5");
    EXPECT_NEAR(reading_at(0.1).graph.best, std::log(0.1), 0.01)
        << "the best reading without knowledge is that of the digit";
    EXPECT_EQ(reading_at(0.0001).text, "□");
}

TEST(Text, FreeDigitsOfACoarseScanWeighLess) {
    FieldInk field = empty_field(40, 9);
    digits(field, 1, "25", 6);
    Fives reader;
    Calibration careful = trusting();
    careful.coarse = 0.5;
    const auto confidence = [&](Writing writing) {
        return read_text(field, measure_writing(field), 0, writing, reader, careful).confidence;
    };
    const double fine = confidence(Writing::amount), word = confidence(Writing::han_word);
    field.coarse = true;
    EXPECT_LT(confidence(Writing::amount), fine - 0.05);
    EXPECT_EQ(confidence(Writing::han_word), word);
}

TEST(Text, ACommaStandsBetweenTheWordsOfALine) {
    FieldInk field = empty_field(60, 9);
    stroke(field, {4, 1}, {8, 7});
    stroke(field, {12, 6}, {12.5, 6.8}, 0.5);
    stroke(field, {16.5, 1}, {20.5, 7});
    Fives reader;
    EXPECT_EQ(
        read_text(field, measure_writing(field), 0, Writing::han_text, reader, trusting()).text,
        "五、五");
    EXPECT_EQ(read_text(field, measure_writing(field), 0, Writing::amount, reader, trusting()).text,
              "5.5");
}

TEST(Text, ANumberThatIsCrossedOutIsNeverSure) {
    FieldInk field = empty_field(12 * 5.7, 8.6);
    digits(field, 0, "138", 5.7);
    Fives reader;
    EXPECT_TRUE(
        read_text(field, measure_writing(field), 12, Writing::phone, reader, trusting()).sure);
    stroke(field, {0.5, 4}, {17, 4.4});
    EXPECT_FALSE(
        read_text(field, measure_writing(field), 12, Writing::phone, reader, trusting()).sure);
}

TEST(Text, MoreLinesThanFourAreNotReadAtAll) {
    FieldInk field = empty_field(60, 40);
    for (int line = 0; line < 5; ++line)
        for (int i = 0; i < 6; ++i)
            stroke(field, {5.0 + 8 * i, 8.0 * line + 1}, {8.0 + 8 * i, 8.0 * line + 5});
    Fives reader;
    const TextReading reading =
        read_text(field, measure_writing(field), 0, Writing::han_text, reader, trusting());
    EXPECT_EQ(reader.calls, 0);
    EXPECT_EQ(reading.text, "");
    EXPECT_FALSE(reading.sure);
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

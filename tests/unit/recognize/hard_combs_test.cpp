/// Combs that no careful clerk would claim, read with the shipped network and its thresholds.
#include "pipeline/recognize/tesseract_reader.h"
#include "pipeline/recognize/text.h"

#include "tests/unit/recognize/one_text.h"
#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr double pitch = 6;

void write(FieldInk& field, int first_cell, const std::string& text, double step = pitch) {
    for (std::size_t i = 0; i < text.size(); ++i)
        cv::putText(
            field.pen, text.substr(i, 1),
            {field.area.x +
                 static_cast<int>((first_cell * pitch + static_cast<double>(i) * step) * 10) + 12,
             field.area.y + 64},
            cv::FONT_HERSHEY_SIMPLEX, 2, cv::Scalar(220), 5, cv::LINE_AA);
}

class HardCombs : public testing::Test {
  protected:
    TextReading read(int cells, Writing writing) {
        return read_text(field_, measure_writing(field_), cells, writing, reader_, calibration_);
    }

    double surest_in_cell(std::size_t cell) {
        const auto reading = read(12, Writing::phone);
        return reading.graph.tiles.at(cell).characters.at(0).probability;
    }

    const std::filesystem::path models_ = TANFANG_SOURCE_DIR "/ocr-models";
    Calibration calibration_ = load_calibration(models_ / "calibration.json");
    TesseractReader reader_{models_, calibration_};
    FieldInk field_ = empty_field(12 * pitch, 8.6);
};

}  // namespace

TEST_F(HardCombs, PlainDigitsAreRead) {
    write(field_, 0, "13805952334");
    EXPECT_EQ(read(12, Writing::phone).text, "13805952334");
}

TEST_F(HardCombs, ACrossedOutNumberIsNotSure) {
    write(field_, 0, "13805952334");
    stroke(field_, {0.5, 4}, {65, 4.6}, 0.5);
    EXPECT_FALSE(read(12, Writing::phone).sure);
}

TEST_F(HardCombs, JoinedDigitsAreLessSureThanTheirPartsLook) {
    write(field_, 0, "13805952334");
    const double apart = read(12, Writing::phone).confidence;
    stroke(field_, {4.5 * pitch, 6}, {5.5 * pitch, 6}, 0.4);
    const TextReading joined = read(12, Writing::phone);
    EXPECT_LT(joined.confidence, apart);
    EXPECT_FALSE(joined.sure);
}

TEST_F(HardCombs, ABlotIsNotSure) {
    write(field_, 0, "1380");
    cv::circle(field_.pen, {field_.area.x + 270, field_.area.y + 45}, 24, cv::Scalar(220), -1);
    write(field_, 5, "952334");
    EXPECT_FALSE(read(12, Writing::phone).sure);
}

TEST_F(HardCombs, AnEightIsSure) {
    write(field_, 0, "13808952334");
    EXPECT_GT(surest_in_cell(4), 0.999);
}

TEST_F(HardCombs, NoBlotPassesForADigitWhoseLoopsRanFull) {
    for (int radius = 15; radius <= 30; radius += 3)
        for (const double flat : {0.6, 0.8, 1.0})
            for (const int shift : {-6, 0, 6}) {
                field_ = empty_field(12 * pitch, 8.6);
                write(field_, 0, "1380");
                cv::ellipse(field_.pen, {field_.area.x + 270 + shift, field_.area.y + 45},
                            {cvRound(radius * flat), radius}, 0, 0, 360, cv::Scalar(220), -1);
                write(field_, 5, "952334");
                EXPECT_FALSE(read(12, Writing::phone).sure)
                    << radius << ' ' << flat << ' ' << shift;
            }
}

TEST_F(HardCombs, LatinLettersAreNotSure) {
    write(field_, 0, "KEHRWMAbg");
    EXPECT_FALSE(read(12, Writing::phone).sure);
}

TEST_F(HardCombs, DigitsThatIgnoreTheCellsAreNotSure) {
    write(field_, 0, "13805952334", 0.72 * pitch);
    EXPECT_FALSE(read(12, Writing::phone).sure);
}

TEST_F(HardCombs, DigitsWithoutACombAreReadFromTheirOwnCuts) {
    FieldInk field = empty_field(40, 8.6);
    for (int i = 0; i < 5; ++i)
        cv::putText(field.pen, std::string("20358").substr(static_cast<std::size_t>(i), 1),
                    {field.area.x + 12 + 42 * i, field.area.y + 64}, cv::FONT_HERSHEY_SIMPLEX, 2,
                    cv::Scalar(220), 5, cv::LINE_AA);
    EXPECT_EQ(
        read_text(field, measure_writing(field), 0, Writing::amount, reader_, calibration_).text,
        "20358");
}

}  // namespace tanfang

#include "pipeline/recognize/tesseract_reader.h"

#include "pipeline/recognize/tile.h"

#include <fstream>

#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

const std::filesystem::path models = TANFANG_SOURCE_DIR "/ocr-models";

const Calibration& shipped() {
    static const Calibration calibration = load_calibration(models / "calibration.json");
    return calibration;
}

/// Digits as the comb cutter shows them: 22 px tall, in the middle of their tiles.
cv::Mat strip_of(const std::string& text) {
    cv::Mat strip(tile_px, tile_px * static_cast<int>(text.size()), CV_8UC1, cv::Scalar(255));
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ')
            continue;
        cv::Mat pen = cv::Mat::zeros(100, 100, CV_8UC1);
        cv::putText(pen, text.substr(i, 1), {20, 80}, cv::FONT_HERSHEY_SIMPLEX, 2.2,
                    cv::Scalar(220), 6, cv::LINE_AA);
        character_tile(pen, pen > 80, 90)
            .copyTo(strip(cv::Rect(tile_px * static_cast<int>(i), 0, tile_px, tile_px)));
    }
    return strip;
}

std::string first_of(const std::vector<TileReading>& tiles) {
    std::string out;
    for (const auto& tile : tiles)
        out += tile.characters.empty() ? '?' : static_cast<char>(tile.characters.front().code);
    return out;
}

class ModelFolder : public testing::Test {
  protected:
    void SetUp() override {
        for (const char* name : {"cell.traineddata", "number.traineddata", "han.traineddata"})
            std::filesystem::copy(models / name, folder_.path() / name);
    }

    std::string complaint() {
        try {
            require_models(folder_.path(), shipped());
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::missing_model);
            return error.what();
        }
        return "";
    }

    support::TemporaryFolder folder_;
};

}  // namespace

TEST(TesseractReader, GivesOneDistributionPerTileThatSumsUpToOne) {
    TesseractReader reader(models, shipped());
    const auto tiles = reader.read(strip_of("2035 8"), Network::cell);
    ASSERT_EQ(tiles.size(), 6u);
    EXPECT_EQ(first_of(tiles), "2035_8");
    for (const auto& tile : tiles) {
        double sum = tile.unlisted * (shipped().networks.at("cell").classes -
                                      static_cast<double>(tile.characters.size()));
        for (const auto& character : tile.characters) sum += character.probability;
        EXPECT_NEAR(sum, 1, 1e-9);
    }
}

TEST(TesseractReader, TheSameStripGivesTheSameDistributions) {
    TesseractReader reader(models, shipped());
    const auto first = reader.read(strip_of("13805"), Network::cell);
    reader.read(strip_of("77"), Network::cell);
    const auto again = reader.read(strip_of("13805"), Network::cell);
    ASSERT_EQ(first.size(), again.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        EXPECT_DOUBLE_EQ(first[i].characters.front().probability,
                         again[i].characters.front().probability);
}

TEST(TesseractReader, ReadsChineseTilesOneByOne) {
    TesseractReader reader(models, shipped());
    const cv::Mat blots(han_tile_px, 3 * han_tile_px, CV_8UC1, cv::Scalar(255));
    for (int i = 0; i < 3; ++i)
        cv::rectangle(blots, cv::Rect(han_tile_px * i + 10, 22, 28, 4), cv::Scalar(20), -1);
    EXPECT_EQ(reader.read(blots, Network::han).size(), 3u);
}

TEST(TesseractReader, ThePowerMakesTheListedProbabilitiesSharper) {
    NetworkCalibration network;
    network.power = 2;
    network.unlisted = 0.01;
    network.classes = 12;
    const TileReading tile = calibrated({{"3", 0.6}, {"8", 0.3}}, network);
    ASSERT_EQ(tile.characters.size(), 2u);
    EXPECT_NEAR(tile.characters[0].probability / tile.characters[1].probability, 4, 1e-9);
    EXPECT_NEAR(tile.unlisted / tile.characters[1].probability, 0.0001 / 0.09, 1e-9);
    EXPECT_TRUE(calibrated({}, {}).characters.empty());
}

TEST_F(ModelFolder, TheShippedModelsAreTheOnesThatWereCalibrated) {
    EXPECT_EQ(complaint(), "");
    EXPECT_EQ(model_names(shipped()).substr(0, 5), "cell ");
}

TEST_F(ModelFolder, ATruncatedModelIsRefusedByName) {
    std::filesystem::resize_file(folder_.path() / "cell.traineddata", 70'000);
    EXPECT_NE(complaint().find("cell.traineddata"), std::string::npos);
}

TEST_F(ModelFolder, AModelOfAnotherVersionIsRefusedByName) {
    std::ofstream(folder_.path() / "han.traineddata", std::ios::app) << "2";
    EXPECT_NE(complaint().find("han.traineddata"), std::string::npos);
}

TEST_F(ModelFolder, AMissingModelIsNoticedBeforeTheFirstPage) {
    std::filesystem::remove(folder_.path() / "han.traineddata");
    EXPECT_NE(complaint().find("han.traineddata"), std::string::npos);
}

}  // namespace tanfang

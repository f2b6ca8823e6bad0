#include "pipeline/external/tesseract.h"

#include "pipeline/base/error.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>
#include <unistd.h>

namespace tanfang {

namespace {

cv::Mat printed(const std::string& text) {
    cv::Mat picture(60, 40 + 26 * static_cast<int>(text.size()), CV_8UC1, cv::Scalar(255));
    cv::putText(picture, text, {20, 45}, cv::FONT_HERSHEY_SIMPLEX, 1.3, cv::Scalar(0), 3,
                cv::LINE_AA);
    return picture;
}

}  // namespace

TEST(Tesseract, ReadsAPrintedLine) {
    Tesseract reader(tessdata_folder(), "eng", Tesseract::Layout::single_line);
    const TesseractLine line = reader.read(printed("20261103"), 300);
    EXPECT_EQ(line.text, "20261103");
    EXPECT_GT(line.confidence, 0.5);
    EXPECT_LE(line.confidence, 1.0);
    ASSERT_EQ(line.symbols.size(), 8u);
    EXPECT_LT(line.symbols[0].right, line.symbols[7].left);
    EXPECT_EQ(line.symbols[0].utf8, "2");
}

TEST(Tesseract, GivesWhatTheNetworkSawStepByStep) {
    Tesseract reader(tessdata_folder(), "eng", Tesseract::Layout::raw_line);
    const auto steps = reader.timesteps(printed("4711"), 300);
    ASSERT_GE(steps.size(), 4u);
    for (const auto& step : steps)
        for (const auto& choice : step) {
            EXPECT_FALSE(choice.utf8.empty());
            EXPECT_GT(choice.probability, 0.0);
            EXPECT_LE(choice.probability, 1.001);
        }
}

TEST(Tesseract, ReadsAWholePictureWhereItsSearchForLettersFindsNone) {
    const cv::Mat picture = printed("iiii");
    Tesseract searching(tessdata_folder(), "eng", Tesseract::Layout::single_line);
    Tesseract raw(tessdata_folder(), "eng", Tesseract::Layout::raw_line);
    ASSERT_EQ(searching.read(picture, 300).text, "");
    const TesseractLine line = searching.read_whole(picture, 300);
    EXPECT_NE(line.text, "");
    EXPECT_EQ(line.text, raw.read(picture, 300).text);
    EXPECT_EQ(searching.read(picture, 300).text, "") << "its layout is as before";
}

TEST(Tesseract, TheSamePictureGivesTheSameReading) {
    Tesseract reader(tessdata_folder(), "eng", Tesseract::Layout::raw_line);
    const auto first = reader.timesteps(printed("35059919"), 300);
    reader.timesteps(printed("8"), 300);
    const auto again = reader.timesteps(printed("35059919"), 300);
    ASSERT_FALSE(first.empty());
    ASSERT_EQ(first.size(), again.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        for (std::size_t k = 0; k < first[i].size(); ++k)
            EXPECT_DOUBLE_EQ(first[i][k].probability, again[i][k].probability);
}

TEST(Tesseract, SeesNothingOnPicturesTooSmallForAnyLetter) {
    Tesseract reader(tessdata_folder(), "eng", Tesseract::Layout::raw_line);
    EXPECT_TRUE(reader.timesteps(cv::Mat(1, 1, CV_8UC1, cv::Scalar(255)), 300).empty());
}

TEST(Tesseract, AMissingModelNamesTheFolderAndThePackage) {
    try {
        Tesseract reader("/nonexistent/models", "chi_sim", Tesseract::Layout::raw_line);
        FAIL() << "a model was loaded from nowhere";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing_model);
        const std::string what = error.what();
        EXPECT_NE(what.find("/nonexistent/models"), std::string::npos) << what;
        EXPECT_NE(what.find("tesseract-ocr-chi-sim"), std::string::npos) << what;
    }
}

TEST(Tesseract, ADamagedModelIsRefused) {
    const auto folder =
        std::filesystem::path(testing::TempDir()) / ("damaged-model-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "eng.traineddata") << "this is no model";
    try {
        Tesseract reader(folder, "eng", Tesseract::Layout::raw_line);
        FAIL() << "a text file was taken for a model";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing_model);
    }
}

}  // namespace tanfang

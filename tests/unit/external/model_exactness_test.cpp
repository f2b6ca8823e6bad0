/// Models that were trained elsewhere compute the same here: ocr-models/recipe/exactness.py wrote
/// the network, the picture and what the training program makes of it.
#include "pipeline/base/json.h"
#include "pipeline/external/tesseract.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace tanfang {
namespace {

const std::filesystem::path models =
    std::filesystem::path(TANFANG_SOURCE_DIR) / "tests" / "unit" / "external" / "models";

/// A picture and the distribution over characters at each of its timesteps.
struct Evidence {
    cv::Mat strip;
    Json timesteps;
};

Evidence load_evidence(const std::string& name) {
    const Json json = load_json(models / (name + ".json"), Fault::bad_usage);
    Evidence evidence{cv::Mat(json.at("height").get<int>(), json.at("width").get<int>(), CV_8UC1),
                      json.at("timesteps")};
    std::ifstream in(models / (name + ".strip"), std::ios::binary);
    in.read(reinterpret_cast<char*>(evidence.strip.data),
            static_cast<std::streamsize>(evidence.strip.total()));
    EXPECT_EQ(in.gcount(), static_cast<std::streamsize>(evidence.strip.total()));
    return evidence;
}

std::string likeliest(const Json& step) {
    std::string best;
    double most = -1;
    for (const auto& [character, chance] : step.items())
        if (chance.get<double>() > most)
            best = character, most = chance.get<double>();
    return best;
}

/// The largest difference over everything that the engine lists, and how many that were.
struct Difference {
    double largest = 0;
    int listed = 0;
    int same_best = 0;
};

Difference compare(const Json& expected, const std::vector<std::vector<TesseractChoice>>& steps) {
    Difference difference;
    for (std::size_t t = 0; t < steps.size(); ++t) {
        for (const auto& choice : steps[t]) {
            const double wanted = expected[t].value(choice.utf8, -1.0);
            difference.largest =
                std::max(difference.largest, std::abs(wanted - choice.probability));
            ++difference.listed;
        }
        difference.same_best +=
            !steps[t].empty() && steps[t].front().utf8 == likeliest(expected[t]);
    }
    return difference;
}

const std::filesystem::path shipped = std::filesystem::path(TANFANG_SOURCE_DIR) / "ocr-models";

}  // namespace

TEST(ModelExactness, TheEngineComputesWhatTheTrainingProgramComputes) {
    const Evidence evidence = load_evidence("layers");
    Tesseract reader(models, "layers", Tesseract::Layout::raw_line);
    const auto steps = reader.timesteps(evidence.strip, 300);
    ASSERT_EQ(steps.size(), evidence.timesteps.size());
    const Difference difference = compare(evidence.timesteps, steps);
    EXPECT_EQ(difference.same_best, static_cast<int>(evidence.timesteps.size()));
    EXPECT_GE(difference.listed, 30) << "hardly anything was compared";
    EXPECT_LE(difference.largest, 1e-4) << "the engine prints four digits";
}

TEST(ModelExactness, AnotherPictureGivesAnotherAnswer) {
    Evidence evidence = load_evidence("layers");
    cv::flip(evidence.strip, evidence.strip, 1);
    Tesseract reader(models, "layers", Tesseract::Layout::raw_line);
    EXPECT_GT(compare(evidence.timesteps, reader.timesteps(evidence.strip, 300)).largest, 0.1);
}

TEST(ModelExactness, TheShippedModelOfCellsIsTheOneThatWasTrained) {
    const Evidence evidence = load_evidence("cell");
    Tesseract reader(shipped, "cell", Tesseract::Layout::raw_line);
    const auto steps = reader.timesteps(evidence.strip, 300);
    ASSERT_EQ(steps.size(), evidence.timesteps.size());
    const Difference difference = compare(evidence.timesteps, steps);
    EXPECT_EQ(difference.same_best, static_cast<int>(evidence.timesteps.size()));
    EXPECT_LE(difference.largest, 0.1) << "eight bits a weight cost no more";
}

}  // namespace tanfang

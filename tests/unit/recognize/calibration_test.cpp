#include "pipeline/recognize/calibration.h"

#include <fstream>

#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const std::filesystem::path shipped = TANFANG_SOURCE_DIR "/ocr-models/calibration.json";

}  // namespace

class CalibrationFileTest : public testing::Test {
  protected:
    /// The complaint about a file with this content; empty if it was taken.
    std::string complaint(const std::string& content) {
        const auto file = folder_.path() / "calibration.json";
        std::ofstream(file) << content;
        try {
            load_calibration(file);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::missing_model);
            EXPECT_NE(std::string(error.what()).find("calibration.json"), std::string::npos);
            return error.what();
        }
        return "";
    }

    std::string changed(const std::string& pointer, const Json& value) {
        Json json = load_json(shipped, Fault::missing_model);
        json[Json::json_pointer(pointer)] = value;
        return complaint(json.dump());
    }

    support::TemporaryFolder folder_;
};

TEST_F(CalibrationFileTest, TheShippedOneHasEveryKind) {
    const Calibration calibration = load_calibration(shipped);
    EXPECT_EQ(calibration.networks.size(), 3u);
    EXPECT_GE(calibration.networks.at("cell").power, 1);
    for (const char* kind : {"id_number", "disability_card", "phone", "date", "count", "amount",
                             "word", "place", "name", "text"})
        EXPECT_GT(calibration.field(kind).posterior, 0.9) << kind;
    EXPECT_GT(calibration.reading("comb").posterior, 0.9);
}

TEST_F(CalibrationFileTest, NumbersInFreeWritingMustBeAtLeastAsLikelyAsInCombs) {
    const Calibration calibration = load_calibration(shipped);
    const double free_number = calibration.field("free_number").posterior;
    for (const char* kind : {"date", "phone", "count"}) {
        EXPECT_GE(calibration.free_number(kind).posterior, calibration.field(kind).posterior)
            << kind;
        EXPECT_GE(calibration.free_number(kind).posterior, free_number) << kind;
    }
}

TEST_F(CalibrationFileTest, NumbersWithACheckCharacterAreBentOnlyWhereTheInkIsNotClearlyAgainstIt) {
    const Calibration calibration = load_calibration(shipped);
    for (const char* kind : {"id_number", "disability_card"}) {
        EXPECT_GE(calibration.field(kind).mass, -2.31) << kind;  // a tenth
        EXPECT_EQ(calibration.free_number(kind).mass, calibration.field(kind).mass) << kind;
    }
}

TEST_F(CalibrationFileTest, WithoutAThresholdNothingIsClaimed) {
    EXPECT_GT(Calibration().field("id_number").posterior, 1);
    EXPECT_GT(Calibration().reading("comb").posterior, 1);
}

TEST_F(CalibrationFileTest, BadFilesAreNamedWithTheEntry) {
    EXPECT_EQ(changed("/fields/phone/posterior", 0.999), "");
    EXPECT_NE(complaint("{\"schema\": "), "");
    EXPECT_NE(complaint("[]").find("schema"), std::string::npos);
    EXPECT_NE(complaint("{\"schema\": \"tanfang-calibration/1\"}").find("networks"),
              std::string::npos);
    EXPECT_NE(changed("/fields/phone/posterior", "high").find("fields.phone.posterior"),
              std::string::npos);
    EXPECT_NE(changed("/fields/phone/posterior", 0.1).find("fields.phone.posterior"),
              std::string::npos);
    EXPECT_NE(changed("/fields/fax", Json::object()).find("fields.fax"), std::string::npos);
    EXPECT_NE(changed("/fields/phone", nullptr).find("fields.phone"), std::string::npos);
    EXPECT_NE(changed("/tiles/disturbed/power", 1.5).find("tiles.disturbed.power"),
              std::string::npos);
    EXPECT_NE(changed("/networks/han/power", -1).find("networks.han.power"), std::string::npos);
    EXPECT_NE(changed("/networks/cell/sha256", "abc").find("networks.cell.sha256"),
              std::string::npos);
}

TEST_F(CalibrationFileTest, AMissingFileIsAMissingModel) {
    try {
        load_calibration(folder_.path() / "nothing.json");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing_model);
    }
}

}  // namespace tanfang

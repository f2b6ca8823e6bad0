#include "pipeline/app/forms.h"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

namespace fs = std::filesystem;

const fs::path installed = fs::path(TANFANG_SOURCE_DIR) / "templates";

/// A copy of the installed templates in which one file is different.
fs::path templates_with(const std::string& file, const std::string& content) {
    const fs::path folder = testing::TempDir() + std::to_string(::getpid()) + "-templates";
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& entry : fs::directory_iterator(installed))
        if (entry.path().extension() == ".json")
            fs::copy(entry.path(), folder);
    std::ofstream(folder / file) << content;
    return folder;
}

std::string visit_json(const std::function<void(Json&)>& change) {
    Json json = load_json(installed / "visit.json", Fault::bad_template);
    change(json);
    return json.dump();
}

TEST(Forms, AreFoundByIdLetterAndFiducial) {
    const Forms forms(installed);
    EXPECT_EQ(forms.all().size(), 2U);
    EXPECT_EQ(forms.by_id("visit").code, 'V');
    EXPECT_EQ(forms.by_code('E'), &forms.by_id("enrollment"));
    EXPECT_EQ(forms.by_code('X'), nullptr);
    EXPECT_EQ(forms.by_fiducial(0), &forms.by_id("visit"));
    EXPECT_EQ(forms.by_fiducial(9), &forms.by_id("enrollment"));
    EXPECT_EQ(forms.by_fiducial(49), nullptr);
}

TEST(Forms, KnowWhatTheirFieldsMean) {
    const Forms forms(installed);
    EXPECT_NE(forms.fields_of(forms.by_id("visit")).find("care_needs"), nullptr);
}

TEST(Forms, AnUnknownOneIsAnsweredWithTheKnown) {
    const Forms forms(installed);
    try {
        forms.by_id("A4");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::bad_usage);
        EXPECT_NE(std::string(e.what()).find("enrollment"), std::string::npos);
        EXPECT_NE(std::string(e.what()).find("visit"), std::string::npos);
    }
}

TEST(Forms, RefuseTemplatesThatAreWrong) {
    const std::pair<const char*, std::function<void(Json&)>> wrong[] = {
        {"no pages", [](Json& json) { json.erase("pages"); }},
        {"an unknown key", [](Json& json) { json["color"] = "red"; }},
        {"a spot outside the paper",
         [](Json& json) {
             json["spots"]["care_needs"]["rect"] = {0, 0, 300, 10};
         }},
        {"a fiducial of another form",
         [](Json& json) { json["pages"][0]["fiducials"][0]["id"] = 4; }},
        {"the letter of another form", [](Json& json) { json["code"] = "E"; }},
        {"the id of another form", [](Json& json) { json["form"] = "enrollment"; }},
    };
    for (const auto& [name, change] : wrong) {
        try {
            Forms forms(templates_with("visit.json", visit_json(change)));
            FAIL() << name;
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::bad_template) << name;
            EXPECT_NE(std::string(e.what()).find(".json"), std::string::npos) << e.what();
        }
    }
}

TEST(Forms, RefuseAFolderThatIsMissingOrDamaged) {
    EXPECT_THROW(Forms("/nowhere"), Error);
    EXPECT_THROW(Forms(templates_with("visit.json", "{")), Error);
}

}  // namespace
}  // namespace tanfang

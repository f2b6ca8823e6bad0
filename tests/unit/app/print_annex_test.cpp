#include "pipeline/app/commands.h"
#include "pipeline/base/text.h"
#include "pipeline/generate/annex.h"

#include <fstream>

#include "../../golden/pdf_objects.h"
#include "../../golden/pdf_text.h"
#include "../../support/temporary_folder.h"
#include "../generate/installed.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using testing::HasSubstr;

Json data(const char* name) {
    return load_json(installed::templates / name, Fault::bad_template);
}

/// The words of the notice, without blanks.
std::string notice() {
    std::ifstream in(installed::templates / "notice.txt");
    std::u32string out;
    const auto words = code_points(std::string(std::istreambuf_iterator<char>(in), {}));
    for (const char32_t c : words.value())
        if (c > U' ' && c != U'　')
            out += c;
    return utf8(out);
}

std::string printed(const std::string& annex, const support::TemporaryFolder& folder) {
    const std::string file = (folder.path() / "annex.pdf").string();
    EXPECT_EQ(run_program({"print", annex, "--out", file}), 0);
    std::ifstream in(file, std::ios::binary);
    golden::PdfObjects pdf({std::istreambuf_iterator<char>(in), {}});
    EXPECT_THAT(pdf.problems(), testing::IsEmpty());
    EXPECT_TRUE(pdf.root().hasKey("/OutputIntents"));
    return utf8(golden::pdf_text(file));
}

TEST(Annexes, SayWhatTheNoticeSays) {
    const std::string words = notice();
    const Json annexes = data("annexes.json");
    EXPECT_EQ(annexes["duties"]["tasks"].size(), 14U);
    EXPECT_EQ(annexes["guide"]["categories"].size(), 7U);
    for (const auto& task : annexes["duties"]["tasks"])
        EXPECT_THAT(words, HasSubstr(task.get<std::string>()));
    for (const auto& category : annexes["guide"]["categories"])
        EXPECT_THAT(words, HasSubstr(category["text"].get<std::string>()));
}

TEST(Annexes, PrintEveryDutyWithItsUnit) {
    const support::TemporaryFolder folder;
    const std::string text = printed("duties", folder);
    const Json annexes = data("annexes.json"), duties = data("duties.json");
    for (const auto& task : annexes["duties"]["tasks"])
        EXPECT_THAT(text, HasSubstr(task.get<std::string>()));
    for (const auto& unit : duties["departments"]) {
        const std::string name = unit["zh"];  // may be wrapped, never left out
        EXPECT_THAT(text, HasSubstr(name));
    }
}

TEST(Annexes, PrintEveryCategoryWithItsBoxes) {
    const support::TemporaryFolder folder;
    const std::string text = printed("guide", folder);
    const Json annexes = data("annexes.json");
    for (const auto& category : annexes["guide"]["categories"])
        EXPECT_THAT(text, HasSubstr(category["text"].get<std::string>()));
    for (const auto& option : installed::model("enrollment").find("subject_types")->options)
        EXPECT_THAT(text, HasSubstr(option.zh));
}

TEST(Annexes, RefuseDataThatDoNotBelongTogether) {
    Json annexes = data("annexes.json"), duties = data("duties.json");
    annexes["guide"]["categories"][0]["boxes"] = {"subject_types.young"};
    EXPECT_THROW(print_guide(annexes, installed::model("enrollment"), installed::fonts()), Error);
    annexes["duties"]["tasks"].erase(13);
    EXPECT_THROW(print_duties(annexes, duties, installed::fonts()), Error);
    EXPECT_THROW(print_duties(data("annexes.json"), Json::object(), installed::fonts()), Error);
}

TEST(Annexes, HaveNoPeopleAndNoSets) {
    const support::TemporaryFolder folder;
    testing::internal::CaptureStderr();
    EXPECT_EQ(
        run_program({"print", "guide", "--sets", "2", "--out", (folder.path() / "g.pdf").string()}),
        1);
    testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace tanfang

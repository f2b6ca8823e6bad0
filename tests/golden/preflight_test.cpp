/// Random people, printed flat: is each file PDF/A-1b, and does its text say what was put in?
#include "preflight.h"

#include "pipeline/base/text.h"
#include "pipeline/generate/people.h"
#include "pipeline/generate/print.h"

#include "../support/temporary_folder.h"
#include "../unit/generate/installed.h"
#include "pdf_text.h"
#include "random_person.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

void expect_words(const std::filesystem::path& pdf, const PersonValues& person) {
    const std::u32string text = golden::pdf_text(pdf);
    for (const auto& [spot, value] : person.words) {
        std::u32string wanted = value;
        std::erase_if(wanted, [](char32_t c) { return c <= U' '; });
        EXPECT_NE(text.find(wanted), std::u32string::npos)
            << pdf.filename() << " " << spot << ": " << utf8(wanted);
    }
}

TEST(Preflight, FindsEveryFlatPrintValidAndItsTextAsTyped) {
    constexpr int people = 500;
    const support::TemporaryFolder folder;
    simulate::Random random(1);
    for (int i = 0; i < people; ++i) {
        const std::string form = i % 2 == 0 ? "visit" : "enrollment";
        const auto person =
            person_values(golden::random_person(installed::model(form), installed::fonts(), random),
                          installed::form(form), installed::model(form));
        const Print print =
            print_sets(installed::form(form), installed::model(form), installed::fonts(),
                       {{"0123456789", i, person}}, {1, PrintKind::flat});
        expect_words(folder.file(std::to_string(i) + ".pdf", print.pdf), person);
    }
    const golden::Preflight judged = golden::preflight(folder.path());
    EXPECT_THAT(judged.complaints, testing::IsEmpty());
    EXPECT_EQ(judged.valid, people);
}

TEST(Preflight, TellsWhatIsNoArchiveFile) {
    const support::TemporaryFolder folder;
    folder.file("fillable.pdf",
                print_sets(installed::form("visit"), installed::model("visit"), installed::fonts(),
                           {{"0123456789", std::nullopt, {}}}, {1, PrintKind::fillable})
                    .pdf);
    const golden::Preflight judged = golden::preflight(folder.path());
    EXPECT_EQ(judged.valid, 0);
    EXPECT_FALSE(judged.complaints.empty());
}

}  // namespace
}  // namespace tanfang

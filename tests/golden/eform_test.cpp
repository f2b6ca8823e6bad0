/// The blank form to hand out as a file.
#include "pipeline/generate/print.h"

#include "../unit/generate/installed.h"
#include "pdf_objects.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using golden::PdfObjects;

std::string blank(const std::string& form) {
    const int copies = static_cast<int>(installed::form(form).copies.size());
    return print_sets(installed::form(form), installed::model(form), installed::fonts(),
                      {{"0123456789", std::nullopt, {}}}, {copies, true})
        .pdf;
}

TEST(BlankEForm, StaysBelowFiveMegabytesWithAllCharactersThatPeopleType) {
    for (const char* form : {"visit", "enrollment"}) {
        const std::string pdf = blank(form);
        EXPECT_LT(pdf.size(), 5'000'000U);
        PdfObjects objects(pdf);
        EXPECT_THAT(objects.problems(), testing::IsEmpty());
        QPDFObjectHandle font =
            objects.root().getKey("/AcroForm").getKey("/DR").getKey("/Font").getKey("/Wingdings");
        const auto data = font.getKey("/ToUnicode").getStreamData();
        const std::string map(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
        std::size_t characters = 0;  // "<0003> <4E00>": what each code of the font stands for
        for (auto at = map.find("> <"); at != std::string::npos; at = map.find("> <", at + 1))
            ++characters;
        EXPECT_GE(characters, installed::fonts().typing().size());
    }
}

TEST(BlankEForm, NamesEachFieldInChineseAndRemembersHowItsPagesWereMade) {
    PdfObjects objects(blank("enrollment"));
    for (auto& [name, field] : objects.fields()) {
        ASSERT_TRUE(field.getKey("/TU").isString()) << name;
        EXPECT_GT(field.getKey("/TU").getUTF8Value().size(), 3U) << name;
    }
    for (auto page : objects.pages())
        EXPECT_EQ(page.getKey("/TF_Streams").getIntValue(),
                  page.getKey("/Contents").getArrayNItems());
}

}  // namespace
}  // namespace tanfang

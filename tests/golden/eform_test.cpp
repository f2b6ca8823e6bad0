/// The blank form to hand out as a file, and how small a print for paper is beside it.
#include "pipeline/generate/print.h"

#include "../unit/generate/installed.h"
#include "pdf_objects.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using golden::PdfObjects;

std::string blank(const std::string& form, PrintKind kind = PrintKind::eform, int sets = 1) {
    const int copies = static_cast<int>(installed::form(form).copies.size());
    std::vector<PrintedSet> blanks;
    for (int set = 0; set < sets; ++set)
        blanks.push_back({"012345678" + std::to_string(set), std::nullopt, {}});
    return print_sets(installed::form(form), installed::model(form), installed::fonts(), blanks,
                      {copies, kind})
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

TEST(BlankEForm, HasItsLargeFontOnceHoweverManySets) {
    const std::size_t one = blank("visit").size(),
                      three = blank("visit", PrintKind::eform, 3).size();
    EXPECT_GT(one, 2'000'000U);
    EXPECT_LT(three, one + 100'000U);
}

TEST(FillablePrint, StaysSmallBecauseItHasNoFontForTypingChinese) {
    const std::size_t one = blank("visit", PrintKind::fillable).size();
    EXPECT_LT(one, 105'000U);
    EXPECT_LT(blank("visit", PrintKind::fillable, 6).size(), one + 5 * 40'000U);
    EXPECT_LT(20 * one, blank("visit").size());
}

TEST(FillablePrint, StaysSmallWithTheValuesOfAPerson) {
    const auto person = person_values(
        Json::parse(R"({"visit_date": "2026-03-05", "visit_ordinal": 7, "service_method": "home",
        "disease_name": "糖尿病、冠心病", "care_needs": "助餐、助浴，王秀英之子每周探望一次"})"),
        installed::form("visit"), installed::model("visit"));
    EXPECT_LT(print_sets(installed::form("visit"), installed::model("visit"), installed::fonts(),
                         {{"0123456789", 0, person}}, {3, PrintKind::fillable})
                  .pdf.size(),
              105'000U);
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

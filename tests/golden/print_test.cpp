/// What a print is made of, looked at with other eyes than those that wrote it.
#include "pipeline/generate/print.h"

#include "pipeline/form/sheet_code.h"

#include "../unit/generate/installed.h"
#include "pdf_objects.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using golden::PdfObjects;
using testing::HasSubstr;
using testing::Not;

PersonValues someone() {
    return person_values(
        Json::parse(R"({"visit_date": "2026-03-05", "visit_ordinal": 7, "service_method": "phone",
        "population_change": ["increase"], "population_increase": 2, "disease_name": "高血压",
        "care_needs": "堃喆䶮𠮷\n第二行"})"),
        installed::form("visit"), installed::model("visit"));
}

/// Two sets with serials that never change: one blank, one of a person.
Print two_visits(PrintKind kind) {
    return print_sets(installed::form("visit"), installed::model("visit"), installed::fonts(),
                      {{"0123456789", std::nullopt, {}}, {"ABCDEFGHJK", 0, someone()}}, {3, kind});
}

const Print& flat_visits() {
    static const Print print = two_visits(PrintKind::flat);
    return print;
}

const Print& fillable_visits() {
    static const Print print = two_visits(PrintKind::fillable);
    return print;
}

std::vector<double> numbers_of(QPDFObjectHandle array) {
    std::vector<double> out;
    for (auto& item : array.getArrayAsVector()) out.push_back(item.getNumericValue());
    return out;
}

TEST(PrintedPdf, HasNothingThatQpdfComplainsAbout) {
    for (const Print* print : {&flat_visits(), &fillable_visits()})
        EXPECT_THAT(PdfObjects(print->pdf).problems(), testing::IsEmpty());
}

TEST(PrintedPdf, OrdersPagesBySetCopyAndPage) {
    const Print print = print_sets(
        installed::form("enrollment"), installed::model("enrollment"), installed::fonts(),
        {{"0123456789", std::nullopt, {}}, {"ABCDEFGHJK", std::nullopt, {}}}, {2, PrintKind::flat});
    ASSERT_EQ(print.pages.size(), 8U);
    EXPECT_EQ(PdfObjects(print.pdf).pages().size(), 8U);
    std::vector<std::tuple<std::string, int, int>> order;
    for (const auto& page : print.pages)
        order.emplace_back(page.serial, page.copy, page.sheet_page);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.front(), std::tuple("0123456789", 1, 0));
    EXPECT_EQ(order.back(), std::tuple("ABCDEFGHJK", 2, 1));
}

TEST(PrintedPdf, HasPagesOfTheFormsSize) {
    PdfObjects pdf(flat_visits().pdf);
    for (auto page : pdf.pages()) {
        const auto box = numbers_of(page.getKey("/MediaBox"));
        EXPECT_NEAR(box.at(2), 210 * points_per_mm, 0.01);
        EXPECT_NEAR(box.at(3), 297 * points_per_mm, 0.01);
    }
}

TEST(PrintedPdf, TellsThePrinterNotToScale) {
    PdfObjects visit(flat_visits().pdf);
    auto preferences = visit.root().getKey("/ViewerPreferences");
    EXPECT_EQ(preferences.getKey("/PrintScaling").getName(), "/None");
    EXPECT_EQ(preferences.getKey("/Duplex").getName(), "/Simplex");
    EXPECT_TRUE(preferences.getKey("/DisplayDocTitle").getBoolValue());
    EXPECT_EQ(visit.info().getKey("/Title").getUTF8Value(),
              "福建省特殊困难老年人探访关爱服务记录表");
    const Print print =
        print_sets(installed::form("enrollment"), installed::model("enrollment"),
                   installed::fonts(), {{"0123456789", std::nullopt, {}}}, {1, PrintKind::flat});
    PdfObjects enrollment(print.pdf);
    EXPECT_EQ(enrollment.root().getKey("/ViewerPreferences").getKey("/Duplex").getName(),
              "/DuplexFlipLongEdge");
}

TEST(PrintedPdf, StoresTheBaseOnceForAllPages) {
    PdfObjects pdf(flat_visits().pdf);
    std::set<QPDFObjGen> bases;
    for (auto page : pdf.pages())
        bases.insert(page.getKey("/Contents").getArrayItem(0).getObjGen());
    EXPECT_EQ(bases.size(), 1U);
    EXPECT_LT(flat_visits().pdf.size(), 100'000U);
}

TEST(PrintedPdf, EmbedsEveryFontWithUnicodeAndWidths) {
    PdfObjects pdf(flat_visits().pdf);
    QPDFObjectHandle page = pdf.pages().at(0);
    auto fonts = page.getKey("/Resources").getKey("/Font");
    EXPECT_GE(fonts.getKeys().size(), 3U);
    for (const auto& name : fonts.getKeys()) {
        auto font = fonts.getKey(name);
        auto cid_font = font.getKey("/DescendantFonts").getArrayItem(0);
        auto descriptor = cid_font.getKey("/FontDescriptor");
        EXPECT_EQ(font.getKey("/Encoding").getName(), "/Identity-H");
        EXPECT_EQ(cid_font.getKey("/CIDSystemInfo").getKey("/Ordering").getStringValue(),
                  "Identity");
        EXPECT_LT(cid_font.getKey("/W").getArrayNItems(), 500);
        for (const char* key : {"/FontFile2", "/CIDSet"})
            EXPECT_TRUE(descriptor.getKey(key).isStream()) << name << key;
        EXPECT_LT(descriptor.getKey("/FontFile2").getRawStreamData()->getSize(), 60'000U) << name;
        const auto cmap = font.getKey("/ToUnicode").getStreamData();
        EXPECT_THAT(std::string(reinterpret_cast<const char*>(cmap->getBuffer()), cmap->getSize()),
                    HasSubstr("beginbfchar"));
    }
}

TEST(FlatPdf, HasNoFields) {
    PdfObjects pdf(flat_visits().pdf);
    EXPECT_FALSE(pdf.root().hasKey("/AcroForm"));
    for (auto page : pdf.pages()) EXPECT_FALSE(page.hasKey("/Annots"));
}

TEST(FillablePdf, HasAFieldPerSpotExceptSignatures) {
    PdfObjects pdf(fillable_visits().pdf);
    const auto fields = pdf.fields();
    for (const char* set : {"TF1/V/1/0123456789", "TF1/V/1/ABCDEFGHJK"})
        for (const auto& spot : installed::form("visit").spots) {
            const Field& field = *installed::model("visit").find(spot.field);
            const bool one_of_many = field.is_choice() && field.type != FieldType::choice_multi;
            const std::string name = std::string(set) + "." + (one_of_many ? spot.field : spot.id);
            EXPECT_EQ(fields.contains(name), field.type != FieldType::signature) << name;
        }
}

TEST(FillablePdf, SharesEachFieldAmongAllCopiesOfASet) {
    PdfObjects pdf(fillable_visits().pdf);
    for (auto& [name, field] : pdf.fields()) {
        std::map<QPDFObjGen, int> widgets_on_page;
        for (auto& widget : field.getKey("/Kids").getArrayAsVector())
            ++widgets_on_page[widget.getKey("/P").getObjGen()];
        EXPECT_EQ(widgets_on_page.size(), 3U) << name;
        for (const auto& [page, count] : widgets_on_page)
            EXPECT_EQ(count, widgets_on_page.begin()->second) << name;
    }
}

TEST(FillablePdf, PutsWidgetsWhereTheSpotsAreInFillingOrder) {
    PdfObjects pdf(fillable_visits().pdf);
    std::vector<const Spot*> expected;
    for (const auto& spot : installed::form("visit").spots)
        if (installed::model("visit").find(spot.field)->type != FieldType::signature)
            expected.push_back(&spot);
    for (auto page : pdf.pages()) {
        EXPECT_FALSE(page.hasKey("/Tabs"))
            << "the order of the widgets is the order of the tab key";
        auto widgets = page.getKey("/Annots").getArrayAsVector();
        ASSERT_EQ(widgets.size(), expected.size());
        for (std::size_t i = 0; i < widgets.size(); ++i) {
            const auto rect = numbers_of(widgets[i].getKey("/Rect"));
            EXPECT_NEAR(rect.at(0), expected[i]->box.left() * points_per_mm, 0.01)
                << expected[i]->id;
            EXPECT_NEAR(rect.at(3), (297 - expected[i]->box.top()) * points_per_mm, 0.01)
                << expected[i]->id;
            EXPECT_EQ(widgets[i].getKey("/F").getIntValue(), 4);
            EXPECT_TRUE(widgets[i].getKey("/AP").getKey("/N").isInitialized());
        }
    }
}

TEST(FillablePdf, MakesOneOfManyExclusiveByStates) {
    PdfObjects pdf(fillable_visits().pdf);
    auto field = pdf.fields().at("TF1/V/1/0123456789.service_method");
    EXPECT_EQ(field.getKey("/FT").getName(), "/Btn");
    EXPECT_EQ(field.getKey("/V").getName(), "/Off");
    EXPECT_EQ(field.getKey("/Ff").getIntValue() & (1 << 15), 0) << "no radio button";
    std::map<std::string, int> states;
    for (auto& widget : field.getKey("/Kids").getArrayAsVector())
        for (const auto& state : widget.getKey("/AP").getKey("/N").getKeys()) ++states[state];
    EXPECT_EQ(states,
              (std::map<std::string, int>{
                  {"/home", 3}, {"/phone", 3}, {"/online_av", 3}, {"/other", 3}, {"/Off", 12}}));
}

TEST(FillablePdf, MakesCombsOfNumbers) {
    PdfObjects pdf(fillable_visits().pdf);
    auto year = pdf.fields().at("TF1/V/1/0123456789.visit_date.year");
    EXPECT_EQ(year.getKey("/MaxLen").getIntValue(), 4);
    EXPECT_NE(year.getKey("/Ff").getIntValue() & (1 << 24), 0);
    EXPECT_EQ(year.getKey("/TU").getUTF8Value(), "日期：年");
    auto needs = pdf.fields().at("TF1/V/1/0123456789.care_needs");
    EXPECT_NE(needs.getKey("/Ff").getIntValue() & (1 << 12), 0);
    EXPECT_EQ(needs.getKey("/Ff").getIntValue() & (1 << 24), 0);
}

TEST(FillablePdf, CarriesAFontForTypingDigitsAndCorrectingItsValues) {
    PdfObjects pdf(fillable_visits().pdf);
    auto form = pdf.root().getKey("/AcroForm");
    EXPECT_FALSE(form.hasKey("/NeedAppearances"));
    EXPECT_THAT(form.getKey("/DA").getStringValue(), HasSubstr("/Wingdings "));
    auto fonts = form.getKey("/DR").getKey("/Font");
    for (const char* name : {"/Helv", "/ZaDb", "/Wingdings"})
        EXPECT_TRUE(fonts.hasKey(name)) << name;
    const auto cmap = fonts.getKey("/Wingdings").getKey("/ToUnicode").getStreamData();
    const std::string codes(reinterpret_cast<const char*>(cmap->getBuffer()), cmap->getSize());
    for (const char* character :
         {"<0030>", "<007A>", "<5E74>", "<5803>", "<D842DFB7>"})  // 0z年堃𠮷
        EXPECT_THAT(codes, HasSubstr(character));
    EXPECT_THAT(codes, Not(HasSubstr("<9F99>"))) << "龙 is in no value";
}

TEST(FillablePdf, HoldsTheValuesOfAPerson) {
    PdfObjects pdf(fillable_visits().pdf);
    auto fields = pdf.fields();
    const std::string set = "TF1/V/1/ABCDEFGHJK.";
    EXPECT_EQ(fields.at(set + "visit_date.month").getKey("/V").getUTF8Value(), "03");
    EXPECT_EQ(fields.at(set + "visit_ordinal").getKey("/V").getUTF8Value(), "7");
    EXPECT_EQ(fields.at(set + "care_needs").getKey("/V").getUTF8Value(), "堃喆䶮𠮷\n第二行");
    EXPECT_EQ(fields.at(set + "service_method").getKey("/V").getName(), "/phone");
    EXPECT_EQ(fields.at(set + "population_change.increase").getKey("/V").getName(), "/Yes");
    EXPECT_EQ(fields.at(set + "population_change.none").getKey("/V").getName(), "/Off");
    for (auto& widget :
         fields.at(set + "population_change.increase").getKey("/Kids").getArrayAsVector())
        EXPECT_EQ(widget.getKey("/AS").getName(), "/Yes");
    EXPECT_EQ(fields.at("TF1/V/1/0123456789.care_needs").getKey("/V").getUTF8Value(), "")
        << "the other set is blank";
}

TEST(PrintedPdf, IsTheSameWheneverItIsPrinted) {
    PdfObjects first(flat_visits().pdf), second(two_visits(PrintKind::flat).pdf);
    for (std::size_t page = 0; page < first.pages().size(); ++page)
        EXPECT_EQ(first.content(page), second.content(page));
    EXPECT_EQ(first.info().unparse(), second.info().unparse());
}

}  // namespace
}  // namespace tanfang

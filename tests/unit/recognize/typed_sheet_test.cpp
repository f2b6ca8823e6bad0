/// Fields of a form as readings.
#include "pipeline/recognize/typed_sheet.h"

#include <filesystem>

#include <gtest/gtest.h>

namespace tanfang {
namespace {

const std::string set = "TF1/V/1/8J4K2M7Q9T";
const std::filesystem::path templates = std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";

Json load(const char* name) {
    return load_json(templates / name, Fault::bad_template);
}

class Typed : public testing::Test {
  protected:
    Typed() {
        form_.pages.assign(3, {design_.page_width * points_per_mm,
                               design_.page_height * points_per_mm,
                               false,
                               false,
                               false,
                               {}});
    }

    void add(const std::string& name, PdfFormField::Kind kind, std::vector<std::string> values,
             bool clear = true) {
        form_.fields.push_back({set + "." + name, kind, std::move(values), clear, {0, 1, 2}});
    }

    template <class Kind>
    Kind reading(const std::string& spot) const {
        for (const auto& each : TypedSheet(set, form_).read(design_, model_, 0, characters_))
            if (each.spot == spot)
                return std::get<Kind>(each.reading);
        throw std::logic_error(spot);
    }

    const FormTemplate design_ = parse_form(load("visit.json"));
    const FieldModel model_ = parse_field_model(load("fields.json"), "visit");
    const TypingCharacters characters_ = parse_typing_characters(load("characters.json"));
    PdfForm form_;
};

TEST_F(Typed, IsSureOfWhatIsClear) {
    add("visit_ordinal", PdfFormField::Kind::text, {"7"});
    add("mobility", PdfFormField::Kind::button, {"better"});
    add("population_change.increase", PdfFormField::Kind::button, {"Yes"});
    EXPECT_EQ(reading<TextReading>("visit_ordinal").text, "7");
    EXPECT_TRUE(reading<TextReading>("visit_ordinal").sure);
    EXPECT_EQ(reading<MarkReading>("mobility.better").state, MarkState::marked);
    EXPECT_EQ(reading<MarkReading>("mobility.worse").state, MarkState::empty);
    EXPECT_TRUE(reading<MarkReading>("mobility.worse").sure);
    EXPECT_EQ(reading<MarkReading>("population_change.increase").state, MarkState::marked);
    EXPECT_FALSE(reading<SignatureReading>("subject_signature").present);
    EXPECT_TRUE(reading<SignatureReading>("subject_signature").sure);
}

TEST_F(Typed, AsksWhereAFieldIsMissingTwiceThereOrOfAnotherKind) {
    add("visit_ordinal", PdfFormField::Kind::text, {"7"});
    add("visit_ordinal", PdfFormField::Kind::text, {"7"});
    add("mobility", PdfFormField::Kind::text, {"better"});
    EXPECT_FALSE(reading<TextReading>("visit_ordinal").sure);
    EXPECT_FALSE(reading<TextReading>("care_needs").sure);
    EXPECT_FALSE(reading<MarkReading>("mobility.better").sure);
}

/// Chromium writes all of a file anew and makes 晶 of 𦙶 (U+266F6); viewers that append do not.
TEST_F(Typed, AsksForWhatMayBeLeftOfARareCharacterOnlyInARewrittenFile) {
    add("disease_name", PdfFormField::Kind::text, {"晶状体混浊"});
    EXPECT_FALSE(reading<TextReading>("disease_name").sure);
    form_.rewritten = false;
    EXPECT_TRUE(reading<TextReading>("disease_name").sure);
}

TEST_F(Typed, IsFilledOnlyWhereSomethingWasTyped) {
    add("care_needs", PdfFormField::Kind::text, {});
    EXPECT_FALSE(TypedSheet(set, form_).is_filled());
    EXPECT_FALSE(TypedSheet("TF1/V/1/0000000000", form_).is_filled());
    form_.damaged = true;
    EXPECT_TRUE(TypedSheet(set, form_).is_filled());
    form_.damaged = false;
    add("visit_ordinal", PdfFormField::Kind::text, {"7"});
    EXPECT_TRUE(TypedSheet(set, form_).is_filled());
    EXPECT_EQ(sets_on_page(form_, 0), std::vector<std::string>{set});
    EXPECT_TRUE(sets_on_page(form_, 3).empty());
}

TEST_F(Typed, AsksOnAPageThatIsNotAsItWasPrinted) {
    add("visit_ordinal", PdfFormField::Kind::text, {"7"});
    const TypedSheet sheet(set, form_);
    EXPECT_EQ(sheet.remark(design_, 0), "");
    for (bool PdfFormPage::*sign :
         {&PdfFormPage::is_redrawn, &PdfFormPage::has_pictures, &PdfFormPage::has_hidden}) {
        form_.pages[2].*sign = true;  // on any copy
        EXPECT_FALSE(reading<TextReading>("visit_ordinal").sure);
        EXPECT_NE(sheet.remark(design_, 0), "");
        form_.pages[2].*sign = false;
    }
    form_.pages[0].width = 612;
    EXPECT_NE(sheet.remark(design_, 0), "");
}

}  // namespace
}  // namespace tanfang

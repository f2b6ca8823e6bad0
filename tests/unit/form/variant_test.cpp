/// Variants: what a good one says, and a table of bad ones.
#include "pipeline/form/variant.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

Json good() {
    return Json::parse(
        R"({"form": "survey", "page_mm": [210, 297], "pages": 2, "reference": "b.pdf",
        "spots": {"q1.a": {"kind": "checkbox", "page": 0, "rect": [72, 144, 82, 154]},
                  "q2.a": {"kind": "checkbox", "page": 1, "rect": [72, 144, 82, 154]}}})");
}

std::string complaint(const Json& json) {
    try {
        parse_variant(json, "v.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_settings);
        return error.what();
    }
    return "";
}

FieldModel visit_fields() {
    return parse_field_model(
        load_json(TANFANG_SOURCE_DIR "/templates/fields.json", Fault::bad_template), "visit");
}

FormTemplate with_spot(const std::string& id, const std::string& kind) {
    Json json = good();
    json["form"] = "visit";
    json["spots"] = {{id, {{"kind", kind}, {"page", 0}, {"rect", {72, 144, 82, 154}}}}};
    return parse_variant(json, "v.json");
}

TEST(Variant, HasItsSpotsInMillimeters) {
    const FormTemplate form = parse_variant(good(), "v.json");
    EXPECT_EQ(form.id, "survey");
    ASSERT_EQ(form.pages.size(), 2u);
    const Spot* spot = form.find_spot("q1.a");
    ASSERT_NE(spot, nullptr);
    EXPECT_EQ(spot->field, "q1");
    EXPECT_EQ(spot->part, "a");
    EXPECT_NEAR(spot->box.left(), 25.4, 1e-9);
    EXPECT_NEAR(spot->box.top(), 50.8, 1e-9);
    EXPECT_NEAR(spot->box.width, 10 / points_per_mm, 1e-9);
}

TEST(Variant, OneReferenceShowsAllPagesOrEachPageHasItsOwn) {
    Json json = good();
    EXPECT_EQ(reference_page(parse_variant(json, "v.json"), 1), 1);
    json["reference"] = {"one.png", "two.png"};
    const FormTemplate form = parse_variant(json, "v.json");
    EXPECT_EQ(form.pages[1].reference, "two.png");
    EXPECT_EQ(reference_page(form, 1), 0);
}

TEST(Variant, APageMayBeUnknownAndHasNoSpotsThen) {
    Json json = good();
    json["reference"] = {"one.png", nullptr};
    EXPECT_THROW(parse_variant(json, "v.json"), Error) << "a spot stands on its second page";
    for (auto& [id, spot] : json["spots"].items()) spot["page"] = 0;
    const FormTemplate form = parse_variant(json, "v.json");
    EXPECT_EQ(form.pages[1].reference, "");
    EXPECT_TRUE(variant_json(form)["reference"][1].is_null());
    json["reference"] = {nullptr, nullptr};
    EXPECT_THROW(parse_variant(json, "v.json"), Error);
}

TEST(Variant, ComesBackAsItWasWritten) {
    const FormTemplate form = parse_variant(good(), "v.json");
    const Json json = variant_json(form);
    EXPECT_EQ(json["reference"], "b.pdf");
    const FormTemplate again = parse_variant(json, "v.json");
    EXPECT_EQ(again.spots.size(), form.spots.size());
    EXPECT_NEAR(again.spots[1].box.left(), form.spots[1].box.left(), 1e-3);
    EXPECT_EQ(again.spots[1].page, 1);
}

TEST(Variant, WhatIsWrongIsSaidInChineseWithItsSpot) {
    using testing::HasSubstr;
    struct Row {
        const char* pointer;
        Json value;  ///< null: taken out
        const char* says;
    };
    const std::vector<Row> rows = {
        {"/form", nullptr, "form"},
        {"/page_mm", nullptr, "page_mm"},
        {"/page_mm", {210, -1}, "page_mm"},
        {"/page_mm", {210, "A4"}, "page_mm"},
        {"/pages", 0, "pages"},
        {"/pages", 1, "q2.a：没有第 2 页"},
        {"/reference", nullptr, "缺少 reference"},
        {"/reference", "", "文件名为空"},
        {"/reference", Json::array({"one.png"}), "1 个文件"},
        {"/reference", 7, "reference"},
        {"/spots", nullptr, "缺少 spots"},
        {"/spots", Json::object(), "缺少 spots"},
        {"/spots/q1.a", 3, "q1.a"},
        {"/spots/q1.a/kind", "box", "q1.a：kind"},
        {"/spots/q1.a/page", -1, "q1.a：page"},
        {"/spots/q1.a/page", 0.5, "q1.a：page"},
        {"/spots/q1.a/rect", {72, 144, 82}, "q1.a：rect"},
        {"/spots/q1.a/rect", {72, 144, 82, "x"}, "q1.a：rect"},
        {"/spots/q1.a/rect", {82, 144, 72, 154}, "q1.a：位置没有大小"},
        {"/spots/q1.a/rect", {590, 144, 620, 154}, "q1.a：位置超出纸面"},
        {"/spots/q1.a/rect", {-9, 144, 82, 154}, "q1.a：位置超出纸面"},
        {"/spots/q1.a/cells", 900, "q1.a：cells"},
    };
    for (const auto& row : rows) {
        Json json = good();
        const Json::json_pointer at(row.pointer);
        if (row.value.is_null())
            json[at.parent_pointer()].erase(at.back());
        else
            json[at] = row.value;
        EXPECT_THAT(complaint(json), testing::AllOf(HasSubstr("v.json"), HasSubstr(row.says)))
            << row.pointer << ' ' << row.value;
    }
    EXPECT_NE(complaint(Json::array()), "");
    EXPECT_EQ(complaint(good()), "");
}

TEST(Variant, OfAFormOfOursHasOnlyTheSpotsOfItsFields) {
    const FieldModel model = visit_fields();
    EXPECT_NO_THROW(check_spots_of_form(with_spot("mobility.better", "checkbox"), model, "v.json"));
    EXPECT_NO_THROW(check_spots_of_form(with_spot("visit_date.year", "field"), model, "v.json"));
    EXPECT_NO_THROW(check_spots_of_form(with_spot("care_needs", "field"), model, "v.json"));
    for (const auto& [id, kind] : {std::pair{"mobility.splendid", "checkbox"},
                                   {"mobility.better", "field"},
                                   {"visit_date", "field"},
                                   {"visit_date.hour", "field"},
                                   {"care_needs", "checkbox"},
                                   {"shoe_size", "field"}})
        EXPECT_THROW(check_spots_of_form(with_spot(id, kind), model, "v.json"), Error) << id;
}

TEST(Variant, OfAnotherFormHasCheckboxesOnly) {
    EXPECT_NO_THROW(check_all_checkboxes(parse_variant(good(), "v.json"), "v.json"));
    EXPECT_THROW(check_all_checkboxes(with_spot("q1", "field"), "v.json"), Error);
}

}  // namespace
}  // namespace tanfang

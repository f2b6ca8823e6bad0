/// The two templates of the product, held against the field list and against the rules of reading.
#include "pipeline/form/form_template.h"

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "pipeline/form/field_model.h"

namespace tanfang {

namespace {

const std::string templates = TANFANG_SOURCE_DIR "/templates/";

FormTemplate load(const std::string& form) {
    return parse_form(load_json(templates + form + ".json", Fault::bad_template));
}

double gap(const Box<Mm>& a, const Box<Mm>& b) {
    const double dx = std::max({a.left() - b.right(), b.left() - a.right(), 0.0});
    const double dy = std::max({a.top() - b.bottom(), b.top() - a.bottom(), 0.0});
    return std::hypot(dx, dy);
}

class Template : public testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(Template, HasASpotForEveryFieldAndOptionAndNoOther) {
    const FormTemplate form = load(GetParam());
    const FieldModel model = parse_field_model(load_json(templates + "fields.json", Fault::bad_template), GetParam());
    std::set<std::string> expected;
    for (const auto& field : model.fields) {
        if (field.is_choice())
            for (const auto& option : field.options)
                expected.insert(field.id + "." + option.id);
        else if (field.type == FieldType::date)
            for (const char* part : {"year", "month", "day"})
                expected.insert(field.id + "." + part);
        else
            expected.insert(field.id);
    }
    std::set<std::string> found;
    for (const auto& spot : form.spots)
        EXPECT_TRUE(found.insert(spot.id).second) << spot.id;
    EXPECT_EQ(found, expected);
}

TEST_P(Template, PrintsTheWordsOfEveryOption) {
    const FormTemplate form = load(GetParam());
    std::string words;
    for (const auto& page : form.pages)
        for (const auto& text : page.texts)
            words += text.text + "|";
    const FieldModel model = parse_field_model(load_json(templates + "fields.json", Fault::bad_template), GetParam());
    for (const auto& field : model.fields)
        for (const auto& option : field.options)
            EXPECT_NE(words.find(option.zh), std::string::npos) << option.zh;
}

TEST_P(Template, PrintsEachWordThatTheNoticePrints) {
    // Every printed text without its blanks stands in the notice without its blanks; and the other way
    // round, each line of the notice's form is covered by printed texts.
    std::ifstream in(templates + "notice.txt");
    std::stringstream whole;
    whole << in.rdbuf();
    std::string notice;
    for (const char c : whole.str())
        if (!isspace(static_cast<unsigned char>(c)))
            notice += c;
    for (std::string::size_type at; (at = notice.find("\u3000")) != std::string::npos;)
        notice.erase(at, 3);
    const FormTemplate form = load(GetParam());
    for (const auto& page : form.pages)
        for (const auto& text : page.texts) {
            std::string words = text.text;
            std::erase(words, ' ');
            if (words.find("页，共") != std::string::npos || words == "月可支配收入：")  // the notice's typo ; for ：
                continue;
            EXPECT_NE(notice.find(words), std::string::npos) << text.text;
        }
}

TEST_P(Template, IsLaidOutToBeRead) {
    const FormTemplate form = load(GetParam());
    for (const auto& spot : form.spots) {
        SCOPED_TRACE(spot.id);
        if (spot.kind == SpotKind::checkbox) {
            EXPECT_GE(spot.box.width, 4);
            EXPECT_NEAR(spot.box.width, spot.box.height, 1e-9);
        } else if (spot.cells > 0) {
            EXPECT_GE(spot.box.width / spot.cells, 5);
            EXPECT_GE(spot.box.height, 7);
        } else {
            EXPECT_GE(spot.box.height, 8);
        }
        for (const auto& other : form.spots)
            if (other.page == spot.page && other.id != spot.id) {
                EXPECT_GE(gap(spot.box, other.box), spot.kind == SpotKind::checkbox ? 1.2 : 0.0) << other.id;
            }
        const FormPage& page = form.pages[static_cast<std::size_t>(spot.page)];
        EXPECT_GT(gap(spot.box, page.qr), 3);
        for (const auto& line : page.lines) {
            const Box<Mm> printed{line.from, line.to.x - line.from.x, line.to.y - line.from.y};
            EXPECT_GT(gap(spot.box, printed), 0.3) << "a table line runs through it";
        }
    }
}

TEST_P(Template, KeepsFiducialsOffTheEdgesAndTheStampAreaFree) {
    const FormTemplate form = load(GetParam());
    for (const auto& page : form.pages)
        for (const auto& fiducial : page.fiducials) {
            const double half = form.fiducial_size / 2;
            EXPECT_GE(fiducial.center.x - half, 12);
            EXPECT_GE(fiducial.center.y - half, 12);
            EXPECT_LE(fiducial.center.x + half, form.page_width - 12);
            EXPECT_LE(fiducial.center.y + half, form.page_height - 12);
        }
    ASSERT_TRUE(form.pages[0].stamp_area);
    const Box<Mm> stamp = *form.pages[0].stamp_area;
    EXPECT_GE(stamp.width, 45);
    EXPECT_GE(stamp.height, 16);
    for (const auto& fiducial : form.pages[0].fiducials)
        EXPECT_GT(gap(stamp, Box<Mm>{fiducial.center, 0, 0}.grown(form.fiducial_size / 2)), 1);
    EXPECT_GT(gap(stamp, form.pages[0].qr), 1);
}

INSTANTIATE_TEST_SUITE_P(Forms, Template, testing::Values("enrollment", "visit"));

TEST(Templates, ShareNoFiducialNumber) {
    std::set<int> seen;
    for (const char* form : {"enrollment", "visit"})
        for (const auto& page : load(form).pages)
            for (const auto& fiducial : page.fiducials)
                EXPECT_TRUE(seen.insert(fiducial.id).second) << fiducial.id;
}

TEST(Templates, ASpotOutsideThePaperIsRefused) {
    Json json = load_json(templates + "visit.json", Fault::bad_template);
    json["spots"]["care_needs"]["rect"] = {40, 250, 220, 260};
    try {
        parse_form(json);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::bad_template);
        EXPECT_NE(std::string(e.what()).find("care_needs"), std::string::npos);
    }
}

TEST(Templates, ARepeatedFiducialIsRefused) {
    Json json = load_json(templates + "visit.json", Fault::bad_template);
    json["pages"][0]["fiducials"][1]["id"] = 0;
    EXPECT_THROW(parse_form(json), Error);
}

TEST(Layout, IsInPointsFromThePagesTopLeft) {
    const FormTemplate form = load("visit");
    const Json layout = layout_json(form);
    EXPECT_EQ(layout["form"], "visit");
    EXPECT_EQ(layout["pages"], 1);
    EXPECT_EQ(layout["spots"].size(), form.spots.size());
    const Spot* spot = form.find_spot("visit_ordinal");
    ASSERT_TRUE(spot);
    const Json& out = layout["spots"]["visit_ordinal"];
    EXPECT_NEAR(out["rect"][0].get<double>(), spot->box.left() * 72 / 25.4, 1e-3);
    EXPECT_NEAR(out["rect"][3].get<double>(), spot->box.bottom() * 72 / 25.4, 1e-3);
    EXPECT_EQ(out["cells"], spot->cells);
}

}  // namespace tanfang

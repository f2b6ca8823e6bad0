#include "pipeline/recognize/doubtful_fields.h"

#include "pipeline/recognize/own_writing.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

constexpr double px_per_mm = 8;

Spot field(const std::string& id, const Box<Mm>& box) {
    Spot spot;
    spot.id = spot.field = id;
    spot.box = box;
    return spot;
}

/// A white sheet with two fields below each other and a dark word elsewhere.
class DoubtfulFields : public testing::Test {
  protected:
    DoubtfulFields() {
        form.page_width = 210;
        form.page_height = 297;
        form.pages.emplace_back();
        form.spots = {field("upper", {{50, 50}, 40, 8}), field("lower", {{50, 62}, 40, 8})};
        image.gray = cv::Mat(2376, 1680, CV_8UC1, cv::Scalar(245));
        stroke(120, 200, 30);
        stroke(124, 200, 30);
    }

    /// An upright stroke of 0.5 x 5 mm.
    static void draw(cv::Mat& picture, double x, double y, int gray) {
        cv::rectangle(picture, cv::Rect2d(x * px_per_mm, y * px_per_mm, 4, 5 * px_per_mm), gray,
                      cv::FILLED);
    }

    void stroke(double x, double y, int gray) { draw(image.gray, x, y, gray); }

    RegisteredPage registered() const {
        RegisteredPage page;
        page.image = &image;
        page.form = &form;
        page.map = PaperMap(cv::Matx33d(px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1));
        return page;
    }

    /// mm from the sheet's left at which the writing of the first field ends.
    double end_of_writing() const {
        const RegisteredPage page = registered();
        const PrintedInk print = printed_ink(blank, 210);
        const OwnWriting writing = own_writing(Ink(page, print), form.spots.front());
        return form.spots.front().box.left() +
               (writing.ink.extent.br().x - writing.field.area.x) / writing.field.px_per_mm;
    }

    using Doubt = void (*)(Readings&, const Ink&);

    Readings read(const std::string& text = "", Doubt doubt = doubt_fields_beside_ink) {
        const RegisteredPage page = registered();
        const PrintedInk print = printed_ink(blank, 210);
        TextReading reading;
        reading.text = text;
        reading.sure = true;
        Readings readings{{"upper", {}, reading}, {"lower", {}, reading}};
        doubt(readings, Ink(page, print));
        return readings;
    }

    static bool sure(const Readings& readings, std::size_t which) {
        return std::get<TextReading>(readings[which].reading).sure;
    }

    FormTemplate form;
    PageImage image;
    cv::Mat blank{2376, 1680, CV_8UC1, cv::Scalar(255)};  ///< the print's picture
};

TEST_F(DoubtfulFields, AOneLeftOfTheFieldIsSeenAlsoWhereASpeckOfPrintCutsIt) {
    const auto rectangle = [](cv::Mat& picture, const Box<Mm>& box, int gray) {
        cv::rectangle(picture,
                      cv::Rect2d(box.left() * px_per_mm, box.top() * px_per_mm,
                                 box.width * px_per_mm, box.height * px_per_mm),
                      gray, cv::FILLED);
    };
    rectangle(image.gray, {{48.5, 53}, 0.375, 2.2}, 30);
    rectangle(blank, {{48.5, 53.25}, 0.375, 0.25}, 30);
    EXPECT_FALSE(sure(read("2"), 0));
    EXPECT_TRUE(sure(read("2"), 1));
}

TEST_F(DoubtfulFields, AStrokeAcrossTheEdgeIsDoubtedIfMostOfItLiesOutside) {
    stroke(49.9, 52, 30);
    EXPECT_TRUE(sure(read("1"), 0)) << "it was read with the others";
    stroke(89.95, 52, 30);
    EXPECT_FALSE(sure(read("1"), 0)) << "it was left to a neighbor that is not there";
}

TEST_F(DoubtfulFields, ABlankFieldOnCleanPaperStaysSure) {
    const auto readings = read();
    EXPECT_TRUE(sure(readings, 0));
    EXPECT_TRUE(sure(readings, 1));
}

TEST_F(DoubtfulFields, ABlankFieldWithPaleInkInItAsks) {
    stroke(70, 51, 150);
    const auto readings = read("", doubt_fields_with_pale_ink);
    EXPECT_FALSE(sure(readings, 0));
    EXPECT_TRUE(sure(readings, 1));
}

TEST_F(DoubtfulFields, ABlankFieldWithTheRestOfSmallPaleWritingAsks) {
    const auto dash = [this](int width) {  // 0.5 mm high
        cv::rectangle(image.gray, cv::Rect2d(70 * px_per_mm, 53 * px_per_mm, width, 4), 150,
                      cv::FILLED);
    };
    dash(5);
    EXPECT_TRUE(sure(read("", doubt_fields_with_pale_ink), 0)) << "0.3 mm2, a speck";
    dash(9);
    EXPECT_FALSE(sure(read("", doubt_fields_with_pale_ink), 0)) << "0.6 mm2";
}

TEST_F(DoubtfulFields, AReadingAsksIfAPaleCharacterStandsBesideItsInk) {
    stroke(56, 51, 30);
    EXPECT_TRUE(sure(read("1", doubt_fields_with_pale_ink), 0));
    stroke(70, 51, 190);
    EXPECT_FALSE(sure(read("1", doubt_fields_with_pale_ink), 0)) << "11 must not become a sure 1";
}

TEST_F(DoubtfulFields, ANumberOfA1BitScanAsksIfSpecksOfOtherDigitsAreLeft) {
    stroke(76, 51, 0);
    const auto speck = [this](double x, double y) {
        image.gray(cv::Rect2d(x * px_per_mm, y * px_per_mm, 2, 2)).setTo(0);
    };
    speck(58, 52);
    image.bilevel = true;
    EXPECT_TRUE(sure(read("1", doubt_fields_with_pale_ink), 0)) << "noise";
    speck(66, 53);
    EXPECT_FALSE(sure(read("1", doubt_fields_with_pale_ink), 0)) << "871 must not become a sure 1";
    EXPECT_TRUE(sure(read("六", doubt_fields_with_pale_ink), 0)) << "words have dots of their own";
    image.bilevel = false;
    EXPECT_TRUE(sure(read("1", doubt_fields_with_pale_ink), 0));
}

TEST_F(DoubtfulFields, WhatStandsBesideAFieldIsAnothersMatterWherePlacesAreKnown) {
    stroke(46, 52, 30);
    EXPECT_TRUE(sure(read("", doubt_fields_with_pale_ink), 0));
}

TEST_F(DoubtfulFields, AReadingAsksIfPartOfTheWritingStandsBesideTheField) {
    stroke(48, 51, 40);
    const auto readings = read("7");
    EXPECT_FALSE(sure(readings, 0)) << "27 must not become a sure 7";
    EXPECT_TRUE(sure(readings, 1));
}

TEST_F(DoubtfulFields, PrintThatIsSharperThanItsPictureIsNotWriting) {
    stroke(48, 51, 20);
    draw(blank, 48, 51, 130);
    EXPECT_TRUE(sure(read("7"), 0));
}

TEST_F(DoubtfulFields, ABlankFieldAsksIfWritingNearItStandsInNoPlace) {
    const auto sure_beside_writing = [&](const std::string& text) {
        const RegisteredPage page = registered();
        const PrintedInk print = printed_ink(blank, 210);
        TextReading reading;
        reading.text = text;
        reading.sure = true;
        Readings readings{{"upper", {}, reading}};
        doubt_blanks_near_stray_writing(readings, Ink(page, print));
        return sure(readings, 0);
    };
    EXPECT_TRUE(sure_beside_writing("")) << "what stands far away is another matter";
    stroke(60, 80, 30);
    EXPECT_TRUE(sure_beside_writing("")) << "a stroke is no writing";
    stroke(63, 80, 30);
    EXPECT_FALSE(sure_beside_writing(""));
    EXPECT_TRUE(sure_beside_writing("7"));
    draw(blank, 60, 80, 30);
    EXPECT_TRUE(sure_beside_writing("")) << "one of them is print";
}

TEST_F(DoubtfulFields, InkInTheNeighborFieldIsTheNeighbors) {
    stroke(70, 64, 40);
    EXPECT_TRUE(sure(read(), 0));
}

TEST_F(DoubtfulFields, WritingOfAFieldThatBeginsInTheSameLineIsNotReadWithIt) {
    form.spots = {field("amount", {{50, 50}, 80, 8}), field("items", {{90, 44}, 40, 14})};
    for (const double x : {100.0, 102.0}) stroke(x, 51, 30);
    EXPECT_GT(end_of_writing(), 99) << "whose it is nobody can tell";
    stroke(87, 51, 30);
    EXPECT_GT(end_of_writing(), 99) << "it may go on";
    image.gray(cv::Rect(85 * 8, 400, 32, 60)).setTo(245);
    stroke(60, 51, 30);
    EXPECT_LT(end_of_writing(), 65);
}

TEST_F(DoubtfulFields, A1BitScanOf200DpiAndAnyOf150AreCoarse) {
    const auto coarse = [&](bool bilevel, double dpi) {
        image.bilevel = bilevel;
        RegisteredPage page = registered();
        page.registration.dpi = dpi;
        const PrintedInk print = printed_ink(blank, 210);
        return cut_field(Ink(page, print), form.spots.front().box).coarse;
    };
    EXPECT_TRUE(coarse(true, 203));
    EXPECT_FALSE(coarse(true, 300));
    EXPECT_TRUE(coarse(false, 150));
    EXPECT_FALSE(coarse(false, 200));
}

TEST(PaleScans, ABlankThatMustBeFilledAsksAndTwoOfThemMakeAllBlanksAsk) {
    TextReading blank;
    blank.sure = true;
    Readings readings{{"a", {}, blank}, {"b", {}, blank}, {"c", {}, blank}};
    const auto sure = [&](std::size_t i) {
        return std::get<TextReading>(readings[i].reading).sure;
    };
    doubt_blanks_of_pale_scan(readings, {"a"});
    EXPECT_FALSE(sure(0));
    EXPECT_TRUE(sure(2));
    readings = {{"a", {}, blank}, {"b", {}, blank}, {"c", {}, blank}};
    doubt_blanks_of_pale_scan(readings, {"a", "b"});
    EXPECT_FALSE(sure(2));
}

TEST(PaleScans, TwoFieldsOfWhichFragmentsAreLeftMakeAllBlanksAsk) {
    TextReading blank, read;
    blank.sure = true;
    read.text = "是";
    const TextReading torn;
    const auto blank_is_sure_beside = [&](const TextReading& second) {
        Readings readings{{"a", {}, torn}, {"b", {}, second}, {"c", {}, blank}};
        doubt_blanks_of_pale_scan(readings, {});
        return std::get<TextReading>(readings[2].reading).sure;
    };
    EXPECT_TRUE(blank_is_sure_beside(blank));
    EXPECT_TRUE(blank_is_sure_beside(read)) << "an unsure reading is read all the same";
    EXPECT_FALSE(blank_is_sure_beside(torn));
}

TEST(PaleScans, AMissingSignatureMakesAllBlanksAsk) {
    TextReading blank;
    blank.sure = true;
    SignatureReading unsigned_place;
    unsigned_place.sure = true;
    Readings readings{{"a", {}, unsigned_place}, {"b", {}, blank}};
    doubt_blanks_of_pale_scan(readings, {});
    EXPECT_TRUE(std::get<TextReading>(readings[1].reading).sure) << "nobody has to sign there";
    doubt_blanks_of_pale_scan(readings, {"a"});
    EXPECT_FALSE(std::get<SignatureReading>(readings[0].reading).sure);
    EXPECT_FALSE(std::get<TextReading>(readings[1].reading).sure);
}

}  // namespace
}  // namespace tanfang

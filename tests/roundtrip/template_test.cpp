/// `read --template` with the real program: a questionnaire of somebody else's, and our own sheets
/// in the same pile.
#include "tests/roundtrip/office.h"
#include "tests/support/foreign_print.h"
#include "tests/support/image_file.h"
#include "tests/support/marks.h"
#include "tests/support/picture_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

using testing::HasSubstr;

class Template : public testing::Test {
  protected:
    Template() { reference("blank.png", print.blank.bgr); }

    void reference(const std::string& name, const cv::Mat& bgr) {
        cv::Mat gray, small;
        cv::cvtColor(bgr, gray, cv::COLOR_BGR2GRAY);
        cv::resize(gray, small, {}, 0.5, 0.5, cv::INTER_AREA);
        office.store(name, support::png_file(small));
    }

    Json variant() const {
        Json json = layout_json(print.form);
        json["reference"] = "blank.png";
        return json;
    }

    std::string stored(const Json& json) { return office.store("v.json", json.dump()); }

    std::string scan_of(const std::string& name, const Paper& paper) {
        Random random(3);
        return office.store(name, jpeg_bytes(scan(paper, plain_scan(), random).image, 85));
    }

    Paper filled() {
        Paper paper{print.blank.bgr.clone(), print.blank.px_per_mm};
        Random random(4);
        for (const char* id : {"q1.a", "q2.b", "q3.c", "q4.a"})
            draw_gesture(paper, print.form.find_spot(id)->box, Gesture::tick, Pen{}, random);
        return paper;
    }

    Outcome read(const std::vector<std::string>& files, std::vector<std::string> options) {
        options.insert(options.begin(), "read");
        options.insert(options.end(), files.begin(), files.end());
        return run_tanfang(options);
    }

    ForeignPrint print = foreign_print();
    Office office;
};

TEST_F(Template, AForeignFormHasReadingsAndNothingElse) {
    const Outcome outcome =
        read({scan_of("filled.jpg", filled())}, {"--template", stored(variant())});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), 1u);
    const Json& line = lines[0];
    EXPECT_EQ(line["form"], "survey");
    EXPECT_EQ(line["status"], "accepted");
    EXPECT_TRUE(line["serial"].is_null());
    EXPECT_TRUE(line["fields"].empty());
    EXPECT_TRUE(line["findings"].empty());
    EXPECT_EQ(line["registration"]["method"], "reference");
    EXPECT_EQ(line["readings"].size(), print.form.spots.size());
    for (const auto& [id, reading] : line["readings"].items()) {
        const bool ticked = id == "q1.a" || id == "q2.b" || id == "q3.c" || id == "q4.a";
        EXPECT_EQ(reading["mark"], ticked ? "marked" : "empty") << id;
    }
}

TEST_F(Template, OwnSheetsAndOtherPapersInThePileAreTold) {
    const std::string own = scan_of("own.jpg", print_sheets("visit").at(0).paper);
    const std::string other = scan_of("other.jpg", foreign_print({3, 14, 0.4, 13, 5}).blank);
    const Outcome outcome =
        read({own, scan_of("filled.jpg", filled()), other}, {"--template", stored(variant())});
    EXPECT_EQ(outcome.exit_code, 3);
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[0]["form"], "visit");
    EXPECT_FALSE(lines[0]["serial"].is_null());
    EXPECT_EQ(lines[1]["form"], "survey");
    EXPECT_EQ(lines[2]["status"], "rejected");
    EXPECT_TRUE(lines[2]["readings"].empty());
    EXPECT_THAT(lines[2]["reason"].get<std::string>(), HasSubstr("not_our_form"));
}

TEST_F(Template, WithAFormGivenOnlyItsPrintsCount) {
    const std::string scan = scan_of("filled.jpg", filled());
    const std::string json = stored(variant());
    for (const auto& [form, code] :
         {std::pair{"survey", 0}, std::pair{"visit", 3}, std::pair{"letter", 1}}) {
        const Outcome outcome = read({scan}, {"--template", json, "--form", form});
        EXPECT_EQ(outcome.exit_code, code) << form << ": " << outcome.err;
    }
}

TEST_F(Template, WhatAPrintLacksOfAFormOfOursIsAsked) {
    Json json = variant();
    json["form"] = "visit";
    const Json spots = json["spots"];
    json["spots"] = {{"mobility.no_change", spots["q1.a"]},
                     {"mobility.better", spots["q1.b"]},
                     {"mobility.worse", spots["q1.c"]},
                     {"emotion.better", spots["q2.b"]}};
    const auto lines =
        read({scan_of("filled.jpg", filled())}, {"--template", stored(json)}).lines();
    ASSERT_EQ(lines.size(), 1u);
    const Json& fields = lines[0]["fields"];
    EXPECT_EQ(fields["mobility"]["state"], "read");
    EXPECT_EQ(fields["mobility"]["value"], "no_change");
    EXPECT_EQ(fields["emotion"]["state"], "doubtful") << "two of its boxes are not there";
    EXPECT_EQ(fields["gas_safety"]["state"], "doubtful");
    EXPECT_THAT(fields["care_needs"]["state"], testing::AnyOf("doubtful", "unreadable"));
    EXPECT_EQ(lines[0]["status"], "review");
}

TEST_F(Template, ABadOneEndsTheRunAtOnceAndSaysWhy) {
    const std::string scan = scan_of("filled.jpg", filled());
    reference("narrow.png", print.blank.bgr.colRange(0, 1500));
    office.store("broken.pdf", "%PDF-1.4\nno more");
    const auto expect = [&](const Json& json, const char* says) {
        const Outcome outcome = read({scan}, {"--template", stored(json)});
        EXPECT_EQ(outcome.exit_code, 1) << says;
        EXPECT_TRUE(outcome.out.empty());
        EXPECT_THAT(outcome.err, HasSubstr(says));
    };
    Json json = variant();
    json["spots"]["q1.a"]["rect"] = {590, 10, 610, 20};
    expect(json, "q1.a：位置超出纸面");
    json = variant();
    json.erase("reference");
    expect(json, "缺少 reference");
    for (const auto& [file, says] : {std::pair{"narrow.png", "长宽比"},
                                     {"broken.pdf", "无法读取"},
                                     {"nowhere.png", "无法读取"}}) {
        json = variant();
        json["reference"] = file;
        expect(json, says);
    }
    json = variant();
    json["form"] = "visit";
    expect(json, "没有填写位置 q1.a");
    json = variant();
    json["spots"]["q1.a"]["kind"] = "field";
    expect(json, "只能读方框");
}

}  // namespace
}  // namespace tanfang::simulate

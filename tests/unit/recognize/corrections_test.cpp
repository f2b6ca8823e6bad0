/// What people do to a form instead of ticking a box neatly, on a print that is not ours. No case
/// may end in a wrong reading that nobody is asked about.
#include "pipeline/page/reference_print.h"
#include "pipeline/recognize/marks.h"
#include "pipeline/recognize/reference_ink.h"
#include "pipeline/recognize/signature.h"

#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "tests/support/foreign_print.h"
#include "tests/support/marks.h"
#include "tests/support/scanner.h"
#include "tests/support/stamps.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

using Readings = std::map<std::string, MarkReading>;

bool surely(const MarkReading& reading, MarkState state) {
    return reading.sure && reading.state == state;
}

const cv::Scalar correction_fluid(246, 250, 250);
const Pen red{0.5, {50, 40, 200}, 0.05};
const Pen pencil{0.4, {130, 130, 130}, 0.05};
const Pen carbon{0.5, {170, 120, 130}, 0.05};

/// The print without writing, and what the reader knows of it; made once.
struct KnownPrint {
    FormTemplate form;
    Paper blank;
    cv::Mat gray = gray_of(blank);
    ReferencePrint reference{form, 0, gray};
    PrintedInk ink = reference_ink(gray, form, 0);

    static cv::Mat gray_of(const Paper& paper) {
        cv::Mat gray;
        cv::cvtColor(paper.bgr, gray, cv::COLOR_BGR2GRAY);
        return gray;
    }
};

const KnownPrint& known_print() {
    static const auto known = [] {
        ForeignPrint print = foreign_print();
        return std::make_unique<KnownPrint>(std::move(print.form), std::move(print.blank));
    }();
    return *known;
}

class Corrections : public testing::Test {
  protected:
    Corrections() {
        for (int row = 1; row <= 6; ++row) mark("q" + std::to_string(row) + ".a", Gesture::tick);
    }

    const Box<Mm>& box(const std::string& spot) const {
        return known_print().form.find_spot(spot)->box;
    }

    void mark(const std::string& spot, Gesture gesture) { mark(spot, gesture, pen_); }
    void mark(const std::string& spot, Gesture gesture, const Pen& pen) {
        draw_gesture(paper_, box(spot), gesture, pen, random_);
    }

    /// A tick of which the corner lies so far from the middle of the box.
    void tick_at(const std::string& spot, double right_mm, double down_mm) {
        const auto [x, y] = box(spot).center();
        draw_stroke(paper_, pen_,
                    {{x + right_mm - 1.2, y + down_mm - 0.3},
                     {x + right_mm, y + down_mm + 1.2},
                     {x + right_mm + 2.2, y + down_mm - 1.8}},
                    random_);
    }

    /// A loop around what lies right of the box's left edge.
    void loop_around(const std::string& spot, double width_mm) {
        const Box<Mm>& inner = box(spot);
        const double rx = width_mm / 2 + 1, ry = inner.height * 0.9;
        const Point<Mm> middle{inner.left() + width_mm / 2, inner.center().y};
        Path round;
        for (int i = 0; i <= 14; ++i) {
            const double turn = 0.48 * i;
            round.push_back({middle.x + rx * std::cos(turn), middle.y + ry * std::sin(turn)});
        }
        draw_stroke(paper_, pen_, round, random_);
    }

    void paint_over(const std::string& spot) {
        const Box<Mm> blot = box(spot).grown(1);
        const auto from = paper_.px(blot.top_left), to = paper_.px({blot.right(), blot.bottom()});
        cv::rectangle(paper_.bgr, {cvRound(from.x), cvRound(from.y)},
                      {cvRound(to.x), cvRound(to.y)}, correction_fluid, cv::FILLED);
    }

    void smudge(const std::string& spot) {
        const auto middle = paper_.px(box(spot).center());
        cv::Mat wiped(paper_.bgr.size(), CV_8UC3, cv::Scalar::all(255));
        cv::ellipse(wiped, {cvRound(middle.x), cvRound(middle.y)},
                    {cvRound(4 * paper_.px_per_mm), cvRound(2 * paper_.px_per_mm)}, 20, 0, 360,
                    cv::Scalar(190, 190, 190), cv::FILLED);
        cv::GaussianBlur(wiped, wiped, {}, 1.2 * paper_.px_per_mm);
        cv::min(paper_.bgr, wiped, paper_.bgr);
    }

    /// @param several  groups in which more than one box may be marked
    Readings read(bool color = true, const std::set<std::string>& several = {}) {
        Readings readings;
        look(color, [&](const Ink& ink) {
            ChoiceFields choices;
            choices.several = several;
            for (const auto& [id, reading] : read_marks(ink, choices)) readings[id] = reading;
        });
        return readings;
    }

    void look(bool color, const std::function<void(const Ink&)>& use) {
        const KnownPrint& known = known_print();
        ScanCondition office;
        office.skew_degrees = 1;
        office.blur_mm = 0.06;
        office.noise = 2;
        office.color = color;
        const Scan seen = scan(paper_, office, random_);
        const auto sheets = register_by_reference(seen.image, {&known.reference});
        use(Ink(sheets.at(0), known.ink));
    }

    /// Of a place that a seal without color reaches.
    SignatureReading signature_beside_seal() {
        press_seal(paper_, {110, 262}, random_);
        Spot field;
        field.id = field.field = "signature";
        field.box = {{115, 255}, 60, 12};
        SignatureReading reading;
        look(false, [&](const Ink& ink) { reading = read_signature(field, ink); });
        return reading;
    }

    /// The ticks of the first rows are read, and nothing else is except what is named.
    static void expect_the_rest_untouched(const Readings& readings,
                                          const std::set<std::string>& except) {
        for (const auto& [id, reading] : readings) {
            if (except.contains(id))
                continue;
            const bool ticked = id.ends_with(".a") && id.size() == 4 && id < "q7";
            EXPECT_FALSE(surely(reading, ticked ? MarkState::empty : MarkState::marked)) << id;
        }
    }

    Paper paper_{known_print().blank.bgr.clone(), known_print().blank.px_per_mm};
    Pen pen_;
    Random random_{17};
};

TEST_F(Corrections, ATickBesideOrUnderTheBoxIsReadOrAsks) {
    tick_at("q8.b", -3.2, 0);
    tick_at("q9.b", 0, 3.4);
    const Readings readings = read();
    for (const char* id : {"q8.b", "q9.b"})
        EXPECT_FALSE(surely(readings.at(id), MarkState::empty)) << id;
    expect_the_rest_untouched(readings, {"q8.b", "q9.b"});
}

TEST_F(Corrections, ATickThatStaysClearOfItsSmallBoxAsksIfItsGroupHasNoOther) {
    tick_at("q8.a", -4.6, 0);
    tick_at("q5.a", -4.6, 0);  // ticked in the box too
    const Readings readings = read();
    EXPECT_FALSE(readings.at("q8.a").sure);
    EXPECT_TRUE(surely(readings.at("q5.a"), MarkState::marked));
    expect_the_rest_untouched(readings, {"q8.a"});
}

TEST_F(Corrections, ATickThatStaysClearOfItsBoxAsksBesideOthersWhereSeveralMayBeMarked) {
    tick_at("q5.b", -4.6, 0);
    EXPECT_TRUE(surely(read().at("q5.b"), MarkState::empty)) << "only one may be";
    EXPECT_FALSE(read(true, {"q5"}).at("q5.b").sure);
}

TEST_F(Corrections, ATickThroughTheLabelIsReadOrAsks) {
    tick_at("q8.b", 5, 0);
    const Readings readings = read();
    EXPECT_FALSE(surely(readings.at("q8.b"), MarkState::empty));
    expect_the_rest_untouched(readings, {"q8.b"});
}

TEST_F(Corrections, ALoopAroundBoxAndLabelIsReadOrAsks) {
    loop_around("q8.b", 13);
    const Readings readings = read();
    EXPECT_FALSE(surely(readings.at("q8.b"), MarkState::empty));
    expect_the_rest_untouched(readings, {"q8.b"});
}

TEST_F(Corrections, AStruckTickAsksAndTheNewOneBesideItIsRead) {
    mark("q8.a", Gesture::struck);
    mark("q8.b", Gesture::tick);
    mark("q9.a", Gesture::blacked);
    mark("q9.c", Gesture::tick);
    const Readings readings = read();
    EXPECT_EQ(readings.at("q8.a").how, MarkHow::struck);
    EXPECT_EQ(readings.at("q9.a").how, MarkHow::blacked);
    for (const char* id : {"q8.a", "q9.a"}) {
        EXPECT_EQ(readings.at(id).state, MarkState::empty) << id;
        EXPECT_FALSE(readings.at(id).sure) << id;
    }
    for (const char* id : {"q8.b", "q9.c"})
        EXPECT_TRUE(surely(readings.at(id), MarkState::marked)) << id;
}

TEST_F(Corrections, ATickUnderCorrectionFluidIsNoneAndAsks) {
    mark("q8.a", Gesture::overshoot);
    paint_over("q8.a");
    mark("q8.b", Gesture::tick);
    const Readings readings = read();
    EXPECT_NE(readings.at("q8.a").state, MarkState::marked);
    EXPECT_FALSE(readings.at("q8.a").sure);
    EXPECT_TRUE(surely(readings.at("q8.b"), MarkState::marked));
}

TEST_F(Corrections, ATickOverASmudgeIsReadAndASmudgeAloneIsNoTick) {
    smudge("q8.a");
    mark("q8.a", Gesture::tick);
    smudge("q9.b");
    const Readings readings = read();
    EXPECT_EQ(readings.at("q8.a").state, MarkState::marked);
    EXPECT_FALSE(surely(readings.at("q9.b"), MarkState::marked));
}

TEST_F(Corrections, RedPenPencilAndCarbonAreReadAsInkIs) {
    mark("q8.b", Gesture::tick, red);
    mark("q9.b", Gesture::tick, pencil);
    mark("q10.b", Gesture::tick, carbon);
    for (const bool color : {true, false}) {
        const Readings readings = read(color);
        // in colour a single red tick may be of a seal
        for (const char* id : {"q8.b", "q9.b", "q10.b"})
            EXPECT_FALSE(surely(readings.at(id), MarkState::empty)) << id;
        expect_the_rest_untouched(readings, {"q8.b", "q9.b", "q10.b"});
    }
}

TEST_F(Corrections, ASheetWrittenInRedIsToldFromOneWithSeals) {
    // as a phone sees a red pen: half as dark as print in the red channel too
    const Pen brick{0.8, {90, 85, 165}, 0.05};
    const Paper in_black = paper_;
    paper_ = {known_print().blank.bgr.clone(), known_print().blank.px_per_mm};
    for (int row = 1; row <= 9; ++row) mark("q" + std::to_string(row) + ".a", Gesture::tick, brick);
    look(true, [](const Ink& ink) { EXPECT_TRUE(ink.red_pen()); });
    paper_ = in_black;
    for (const char* id : {"q8.b", "q9.b", "q10.a"}) press_seal(paper_, box(id).center(), random_);
    look(true, [](const Ink& ink) { EXPECT_FALSE(ink.red_pen()); });
}

TEST_F(Corrections, PaperThatLooksReddishIsNoInkOfARedPen) {
    paper_ = {known_print().blank.bgr.clone(), known_print().blank.px_per_mm};
    for (int row = 1; row <= 12; ++row) mark("q" + std::to_string(row) + ".a", Gesture::tick, red);
    cv::multiply(paper_.bgr, cv::Scalar(0.84, 0.86, 0.95), paper_.bgr);  // under a warm lamp
    const Readings readings = read();
    for (const auto& [id, reading] : readings)
        EXPECT_TRUE(surely(reading, id.ends_with(".a") ? MarkState::marked : MarkState::empty))
            << id;
}

TEST_F(Corrections, ASealOverBoxesHidesNoTickAndMakesNone) {
    mark("q9.b", Gesture::tick);
    press_seal(paper_, box("q9.b").center(), random_);
    for (const bool color : {true, false}) {
        const Readings readings = read(color);
        EXPECT_FALSE(surely(readings.at("q9.b"), MarkState::empty));
        expect_the_rest_untouched(readings, {"q9.b"});
    }
}

TEST_F(Corrections, UnderASealWithoutColorNobodyHasSurelySigned) {
    const SignatureReading reading = signature_beside_seal();
    EXPECT_FALSE(reading.sure);
}

TEST_F(Corrections, ANameThatReachesBeyondASealIsSurelyOne) {
    for (const double x : {140.0, 147.0, 154.0})
        draw_stroke(paper_, pen_, {{x, 257}, {x + 4, 265}, {x, 265}, {x + 5, 258}}, random_);
    const SignatureReading reading = signature_beside_seal();
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.kind, SignatureKind::ink);
}

TEST_F(Corrections, AFingerprintBesideABoxIsNoTick) {
    const auto [x, y] = box("q9.b").center();
    press_fingerprint(paper_, {x + 12, y}, random_);
    for (const bool color : {true, false}) expect_the_rest_untouched(read(color), {});
}

}  // namespace
}  // namespace tanfang::simulate

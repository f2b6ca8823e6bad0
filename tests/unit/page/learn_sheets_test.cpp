/// Sheets of one print laid over each other.
#include "pipeline/page/learn_sheets.h"

#include "pipeline/base/text.h"
#include "pipeline/page/flat_print.h"

#include "flow_of.h"
#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

using testing::IsEmpty;

constexpr int glyph_px = 28, glyph_pitch = 34, glyph_cells = 7;

/// A made-up shape for a character: no two alike, none like itself turned by a quarter.
cv::Mat glyph(char32_t character) {
    cv::RNG random(character);
    cv::Mat cells(glyph_cells, glyph_cells, CV_8UC1), shape;
    random.fill(cells, cv::RNG::UNIFORM, 0, 2);
    cells = (1 - cells) * 210 + 40;
    cells.row(0).setTo(40);  // its columns hang together
    cv::resize(cells, shape, {glyph_px, glyph_px}, 0, 0, cv::INTER_NEAREST);
    return shape;
}

/// How alike two pictures of one size are, 1 if they are the same.
double likeness(const cv::Mat& one, const cv::Mat& other) {
    cv::Mat result;
    cv::matchTemplate(one, other, result, cv::TM_CCOEFF_NORMED);
    return result.at<float>(0);
}

/// Knows the glyphs of some characters.
TesseractLine read_glyphs(const cv::Mat& line, const std::u32string& known) {
    cv::Mat columns, rows;
    cv::reduce(line < 150, columns, 0, cv::REDUCE_MAX);
    cv::reduce(line < 150, rows, 1, cv::REDUCE_MAX);
    std::vector<cv::Point> inked;
    cv::findNonZero(rows, inked);
    TesseractLine read;
    if (inked.empty())
        return read;
    const int top = inked.front().y, bottom = inked.back().y + 1;
    for (int x = 0, end = 0; x < columns.cols; x = end + 1) {
        end = x;
        while (end < columns.cols && columns.at<uchar>(end)) ++end;
        if (end - x < glyph_px / 2)
            continue;
        cv::Mat seen;
        cv::resize(line(cv::Range(top, bottom), cv::Range(x, end)), seen, {glyph_px, glyph_px});
        TesseractSymbol symbol{"?", static_cast<double>(x), static_cast<double>(end), 0};
        for (const char32_t c : known)
            if (const double alike = likeness(seen, glyph(c)); alike > symbol.confidence) {
                symbol.utf8 = utf8(c);
                symbol.confidence = alike;
            }
        read.symbols.push_back(symbol);
    }
    return read;
}

constexpr int left = 200, middle = 500, right = 1480, top = 400, row = 120;

void words(cv::Mat& on, int x, int y, const std::string& text) {
    const auto characters = code_points(text).value();
    for (const char32_t c : characters) {
        glyph(c).copyTo(on(cv::Rect(x, y, glyph_px, glyph_px)));
        x += glyph_pitch;
    }
}

/// A blank sheet of a table with boxes in its first two rows.
///
/// @param line_off  px that the line below the first row, right of the middle, lies too low
/// @param boxes_off  px that the boxes lie too low
PageImage sheet(int line_off, int boxes_off) {
    PageImage image;
    image.gray = cv::Mat(2376, 1680, CV_8UC1, cv::Scalar(250));
    for (int i = 0; i <= 6; ++i) {
        const int y = top + i * row;
        cv::line(image.gray, {left, y}, {i == 1 ? middle : right, y}, cv::Scalar(40), 2);
        if (i == 1)
            cv::line(image.gray, {middle, y + line_off}, {right, y + line_off}, cv::Scalar(40), 2);
    }
    for (const int x : {left, middle, right})
        cv::line(image.gray, {x, top}, {x, top + 6 * row}, cv::Scalar(40), 2);
    const char* const labels[] = {"甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑"};
    for (int i = 0; i < 6; ++i) words(image.gray, 250, top + i * row + 46, labels[i]);
    for (int i = 0; i < 2; ++i)
        for (const auto& [x, label] : {std::pair(600, "较好"), std::pair(900, "较差")}) {
            cv::rectangle(image.gray, {x, top + i * row + 46 + boxes_off, 28, 28}, cv::Scalar(40),
                          2);
            words(image.gray, x + 40, top + i * row + 46, label);
        }
    words(image.gray, 600, top + 5 * row + 46, "寅卯");
    return image;
}

std::optional<LearnedSheet> learned_from(const std::vector<PageImage>& sheets) {
    PrintWords form;
    form.form = "small";
    for (const auto* cell : {"甲乙", "[q.a]较好[q.b]较差", "丙丁", "[r.a]较好[r.b]较差", "戊己",
                             "{one}", "庚辛", "{two}", "壬癸", "{three}", "子丑", "寅卯"})
        form.cells.push_back(flow_of(cell));
    std::size_t next = 1;
    return learn_sheets(
        sheets.front(),
        [&]() { return next < sheets.size() ? std::optional(sheets[next++]) : std::nullopt; },
        {form},
        [](const cv::Mat& line) {
            return read_glyphs(line, U"甲乙丙丁戊己庚辛壬癸子丑寅卯较好差");
        });
}

void expect_boxes(const LearnedPrint& print) {
    EXPECT_THAT(print.missing, IsEmpty());
    int boxes = 0;
    for (const auto& spot : print.spots) {
        if (spot.kind != SpotKind::checkbox)
            continue;
        ++boxes;
        EXPECT_NEAR(spot.box.center().x * flat_px_per_mm, spot.part == "a" ? 614 : 914, 3);
        EXPECT_NEAR(spot.box.center().y * flat_px_per_mm, top + 60 + (spot.field == "r" ? row : 0),
                    3)
            << spot.id;
    }
    EXPECT_EQ(boxes, 4);
}

TEST(LearnSheets, ShowTheirBoxesAndFields) {
    const auto learned = learned_from({sheet(0, 0), sheet(0, 0), sheet(0, 0)});
    ASSERT_TRUE(learned);
    EXPECT_EQ(learned->sheets, 3u);
    expect_boxes(learned->print);
}

TEST(LearnSheets, AreLearnedAsDarkAsMostOfThemAre) {
    std::vector<PageImage> sheets(5, sheet(0, 0));
    for (std::size_t pale = 3; pale < 5; ++pale)
        sheets[pale].gray = cv::Mat(125 + sheets[0].gray / 2);
    const auto learned = learned_from(sheets);
    ASSERT_TRUE(learned);
    EXPECT_EQ(learned->sheets, 5u);
    double darkest = 0;
    const cv::Rect words_of_a_cell(250, top + 46, glyph_pitch + glyph_px, glyph_px);
    cv::minMaxLoc(learned->blank(words_of_a_cell), &darkest);
    EXPECT_LT(darkest, 60);
}

TEST(LearnSheets, OfManyKeepWhatIsPrintedInAFieldAndOfFewNothing) {
    const auto darkest_in_field = [](std::size_t count) {
        std::vector<PageImage> sheets;
        for (std::size_t i = 0; i < count; ++i) {
            sheets.push_back(sheet(0, 0));
            cv::Mat& gray = sheets.back().gray;
            cv::rectangle(gray, {600, top + 2 * row + 40, 6, 40}, cv::Scalar(40), cv::FILLED);
            const int x = 700 + 60 * static_cast<int>(i);  // written elsewhere on each
            cv::rectangle(gray, {x, top + 2 * row + 40, 6, 40}, cv::Scalar(40), cv::FILLED);
        }
        const auto learned = learned_from(sheets);
        if (!learned)
            return std::pair(0.0, 0.0);
        double print = 0, writing = 0;
        cv::minMaxLoc(learned->blank(cv::Rect(590, top + 2 * row + 45, 30, 30)), &print);
        cv::minMaxLoc(learned->blank(cv::Rect(690, top + 2 * row + 45, 700, 30)), &writing);
        return std::pair(print, writing);
    };
    const auto many = darkest_in_field(9), few = darkest_in_field(4);
    EXPECT_LT(many.first, 100);
    EXPECT_GT(many.second, 200);
    EXPECT_GT(few.first, 200) << "it may have been written on all";
}

TEST(LearnSheets, KeepALineThatFadesWhereTheyAreLaidOverEachOther) {
    const auto learned = learned_from({sheet(0, 0), sheet(4, 0), sheet(8, 0)});
    ASSERT_TRUE(learned);
    EXPECT_EQ(learned->sheets, 3u);
    expect_boxes(learned->print);
}

TEST(LearnSheets, KeepBoxesThatFadeWhereTheyAreLaidOverEachOther) {
    const auto learned = learned_from({sheet(0, 0), sheet(0, 4), sheet(0, 8)});
    ASSERT_TRUE(learned);
    EXPECT_EQ(learned->sheets, 3u);
    expect_boxes(learned->print);
}

}  // namespace
}  // namespace tanfang

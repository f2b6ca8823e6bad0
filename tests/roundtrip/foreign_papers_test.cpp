/// What else lies in a pile: letters, tables and questionnaires of others, notes, blank and ruined
/// paper. None of it becomes a record that anybody would work on.
#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"
#include "pipeline/generate/print.h"
#include "pipeline/generate/table_pages.h"

#include <algorithm>

#include "tests/roundtrip/office.h"
#include "tests/support/foreign_print.h"
#include "tests/support/image_file.h"
#include "tests/support/pen.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace tanfang::simulate {
namespace {

constexpr int papers_of_a_kind = 40;  // five kinds: 200 pages

const std::filesystem::path templates = std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";

/// Words that offices write, of our own lexicon: the hardest to tell from our forms.
class Words {
  public:
    Words() {
        const Json lexicon = load_json(templates / "lexicon.json", Fault::bad_template);
        for (const char* list : {"disease", "income_source", "subsidy_item", "measure", "need"})
            for (const std::string entry : lexicon.at(list)) words_.push_back(entry);
    }

    std::string sentence(int words, Random& random) const {
        std::string text;
        for (int i = 0; i < words; ++i)
            text += (i == 0 ? "" : (random.chance(0.3) ? "。" : "，")) + random.pick(words_);
        return text + "。";
    }

    const std::string& word(Random& random) const { return random.pick(words_); }

  private:
    std::vector<std::string> words_;
};

class ForeignPapers : public testing::Test {
  protected:
    Paper printed(const Table& table) {
        const auto path = std::filesystem::path(
            office.store("foreign.pdf", print_reference(table_pages(table, fonts), fonts)));
        return printed_page(path, 0);
    }

    /// One column of running text.
    Paper letter(Random& random) {
        Table table{"", "关于" + words.word(random) + "的通知", {{"", 170, TextAlign::left}}, {}};
        for (int i = 2 + random.below(5); i > 0; --i)
            table.rows.push_back({{{words.sentence(6 + random.below(20), random)}}});
        return printed(table);
    }

    /// Another office's table, with the words that stand on ours, too.
    Paper table(Random& random) {
        static const std::vector<std::string> heads{"姓名",     "性别",     "居民身份证号码",
                                                    "联系电话", "户籍地址", "健康情况",
                                                    "经济来源", "服务方式", "情绪状态"};
        Table table{"附件" + std::to_string(1 + random.below(9)),
                    words.word(random) + "登记表",
                    {{random.pick(heads), 50, TextAlign::left},
                     {random.pick(heads), 70, TextAlign::left},
                     {random.pick(heads), 50, TextAlign::left}},
                    {}};
        for (int i = 1 + random.below(15); i > 0; --i)
            table.rows.push_back({{{random.pick(heads)}},
                                  {{words.word(random), words.word(random)}, random.chance(0.5)},
                                  {{words.word(random)}, random.chance(0.5)}});
        return printed(table);
    }

    static Paper questionnaire(Random& random) {
        ForeignPrintLook look;
        look.box_mm = random.uniform(2.5, 4);
        look.row_mm = random.uniform(12, 18);
        look.rows = 6 + random.below(9);
        look.words = static_cast<unsigned>(random.below(1000));
        return foreign_print(look).blank;
    }

    /// A page that somebody wrote by hand: lines of strokes.
    static Paper note(Random& random) {
        Paper paper = white_paper(210, 297);
        const Pen pen = some_pen(random);
        for (double y = 30; y < random.uniform(60, 270); y += 12)
            for (double x = 25; x < random.uniform(90, 190); x += random.uniform(5, 9))
                for (int stroke = 2 + random.below(5); stroke > 0; --stroke)
                    draw_stroke(paper, pen,
                                {{x + random.uniform(0, 5), y + random.uniform(0, 6)},
                                 {x + random.uniform(0, 5), y + random.uniform(0, 6)}},
                                random);
        return paper;
    }

    /// The back of a sheet, a black page of a copier, a page of noise, dust and a fold.
    static Paper ruined(Random& random) {
        Paper paper = white_paper(210, 297);
        switch (random.below(4)) {
            case 0:
                break;
            case 1:
                paper.bgr.setTo(cv::Scalar::all(random.uniform(0, 60)));
                break;
            case 2:
                cv::setRNGSeed(random.below(1 << 30));
                cv::randu(paper.bgr, cv::Scalar::all(0), cv::Scalar::all(255));
                break;
            default:
                for (int i = 0; i < 60; ++i) {
                    const Point<Mm> at{random.uniform(5, 205), random.uniform(5, 290)};
                    draw_stroke(paper, some_pen(random), {at}, random);
                }
                draw_stroke(paper, Pen{0.3}, {{3, 148}, {207, 149}}, random);
        }
        return paper;
    }

    Paper paper(int kind, Random& random) {
        switch (kind) {
            case 0:
                return letter(random);
            case 1:
                return table(random);
            case 2:
                return questionnaire(random);
            case 3:
                return note(random);
            default:
                return ruined(random);
        }
    }

    /// Through a scanner or a phone, and stored.
    void lay_down(const std::string& name, const Paper& paper, Random& random) {
        ScanCondition how = plain_scan();
        how.dpi = random.pick<double>({150, 200, 300});
        how.any_orientation = true;
        how.skew_degrees = 2;
        how.noise = random.uniform(0, 6);
        how.photo = random.chance(0.2);
        office.store(name, jpeg_bytes(scan(paper, how, random).image, 75));
    }

    const Words words;
    const Fonts fonts = load_fonts(templates / "fonts.json");
    Office office;
};

TEST_F(ForeignPapers, AreRejectedAndNothingIsReadFromThem) {
    Random random(23);
    for (int kind = 0; kind < 5; ++kind)
        for (int i = 0; i < papers_of_a_kind; ++i)
            lay_down("pile-" + std::to_string(kind) + "-" + std::to_string(i) + ".jpg",
                     paper(kind, random), random);
    std::filesystem::remove(office.folder() / "foreign.pdf");
    const Outcome outcome = office.read({(office.folder() / "").string()});
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), 5U * papers_of_a_kind);
    for (const auto& line : lines) {
        EXPECT_EQ(line.at("status"), "rejected") << line.at("source");
        EXPECT_TRUE(line.at("readings").empty()) << line.at("source");
        EXPECT_TRUE(line.at("fields").empty()) << line.at("source");
    }
}

}  // namespace
}  // namespace tanfang::simulate

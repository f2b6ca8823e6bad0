#include "tests/support/foreign_print.h"

#include <cmath>
#include <random>

#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {

namespace {

class Printer {
  public:
    explicit Printer(Paper& paper) : paper_(paper) {}

    void line(Point<Mm> a, Point<Mm> b, double width_mm) {
        const Point<Px> from = paper_.px(a), to = paper_.px(b);
        cv::line(paper_.bgr, {round(from.x), round(from.y)}, {round(to.x), round(to.y)},
                 cv::Scalar::all(0), std::max(1, round(width_mm * paper_.px_per_mm)), cv::LINE_AA);
    }

    void square(const Box<Mm>& inner) {
        const Box<Mm> middle = inner.grown(outline_mm / 2);
        const Point<Mm> corners[] = {{middle.left(), middle.top()},
                                     {middle.right(), middle.top()},
                                     {middle.right(), middle.bottom()},
                                     {middle.left(), middle.bottom()}};
        for (int i = 0; i < 4; ++i) line(corners[i], corners[(i + 1) % 4], outline_mm);
    }

    /// A word of so many characters; @return where it ends
    double word(unsigned which, int characters, Point<Mm> top_left, double size_mm) {
        for (int i = 0; i < characters; ++i)
            character(which * 31 + static_cast<unsigned>(i),
                      {top_left.x + i * size_mm * 1.08, top_left.y}, size_mm);
        return top_left.x + characters * size_mm * 1.08;
    }

  private:
    static int round(double value) { return static_cast<int>(std::lround(value)); }

    void character(unsigned which, Point<Mm> at, double size) {
        std::mt19937 random(which);
        const auto place = [&random] { return 0.05 + 0.9 * static_cast<double>(random() % 7) / 6; };
        for (unsigned strokes = 5 + which % 3; strokes > 0; --strokes) {
            const double x = place(), y = place(), end = place();
            const bool level = random() % 2 == 0, slanted = random() % 4 == 0;
            line({at.x + x * size, at.y + y * size},
                 {at.x + (level || slanted ? end : x) * size,
                  at.y + (level && !slanted ? y : end) * size},
                 size * 0.07);
        }
    }

    static constexpr double outline_mm = 0.2;
    Paper& paper_;
};

Spot box_spot(const std::string& field, const std::string& part, const Box<Mm>& box) {
    Spot spot;
    spot.id = field + "." + part;
    spot.field = field;
    spot.part = part;
    spot.kind = SpotKind::checkbox;
    spot.box = box;
    return spot;
}

}  // namespace

ForeignPrint foreign_print(const ForeignPrintLook& look) {
    constexpr double left = 20, right = 190, first_column = 60, column = 43, text_mm = 3.7;
    ForeignPrint print;
    print.form.id = print.form.title = "survey";
    print.form.page_width = 210;
    print.form.page_height = 297;
    print.form.pages.resize(1);
    print.blank = white_paper(210, 297);
    Printer printer(print.blank);
    printer.word(1000 * look.words, 12, {55, 18}, 7.5);
    const double top = 40, bottom = top + look.rows * look.row_mm;
    for (int row = 0; row <= look.rows; ++row)
        printer.line({left, top + row * look.row_mm}, {right, top + row * look.row_mm}, 0.2);
    for (const double x : {left, first_column - 4, right}) printer.line({x, top}, {x, bottom}, 0.2);
    for (int row = 0; row < look.rows; ++row) {
        const double y = top + (row + 0.5) * look.row_mm;
        const auto words = 1000 * look.words + 10 * static_cast<unsigned>(row);
        printer.word(words + 1, 3 + row % 4, {left + 4, y - text_mm / 2}, text_mm);
        for (int option = 0; option < 3; ++option) {
            const Box<Mm> box{
                {first_column + option * column, y - look.box_mm / 2}, look.box_mm, look.box_mm};
            printer.square(box);
            printer.word(1000 * look.words + 500 + static_cast<unsigned>(option), 2 + option,
                         {box.right() + look.label_gap_mm, y - text_mm / 2}, text_mm);
            print.form.spots.push_back(box_spot("q" + std::to_string(row + 1),
                                                std::string(1, static_cast<char>('a' + option)),
                                                box));
        }
    }
    printer.word(1000 * look.words + 900, 16, {left, bottom + 5}, text_mm);
    return print;
}

}  // namespace tanfang::simulate

/// What a print looks like on paper.
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/print.h"

#include <cstdio>
#include <fstream>
#include <memory>

#include "../unit/generate/installed.h"
#include "open_mark_picture.h"
#include "raster.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zbar.h>

namespace tanfang {
namespace {

using golden::GrayPicture;

constexpr double px_per_mm = golden::reference_width / 210.0;

std::filesystem::path saved(const std::string& pdf, const std::string& name) {
    const std::filesystem::path file = testing::TempDir() + std::to_string(::getpid()) + "-" + name;
    std::ofstream(file, std::ios::binary) << pdf;
    return file;
}

GrayPicture picture(const std::filesystem::path& pdf, int page) {
    return golden::render(pdf, page, golden::reference_width, golden::reference_height);
}

bool inside(const Box<Mm>& box, int x, int y) {
    const double mm_x = (x + 0.5) / px_per_mm, mm_y = (y + 0.5) / px_per_mm;
    return mm_x > box.left() && mm_x < box.right() && mm_y > box.top() && mm_y < box.bottom();
}

/// Share of ink in a box, 0..1.
double darkness(const GrayPicture& page, const Box<Mm>& box) {
    double dark = 0;
    int pixels = 0;
    for (int y = static_cast<int>(box.top() * px_per_mm); y < box.bottom() * px_per_mm; ++y)
        for (int x = static_cast<int>(box.left() * px_per_mm); x < box.right() * px_per_mm; ++x)
            if (inside(box, x, y)) {
                dark += (255 - page.at(x, y)) / 255.0;
                ++pixels;
            }
    return pixels == 0 ? 0 : dark / pixels;
}

std::filesystem::path filled_visit() {
    const PersonValues person = person_values(
        Json::parse(
            R"({"visit_date": "2026-03-05", "service_method": "phone", "disease_name": "堃喆䶮𠮷"})"),
        installed::form("visit"), installed::model("visit"));
    return saved(print_sets(installed::form("visit"), installed::model("visit"), installed::fonts(),
                            {{"0123456789", 0, person}}, {3, PrintKind::flat})
                     .pdf,
                 "filled.pdf");
}

class ReferencePicture : public testing::TestWithParam<const char*> {};

TEST_P(ReferencePicture, ShowsTheFormAsItIsDrawnToday) {
    const FormTemplate& form = installed::form(GetParam());
    const auto pdf = saved(print_reference(form, installed::fonts()), "reference.pdf");
    for (std::size_t page = 0; page < form.pages.size(); ++page) {
        const GrayPicture now = picture(pdf, static_cast<int>(page));
        const GrayPicture kept =
            golden::read_png(installed::templates / form.pages[page].reference);
        ASSERT_EQ(now.width, kept.width);
        ASSERT_EQ(now.height, kept.height);
        long different = 0;
        for (std::size_t i = 0; i < now.pixels.size(); ++i)
            different += std::abs(now.pixels[i] - kept.pixels[i]) > 40;
        // Another minor version of poppler may shade edges differently; a moved word is thousands
        // of pixels.
        EXPECT_LT(different, 500)
            << "build the target `references` if the form was changed on purpose";
    }
}

/// A print differs from its reference only where a sheet has its own: QR, code and label.
TEST_P(ReferencePicture, IsWhatEveryCopyShows) {
    const FormTemplate& form = installed::form(GetParam());
    const auto pdf = saved(print_sets(form, installed::model(GetParam()), installed::fonts(),
                                      {{"0123456789", std::nullopt, {}}}, {1, PrintKind::fillable})
                               .pdf,
                           "print.pdf");
    for (std::size_t page = 0; page < form.pages.size(); ++page) {
        const FormPage& layout = form.pages[page];
        const Box<Mm> code{{layout.code_text.at.x - 40, layout.code_text.at.y - 4}, 80, 8};
        const Box<Mm> label{{layout.copy_label.at.x - 45, layout.copy_label.at.y - 4}, 90, 8};
        const GrayPicture print = picture(pdf, static_cast<int>(page));
        const GrayPicture kept = golden::read_png(installed::templates / layout.reference);
        long different = 0;
        for (int y = 0; y < print.height; ++y)
            for (int x = 0; x < print.width; ++x)
                if (std::abs(print.at(x, y) - kept.at(x, y)) > 40 &&
                    !inside(layout.qr.grown(0.3), x, y) && !inside(code, x, y) &&
                    !inside(label, x, y))
                    ++different;
        EXPECT_LT(different, 500) << GetParam() << " page " << page + 1;
        EXPECT_GT(darkness(print, layout.qr), 0.3);
        EXPECT_GT(darkness(print, code), 0.01);
        EXPECT_GT(darkness(print, label), 0.01);
        if (layout.stamp_area) {
            EXPECT_EQ(darkness(print, *layout.stamp_area), 0);
        }
    }
}

/// Boxes are empty and framed, combs leave their upper part blank: what the reader takes for
/// granted.
TEST_P(ReferencePicture, HasItsInkAroundTheSpotsAndNotInThem) {
    const FormTemplate& form = installed::form(GetParam());
    for (std::size_t page = 0; page < form.pages.size(); ++page) {
        const GrayPicture kept =
            golden::read_png(installed::templates / form.pages[page].reference);
        for (const auto& spot : form.spots) {
            if (spot.page != static_cast<int>(page))
                continue;
            Box<Mm> blank = spot.box.grown(-0.15);
            if (spot.cells > 0)
                blank.height -= 2.2;
            EXPECT_LT(darkness(kept, blank), 0.002) << spot.id;
            if (spot.kind == SpotKind::checkbox) {
                const Box<Mm> left_side{
                    {spot.box.left() - 0.3, spot.box.top()}, 0.3, spot.box.height};
                EXPECT_GT(darkness(kept, left_side), 0.6) << spot.id;
            }
        }
    }
}

TEST(OpenMarkPicture, ShowsTheWordsAsTheyArePrintedToday) {
    const auto now =
        golden::open_mark_picture(installed::form("visit"), installed::model("visit"),
                                  installed::fonts(), testing::TempDir() + "open_mark.pdf");
    const GrayPicture kept = golden::read_png(installed::templates / "open_mark.png");
    ASSERT_EQ(now.width, kept.width);
    ASSERT_EQ(now.height, kept.height);
    long different = 0, dark = 0;
    for (std::size_t i = 0; i < now.pixels.size(); ++i) {
        different += std::abs(now.pixels[i] - kept.pixels[i]) > 40;
        dark += kept.pixels[i] < 128;
    }
    EXPECT_LT(different, 20);
    EXPECT_GT(dark, 200);
}

INSTANTIATE_TEST_SUITE_P(Forms, ReferencePicture, testing::Values("visit", "enrollment"),
                         [](const auto& test) { return std::string(test.param); });

TEST(PrintedPage, CarriesAQrThatSaysWhichPageItIs) {
    const auto pdf = saved(
        print_sets(installed::form("enrollment"), installed::model("enrollment"),
                   installed::fonts(), {{"0123456789", std::nullopt, {}}}, {2, PrintKind::flat})
            .pdf,
        "codes.pdf");
    for (int page = 0; page < 4; ++page) {
        const GrayPicture print = picture(pdf, page);
        zbar::ImageScanner scanner;
        scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
        scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
        zbar::Image image(static_cast<unsigned>(print.width), static_cast<unsigned>(print.height),
                          "Y800", print.pixels.data(), print.pixels.size());
        ASSERT_EQ(scanner.scan(image), 1) << "page " << page;
        const auto code = decode_sheet_code(image.symbol_begin()->get_data());
        ASSERT_TRUE(code);
        EXPECT_EQ(code->form, 'E');
        EXPECT_EQ(code->serial, "0123456789");
        EXPECT_EQ(code->copy, page / 2 + 1);
        EXPECT_EQ(code->page, page % 2 + 1);
    }
}

TEST(PrintedPage, ShowsValuesTicksAndRareCharactersOnEveryCopy) {
    const auto pdf = filled_visit();
    const FormTemplate& form = installed::form("visit");
    for (int page = 0; page < 3; ++page) {
        const GrayPicture print = picture(pdf, page);
        EXPECT_GT(darkness(print, form.find_spot("service_method.phone")->box.grown(-0.3)), 0.1);
        EXPECT_LT(darkness(print, form.find_spot("service_method.home")->box.grown(-0.3)), 0.002);
        EXPECT_GT(darkness(print, form.find_spot("visit_date.year")->box), 0.03);
        const Box<Mm> name = form.find_spot("disease_name")->box;
        const double character = 12 / points_per_mm;
        for (int i = 0; i < 4; ++i)  // each of the four characters has strokes
            EXPECT_GT(darkness(print, {{name.left() + 0.7 + i * character,
                                        name.center().y - character / 2},
                                       character,
                                       character}),
                      0.08)
                << "character " << i;
    }
}

TEST(PrintedPage, ExtractsAsTheWordsOfTheForm) {
    const auto pdf = filled_visit();
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
        popen(("pdftotext -l 1 '" + pdf.string() + "' -").c_str(), "r"), pclose);
    std::string text;
    for (int c; (c = std::fgetc(pipe.get())) != EOF;) text += static_cast<char>(c);
    for (const auto& printed : installed::form("visit").pages[0].texts)
        EXPECT_THAT(text, testing::HasSubstr(printed.text));
    EXPECT_THAT(text, testing::HasSubstr("第一联"));
    EXPECT_THAT(text, testing::HasSubstr("县级民政部门存档"));
    EXPECT_THAT(text, testing::HasSubstr("TF1/V/1/0123456789/1/1/"));
    EXPECT_THAT(text, testing::HasSubstr("堃喆䶮𠮷"));
}

}  // namespace
}  // namespace tanfang

#include "pipeline/generate/cover_sheet.h"

#include "pipeline/external/qrencode.h"
#include "pipeline/generate/words.h"

#include <algorithm>

namespace tanfang {

namespace {

// Positions in mm from the top left; the QR has 33 modules of 1 mm, which a phone reads at arm's
// length.
constexpr int qr_version = 4;
constexpr double qr_side = 33;
constexpr double small_qr_side = 16.5;  // on the following pages, for scanners
constexpr double small_qr_line = 8;
constexpr double cover_side = 20;
constexpr double cover_title_line = 24;
constexpr double facts_line = 40;
constexpr double facts_pitch = 9;
constexpr double list_title_line = 88;
constexpr double first_row = 97;        // on the first page
constexpr double first_row_after = 30;  // on the following pages
constexpr double row_pitch = 6;
constexpr double cover_foot = 20;
constexpr double cover_title_pt = 20;
constexpr double facts_pt = 13;
constexpr double list_pt = 10;
constexpr std::size_t columns = 4;

std::size_t rows_on(const FormTemplate& form, int page) {
    const double top = page == 0 ? first_row : first_row_after;
    return static_cast<std::size_t>((form.page_height - cover_foot - top) / row_pitch) + 1;
}

std::vector<std::string> facts(const FormTemplate& form, const CoverSheet& cover) {
    const std::string& month = cover.code.month;
    return {"表　单：" + form.title,
            "批　次：" + cover.code.batch + "　第 " + std::to_string(cover.code.pack) + " 包，共 " +
                std::to_string(cover.packs) + " 包",
            "村（社区）：" + (cover.village.empty() ? "不分村" : cover.village) +
                (cover.code.village == "0" ? "" : "　" + cover.code.village),
            "月　份：" + month.substr(0, 4) + " 年 " + month.substr(4) + " 月",
            "套　数：" + std::to_string(cover.serials.size()) + " 套，每套 " +
                std::to_string(cover.copies) + " 联"};
}

std::string list_title(int page, int pages) {
    return "本包编号（第 " + std::to_string(page + 1) + " 页，共 " + std::to_string(pages) +
           " 页）";
}

std::string numbered(std::size_t index, const std::string& serial) {
    std::string number = std::to_string(index + 1);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
    return number + "  " + serial;
}

}  // namespace

void need_cover_words(DocumentFonts& fonts, const FormTemplate& form, const CoverSheet& cover) {
    fonts.need(words("分发封面"), Face::title);
    for (const auto& fact : facts(form, cover)) fonts.need(words(fact), Face::body);
    fonts.need(words(list_title(0, 0)), Face::title);
    fonts.need(words(encode(cover.code)), Face::body);
    fonts.need(U" 0123456789ABCDEFGHJKMNPQRSTVWXYZ", Face::body);
    fonts.need(U" 0123456789", Face::title);
}

int cover_page_count(const FormTemplate& form, std::size_t serials) {
    int pages = 1;
    for (std::size_t room = columns * rows_on(form, 0); room < serials;
         room += columns * rows_on(form, pages), ++pages) {
    }
    return pages;
}

void draw_cover(Content& content, const FormTemplate& form, const CoverSheet& cover, int page) {
    const auto write = [&](const std::string& text, Point<Mm> at, double size_pt, FontRole font,
                           TextAlign align) {
        content.write_as({at, size_pt, align, font, ""}, words(text));
    };
    const auto code = qr_modules(encode(cover.code), qr_version);
    if (page > 0)
        content.fill_modules(code, {{form.page_width - cover_side - small_qr_side, small_qr_line},
                                    small_qr_side,
                                    small_qr_side});
    if (page == 0) {
        write("分发封面", {form.page_width / 2, cover_title_line}, cover_title_pt, FontRole::title,
              TextAlign::center);
        double y = facts_line;
        for (const auto& fact : facts(form, cover)) {
            write(fact, {cover_side, y}, facts_pt, FontRole::body, TextAlign::left);
            y += facts_pitch;
        }
        const Box<Mm> qr{
            {form.page_width - cover_side - qr_side, facts_line - 2}, qr_side, qr_side};
        content.fill_modules(code, qr);
        write(encode(cover.code), {form.page_width - cover_side, qr.bottom() + 4}, list_pt,
              FontRole::body, TextAlign::right);
    }
    const int pages = cover_page_count(form, cover.serials.size());
    const double list_line = page == 0 ? list_title_line : first_row_after - 9;
    write(list_title(page, pages), {cover_side, list_line}, facts_pt, FontRole::title,
          TextAlign::left);
    std::size_t index = 0;
    for (int before = 0; before < page; ++before) index += columns * rows_on(form, before);
    const std::size_t rows = rows_on(form, page);
    const double width = (form.page_width - 2 * cover_side) / static_cast<double>(columns);
    for (std::size_t place = 0; place < columns * rows && index < cover.serials.size();
         ++place, ++index)
        write(numbered(index, cover.serials[index]),
              {cover_side + width * static_cast<double>(place / rows),
               (page == 0 ? first_row : first_row_after) +
                   row_pitch * static_cast<double>(place % rows)},
              list_pt, FontRole::body, TextAlign::left);
}

}  // namespace tanfang

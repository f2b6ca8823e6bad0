#include "pipeline/generate/scan_copy.h"

#include "pipeline/generate/words.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double border = 12;       // mm: the margin line stands in the left one
constexpr double caption_line = 9;  // mm from the top, middle of the line
constexpr double caption_pt = 10.5;
constexpr double picture_top = 14;  // mm

Box<Mm> place_of(const FormTemplate& form, const EncodedPicture& picture) {
    const double room_x = form.page_width - 2 * border;
    const double room_y = form.page_height - picture_top - border;
    const double scale = std::min(room_x / picture.width, room_y / picture.height);
    const double width = scale * picture.width;
    return {{(form.page_width - width) / 2, picture_top}, width, scale * picture.height};
}

}  // namespace

void need_scan_words(DocumentFonts& fonts, const ScanCopy& scan) {
    fonts.need(words(scan.caption), Face::body);
    fonts.need(words(scan.margin), Face::body);
}

void draw_scan(Content& content, const FormTemplate& form, const ScanCopy& scan) {
    content.write_as(
        {{form.page_width / 2, caption_line}, caption_pt, TextAlign::center, FontRole::body, ""},
        words(scan.caption));
    write_margin(content, form, {scan.margin});
    content.show_picture(scan_picture_name, place_of(form, scan.picture));
}

}  // namespace tanfang

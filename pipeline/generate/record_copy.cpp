#include "pipeline/generate/record_copy.h"

#include "pipeline/generate/text_layout.h"
#include "pipeline/generate/words.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::u32string_view open_words = U"〔待核〕";
constexpr std::u32string_view open_box = U"？";
constexpr std::u32string_view elsewhere = U"见附页";
constexpr double remark_pt = 9;  // as small print around it (小五)

// The margin: fiducials stand 12 mm from the edge, printers reach to 4.2 mm.
constexpr double first_margin_line = 9;  // mm from the left edge to the middle of the line
constexpr double margin_line_pitch = 3;  // mm
constexpr double margin_start = 20;      // mm from the lower edge
constexpr double margin_pt = 7;
constexpr double smallest_margin_pt = 4;  // a SHA-256 is compared, not read

}  // namespace

std::map<std::string, OverlongValue> overlong_values(const FormTemplate& form,
                                                     const FieldModel& model,
                                                     const PersonValues& values,
                                                     const Fonts& fonts) {
    std::map<std::string, OverlongValue> out;
    for (const auto& [spot_id, text] : values.words) {
        const Spot& spot = *form.find_spot(spot_id);
        const Field& field = *model.find(spot.field);
        if (!lay_out(text, spot, field.type == FieldType::text_multi, fonts))
            out[spot_id] = {words(spoken_name(field) + "："), text};
    }
    return out;
}

void need_record_words(DocumentFonts& fonts, const FormTemplate& form, const FieldModel& model,
                       const RecordCopy& copy) {
    for (const auto remark : {open_words, open_box, elsewhere}) fonts.need(remark, Face::body);
    for (const auto& spot : form.spots)
        if (const Field* field = model.find(spot.field))
            fonts.need(words(spoken_name(*field) + "："), Face::title);
    for (const auto& page : copy.margin)
        for (const auto& line : page) fonts.need(words(line), Face::body);
}

void mark_open(Content& content, const FormTemplate& form, const RecordCopy& copy, int page) {
    for (const auto& spot_id : copy.open) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page)
            content.write_centered(spot.kind == SpotKind::checkbox ? open_box : open_words,
                                   spot.box, remark_pt);
    }
}

void point_to_supplement(Content& content, const FormTemplate& form,
                         const std::map<std::string, OverlongValue>& overlong, int page) {
    for (const auto& [spot_id, value] : overlong) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page)
            content.write_centered(elsewhere, spot.box, remark_pt);
    }
}

void write_margin(Content& content, const FormTemplate& form,
                  const std::vector<std::string>& lines) {
    double x = first_margin_line;
    for (const auto& line : lines) {
        content.write_upward(words(line), {x, form.page_height - margin_start},
                             form.page_height - 2 * margin_start, margin_pt, smallest_margin_pt);
        x -= margin_line_pitch;
    }
}

}  // namespace tanfang

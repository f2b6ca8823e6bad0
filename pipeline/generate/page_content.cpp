#include "pipeline/generate/page_content.h"

#include "pipeline/external/qrencode.h"
#include "pipeline/generate/words.h"

namespace tanfang {

namespace {

std::u32string copy_label(const Copy& copy) {
    return words(copy.label + "　" + copy.holder + "存档");
}

}  // namespace

void need_identity(DocumentFonts& fonts, const FormTemplate& form) {
    for (const auto& page : form.pages) {
        fonts.need(U"/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", face_of(page.code_text.font));
        for (const auto& copy : form.copies)
            fonts.need(copy_label(copy), face_of(page.copy_label.font));
    }
}

void identify(Content& content, const FormTemplate& form, const SheetCode& code) {
    const FormPage& page = form.pages[static_cast<std::size_t>(code.page - 1)];
    const std::string text = encode(code);
    content.fill_modules(qr_modules(text), page.qr);
    content.write_as(page.code_text, std::u32string(text.begin(), text.end()));
    content.write_as(page.copy_label,
                     copy_label(form.copies[static_cast<std::size_t>(code.copy - 1)]));
}

void fill_in(Content& content, const FormTemplate& form, const FieldModel& model,
             const PersonValues& values, const std::map<std::string, OverlongValue>& overlong,
             int page) {
    for (const auto& [spot_id, text] : values.words) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page && !overlong.contains(spot_id))
            content.write_value(text, spot, model.find(spot.field)->type == FieldType::text_multi);
    }
    for (const auto& spot_id : values.ticks) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page)
            content.tick(spot.box);
    }
}

}  // namespace tanfang

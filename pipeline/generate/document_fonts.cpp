#include "pipeline/generate/document_fonts.h"

#include "pipeline/generate/embed_font.h"
#include "pipeline/generate/pdf_values.h"

#include <fmt/format.h>

namespace tanfang {

namespace {

std::string resource_name(Face face) {
    return "V" + std::to_string(static_cast<int>(face));
}

}  // namespace

void DocumentFonts::need(std::u32string_view text, Face preferred) {
    std::u32string drawn(text);
    std::erase(drawn, U'\n');  // a line end is no glyph
    for (const auto& run : fonts_->runs(drawn, preferred))
        used_[static_cast<std::size_t>(run.face)].characters.insert(run.characters.begin(),
                                                                    run.characters.end());
}

void DocumentFonts::embed(PoDoFo::PdfVecObjects& objects) {
    for (const Face face : all_faces) {
        Used& used = used_[static_cast<std::size_t>(face)];
        if (used.characters.empty())
            continue;
        PoDoFo::PdfObject& font = *objects.CreateObject("Font");
        used.code_of = embed_font(font, (*fonts_)[face], used.characters, Codes::glyph_numbers);
        used.font = font.Reference();
    }
}

std::string DocumentFonts::show(const TextRun& run, double size_pt) const {
    std::string out = "/" + resource_name(run.face) + " " + pdf_number(size_pt) + " Tf <";
    const auto& code_of = used_[static_cast<std::size_t>(run.face)].code_of;
    for (const char32_t c : run.characters) {
        const auto code = code_of.find(c);
        if (code == code_of.end())  // the people's file has changed between checking and printing
            throw Error(Fault::bad_settings, "", "打印途中内容被改动，请重新打印");
        out += fmt::format("{:04X}", code->second);
    }
    return out + "> Tj ";
}

PoDoFo::PdfDictionary DocumentFonts::resources() const {
    PoDoFo::PdfDictionary out;
    for (const Face face : all_faces)
        if (!used_[static_cast<std::size_t>(face)].characters.empty())
            out.AddKey(PoDoFo::PdfName(resource_name(face)),
                       used_[static_cast<std::size_t>(face)].font);
    return out;
}

}  // namespace tanfang

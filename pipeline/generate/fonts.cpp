#include "pipeline/generate/fonts.h"

#include "pipeline/base/text.h"
#include "pipeline/form/typing_characters.h"

#include <utility>

namespace tanfang {

namespace {

FontFace load_face(const Json& json) {
    const std::string file = json.at("file");
    try {
        return FontFace(file, json.at("face").get<unsigned>());
    } catch (const Error& e) {
        throw Error(
            e.fault(), "",
            std::string(e.what()) + "。请安装软件包 " + json.at("package").get<std::string>());
    }
}

}  // namespace

Fonts::Fonts(FontFace title, FontFace body, FontFace fallback, std::set<char32_t> typing)
    : faces_{std::move(title), std::move(body), std::move(fallback)}, typing_(std::move(typing)) {}

std::vector<TextRun> Fonts::runs(std::u32string_view text, Face preferred) const {
    std::vector<TextRun> out;
    for (const char32_t c : text) {
        const Face face = (*this)[preferred].has(c) ? preferred : Face::fallback;
        if (!(*this)[face].has(c))
            throw Error(
                Fault::missing_glyph, "",
                "字符“" + utf8(c) + "”（" + code_point_name(c) + "）没有可用的字形，无法打印");
        if (out.empty() || out.back().face != face)
            out.push_back({face, U"", 0});
        out.back().characters += c;
        out.back().width += (*this)[face].advance(c);
    }
    return out;
}

double Fonts::width(std::u32string_view text, Face preferred) const {
    double width = 0;
    for (const auto& run : runs(text, preferred)) width += run.width;
    return width;
}

Fonts load_fonts(const std::filesystem::path& file) {
    const Json json = load_json(file, Fault::bad_template);
    try {
        return {load_face(json.at("title")), load_face(json.at("body")),
                load_face(json.at("fallback")),
                parse_typing_characters(
                    load_json(file.parent_path() / json.at("typing_characters").get<std::string>(),
                              Fault::bad_template))
                    .all};
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, file.string(), e.what());
    }
}

Face face_of(FontRole role) {
    return role == FontRole::title ? Face::title : Face::body;
}

}  // namespace tanfang

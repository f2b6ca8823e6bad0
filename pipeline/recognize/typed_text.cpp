#include "pipeline/recognize/typed_text.h"

#include "pipeline/base/text.h"

#include <algorithm>

namespace tanfang {

namespace {

// As the rule of names has it: the people of a sheet, not the name of a disease.
bool is_name_of_person(const Field& field) {
    return field.type == FieldType::text_line && field.id.ends_with("_name") &&
           field.lexicon.starts_with("surname");
}

/// What people's names are made of; not the dots that only look like U+00B7.
bool is_of_names(char32_t c) {
    return c == U'·' || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           c >= 0x20000;
}

/// Chromium stores U+266F6 as U+66F6: then a good character stands where another was typed, and
/// nothing in the file tells. All standard characters above U+FFFF lie in plane 2; ten of them turn
/// into a common one (晶, 蚕 …).
bool is_left_of_another(char32_t c, const TypingCharacters& characters) {
    constexpr char32_t plane_2 = 0x20000;
    return c < 0x10000 && characters.standard.contains(plane_2 | c);
}

}  // namespace

std::string with_plain_line_ends(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

bool is_plain_text(const std::string& text, const Spot& spot, const Field& field,
                   const TypingCharacters& characters, bool may_be_cut) {
    const std::u32string points = code_points(text).value_or(U"\uFFFD");
    const int longest = spot.cells > 0 ? spot.cells : field.max_length;
    if (longest > 0 && points.size() > static_cast<std::size_t>(longest))
        return false;
    const bool is_name = is_name_of_person(field);
    return std::all_of(points.begin(), points.end(), [&](char32_t c) {
        if (c == U'\n')
            return field.type == FieldType::text_multi;
        return characters.all.contains(c) && !(may_be_cut && is_left_of_another(c, characters)) &&
               (!is_name || is_of_names(c));
    });
}

}  // namespace tanfang

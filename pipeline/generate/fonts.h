/// The fonts of the print: which file serves which role, and which of them has a character.
///
/// in:  templates/fonts.json, templates/characters.json
/// out: Fonts
#pragma once

#include "pipeline/external/harfbuzz.h"
#include "pipeline/form/form_template.h"

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// Roles in the order in which a character is looked for when the first choice lacks it.
enum class Face { title, body, fallback };
inline constexpr std::array all_faces = {Face::title, Face::body, Face::fallback};

/// Consecutive characters that one face draws.
struct TextRun {
    Face face = Face::body;
    std::u32string characters;
    double width = 0;  ///< em
};

class Fonts {
  public:
    /// @param typing  see typing()
    Fonts(FontFace title, FontFace body, FontFace fallback, std::set<char32_t> typing = {});

    const FontFace& operator[](Face face) const { return faces_[static_cast<std::size_t>(face)]; }

    /// What people may type into a form on screen (form/typing_characters.h).
    const std::set<char32_t>& typing() const { return typing_; }

    /// Splits a text by the face that draws each character: `preferred` if it can, else the
    /// fallback.
    ///
    /// @throws Error  Fault::missing_glyph, naming the character and its code point, if neither has
    /// it
    std::vector<TextRun> runs(std::u32string_view text, Face preferred) const;

    /// Width of a text in em. Throws as runs().
    double width(std::u32string_view text, Face preferred) const;

  private:
    std::array<FontFace, 3> faces_;
    std::set<char32_t> typing_;
};

/// @param file  templates/fonts.json
/// @throws Error  Fault::bad_template if the file is wrong; Fault::missing_font, naming the font
/// file
///                and the package that has it
Fonts load_fonts(const std::filesystem::path& file);

Face face_of(FontRole role);

}  // namespace tanfang

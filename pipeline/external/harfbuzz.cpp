#include "pipeline/external/harfbuzz.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <cctype>
#include <type_traits>

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

namespace tanfang {

namespace {

template <auto destroy>
struct Destroy {
    template <class T>
    void operator()(T* handle) const noexcept {
        destroy(handle);
    }
};
using BlobPtr = std::unique_ptr<hb_blob_t, Destroy<hb_blob_destroy>>;
using FacePtr = std::unique_ptr<hb_face_t, Destroy<hb_face_destroy>>;
using FontPtr = std::unique_ptr<hb_font_t, Destroy<hb_font_destroy>>;
using InputPtr = std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_destroy>>;
using PlanPtr = std::unique_ptr<hb_subset_plan_t, Destroy<hb_subset_plan_destroy>>;

constexpr hb_tag_t tag(const char (&name)[5]) {
    return HB_TAG(name[0], name[1], name[2], name[3]);
}

/// Positioning and substitution: we set character by character, and closing over substitutions
/// would drag in glyphs that nobody prints.
constexpr hb_tag_t layout_tables[] = {tag("GSUB"), tag("GPOS"), tag("GDEF"),
                                      tag("BASE"), tag("vhea"), tag("vmtx"),
                                      tag("VORG"), tag("kern"), tag("DSIG")};
constexpr hb_tag_t lookup_tables[] = {tag("cmap"), tag("name"), tag("OS/2"), tag("post"),
                                      tag("gasp")};

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\u00A0' || c == U'\u3000';
}

std::string clean_postscript_name(hb_face_t* face) {
    char name[128];
    unsigned size = sizeof name;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    std::string clean;
    for (unsigned i = 0; i < size; ++i)
        if (std::isalnum(static_cast<unsigned char>(name[i])) || name[i] == '-')
            clean += name[i];
    return clean.empty() ? "Font" : clean;
}

}  // namespace

struct FontFace::State {
    std::string file;
    FacePtr face;
    FontPtr font;
    double units_per_em = 1000;
    std::string postscript_name;

    std::optional<hb_codepoint_t> glyph(char32_t c) const {
        hb_codepoint_t glyph = 0;
        if (!hb_font_get_nominal_glyph(font.get(), c, &glyph) || glyph == 0)
            return std::nullopt;
        return glyph;
    }
};

FontFace::FontFace(const std::filesystem::path& file, unsigned index)
    : state_(std::make_unique<State>()) {
    state_->file = file.string();
    const BlobPtr blob(hb_blob_create_from_file_or_fail(file.c_str()));
    if (!blob)
        throw Error(Fault::missing_font, file.string(), "找不到字体文件");
    state_->face.reset(hb_face_create(blob.get(), index));
    if (index >= hb_face_count(blob.get()) || hb_face_get_glyph_count(state_->face.get()) == 0)
        throw Error(Fault::missing_font, file.string(), "不是可用的字体文件");
    state_->font.reset(hb_font_create(state_->face.get()));
    state_->units_per_em = hb_face_get_upem(state_->face.get());
    state_->postscript_name = clean_postscript_name(state_->face.get());
}

FontFace::~FontFace() = default;
FontFace::FontFace(FontFace&&) noexcept = default;
FontFace& FontFace::operator=(FontFace&&) noexcept = default;

bool FontFace::has(char32_t character) const {
    const auto glyph = state_->glyph(character);
    if (!glyph)
        return false;
    if (is_blank(character))
        return true;
    hb_glyph_extents_t extents{};
    return hb_font_get_glyph_extents(state_->font.get(), *glyph, &extents) && extents.width != 0 &&
           extents.height != 0;
}

double FontFace::advance(char32_t character) const {
    return hb_font_get_glyph_h_advance(state_->font.get(), state_->glyph(character).value_or(0)) /
           state_->units_per_em;
}

FontMetrics FontFace::metrics() const {
    const double thousandth = 1000 / state_->units_per_em;
    FontMetrics out;
    hb_font_extents_t extents{};
    hb_font_get_h_extents(state_->font.get(), &extents);
    out.ascent = extents.ascender * thousandth;
    out.descent = extents.descender * thousandth;
    hb_position_t cap_height = 0;
    hb_ot_metrics_get_position_with_fallback(state_->font.get(), HB_OT_METRICS_TAG_CAP_HEIGHT,
                                             &cap_height);
    out.cap_height = cap_height * thousandth;
    const BlobPtr head(hb_face_reference_table(state_->face.get(), tag("head")));
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(head.get(), &length);
    constexpr unsigned box_at = 36;  // xMin, yMin, xMax, yMax in the OpenType table 'head'
    if (length >= box_at + 8)
        for (unsigned i = 0; i < 4; ++i) {
            const auto high = static_cast<unsigned char>(bytes[box_at + 2 * i]);
            const auto low = static_cast<unsigned char>(bytes[box_at + 2 * i + 1]);
            out.box[i] = static_cast<std::int16_t>(high << 8 | low) * thousandth;
        }
    return out;
}

const std::string& FontFace::postscript_name() const {
    return state_->postscript_name;
}

FontSubset FontFace::subset(const std::set<char32_t>& characters, SubsetUse use) const {
    const InputPtr input(hb_subset_input_create_or_fail());
    const Error failed(Fault::missing_font, state_->file, "字体无法裁剪，可能已损坏");
    if (!input)
        throw failed;
    for (const char32_t c : characters) hb_set_add(hb_subset_input_unicode_set(input.get()), c);
    hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const hb_tag_t table : layout_tables) hb_set_add(dropped, table);
    if (use == SubsetUse::embedding)
        for (const hb_tag_t table : lookup_tables) hb_set_add(dropped, table);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    const PlanPtr plan(hb_subset_plan_create_or_fail(state_->face.get(), input.get()));
    if (!plan)
        throw failed;
    const FacePtr cut(hb_subset_plan_execute_or_fail(plan.get()));
    if (!cut)
        throw failed;
    FontSubset out;
    const BlobPtr blob(hb_face_reference_blob(cut.get()));
    unsigned length = 0;
    const char* bytes = hb_blob_get_data(blob.get(), &length);
    out.file.assign(bytes, length);
    out.glyph_count = static_cast<int>(hb_face_get_glyph_count(cut.get()));
    const hb_map_t* new_from_old = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const char32_t c : characters)
        if (const auto old = state_->glyph(c))
            out.glyph[c] = static_cast<std::uint16_t>(hb_map_get(new_from_old, *old));
    return out;
}

}  // namespace tanfang

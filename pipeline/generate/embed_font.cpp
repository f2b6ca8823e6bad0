#include "pipeline/generate/embed_font.h"

#include "pipeline/generate/pdf_values.h"

#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

namespace tanfang {

using PoDoFo::pdf_int64;
using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfString;

namespace {

using CodeMap = std::map<std::uint16_t, char32_t>;

constexpr pdf_int64 default_width = 1000;  // thousandths of the em: a Chinese character

/// The CMap that tells a reader which character each code is, so that text can be searched and
/// copied.
std::string to_unicode(const CodeMap& characters) {
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t block = 100;  // the most that a CMap operator takes
    std::size_t left = characters.size(), in_block = 0;
    char line[40];
    for (const auto& [code, c] : characters) {
        if (in_block == 0) {
            in_block = std::min(left, block);
            out += std::to_string(in_block) + " beginbfchar\n";
        }
        if (c > 0xFFFF)
            std::snprintf(line, sizeof line, "<%04X> <%04X%04X>\n", code,
                          0xD800u + ((static_cast<unsigned>(c) - 0x10000u) >> 10),
                          0xDC00u + (static_cast<unsigned>(c) & 0x3FFu));
        else
            std::snprintf(line, sizeof line, "<%04X> <%04X>\n", code, static_cast<unsigned>(c));
        out += line;
        --left;
        if (--in_block == 0)
            out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// /W: only what differs from the default, in runs of consecutive codes.
PdfArray widths(const FontFace& face, const CodeMap& characters) {
    PdfArray all, run;
    int start = -1, previous = -2;
    const auto close = [&] {
        if (start >= 0) {
            all.push_back(integer(start));
            all.push_back(run);
        }
        run.Clear();
        start = -1;
    };
    for (const auto& [code, c] : characters) {
        const auto width = std::lround(face.advance(c) * 1000);
        if (code != previous + 1 || width == default_width)
            close();
        if (width == default_width)
            continue;
        if (start < 0)
            start = code;
        run.push_back(integer(width));
        previous = code;
    }
    close();
    return all;
}

/// One bit per code that has a glyph.
std::string cid_set(const CodeMap& characters, int glyph_count, Codes codes) {
    std::string bits;
    const auto set = [&bits](unsigned code) {
        bits.resize(std::max<std::size_t>(bits.size(), code / 8 + 1), '\0');
        bits[code / 8] =
            static_cast<char>(static_cast<unsigned char>(bits[code / 8]) | 0x80u >> code % 8);
    };
    set(0);
    for (const auto& [code, c] : characters) set(code);
    if (codes == Codes::glyph_numbers)  // the components of composite glyphs count too
        for (int glyph = 0; glyph < glyph_count; ++glyph) set(static_cast<unsigned>(glyph));
    return bits;
}

PdfObject& descriptor(PdfObject& font, const FontFace& face, const PdfName& name,
                      const FontSubset& subset, const std::string& cids) {
    PdfObject& file = stream_object(font, subset.file);
    file.GetDictionary().AddKey("Length1", integer(static_cast<long>(subset.file.size())));
    const FontMetrics metrics = face.metrics();
    PdfObject& out = *font.GetOwner()->CreateObject("FontDescriptor");
    PdfDictionary& d = out.GetDictionary();
    d.AddKey("FontName", name);
    d.AddKey("Flags", integer(4));  // symbolic: the codes are no standard Latin encoding
    d.AddKey("FontBBox", numbers({metrics.box[0], metrics.box[1], metrics.box[2], metrics.box[3]}));
    d.AddKey("ItalicAngle", integer(0));
    d.AddKey("Ascent", metrics.ascent);
    d.AddKey("Descent", metrics.descent);
    d.AddKey("CapHeight", metrics.cap_height);
    d.AddKey("StemV", integer(80));  // TrueType has no such value; that of a regular weight
    d.AddKey("FontFile2", file.Reference());
    d.AddKey("CIDSet", stream_object(font, cids).Reference());
    return out;
}

/// A name that no other subset in the file has: six letters from the object's number.
PdfName subset_name(const PdfObject& font, const FontFace& face) {
    std::string tag(6, 'A');
    auto number = font.Reference().ObjectNumber();
    for (auto letter = tag.rbegin(); letter != tag.rend(); ++letter, number /= 26)
        *letter = static_cast<char>('A' + number % 26);
    return PdfName(tag + "+" + face.postscript_name());
}

PdfDictionary identity_collection() {
    PdfDictionary info;
    info.AddKey("Registry", PdfString("Adobe"));
    info.AddKey("Ordering", PdfString("Identity"));
    info.AddKey("Supplement", integer(0));
    return info;
}

/// Two bytes per code up to the last one: the glyph that it means.
std::string glyph_map(const CodeMap& characters, const FontSubset& subset) {
    std::string map(
        2 * (static_cast<std::size_t>(characters.empty() ? 0 : characters.rbegin()->first) + 1),
        '\0');
    for (const auto& [code, c] : characters) {
        const unsigned glyph = subset.glyph.at(c);
        map[2u * code] = static_cast<char>(glyph >> 8);
        map[2u * code + 1] = static_cast<char>(glyph & 0xFF);
    }
    return map;
}

void remove_parts(PdfObject& font) {
    const auto remove = [&font](PdfObject* object) {
        if (object && object->Reference().ObjectNumber() != 0)
            delete font.GetOwner()->RemoveObject(object->Reference());
    };
    remove(font.GetIndirectKey("ToUnicode"));
    remove(font.GetIndirectKey("Encoding"));
    const PdfObject* descendants = font.GetIndirectKey("DescendantFonts");
    if (!descendants)
        return;
    PdfObject* cid_font = font.GetOwner()->GetObject(descendants->GetArray()[0].GetReference());
    PdfObject* old = cid_font->GetIndirectKey("FontDescriptor");
    remove(old->GetIndirectKey("FontFile2"));
    remove(old);
    remove(cid_font->GetIndirectKey("CIDToGIDMap"));
    remove(cid_font);
}

}  // namespace

std::map<char32_t, std::uint16_t> embed_font(PdfObject& font, const FontFace& face,
                                             const std::set<char32_t>& characters, Codes codes) {
    remove_parts(font);
    const FontSubset subset = face.subset(characters, SubsetUse::embedding);
    std::map<char32_t, std::uint16_t> code_of;
    CodeMap character_of;
    for (const auto& [c, glyph] : subset.glyph) {
        code_of[c] = codes == Codes::utf16 ? static_cast<std::uint16_t>(c) : glyph;
        character_of.emplace(code_of[c], c);
    }
    const PdfName name = subset_name(font, face);

    PdfObject& cid_font = *font.GetOwner()->CreateObject("Font");
    PdfDictionary& d = cid_font.GetDictionary();
    d.AddKey("Subtype", PdfName("CIDFontType2"));
    d.AddKey("BaseFont", name);
    d.AddKey("CIDSystemInfo", identity_collection());
    d.AddKey("FontDescriptor",
             descriptor(font, face, name, subset, cid_set(character_of, subset.glyph_count, codes))
                 .Reference());
    if (codes == Codes::utf16)
        d.AddKey("CIDToGIDMap", stream_object(font, glyph_map(character_of, subset)).Reference());
    else
        d.AddKey("CIDToGIDMap", PdfName("Identity"));
    d.AddKey("DW", integer(default_width));
    d.AddKey("W", widths(face, character_of));

    font.GetDictionary().Clear();
    font.GetDictionary().AddKey("Type", PdfName("Font"));
    font.GetDictionary().AddKey("Subtype", PdfName("Type0"));
    font.GetDictionary().AddKey("BaseFont", name);
    font.GetDictionary().AddKey("Encoding", PdfName("Identity-H"));
    PdfArray descendants;
    descendants.push_back(cid_font.Reference());
    font.GetDictionary().AddKey("DescendantFonts", descendants);
    font.GetDictionary().AddKey("ToUnicode",
                                stream_object(font, to_unicode(character_of)).Reference());
    return code_of;
}

}  // namespace tanfang

#include "pipeline/external/harfbuzz.h"

#include "pipeline/base/error.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

const char* const body = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf";
const char* const collection = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc";

TEST(FontFace, KnowsWhichCharactersItCanDraw) {
    const FontFace face(body, 0);
    for (const char32_t c : U"堃喆䶮𠮷 　")
        EXPECT_TRUE(c == 0 || face.has(c)) << static_cast<unsigned>(c);
    EXPECT_FALSE(face.has(U'\U0010FFFD'));
    EXPECT_FALSE(face.has(U'\u200B')) << "an invisible character is no character on paper";
}

TEST(FontFace, GivesWidthsInEm) {
    const FontFace face(body, 0);
    EXPECT_DOUBLE_EQ(face.advance(U'老'), 1.0);
    EXPECT_LT(face.advance(U'1'), 0.7);
    EXPECT_GT(face.advance(U'1'), 0.3);
}

TEST(FontFace, CutsASubsetWithTheCharactersAndNothingMore) {
    const FontFace face(body, 0);
    const FontSubset subset = face.subset({U'老', U'𠮷', U'\U0010FFFD'}, SubsetUse::embedding);
    EXPECT_EQ(subset.glyph.size(), 2U) << "what the font lacks is left out";
    EXPECT_NE(subset.glyph.at(U'老'), subset.glyph.at(U'𠮷'));
    EXPECT_LT(subset.glyph_count, 10);
    EXPECT_LT(subset.file.size(), 5000U);
    EXPECT_EQ(subset.file.find("cmap"), std::string::npos);
    EXPECT_NE(face.subset({U'老'}, SubsetUse::drawing).file.find("cmap"), std::string::npos);
}

TEST(FontFace, ReadsAFaceOfACollection) {
    const FontFace face(collection, 0);
    EXPECT_EQ(face.postscript_name(), "WenQuanYiZenHei");
    EXPECT_GT(face.metrics().ascent, 500);
    EXPECT_LT(face.metrics().descent, 0);
    EXPECT_GT(face.metrics().box[2], face.metrics().box[0]);
}

TEST(FontFace, NamesAMissingFile) {
    try {
        FontFace("/nowhere/font.ttf", 0);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::missing_font);
        EXPECT_NE(std::string(e.what()).find("/nowhere/font.ttf"), std::string::npos);
    }
}

TEST(FontFace, RefusesWhatIsNoFont) {
    EXPECT_THROW(FontFace("/etc/passwd", 0), Error);
    EXPECT_THROW(FontFace(collection, 99), Error);
}

}  // namespace
}  // namespace tanfang

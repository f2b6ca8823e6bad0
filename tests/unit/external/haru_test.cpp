#include "pipeline/external/haru.h"

#include "pipeline/base/error.h"
#include "pipeline/external/harfbuzz.h"
#include "pipeline/external/podofo.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

TEST(HaruDocument, WritesAPdfIntoMemory) {
    HaruDocument document;
    HPDF_AddPage(document.get());
    const std::string pdf = document.bytes();
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_NE(pdf.find("%%EOF"), std::string::npos);
}

TEST(HaruDocument, TurnsLibrariesErrorsIntoOurs) {
    HaruDocument document;
    HPDF_Page page = HPDF_AddPage(document.get());
    HPDF_Page_LineTo(page, 1, 1);  // without MoveTo
    try {
        document.check("draw");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::output_failed);
        EXPECT_NE(std::string(e.what()).find("draw"), std::string::npos);
    }
    EXPECT_NO_THROW(document.check("go on")) << "an error is reported once";
}

TEST(HaruDocument, EmbedsAFontFromMemory) {
    HaruDocument document;
    const FontFace face("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0);
    EXPECT_NE(document.embed(face.subset({U'老'}, SubsetUse::drawing).file), nullptr);
}

TEST(HaruDocument, RefusesAFontThatIsNone) {
    HaruDocument document;
    EXPECT_THROW(document.embed("no font"), Error);
}

TEST(PodofoCall, TurnsLibrariesErrorsIntoOurs) {
    try {
        podofo_call("a.pdf", [] { throw PoDoFo::PdfError(PoDoFo::ePdfError_NoPdfFile, "", 0); });
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::output_failed);
        EXPECT_NE(std::string(e.what()).find("NoPdfFile"), std::string::npos) << e.what();
    }
}

TEST(PodofoCall, GivesBackWhatWasCalled) {
    EXPECT_EQ(podofo_call("a.pdf", [] { return 7; }), 7);
}

}  // namespace
}  // namespace tanfang

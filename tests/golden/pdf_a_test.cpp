/// What makes a flat print an archive file, looked at as objects; preflight_test.cpp asks a
/// validator.
#include "pipeline/generate/print.h"

#include "../unit/generate/installed.h"
#include "pdf_objects.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using golden::PdfObjects;
using testing::HasSubstr;
using testing::StartsWith;

const std::string& flat_enrollment() {
    static const std::string pdf =
        print_sets(installed::form("enrollment"), installed::model("enrollment"),
                   installed::fonts(), {{"0123456789", std::nullopt, {}}}, {2, PrintKind::flat})
            .pdf;
    return pdf;
}

std::string bytes_of(const std::shared_ptr<Buffer>& buffer) {
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

TEST(ArchivalPdf, SaysWhatItsColorsMean) {
    PdfObjects pdf(flat_enrollment());
    auto intents = pdf.root().getKey("/OutputIntents");
    ASSERT_EQ(intents.getArrayNItems(), 1);
    auto intent = intents.getArrayItem(0);
    EXPECT_EQ(intent.getKey("/S").getName(), "/GTS_PDFA1");
    auto profile = intent.getKey("/DestOutputProfile");
    EXPECT_EQ(profile.getDict().getKey("/N").getIntValue(), 3);
    const std::string bytes = bytes_of(profile.getStreamData());
    ASSERT_GT(bytes.size(), 128U);
    EXPECT_EQ(bytes.substr(16, 4), "RGB ") << "the profile's color space";
    EXPECT_EQ(bytes[8], 2) << "PDF 1.4 knows ICC profiles of version 2";
}

TEST(ArchivalPdf, RepeatsItsInfoInXmp) {
    PdfObjects pdf(flat_enrollment());
    auto metadata = pdf.root().getKey("/Metadata");
    EXPECT_FALSE(metadata.getDict().hasKey("/Filter")) << "tools look for it without reading PDF";
    const std::string xmp = bytes_of(metadata.getRawStreamData());
    for (const char* part : {"<pdfaid:part>1</pdfaid:part>", "<pdfaid:conformance>B</"})
        EXPECT_THAT(xmp, HasSubstr(part));
    auto info = pdf.info();
    EXPECT_EQ(info.getKeys(), (std::set<std::string>{"/Title", "/Creator", "/Producer"}))
        << "what else is in /Info must be in the XMP packet too";
    for (const auto& key : info.getKeys())
        EXPECT_THAT(xmp, HasSubstr(">" + info.getKey(key).getUTF8Value() + "<")) << key;
}

TEST(ArchivalPdf, IsPdf14WithAnId) {
    EXPECT_THAT(flat_enrollment(), StartsWith("%PDF-1.4\n%"));
    PdfObjects pdf(flat_enrollment());
    EXPECT_EQ(pdf.trailer().getKey("/ID").getArrayNItems(), 2);
    EXPECT_FALSE(pdf.trailer().hasKey("/Encrypt"));
    EXPECT_FALSE(pdf.root().hasKey("/AcroForm"));
}

TEST(ArchivalPdf, NamesEveryGlyphOfItsFonts) {
    PdfObjects pdf(flat_enrollment());
    QPDFObjectHandle page = pdf.pages().at(0);
    auto fonts = page.getKey("/Resources").getKey("/Font");
    for (const auto& name : fonts.getKeys()) {
        auto cid_font = fonts.getKey(name).getKey("/DescendantFonts").getArrayItem(0);
        auto descriptor = cid_font.getKey("/FontDescriptor");
        for (const char* key : {"/CapHeight", "/Ascent", "/Descent", "/StemV", "/FontBBox"})
            EXPECT_TRUE(descriptor.hasKey(key)) << name << key;
        const std::string set = bytes_of(descriptor.getKey("/CIDSet").getStreamData());
        const auto has = [&set](unsigned cid) {
            return cid / 8 < set.size() &&
                   (static_cast<unsigned char>(set[cid / 8]) & 0x80u >> cid % 8) != 0;
        };
        EXPECT_TRUE(has(0)) << name;
        const std::string cmap = bytes_of(fonts.getKey(name).getKey("/ToUnicode").getStreamData());
        int codes = 0;
        for (std::size_t at = cmap.find("\n<"); at != std::string::npos;
             at = cmap.find("\n<", at + 1))
            if (cmap[at + 6] == '>' && cmap.compare(at + 7, 3, " <F") != 0) {
                EXPECT_TRUE(
                    has(static_cast<unsigned>(std::stoul(cmap.substr(at + 2, 4), nullptr, 16))))
                    << name << cmap.substr(at, 12);
                ++codes;
            }
        EXPECT_GT(codes, 5) << name;
    }
}

TEST(FillablePdf, DoesNotClaimToBeArchival) {
    const Print print =
        print_sets(installed::form("visit"), installed::model("visit"), installed::fonts(),
                   {{"0123456789", std::nullopt, {}}}, {3, PrintKind::fillable});
    PdfObjects pdf(print.pdf);
    EXPECT_FALSE(pdf.root().hasKey("/OutputIntents"));
    EXPECT_FALSE(pdf.root().hasKey("/Metadata"));
}

}  // namespace
}  // namespace tanfang

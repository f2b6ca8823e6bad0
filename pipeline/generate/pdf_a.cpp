#include "pipeline/generate/pdf_a.h"

#include "pipeline/generate/pdf_values.h"

#include <fstream>
#include <iterator>

namespace tanfang {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfString;

namespace {

constexpr const char* srgb_file = "/usr/share/color/icc/sRGB.icc";
constexpr const char* srgb_package = "icc-profiles-free";

std::string srgb_profile() {
    std::ifstream in(srgb_file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.empty())
        throw Error(Fault::output_failed, srgb_file,
                    std::string("缺少 PDF/A 需要的颜色特性文件。请安装软件包 ") + srgb_package);
    return bytes;
}

std::string xml_text(const PdfString& text) {
    std::string out;
    for (const char c : text.GetStringUtf8()) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            default:
                out += c;
        }
    return out;
}

std::string info_text(const PdfDictionary& info, const char* key) {
    const PdfObject* value = info.GetKey(key);
    return value ? xml_text(value->GetString()) : "";
}

/// XMP specification, part 1; the byte order mark in `begin` is U+FEFF.
std::string xmp_packet(const PdfDictionary& info) {
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
           "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
           "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n"
           "</rdf:Description>\n"
           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
           "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
           info_text(info, "Title") +
           "</rdf:li></rdf:Alt></dc:title>\n"
           "</rdf:Description>\n"
           "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
           "<xmp:CreatorTool>" +
           info_text(info, "Creator") +
           "</xmp:CreatorTool>\n"
           "</rdf:Description>\n"
           "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
           "<pdf:Producer>" +
           info_text(info, "Producer") +
           "</pdf:Producer>\n"
           "</rdf:Description>\n"
           "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace

void declare_pdf_a(PoDoFo::PdfVecObjects& objects, PdfDictionary& catalog,
                   const PdfDictionary& info) {
    PdfObject& intent = *objects.CreateObject("OutputIntent");
    PdfObject& profile = stream_object(intent, srgb_profile());
    profile.GetDictionary().AddKey("N", integer(3));
    PdfDictionary& d = intent.GetDictionary();
    d.AddKey("S", PdfName("GTS_PDFA1"));
    d.AddKey("OutputConditionIdentifier", PdfString("sRGB"));
    d.AddKey("Info", PdfString("sRGB IEC61966-2.1"));
    d.AddKey("DestOutputProfile", profile.Reference());
    PdfArray intents;
    intents.push_back(intent.Reference());
    catalog.AddKey("OutputIntents", intents);

    PdfObject& metadata = *objects.CreateObject("Metadata");
    metadata.GetDictionary().AddKey("Subtype", PdfName("XML"));
    const std::string packet = xmp_packet(info);
    metadata.GetStream()->Set(packet.data(), static_cast<PoDoFo::pdf_long>(packet.size()),
                              PoDoFo::TVecFilters());  // to be found by tools that know no PDF
    catalog.AddKey("Metadata", metadata.Reference());
}

}  // namespace tanfang

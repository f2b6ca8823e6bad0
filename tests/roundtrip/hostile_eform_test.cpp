/// Forms that want to break the reader, and kinds of PDF that a form may come back as.
#include "tests/roundtrip/form_desk.h"
#include "tests/support/eform_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Flate.hh>

namespace tanfang::simulate {
namespace {

using support::EFormFile;
using testing::HasSubstr;
using testing::StartsWith;

std::string text_of_number(long number, int width) {
    std::string text = std::to_string(number);
    return std::string(static_cast<std::size_t>(width) - text.size(), '0') + text;
}

/// The file with a later version of one object, as viewers append it.
std::string updated(const std::string& pdf, int object, const std::string& body) {
    const auto at = pdf.rfind("startxref");
    const std::string previous = pdf.substr(at + 10, pdf.find('\n', at + 10) - at - 10);
    const auto trailer = pdf.rfind("trailer");
    std::string keys = pdf.substr(trailer + 7, at - trailer - 7);
    keys.insert(keys.find("<<") + 2, " /Prev " + previous);
    std::string out = pdf + "\n";
    const std::size_t offset = out.size();
    out += std::to_string(object) + " 0 obj\n" + body + "\nendobj\n";
    const std::size_t table = out.size();
    return out + "xref\n" + std::to_string(object) + " 1\n" +
           text_of_number(static_cast<long>(offset), 10) + " 00000 n \ntrailer" + keys +
           "startxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string repeated(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

/// Zeros, compressed twice: 256 MB in less than 1 kB.
std::string bomb() {
    Pl_Buffer packed("packed");
    Pl_Flate twice("twice", &packed, Pl_Flate::a_deflate);
    Pl_Flate once("once", &twice, Pl_Flate::a_deflate);
    const std::string zeros(1 << 20, '\0');
    for (int i = 0; i < 256; ++i)
        once.write(reinterpret_cast<const unsigned char*>(zeros.data()), zeros.size());
    once.finish();
    const auto bytes = packed.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

QPDFObjectHandle bomb_stream(QPDF& pdf) {
    static const std::string packed = bomb();
    QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf);
    stream.replaceStreamData(packed, QPDFObjectHandle::parse("[/FlateDecode /FlateDecode]"),
                             QPDFObjectHandle::newNull());
    return stream;
}

/// A visit's e-form with one value, which must come back where the file can be read.
class Visit : public EFormFile {
  public:
    Visit() : EFormFile("visit") { type("visit_ordinal", "7"); }
    QPDFObjectHandle acro_form() { return pdf().getRoot().getKey("/AcroForm"); }
    QPDFObjectHandle ordinal() { return field("visit_ordinal"); }
};

TEST(HostileEForm, IsReadInEveryKindOfFileThatKeepsItsFields) {
    FormDesk desk;
    desk.put("owner.pdf", Visit().bytes({.owner_password = "owner"}));
    desk.put("streams.pdf", Visit().bytes({.object_streams = true}));
    desk.put("linear.pdf", Visit().bytes({.linearized = true}));
    {
        Visit form;
        const std::string first = form.bytes();
        QPDF pdf;  // the numbers that the objects have got in the file
        pdf.processMemoryFile("first", first.data(), first.size());
        int ordinal = 0;
        for (auto& object : pdf.getAllObjects())
            if (object.isDictionary() && object.getKey("/T").isString() &&
                object.getKey("/T").getUTF8Value() == "visit_ordinal") {
                ordinal = object.getObjectID();
                object.replaceKey("/V", QPDFObjectHandle::newString("8"));
                desk.put("incremental.pdf", updated(first, ordinal, object.unparseResolved()));
                const std::string nested =
                    repeated("<</A ", 100'000) + "1" + repeated(">>", 100'000);
                desk.put(
                    "nested.pdf",
                    updated(first, ordinal, "<< /T (visit_ordinal) /FT /Tx /V " + nested + " >>"));
            }
    }
    {
        Visit form;
        form.pdf().getRoot().replaceKey(
            "/OpenAction", QPDFObjectHandle::parse("<< /S /JavaScript /JS (app.alert(1)) >>"));
        form.ordinal().replaceKey(
            "/AA",
            QPDFObjectHandle::parse("<< /C << /S /JavaScript /JS (event.value = '9') >> >>"));
        desk.put("javascript.pdf", form.bytes());
    }
    {
        Visit form;
        QPDFObjectHandle names = QPDFObjectHandle::parse(
            "<< /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) >>] >> >>");
        QPDFObjectHandle file = QPDFObjectHandle::newStream(&form.pdf(), "MZ");
        names.getKey("/EmbeddedFiles")
            .getKey("/Names")
            .getArrayItem(1)
            .replaceKey("/EF", QPDFObjectHandle::newDictionary({{"/F", file}}));
        form.pdf().getRoot().replaceKey("/Names", names);
        desk.put("attachment.pdf", form.bytes());
    }
    {
        Visit form;
        form.acro_form()
            .getKey("/DR")
            .getKey("/Font")
            .getKey("/Wingdings")
            .getKey("/DescendantFonts")
            .getArrayItem(0)
            .getKey("/FontDescriptor")
            .replaceKey("/FontFile2", bomb_stream(form.pdf()));
        desk.put("font bomb.pdf", form.bytes());
    }
    desk.read();
    EXPECT_EQ(desk.exit_code(), 0);
    for (const char* name : {"owner.pdf", "streams.pdf", "linear.pdf", "javascript.pdf",
                             "attachment.pdf", "font bomb.pdf"})
        EXPECT_EQ(desk.text_of(name, "visit_ordinal"), "claimed 7") << name;
    EXPECT_EQ(desk.text_of("incremental.pdf", "visit_ordinal"), "claimed 8");
    EXPECT_EQ(desk.text_of("nested.pdf", "visit_ordinal"), "asked");
}

TEST(HostileEForm, IsRefusedWithItsReasonWhereItsFieldsSayNothing) {
    FormDesk desk;
    desk.put("password.pdf", Visit().bytes({.user_password = "open", .owner_password = "open"}));
    {
        Visit form;
        form.acro_form().replaceKey("/XFA", QPDFObjectHandle::newStream(&form.pdf(), "<xdp/>"));
        desk.put("xfa.pdf", form.bytes());
    }
    {
        Visit form;  // a million entries, all of them the same field
        QPDFObjectHandle many = QPDFObjectHandle::newArray();
        for (int i = 0; i < 1'000'000; ++i) many.appendItem(form.root_field());
        form.acro_form().replaceKey("/Fields", many);
        desk.put("many fields.pdf", form.bytes());
    }
    desk.put("good.pdf", Visit().bytes());
    desk.read();
    EXPECT_EQ(desk.exit_code(), 3);
    EXPECT_THAT(desk.answer_to("password.pdf"), StartsWith("rejected: encrypted_pdf: "));
    EXPECT_THAT(desk.answer_to("xfa.pdf"), StartsWith("rejected: unsupported_format: "));
    EXPECT_THAT(desk.answer_to("xfa.pdf"), HasSubstr("XFA"));
    EXPECT_THAT(desk.answer_to("many fields.pdf"), StartsWith("rejected: too_large: "));
    EXPECT_EQ(desk.text_of("good.pdf", "visit_ordinal"), "claimed 7");
}

TEST(HostileEForm, AsksForEverythingWhereTheFileIsDamaged) {
    FormDesk desk;
    {
        std::string file = Visit().bytes();
        file.replace(file.rfind("startxref") + 10, 1, "9");  // libqpdf finds the objects itself
        desk.put("table.pdf", file);
    }
    {
        Visit form;
        form.ordinal().getKey("/Kids").appendItem(form.root_field());
        form.root_field().getKey("/Kids").appendItem(form.root_field());
        desk.put("circle.pdf", form.bytes());
    }
    {
        Visit form;
        QPDFObjectHandle deep = form.root_field();
        for (int i = 0; i < 100'000; ++i) {
            QPDFObjectHandle next = form.pdf().makeIndirectObject(
                QPDFObjectHandle::newDictionary({{"/T", QPDFObjectHandle::newString("a")},
                                                 {"/Kids", QPDFObjectHandle::newArray()}}));
            deep.getKey("/Kids").appendItem(next);
            deep = next;
        }
        desk.put("deep.pdf", form.bytes());
    }
    {
        Visit form;
        form.ordinal().replaceKey("/V", bomb_stream(form.pdf()));
        desk.put("value bomb.pdf", form.bytes());
    }
    desk.read();
    EXPECT_EQ(desk.exit_code(), 0);
    for (const char* name : {"table.pdf", "circle.pdf", "deep.pdf"}) {
        EXPECT_EQ(desk.answer_to(name), "review") << name;
        EXPECT_EQ(desk.text_of(name, "visit_ordinal"), "asked") << name;
        EXPECT_EQ(desk.text_of(name, "mobility.better"), "asked") << name;
        EXPECT_THAT(desk.lines_of(name).at(0).at("reason").get<std::string>(), HasSubstr("损坏"));
    }
    EXPECT_EQ(desk.text_of("value bomb.pdf", "visit_ordinal"), "asked");
    EXPECT_EQ(desk.text_of("value bomb.pdf", "mobility.better"), "claimed empty");
}

}  // namespace
}  // namespace tanfang::simulate

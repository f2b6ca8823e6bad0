/// What was typed or done on screen that nobody can be sure of: its field asks, and only it.
#include "tests/roundtrip/form_desk.h"
#include "tests/support/eform_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/QPDFPageDocumentHelper.hh>

namespace tanfang::simulate {
namespace {

using support::EFormFile;
using testing::HasSubstr;
using testing::StartsWith;

struct TypedText {
    const char* name;
    const char* spot;
    const char* text;
    const char* read;  ///< "asked", or the claim
};

TEST(EFormDoubt, AsksForTextsThatNobodyTypesOnPurpose) {
    const TypedText texts[] = {
        {"name", "subject_name", "王晓明", "claimed 王晓明"},
        {"dotted name", "subject_name", "阿依古丽·买买提", "claimed 阿依古丽·买买提"},
        {"rare name", "subject_name", "王堃喆", "claimed 王堃喆"},
        {"name above U+FFFF", "subject_name", "王𠮷", "claimed 王𠮷"},
        {"Tamil that was 𠮷 before Chromium took it", "subject_name", "王\u0BB7", "asked"},
        {"晶 that may have been 𦙶", "subject_name", "王晶", "asked"},
        {"traditional character", "subject_name", "陳晓明", "asked"},
        {"Latin name", "subject_name", "Wang", "asked"},
        {"blank in a name", "subject_name", "王 明", "asked"},
        {"wrong dot", "subject_name", "阿依古丽•买买提", "asked"},
        {"control character", "income_source", "退休\u0007金", "asked"},
        {"right-to-left override", "income_source", "退休\u202E金", "asked"},
        {"Hebrew", "income_source", "\u05D0\u05D1", "asked"},
        {"combining mark", "income_source", "金\u0301", "asked"},
        {"emoji", "income_source", "退休金😀", "asked"},
        {"private use", "income_source", "\uE000", "asked"},
        {"invisible blank", "income_source", "退休\u200B金", "asked"},
        {"line break in one line", "income_source", "退休金\n子女", "asked"},
        {"words", "income_source", "退休金、子女（每月）", "claimed 退休金、子女（每月）"},
        {"line break where lines are", "medical_history", "高血压\r\n糖尿病",
         "claimed 高血压\n糖尿病"},
        {"19 digits in 18 cells", "subject_id_no", "3505991940010112340", "asked"},
    };
    FormDesk desk;
    for (const auto& text : texts) {
        EFormFile form("enrollment");
        form.type(text.spot, text.text);
        desk.put(std::string(text.name) + ".pdf", form.bytes());
    }
    EFormFile longer("enrollment");
    std::string many;
    for (int i = 0; i < 3000; ++i) many += "病";
    longer.type("medical_history", many);
    desk.put("too long.pdf", longer.bytes());
    desk.read();
    EXPECT_EQ(desk.exit_code(), 0);
    for (const auto& text : texts) {
        EXPECT_EQ(desk.text_of(std::string(text.name) + ".pdf", text.spot), text.read) << text.name;
        EXPECT_EQ(desk.asked_in(std::string(text.name) + ".pdf"),
                  std::string(text.read) == "asked" ? 1 : 0)
            << text.name;
    }
    EXPECT_EQ(desk.text_of("too long.pdf", "medical_history"), "asked");
}

TEST(EFormDoubt, AsksWhereCopiesContradictEachOther) {
    FormDesk desk;
    EFormFile copies("visit");
    copies.type_into_copy("visit_ordinal", 0, "7");
    copies.type_into_copy("visit_ordinal", 1, "8");
    copies.type("disease_name", "高血压");
    copies.type_into_copy("disease_name", 2, "");  // wiped out on one copy
    copies.type_into_copy("visit_date.year", 1, "2026");
    copies.type_into_copy("visit_date.year", 2, "2026");
    desk.put("copies.pdf", copies.bytes());

    EFormFile two("visit");
    two.tick("service_method.home");
    auto widgets = two.field("service_method").getKey("/Kids").getArrayAsVector();
    widgets[3].replaceKey("/AS", QPDFObjectHandle::newName("/phone"));
    two.tick("population_change.increase");
    two.field("population_change.increase")
        .replaceKey("/V", QPDFObjectHandle::newName("/Off"));  // the boxes still show a tick
    two.field("mobility").replaceKey("/V", QPDFObjectHandle::newName("/flying"));
    two.tick_in_widgets("emotion.better");
    two.tick_in_widgets("emotion.worse");  // without taking the other back
    two.tick_in_widgets("gas_safety.safe");
    two.field("gas_safety")
        .getKey("/Kids")
        .getArrayItem(0)
        .replaceKey("/AS", QPDFObjectHandle::newName("/Off"));  // on one copy only
    desk.put("two.pdf", two.bytes());
    desk.read();

    EXPECT_EQ(desk.text_of("copies.pdf", "visit_ordinal"), "asked");
    EXPECT_EQ(desk.text_of("copies.pdf", "disease_name"), "asked");
    EXPECT_EQ(desk.text_of("copies.pdf", "visit_date.year"), "claimed 2026");
    const Json candidates = desk.reading("copies.pdf", "visit_ordinal").at("candidates");
    EXPECT_EQ(candidates.at(0).at(0), "7");
    EXPECT_EQ(candidates.at(1).at(0), "8");
    const Json& fields = desk.lines_of("two.pdf").at(0).at("fields");
    EXPECT_EQ(fields.at("service_method").at("state"), "doubtful");
    EXPECT_EQ(fields.at("population_change").at("state"), "doubtful");
    EXPECT_EQ(fields.at("mobility").at("state"), "doubtful");
    EXPECT_EQ(fields.at("emotion").at("state"), "doubtful");
    EXPECT_EQ(fields.at("gas_safety").at("state"), "doubtful");
    EXPECT_EQ(fields.at("water_heating_safety").at("state"), "blank");
}

TEST(EFormDoubt, AsksForWhatLiesUnderANoteOrADrawing) {
    FormDesk desk;
    EFormFile note("visit");
    note.type("visit_ordinal", "7");
    auto page = note.pdf().getAllPages().at(1);
    QPDFObjectHandle drawing = QPDFObjectHandle::parse("<< /Type /Annot /Subtype /Ink >>");
    drawing.replaceKey("/Rect",
                       note.field("disease_name").getKey("/Kids").getArrayItem(1).getKey("/Rect"));
    page.getKey("/Annots").appendItem(note.pdf().makeIndirectObject(drawing));
    desk.put("note.pdf", note.bytes());

    EFormFile drawn("visit");
    drawn.type("visit_ordinal", "7");
    QPDFObjectHandle first = drawn.pdf().getAllPages().at(0);
    first.getKey("/Contents")
        .appendItem(QPDFObjectHandle::newStream(&drawn.pdf(), "0 0 100 100 re f"));
    desk.put("drawn.pdf", drawn.bytes());

    EFormFile stranger("visit");
    stranger.type("visit_ordinal", "7");
    stranger.pdf()
        .getRoot()
        .getKey("/AcroForm")
        .getKey("/Fields")
        .appendItem(stranger.pdf().makeIndirectObject(
            QPDFObjectHandle::parse("<< /T (comment) /FT /Tx /V (x) >>")));
    desk.put("stranger.pdf", stranger.bytes());

    EFormFile missing("visit");
    missing.type("visit_ordinal", "7");
    auto kids = missing.root_field().getKey("/Kids");
    for (int i = 0; i < kids.getArrayNItems(); ++i)
        if (kids.getArrayItem(i).getKey("/T").getUTF8Value() == "care_needs")
            kids.eraseItem(i);
    desk.put("missing.pdf", missing.bytes());
    desk.read();

    EXPECT_EQ(desk.text_of("note.pdf", "disease_name"), "asked");
    EXPECT_EQ(desk.text_of("note.pdf", "visit_ordinal"), "claimed 7");
    EXPECT_EQ(desk.text_of("drawn.pdf", "visit_ordinal"), "asked");
    EXPECT_THAT(desk.lines_of("drawn.pdf").at(0).at("reason").get<std::string>(),
                HasSubstr("其他内容"));
    EXPECT_EQ(desk.text_of("stranger.pdf", "visit_ordinal"), "asked");
    EXPECT_EQ(desk.text_of("missing.pdf", "care_needs"), "asked");
    EXPECT_EQ(desk.lines_of("missing.pdf").at(0).at("fields").at("care_needs").at("state"),
              "unreadable");
}

TEST(EFormDoubt, RejectsWhatIsNotItsForm) {
    FormDesk desk;
    const auto renamed = [&desk](const std::string& file, const std::string& name) {
        EFormFile form("visit");
        form.type("visit_ordinal", "7");
        form.root_field().replaceKey("/T", QPDFObjectHandle::newUnicodeString(name));
        desk.put(file, form.bytes());
    };
    renamed("version.pdf", "TF1/V/9/8J4K2M7Q9T");
    renamed("letter.pdf", "TF1/Z/1/8J4K2M7Q9T");
    renamed("merged.pdf", "TF1/V/1/8J4K2M7Q9T+1");
    EFormFile good("visit");
    good.type("visit_ordinal", "7");
    desk.put("good.pdf", good.bytes());
    desk.read();
    EXPECT_EQ(desk.exit_code(), 3);
    EXPECT_THAT(desk.answer_to("version.pdf"), StartsWith("rejected: other_version: "));
    EXPECT_THAT(desk.answer_to("version.pdf"), HasSubstr("版本是 9"));
    EXPECT_THAT(desk.answer_to("letter.pdf"), StartsWith("rejected: not_our_form: "));
    EXPECT_THAT(desk.answer_to("merged.pdf"), HasSubstr("填写域的名称已被改动"));
    EXPECT_EQ(desk.text_of("good.pdf", "visit_ordinal"), "claimed 7");
    for (const char* file : {"version.pdf", "letter.pdf", "merged.pdf"})
        EXPECT_THAT(desk.lines_of(file), testing::SizeIs(1)) << file;
    desk.read({"--form", "enrollment"});
    EXPECT_THAT(desk.answer_to("good.pdf"), StartsWith("rejected: not_our_form: "));
}

}  // namespace
}  // namespace tanfang::simulate

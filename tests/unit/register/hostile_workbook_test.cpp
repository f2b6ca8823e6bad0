/// Workbooks that mean harm: the child that takes them apart ends, the program says so and goes on.
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/workbook_file.h"

#include "tests/support/zip_file.h"
#include "township.h"

namespace tanfang {

namespace {

using support::ZipEntry;

const std::string sheet_start =
    R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)";
const std::string sheet_end = "</sheetData></worksheet>";

/// A workbook whose only sheet and whose texts are as given.
std::string workbook_with(const ZipEntry& sheet, const ZipEntry& texts) {
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string packages = "http://schemas.openxmlformats.org/package/2006/";
    const auto relations = [&](const std::string& type, const std::string& target) {
        return "<Relationships xmlns=\"" + packages +
               "relationships\"><Relationship Id=\"r1\" Type=\"" + office + "/" + type +
               "\" Target=\"" + target + "\"/><Relationship Id=\"r2\" Type=\"" + office +
               "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    };
    const auto content = [](const std::string& name, const std::string& kind) {
        return "<Override PartName=\"/xl/" + name +
               ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." +
               kind + "+xml\"/>";
    };
    const auto part = [](const std::string& name, const std::string& text) {
        return ZipEntry{name, text, "", 0, "", std::nullopt};
    };
    return support::zip_file(
        {part("[Content_Types].xml", "<Types xmlns=\"" + packages + "content-types\">" +
                                         content("workbook", "sheet.main") +
                                         content("worksheets/sheet1", "worksheet") +
                                         content("sharedStrings", "sharedStrings") + "</Types>"),
         part("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
         part("xl/workbook.xml",
              "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
              "xmlns:r=\"" +
                  office +
                  "\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
         part("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")), sheet,
         texts});
}

ZipEntry sheet_of(const std::string& start, const std::string& repeated = "", int times = 0) {
    return {
        "xl/worksheets/sheet1.xml", sheet_start + start, repeated, times, sheet_end, std::nullopt};
}

ZipEntry texts_of(const std::string& start, const std::string& repeated = "", int times = 0) {
    const std::string head =
        R"(<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)";
    return {"xl/sharedStrings.xml", head + start, repeated, times, "</sst>", std::nullopt};
}

std::string times(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

/// A list of people, the n-th with the n-th number.
std::string people_workbook(int count) {
    std::string rows, texts;
    int text = 0;
    for (int row = 1; row <= count + 1; ++row) {
        const std::string person[] = {"林阿满", id_no(row - 2), "金林"},
                          heading[] = {"姓名", "身份证号", "村"};
        rows += "<row r=\"" + std::to_string(row) + "\">";
        for (std::size_t i = 0; i < 3; ++i) {
            rows += "<c r=\"" + std::string(1, static_cast<char>('A' + i)) + std::to_string(row) +
                    "\" t=\"s\"><v>" + std::to_string(text++) + "</v></c>";
            texts += "<si><t>" + (row == 1 ? heading : person)[i] + "</t></si>";
        }
        rows += "</row>";
    }
    return workbook_with(sheet_of(rows), texts_of(texts));
}

/// The fault with which a file ends, or "none".
template <class Read>
std::string fault_of(const Read& read) {
    try {
        read();
        return "none";
    } catch (const Error& error) {
        return std::string(fault_name(error.fault()));
    }
}

void die(int, const Descriptor&) {
    std::abort();
}

/// A child that announces a block of its own and sends zeros.
template <int size>
void lie(int socket, const Descriptor&) {
    DecoderRequest request;
    receive_packet(socket, request);
    DecoderAnswer answer;
    answer.kind = DecoderAnswer::Kind::page_count;
    answer.block_size = size;
    send_packet(socket, answer);
    receive_packet(socket, request);
    PixelMemory memory;
    receive_packet(socket, memory);
    answer.kind = DecoderAnswer::Kind::done;
    send_packet(socket, answer);
}

}  // namespace

TEST_F(Township, SixtyThousandRowsOfAWorkbookAreTaken) {
    const PeopleList list = read_people_file(file(people_workbook(60'000)), enrollment_fields());
    ASSERT_EQ(list.people.size(), 60'000U);
    EXPECT_EQ(list.people.back().cell("subject_id_no")->text, id_no(59'999));
}

TEST_F(Township, BombsEndTheirOwnProcessOnly) {
    ZipEntry liar = sheet_of("");
    liar.claimed_size = 0xFFFFFFF0;
    const std::string bombs[] = {
        workbook_with(sheet_of("", std::string(1 << 20, ' '), 3000), texts_of("")),
        workbook_with(liar, texts_of("")),
        workbook_with(sheet_of(times("<row>", 100'000)), texts_of("")),
        workbook_with(sheet_of(""), texts_of("", std::string(1 << 20, ' '), 3000))};
    for (const auto& bomb : bombs) {
        EXPECT_LT(bomb.size(), 8U << 20);
        EXPECT_THROW(plan(file(bomb)), Error);
    }
    EXPECT_EQ(import(file(people_workbook(1))).added, 1);
}

TEST_F(Township, OtherArchivesAreRefused) {
    const std::string text =
        support::zip_file({{"word/document.xml", "<w:document/>", "", 0, "", {}}});
    for (const std::string& bytes : {text, support::zip_file({}), std::string("PK\x03\x04"),
                                     "PK\x03\x04" + std::string(100'000, '\xFF')})
        EXPECT_EQ(fault_of([&] { plan(file(bytes)); }), "bad_settings");
}

TEST_F(Township, AWorkbooksChildIsNotBelieved) {
    const auto list = file(people_workbook(1));
    for (const auto serve : {die, lie<0>, lie<-5>, lie<100>, lie<2'000'000'000>}) {
        Launcher launcher({.serve = serve});
        EXPECT_EQ(fault_of([&] { read_workbook_file(list, launcher); }), "decoder_died");
    }
}

}  // namespace tanfang

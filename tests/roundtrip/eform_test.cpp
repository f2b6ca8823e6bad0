/// Forms filled in on screen come back as records, without any recognition.
#include "pipeline/external/json_schema.h"
#include "pipeline/intake/scan_file.h"

#include <fstream>

#include "tests/roundtrip/random_forms.h"
#include "tests/support/eform_file.h"
#include "tests/support/image_file.h"
#include "tests/support/pdf_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace tanfang::simulate {
namespace {

using support::EFormFile;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::filesystem::path templates = std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";

Json load_template(const char* name) {
    return load_json(templates / name, Fault::bad_template);
}

std::string serial_of(EFormFile& form) {
    const std::string name = form.root_field().getKey("/T").getUTF8Value();
    return name.substr(name.rfind('/') + 1);
}

TEST(EForm, GivesOneLineForEachPageOfItsSheetAndNoneForFurtherCopies) {
    FormDesk desk;
    EFormFile visit("visit"), enrollment("enrollment");
    visit.type("visit_date.year", "2026");
    visit.type("visit_date.month", "3");
    visit.type("visit_date.day", "5");
    visit.tick("service_method.phone");
    visit.tick("population_change.increase");
    enrollment.type("subject_name", "王晓明");
    desk.put("visit.pdf", visit.bytes());
    desk.put("enrollment.pdf", enrollment.bytes());
    desk.read();
    EXPECT_EQ(desk.exit_code(), 0);

    ASSERT_THAT(desk.lines_of("visit.pdf"), SizeIs(1));
    const Json& line = desk.lines_of("visit.pdf").front();
    EXPECT_EQ(line.at("form"), "visit");
    EXPECT_EQ(line.at("serial"), serial_of(visit));
    EXPECT_EQ(line.at("copy"), 1);
    EXPECT_EQ(line.at("registration").at("method"), "form");
    EXPECT_EQ(line.at("fields").at("visit_date").at("value"), "2026-03-05");
    EXPECT_EQ(line.at("fields").at("service_method").at("state"), "read");
    EXPECT_EQ(line.at("fields").at("population_change").at("value"), Json::array({"increase"}));
    EXPECT_EQ(line.at("fields").at("mobility").at("state"), "blank");
    EXPECT_EQ(line.at("fields").at("subject_signature").at("value").at("present"), false);

    ASSERT_THAT(desk.lines_of("enrollment.pdf"), SizeIs(2));
    for (int page : {0, 1}) {
        const Json& sheet = desk.lines_of("enrollment.pdf").at(static_cast<std::size_t>(page));
        EXPECT_EQ(sheet.at("source").at("page"), page);
        EXPECT_EQ(sheet.at("page"), page + 1);
    }
    EXPECT_EQ(desk.text_of("enrollment.pdf", "subject_name"), "claimed 王晓明");
    const Json schema = load_template("record.schema.json");
    for (const char* file : {"visit.pdf", "enrollment.pdf"})
        for (const auto& each : desk.lines_of(file))
            EXPECT_NO_THROW(check_schema(each, schema, Fault::output_failed, file));
}

TEST(EForm, GivesBackRandomRecordsOrAsks) {
    const support::Comparison all = edited_and_read(40, 4);
    EXPECT_THAT(all.wrong, IsEmpty());
    EXPECT_GT(all.equal, 20 * all.asked);  // only rare characters ask
}

/// Chromium, which cuts 𦙶 to 晶, writes a file anew; in one that is as it was printed 晶 is 晶.
TEST(EForm, ThatNobodyHasWrittenAnewIsBelieved) {
    const Folder folder;
    const std::string printed = folder / "prefilled.pdf";
    write_bytes(folder / "people.jsonl", R"({"subject_name": "王晶"})");
    ASSERT_EQ(
        run_tanfang({"print", "enrollment", "--people", folder / "people.jsonl", "--out", printed})
            .exit_code,
        0);
    FormDesk desk;
    desk.put("prefilled.pdf", read_file(printed));
    desk.read();
    EXPECT_EQ(desk.text_of("prefilled.pdf", "subject_name"), "claimed 王晶");
}

/// @return how many pixels are as green as the frames of claims
int green_pixels(const std::filesystem::path& picture) {
    const cv::Mat color = ScanFile(picture).page(0).color;
    cv::Mat green;
    cv::inRange(color, cv::Scalar(50, 140, 0), cv::Scalar(70, 160, 10), green);
    return cv::countNonZero(green);
}

TEST(EForm, IsDrawnWithItsReadingsOnTheFirstPageThatShowsThem) {
    FormDesk desk;
    EFormFile form("visit");
    form.type("visit_ordinal", "7");
    form.tick("mobility.better");
    desk.put("visit.pdf", form.bytes());
    const Folder pictures;
    desk.read({"--overlay", pictures.path()});
    EXPECT_EQ(desk.text_of("visit.pdf", "mobility.better"), "claimed marked");
    EXPECT_GT(green_pixels(pictures / "visit.pdf.p1.png"), 100) << "two frames";
    EXPECT_FALSE(std::filesystem::exists(pictures / "visit.pdf.p2.png")) << "a further copy";
}

TEST(EForm, KeepsSetsOfOneFileApart) {
    const Folder folder;
    const std::string printed = folder / "sets.pdf";
    ASSERT_EQ(run_tanfang({"print", "visit", "--sets", "2", "--out", printed}).exit_code, 0);
    QPDF pdf;
    pdf.processFile(printed.c_str());
    for (auto& set : pdf.getRoot().getKey("/AcroForm").getKey("/Fields").getArrayAsVector())
        for (auto& field : set.getKey("/Kids").getArrayAsVector())
            if (field.getKey("/T").getUTF8Value() == "visit_ordinal")
                field.replaceKey("/V", QPDFObjectHandle::newUnicodeString("7"));
    const std::string filled = folder / "filled.pdf";  // the writer keeps the pointer
    QPDFWriter writer(pdf, filled.c_str());
    writer.write();
    FormDesk desk;
    desk.put("sets.pdf", read_file(filled));
    desk.read();
    ASSERT_THAT(desk.lines_of("sets.pdf"), SizeIs(2));
    EXPECT_EQ(desk.lines_of("sets.pdf")[1].at("source").at("page"), 3);
    EXPECT_NE(desk.lines_of("sets.pdf")[0].at("serial"), desk.lines_of("sets.pdf")[1].at("serial"));
}

TEST(EForm, ThatIsEmptyOrFlattenedIsReadAsPictures) {
    FormDesk desk;
    EFormFile flat("visit");
    flat.type("visit_ordinal", "7");
    flat.keep_first_page();
    flat.pdf().getRoot().removeKey("/AcroForm");
    QPDFPageDocumentHelper pages(flat.pdf());
    for (auto& page : pages.getAllPages()) page.getObjectHandle().removeKey("/Annots");
    desk.put("flat.pdf", flat.bytes());
    EFormFile empty("visit");
    empty.keep_first_page();
    desk.put("empty.pdf", empty.bytes());
    desk.read();
    EXPECT_EQ(desk.exit_code(), 0);
    for (const char* name : {"flat.pdf", "empty.pdf"}) {
        ASSERT_THAT(desk.lines_of(name), SizeIs(1));
        EXPECT_THAT(desk.lines_of(name)[0].at("registration").at("method"), HasSubstr("fiducials"));
    }
}

/// Somebody put the scans of the signed sheets into the fillable PDF.
TEST(EForm, WithEmptyFieldsAndScansForPagesIsReadAsScans) {
    Office office;
    const auto filled = office.fill_and_scan(print_sheets("visit").at(0), plain_scan(), 3);
    QPDF scans;
    const std::string bytes = support::pdf_file({{.pixels = filled.scan.image.gray}});
    scans.processMemoryFile("scan", bytes.data(), bytes.size());
    QPDFObjectHandle shown = scans.getAllPages().front();
    EFormFile form("visit");
    form.keep_first_page();
    QPDFObjectHandle page = form.pdf().getAllPages().front();
    for (const char* key : {"/Resources", "/Contents"})
        page.replaceKey(key,
                        form.pdf().copyForeignObject(scans.makeIndirectObject(shown.getKey(key))));
    FormDesk desk;
    desk.put("scans.pdf", form.bytes());
    desk.read();
    ASSERT_THAT(desk.lines_of("scans.pdf"), SizeIs(1));
    const Json& line = desk.lines_of("scans.pdf").front();
    EXPECT_THAT(line.at("registration").at("method"), HasSubstr("fiducials"));
    int marked = 0;
    for (const auto& reading : line.at("readings"))
        marked += reading.value("mark", "") == "marked" ? 1 : 0;
    EXPECT_GT(marked, 0);
}

TEST(EForm, IsTakenIntoAHomeLikeAScan) {
    const Folder folder;
    EFormFile form("visit");
    form.type("visit_ordinal", "7");
    std::ofstream(folder / "filled.pdf", std::ios::binary) << form.bytes();
    const std::string home = folder / "home";
    ASSERT_EQ(run_tanfang({"ingest", folder / "filled.pdf", "--home", home}).exit_code, 0);
    const auto records = run_tanfang({"records", "--home", home}).lines();
    ASSERT_THAT(records, SizeIs(1));
    EXPECT_THAT(records.front().dump(), HasSubstr(serial_of(form)));
}

}  // namespace
}  // namespace tanfang::simulate

/// Print, fill, scan, read: what comes out is what was put in.
#include "pipeline/external/json_schema.h"

#include <cmath>

#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

Json record_schema() {
    return load_json(std::string(TANFANG_SOURCE_DIR) + "/templates/record.schema.json",
                     Fault::bad_template);
}

const Json& line_of(const std::vector<Json>& lines, const std::string& file, int page = 0) {
    for (const auto& line : lines)
        if (line.at("source").at("file").get<std::string>().ends_with(file) &&
            line.at("source").at("page") == page)
            return line;
    throw std::runtime_error("no record of " + file);
}

void expect_sheet(const Json& line, const PrintedSheet& sheet) {
    EXPECT_NE(line.at("status"), "rejected") << line.at("reason");
    EXPECT_EQ(line.at("form"), sheet.form.id);
    EXPECT_EQ(line.at("form_version"), sheet.form.version);
    EXPECT_EQ(line.at("serial"), sheet.serial);
    EXPECT_EQ(line.at("copy"), sheet.copy);
    EXPECT_EQ(line.at("page"), sheet.page + 1);
}

/// The spot's claimed place is within a millimetre of the true one.
void expect_place(const Json& reading, const Spot& spot, const Scan& scan) {
    const auto quad = reading.at("quad").get<std::vector<double>>();
    ASSERT_EQ(quad.size(), 8u);
    const double x = (quad[0] + quad[2] + quad[4] + quad[6]) / 4;
    const double y = (quad[1] + quad[3] + quad[5] + quad[7]) / 4;
    const auto real = scan.truth(spot.box.center());
    const auto beside = scan.truth({spot.box.center().x + 1, spot.box.center().y});
    EXPECT_LT(std::hypot(x - real.x, y - real.y), std::hypot(beside.x - real.x, beside.y - real.y))
        << spot.id;
}

struct Counts {
    int boxes = 0;
    int asked = 0;
    int digits_read = 0;
};

void expect_mark(const Json& reading, const Spot& spot, const Filling& filling, Counts& counts) {
    const auto gesture = filling.gestures.find(spot.id);
    const bool chosen = gesture != filling.gestures.end() && chooses(gesture->second);
    ++counts.boxes;
    if (!reading.at("sure").get<bool>() || reading.at("mark") == "doubtful")
        ++counts.asked;
    else
        EXPECT_EQ(reading.at("mark"), chosen ? "marked" : "empty") << spot.id;
}

void expect_writing(const Json& reading, const Spot& spot, const Filling& filling, Counts& counts) {
    if (!reading.at("sure").get<bool>())
        return;
    if (reading.contains("present")) {
        EXPECT_EQ(reading.at("present"), filling.signatures.contains(spot.id)) << spot.id;
    } else if (filling.digits.contains(spot.id)) {
        EXPECT_EQ(reading.at("text"), filling.digits.at(spot.id)) << spot.id;
        ++counts.digits_read;
    } else {
        EXPECT_EQ(reading.at("text") == "", !filling.chinese.contains(spot.id)) << spot.id;
    }
}

/// Compares one record with what was written on the sheet.
Counts expect_truth(const Json& line, const FilledScan& truth) {
    SCOPED_TRACE(line.at("source").dump());
    check_schema(line, record_schema(), Fault::output_failed, "record");
    expect_sheet(line, truth.sheet);
    Counts counts;
    for (const auto& spot : truth.sheet.form.spots) {
        if (spot.page != truth.sheet.page)
            continue;
        EXPECT_TRUE(line.at("readings").contains(spot.id)) << spot.id;
        if (!line.at("readings").contains(spot.id))
            continue;
        const Json& reading = line.at("readings").at(spot.id);
        expect_place(reading, spot, truth.scan);
        if (spot.kind == SpotKind::checkbox)
            expect_mark(reading, spot, truth.filling, counts);
        else
            expect_writing(reading, spot, truth.filling, counts);
    }
    EXPECT_LE(counts.asked, 2 + counts.boxes / 10);
    return counts;
}

ScanCondition turned(bool color, bool bilevel, double dpi) {
    ScanCondition how = plain_scan();
    how.color = color;
    how.bilevel = bilevel;
    how.dpi = dpi;
    how.any_orientation = true;
    return how;
}

TEST(RoundTrip, EveryFileFormatGivesWhatWasPutIn) {
    Office office;
    const auto sheet = print_sheets("visit", 2).at(0);
    const FilledScan colored = office.fill_and_scan(sheet, turned(true, false, 300), 1);
    const FilledScan grey = office.fill_and_scan(sheet, turned(false, false, 200), 2);
    const FilledScan bits = office.fill_and_scan(sheet, turned(false, true, 300), 3);
    const FilledScan more_bits = office.fill_and_scan(sheet, turned(false, true, 300), 4);
    const Outcome outcome = office.read(
        {office.store("a.png", png_bytes(colored.scan.image)),
         office.store("b.jpg", jpeg_bytes(grey.scan.image, 75)),
         office.store("c.tif", tiff_bytes({bits.scan.image, more_bits.scan.image})),
         office.store("d.pdf", scanned_pdf_bytes({grey.scan.image, colored.scan.image}, 75))});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), 6u);
    expect_truth(line_of(lines, "a.png"), colored);
    expect_truth(line_of(lines, "b.jpg"), grey);
    expect_truth(line_of(lines, "c.tif", 0), bits);
    expect_truth(line_of(lines, "c.tif", 1), more_bits);
    expect_truth(line_of(lines, "d.pdf", 0), grey);
    expect_truth(line_of(lines, "d.pdf", 1), colored);
    for (std::size_t i = 1; i < lines.size(); ++i)  // input order, whoever was ready first
        EXPECT_LE(lines[i - 1].at("source").at("file"), lines[i].at("source").at("file"));
}

TEST(RoundTrip, BothPagesOfTheEnrollmentFormComeBack) {
    Office office;
    const auto sheets = print_sheets("enrollment");
    ASSERT_EQ(sheets.size(), 2u);
    const FilledScan front = office.fill_and_scan(sheets[0], plain_scan(), 5);
    const FilledScan back = office.fill_and_scan(sheets[1], plain_scan(), 6);
    const Outcome outcome = office.read(
        {office.store("both.pdf", scanned_pdf_bytes({front.scan.image, back.scan.image}, 80))});
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), 2u) << outcome.err;
    expect_truth(lines[0], front);
    expect_truth(lines[1], back);
}

TEST(RoundTrip, BlankSheetsClaimNothing) {
    Office office;
    std::vector<std::string> files;
    for (const std::string form : {"visit", "enrollment"})
        for (const auto& sheet : print_sheets(form)) {
            Random random(7);
            files.push_back(
                office.store(form + std::to_string(sheet.page) + ".jpg",
                             jpeg_bytes(scan(sheet.paper, plain_scan(), random).image, 80)));
        }
    const auto lines = office.read(files).lines();
    ASSERT_EQ(lines.size(), 3u);
    for (const auto& line : lines)
        for (const auto& [spot, reading] : line.at("readings").items()) {
            EXPECT_TRUE(reading.at("sure").get<bool>()) << spot;
            EXPECT_EQ(reading.value("mark", "empty"), "empty") << spot;
            EXPECT_EQ(reading.value("text", ""), "") << spot;
            EXPECT_FALSE(reading.value("present", false)) << spot;
        }
}

}  // namespace
}  // namespace tanfang::simulate

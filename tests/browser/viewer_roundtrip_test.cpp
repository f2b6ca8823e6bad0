/// Real viewers: what people type in them comes back as it was typed, or asks.
#include <cstdlib>
#include <fstream>

#include "tests/roundtrip/random_forms.h"
#include "tests/support/eform_file.h"
#include "tests/support/image_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

using support::Comparison;
using support::TypedRecord;

const std::filesystem::path viewers = std::filesystem::path(TANFANG_SOURCE_DIR) / "tests/browser";

/// What is done to the fields of a copy in the order of filling.
Json keys_of(const TypedRecord& record, const FormTemplate& form, const FieldModel& model) {
    Json keys = Json::array();
    for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
        for (const auto& spot : form.spots) {
            if (spot.page != page || model.find(spot.field)->type == FieldType::signature)
                continue;
            if (const auto text = record.texts.find(spot.id); text != record.texts.end())
                keys.push_back(text->second);
            else
                keys.push_back(record.ticks.contains(spot.id) ? Json(true) : Json());
        }
    return keys;
}

/// The work of a viewer's script, a line for each record.
void write_orders(const Folder& folder, const TypedRecords& typed) {
    std::map<std::string, std::pair<FormTemplate, FieldModel>> forms;
    for (const std::string form : {"visit", "enrollment"}) {
        forms[form] = {installed_form(form), installed_model(form)};
        std::ofstream(folder / (form + ".pdf"), std::ios::binary)
            << support::EFormFile::printed(form);
    }
    std::ofstream lines(folder / "records.jsonl");
    for (const auto& [name, record] : typed) {
        const auto& [design, model] = forms.at(form_of(name));
        lines << Json{{"pdf", folder / (form_of(name) + ".pdf")},
                      {"out", folder / name},
                      {"keys", keys_of(record, design, model)}}
                     .dump()
              << "\n";
    }
}

/// Has random records typed into files of a folder.
/// @param script  its interpreter and its name in this folder
TypedRecords typed_into(const Folder& folder, const std::string& interpreter, const char* script,
                        int records, std::uint64_t seed) {
    Random random(seed);
    TypedRecords typed = random_records(records, random);
    write_orders(folder, typed);
    const std::string command =
        interpreter + " " + (viewers / script).string() + " " + (folder / "records.jsonl").string();
    EXPECT_EQ(std::system(command.c_str()), 0)
        << "the viewer did not do its work; has .ci/setup-long been run?";
    return typed;
}

/// Has random records typed and read.
Comparison typed_and_read(const std::string& interpreter, const char* script, int records,
                          std::uint64_t seed) {
    const Folder folder;
    const TypedRecords typed = typed_into(folder, interpreter, script, records, seed);
    FormDesk desk;
    for (const auto& [name, record] : typed) desk.put(name, read_file(folder / name));
    desk.read();
    return compare_all(desk, typed);
}

void expect_no_wrong(const Comparison& all) {
    EXPECT_THAT(all.wrong, testing::IsEmpty());
    EXPECT_GT(all.equal, 20 * all.asked);  // 2 % of the characters are strange on purpose
}

TEST(Viewer, ChromiumGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(typed_and_read("/usr/bin/python3", "fill_in_chromium.py", 200, 11));
}

/// Typed, printed, put on the scanner: now it is paper.
TEST(Viewer, ChromiumsFormsAreReadFromPaperTooOrAsk) {
    const Folder folder;
    const TypedRecords typed = typed_into(folder, "/usr/bin/python3", "fill_in_chromium.py", 6, 16);
    Random random(17);
    Comparison all;
    for (const auto& [name, record] : typed) {
        const FormTemplate form = installed_form(form_of(name));
        const Office office;
        std::vector<PageImage> pages;
        for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
            pages.push_back(scan(printed_page(folder / name, page), plain_scan(), random).image);
        const auto lines =
            office.read({office.store("scan.pdf", scanned_pdf_bytes(pages, 80))}).lines();
        ASSERT_EQ(lines.size(), pages.size());
        for (const auto& line : lines)
            EXPECT_EQ(line.at("registration").at("method"), "fiducials+lines");
        all += support::compare(record, form, lines);
    }
    std::cout << all.equal << " spots equal, " << all.asked << " asked\n";
    EXPECT_THAT(all.wrong, testing::IsEmpty());
    EXPECT_GT(all.equal, all.asked);
}

TEST(Viewer, PopplerGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(typed_and_read("/usr/bin/python3", "fill_in_poppler.py", 200, 12));
}

TEST(Viewer, PdfJsGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(typed_and_read("node", "fill_in_pdfjs.mjs", 200, 13));
}

TEST(Viewer, FirefoxGivesBackWhatWasTypedOrAsks) {
    expect_no_wrong(typed_and_read("/usr/bin/python3", "fill_in_firefox.py", 20, 14));
}

TEST(Viewer, QpdfGivesBackWhatWasPutInOrAsks) {
    expect_no_wrong(edited_and_read(200, 15));
}

}  // namespace
}  // namespace tanfang::simulate

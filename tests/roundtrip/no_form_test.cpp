/// Pages of ours that are no filled forms, laid on the scanner with the others: they are named and
/// give no readings.
#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include "tests/unit/app/record_lines.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class NoForm : public testing::Test {
  protected:
    /// Prints with the real program. @param arguments  without --out
    std::string print(std::vector<std::string> arguments) {
        const std::string pdf =
            std::filesystem::path(office.folder() / ("print" + std::to_string(printed++) + ".pdf"));
        arguments.insert(arguments.begin(), "print");
        arguments.insert(arguments.end(), {"--out", pdf});
        const Outcome outcome = run_tanfang(arguments);
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        return pdf;
    }

    /// Scans a page of a print upright, and upside down.
    void scan_page(const std::string& name, const Paper& paper) {
        Random random(17);
        ScanCondition how = plain_scan();
        how.any_orientation = true;
        files.push_back(
            office.store(name + ".jpg", jpeg_bytes(scan(paper, how, random).image, 80)));
    }

    /// The record of a visit whose needs fill more than their place.
    std::string long_record() const {
        Json line = record_lines::blank_line("visit", "8J4K2M7Q9T");
        std::string needs;
        for (int i = 0; i < 120; ++i) needs += "每周送餐三次，代购药品；";
        record_lines::set(line, "care_needs", needs);
        return office.store("records.jsonl", line.dump() + "\n");
    }

    Office office;
    std::vector<std::string> files;
    int printed = 0;
};

TEST_F(NoForm, IsRejectedWithItsName) {
    const std::string covered = print({"visit", "--sets", "130", "--cover"});
    scan_page("cover", printed_page(covered, 0));
    scan_page("cover-list", printed_page(covered, 1));
    scan_page("supplement",
              printed_page(print({"visit", "--record", long_record(), "--copies", "1"}), 1));
    scan_page("blank", white_paper(210, 297));
    const Outcome outcome = office.read(files);
    EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), files.size());
    for (const auto& line : lines) {
        EXPECT_EQ(line.at("status"), "rejected") << line.at("source");
        EXPECT_THAT(line.at("reason").get<std::string>(), StartsWith("not_our_form: "))
            << line.at("source");
        EXPECT_THAT(line.at("readings"), IsEmpty()) << line.at("source");
        EXPECT_THAT(line.at("fields"), IsEmpty()) << line.at("source");
    }
    const auto reason = [&lines](int i) { return lines.at(i).at("reason").get<std::string>(); };
    for (const int cover : {0, 1}) EXPECT_THAT(reason(cover), HasSubstr("第 1 包的分发封面"));
    EXPECT_THAT(reason(2), HasSubstr("编号 8J4K2M7Q9T 第 1 联的附页"));
    EXPECT_THAT(reason(3), HasSubstr("空白页"));
}

}  // namespace
}  // namespace tanfang::simulate

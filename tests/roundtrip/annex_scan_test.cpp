/// Guide and duties on the scanner: the reader tries to learn them as the print of a form, which
/// takes long, and must not.
#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

TEST(AnnexScan, IsRejectedWithoutReadings) {
    Office office;
    std::vector<std::string> files;
    Random random(18);
    for (const std::string annex : {"guide", "duties"}) {
        const std::string pdf = office.store(annex + ".pdf", "");
        ASSERT_EQ(run_tanfang({"print", annex, "--out", pdf}).exit_code, 0);
        files.push_back(
            office.store(annex + ".jpg",
                         jpeg_bytes(scan(printed_page(pdf, 0), plain_scan(), random).image, 80)));
    }
    const Outcome outcome = office.read(files);
    EXPECT_EQ(outcome.exit_code, 3);
    const auto lines = outcome.lines();
    ASSERT_EQ(lines.size(), files.size());
    for (const auto& line : lines) {
        EXPECT_THAT(line.at("reason").get<std::string>(), testing::HasSubstr("说明材料"));
        EXPECT_THAT(line.at("readings"), testing::IsEmpty());
        EXPECT_THAT(line.at("fields"), testing::IsEmpty());
    }
}

}  // namespace
}  // namespace tanfang::simulate

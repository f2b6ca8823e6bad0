/// A clerk before the review station in a real Chromium: what he decides stands in the records.
#include <csignal>
#include <cstdlib>

#include "tests/support/program.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

const std::filesystem::path source = TANFANG_SOURCE_DIR;
constexpr const char* port = "8799";

/// Some sheets with doubtful fields, and an account.
std::string small_office(const Folder& folder) {
    const std::string home = folder / "home";
    std::vector<std::string> ingest = {"ingest", "--home", home};
    for (const std::string scan :
         {"enrollment-350599-0000-clean-p1.png", "enrollment-350599-0000-clean-p2.png",
          "visit-350599-0001-office.jpg", "visit-350599-0006-carbon.jpg"})
        ingest.push_back(source / "samples/scans" / scan);
    EXPECT_EQ(run_tanfang(ingest).exit_code, 0);
    const std::string add = "echo 'correct horse' | " + std::string(TANFANG_BINARY_DIR) +
                            "/tanfang user add lin --role operator --home " + home + " 2>/dev/null";
    EXPECT_EQ(std::system(add.c_str()), 0);
    return home;
}

}  // namespace

TEST(ReviewStation, LetsAClerkDecideAllThatIsDoubtfulByKeyboard) {
    const Folder folder;
    const std::string home = small_office(folder);
    std::size_t asked = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        asked += record["open"].size();
    ASSERT_GT(asked, 5u);
    {
        BackgroundRun server({"serve", "--home", home, "--port", port});
        const std::string drive = "/usr/bin/python3 " +
                                  (source / "tests/browser/review_in_chromium.py").string() +
                                  " http://127.0.0.1:" + port + "/ lin 'correct horse'";
        EXPECT_EQ(std::system(drive.c_str()), 0) << "has .ci/setup-long been run?";
        server.send(SIGTERM);
        EXPECT_EQ(server.wait().exit_code, 0);
    }
    std::size_t decided = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines()) {
        EXPECT_EQ(record["status"], "accepted");
        EXPECT_TRUE(record["open"].empty());
        for (const auto& [id, field] : record["fields"].items())
            decided += field["state"] == "decided";
    }
    EXPECT_EQ(decided, asked);
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

}  // namespace tanfang::simulate

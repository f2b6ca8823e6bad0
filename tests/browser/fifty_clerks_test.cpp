/// Fifty clerks at once: what was acknowledged stands in the records.
#include <csignal>
#include <iostream>

#include "tests/browser/review_office.h"

namespace tanfang::simulate {

// Each confirms a field once a second, while `ingest` reads a pile. What was acknowledged stands in
// the records, once.
TEST(ReviewStation, FiftyClerksLoseNothingWhileScansAreRead) {
    constexpr int clerks = 50;
    const Folder folder;
    const std::string home = small_office(folder);
    const Json sheet = run_tanfang({"records", "--home", home}).lines().at(0);
    std::size_t before = 0;
    for (int clerk = 0; clerk < clerks; ++clerk) {
        store_again(home, sheet["record"], "sheet" + std::to_string(clerk) + ".png",
                    [&](Json& line) { line["serial"] = std::to_string(1000000000 + clerk); });
        Home open = Home::open_or_create(home, {});
        open.accounts().add({"clerk" + std::to_string(clerk), Role::operator_}, "correct horse",
                            "root");
    }
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        before += record["decisions"].size();
    BackgroundRun server({"serve", "--home", home, "--port", port});
    BackgroundRun reader({"ingest", "--home", home, source / "samples/scans"});
    const std::string answer = folder / "answer.json";
    const std::string drive = "/usr/bin/python3 " +
                              (source / "tests/browser/fifty_clerks.py").string() +
                              " http://127.0.0.1:" + port + "/ 50 20 > " + answer;
    const int driven = std::system(drive.c_str());
    const Outcome read = reader.wait();
    server.send(SIGTERM);
    const Outcome served = server.wait();
    EXPECT_EQ(read.exit_code, 0) << read.err;
    EXPECT_EQ(served.exit_code, 0);
    ASSERT_EQ(driven, 0) << served.err;
    const Json said = load_json(answer, Fault::bad_usage);
    std::cout << said << "\n";
    EXPECT_EQ(said["trouble"], Json::array()) << served.err;
    EXPECT_GT(said["acknowledged"], clerks);
    std::size_t after = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        after += record["decisions"].size();
    EXPECT_EQ(after - before, said["acknowledged"].get<std::size_t>());
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

}  // namespace tanfang::simulate

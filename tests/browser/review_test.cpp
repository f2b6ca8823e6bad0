/// A clerk before the review station in a real Chromium: what he decides stands in the records.
#include "pipeline/home/home.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/support/program.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

const std::filesystem::path source = TANFANG_SOURCE_DIR;
constexpr const char* port = "8799";

void add_user(const std::string& home, const std::string& name, const std::string& role) {
    const std::string add = "echo 'correct horse' | " + std::string(TANFANG_BINARY_DIR) +
                            "/tanfang user add " + name + " --role " + role + " --home " + home +
                            " 2>/dev/null";
    EXPECT_EQ(std::system(add.c_str()), 0);
}

/// Some sheets with doubtful fields, and an account.
std::string small_office(const Folder& folder) {
    const std::string home = folder / "home";
    std::vector<std::string> ingest = {"ingest", "--home", home};
    for (const std::string scan :
         {"enrollment-350599-0000-clean-p1.png", "enrollment-350599-0000-clean-p2.png",
          "visit-350599-0001-office.jpg", "visit-350599-0006-carbon.jpg"})
        ingest.push_back(source / "samples/scans" / scan);
    EXPECT_EQ(run_tanfang(ingest).exit_code, 0);
    add_user(home, "lin", "operator");
    return home;
}

/// A further scan of a record's first page, on which something else was read.
///
/// @param name    of the scan
/// @param change  what is changed in the line of that page
void store_again(const std::string& folder, const std::string& record, const std::string& name,
                 const std::function<void(Json& line)>& change) {
    Home home = Home::open_or_create(folder, {});
    Json line = home.record(record).value()["pages"][0];
    const auto original = home.original(line["source"]["sha256"]);
    const std::string copy = folder + "/../" + name;
    std::ifstream in(original, std::ios::binary);
    std::ofstream(copy, std::ios::binary)
        << std::string(std::istreambuf_iterator<char>(in), {}) << name;  // behind the picture
    const auto sha256 = home.receive(copy, "again").sha256;
    line["source"]["sha256"] = sha256;
    line["status"] = "review";
    change(line);
    home.store_page(sha256, parse_read_page(line));
    home.finish_file(sha256, 1);
}

/// The record of the visit form of which least is open.
Json clearest_visit(const std::string& home) {
    Json best;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        if (record["form"] == "visit" &&
            (best.is_null() || record["open"].size() < best["open"].size()))
            best = record;
    return best;
}

/// One box of the page becomes doubtful, as a sheet of its own.
void doubt_a_box(Json& line) {
    line["serial"] = "0000000001";
    for (auto& [spot, reading] : line["readings"].items())
        if (reading.contains("mark") && reading["mark"] == "marked") {
            reading["mark"] = "doubtful";
            reading["sure"] = false;
            reading["score"] = 0.6;
            line["fields"][spot.substr(0, spot.find('.'))]["state"] = "doubtful";
            return;
        }
}

void register_somebody(const std::string& home) {
    Person person;
    person.values = {{"subject_name", "吴巧儿"},
                     {"subject_id_no", "350599194507080019"},
                     {"residence_village", {{"name", "郑厝村委会"}, {"code", nullptr}}}};
    std::vector<Person> people = {person};
    Home::open_or_create(home, {}).people().store(people, Json::object());
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

// Each screen once, looked at by axe-core; the pictures lie in review-screens/ of the build.
TEST(ReviewStation, ShowsEachScreenAndDoesWhatItIsFor) {
    const Folder folder;
    const std::string home = small_office(folder);
    add_user(home, "root", "admin");
    const std::string visit = clearest_visit(home)["record"];
    store_again(home, visit, "differs.jpg", [](Json& line) {
        line["copy"] = 3;
        line["fields"]["visit_date"] = {
            {"value", "2020-01-01"}, {"state", "read"}, {"confidence", 1}};
    });
    store_again(home, visit, "doubt.jpg", doubt_a_box);
    register_somebody(home);
    run_tanfang({"ingest", "--home", home, source / "samples/overview.png"});
    const std::filesystem::path pictures =
        std::filesystem::path(TANFANG_BINARY_DIR) / "review-screens";
    BackgroundRun server(
        {"serve", "--home", home, "--port", port, "--settings", source / "samples/settings.json"});
    const std::string drive = "/usr/bin/python3 " +
                              (source / "tests/browser/screens_in_chromium.py").string() +
                              " http://127.0.0.1:" + port + "/ " + pictures.string() + " " +
                              (source / "samples/scans/visit-350599-0002-worn.jpg").string();
    EXPECT_EQ(std::system(drive.c_str()), 0) << "has .ci/setup-long been run?";
    EXPECT_EQ(run_tanfang(
                  {"ingest", "--home", home, source / "samples/scans/visit-350599-0000-clean.png"})
                  .exit_code,
              0)
        << "also while the station is open";
    server.send(SIGTERM);
    EXPECT_EQ(server.wait().exit_code, 0);
    int voided = 0, uploaded = 0, linked = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines()) {
        voided += record["voided"].is_null() ? 0 : 1;
        linked += record["link"].is_object() && record["link"].value("by_hand", false) ? 1 : 0;
        for (const auto& page : record["pages"])
            uploaded += page["source"]["file"] == "上传/新扫描件.jpg" ? 1 : 0;
    }
    EXPECT_EQ(voided, 1);
    EXPECT_EQ(linked, 1);
    EXPECT_EQ(uploaded, 1);
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

// What the program asks of the samples' sheets, as a clerk would answer it: the seconds that he
// needs.
TEST(ReviewStation, TakesNoMoreTimeThanAnOfficeHas) {
    constexpr double most_seconds_a_visit = 12, most_seconds_an_enrollment = 60;
    const Folder folder;
    const std::string home = folder / "home";
    const auto scans = source / "samples/scans";
    EXPECT_EQ(run_tanfang({"ingest", "--home", home, scans}).exit_code, 0);
    add_user(home, "lin", "operator");
    BackgroundRun server({"serve", "--home", home, "--port", port});
    const std::string answer = folder / "answer.json";
    const std::string drive =
        "/usr/bin/python3 " + (source / "tests/browser/time_a_sheet.py").string() +
        " http://127.0.0.1:" + port + "/ lin 'correct horse' " + scans.string() + " > " + answer;
    ASSERT_EQ(std::system(drive.c_str()), 0) << "has .ci/setup-long been run?";
    server.send(SIGTERM);
    EXPECT_EQ(server.wait().exit_code, 0);
    const Json said = load_json(answer, Fault::bad_usage);
    std::cout << said << "\n";
    EXPECT_GT(said["decisions"], 50);
    EXPECT_LE(said["forms"]["visit"]["seconds"], most_seconds_a_visit);
    EXPECT_LE(said["forms"]["enrollment"]["seconds"], most_seconds_an_enrollment);
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        EXPECT_TRUE(record["open"].empty());
}

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
    ASSERT_EQ(std::system(("sleep 1; " + drive).c_str()), 0);
    const Json said = load_json(answer, Fault::bad_usage);
    std::cout << said << "\n";
    EXPECT_TRUE(said["refused"].empty());
    EXPECT_GT(said["acknowledged"], clerks);
    EXPECT_EQ(reader.wait().exit_code, 0);
    server.send(SIGTERM);
    EXPECT_EQ(server.wait().exit_code, 0);
    std::size_t after = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        after += record["decisions"].size();
    EXPECT_EQ(after - before, said["acknowledged"].get<std::size_t>());
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

}  // namespace tanfang::simulate

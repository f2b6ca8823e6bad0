/// A clerk before the review station in a real Chromium: what he decides stands in the records.
#include <csignal>
#include <iostream>

#include "tests/browser/covered_sheet.h"
#include "tests/browser/review_office.h"

namespace tanfang::simulate {
namespace {

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

/// A number of which one digit is in doubt, on a sheet of its own.
void doubt_a_digit(Json& line) {
    const std::string number = "350599194507080019", other = "350599194507080079";
    line["serial"] = "0000000002";
    line["fields"]["subject_id_no"] = {
        {"value", number}, {"state", "doubtful"}, {"confidence", 0.8}};
    line["readings"]["subject_id_no"]["candidates"] =
        Json::array({Json::array({number, 0.8}), Json::array({other, 0.19})});
}

constexpr int visited_by_hand = 8;  // people whose visits are linked to them

/// People of two villages, some of whom were visited in March.
void register_a_village(const std::string& home, const std::string& visit) {
    constexpr int people = 12;
    for (int i = 0; i < people; ++i) {
        Person person;
        person.registered_on = "2026-01-05";
        const std::string ordinal = std::to_string(10 + i);
        person.values = {
            {"subject_name", "陈阿" + std::string(i % 2 == 0 ? "梅" : "福") + ordinal},
            {"subject_id_no", "3505991951070800" + ordinal},
            {"visitor", i % 3 == 0 ? "林秀英" : "黄志强"},
            {"residence_township", {{"name", "南浦镇"}, {"code", nullptr}}},
            {"residence_village", {{"name", i % 2 == 0 ? "后厝村" : "山前村"}, {"code", nullptr}}}};
        std::vector<Person> one = {person};
        Home::open_or_create(home, {}).people().store(one, Json::object());
        if (i >= visited_by_hand)
            continue;
        const std::string day = "2026-03-" + std::to_string(10 + 2 * i);
        const std::string serial = "00000001" + ordinal;
        store_again(home, visit, "visit" + ordinal + ".jpg", [&](Json& line) {
            line["serial"] = serial;
            line["status"] = "accepted";
            line["findings"] = Json::array();
            for (auto& field : line["fields"]) field["state"] = "read";
            line["fields"]["visit_date"]["value"] = day;
        });
        Home open = Home::open_or_create(home, {});
        open.links().link(open.records().with_serial(serial).at(0), one[0].id);
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

/// What is claimed otherwise than it was written.
std::vector<std::string> wrong_claims(const Json& record, const Json& truth) {
    std::vector<std::string> wrong;
    for (const auto& [id, field] : record["fields"].items())
        if ((field["state"] == "read" || field["state"] == "derived") && truth.contains(id) &&
            field["value"].is_primitive() && truth[id].is_primitive() &&
            field["value"] != truth[id])
            wrong.push_back(id);
    return wrong;
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
    EXPECT_GE(decided, asked) << "and what is confirmed, whatever was read";
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
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        if (record["form"] == "enrollment")
            store_again(home, record["record"], "digit.jpg", doubt_a_digit);
    register_somebody(home);
    register_a_village(home, visit);
    run_tanfang({"ingest", "--home", home, source / "samples/overview.png"});
    const std::filesystem::path pictures =
        std::filesystem::path(TANFANG_BINARY_DIR) / "review-screens";
    const std::string clean = source / "samples/scans/visit-350599-0000-clean";
    const CoveredSheet covered = cover_corners(clean + ".png", folder / "covered.png");
    BackgroundRun server(
        {"serve", "--home", home, "--port", port, "--settings", source / "samples/settings.json"});
    const std::string drive = "/usr/bin/python3 " +
                              (source / "tests/browser/screens_in_chromium.py").string() +
                              " http://127.0.0.1:" + port + "/ " + pictures.string() + " " +
                              (source / "samples/scans/visit-350599-0002-worn.jpg").string() + " " +
                              covered.file.string() + " '" + covered.corners.dump() + "'";
    EXPECT_EQ(std::system(drive.c_str()), 0) << "has .ci/setup-long been run?";
    const Json truth = load_json(clean + ".truth.json", Fault::bad_usage);
    int aligned = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        if (record["serial"] == truth["serial"]) {
            ++aligned;
            EXPECT_GT(record["fields"].size(), 10u);
            EXPECT_EQ(wrong_claims(record, truth["fields"]), std::vector<std::string>());
        }
    EXPECT_EQ(aligned, 1) << "read where its corners were shown, its serial, too";
    EXPECT_EQ(run_tanfang({"ingest", "--home", home, clean + ".png"}).exit_code, 0)
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
    EXPECT_EQ(voided, 2) << "one put away by hand, one aligned";
    EXPECT_EQ(linked, 1 + visited_by_hand);
    EXPECT_EQ(uploaded, 1);
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

// A township's own print, which the home has learned, and a sheet of it of which a good part is
// covered.
TEST(ReviewStation, ReadsASheetOfALearnedPrintWhereAClerkShowsItsCorners) {
    const Folder folder;
    const std::string home = folder / "home";
    const auto scans = source / "samples/scans";
    add_user(home, "lin", "operator");
    std::filesystem::create_directories(home + "/prints");
    const auto blank = cover_corners(scans / "visit-350599-0000-clean.png", folder / "print.png");
    ASSERT_EQ(
        run_tanfang({"learn", "visit", blank.file, "--out", home + "/prints/01.json"}).exit_code,
        0);
    constexpr double covered_share = 0.4;
    const std::string office = scans / "visit-350599-0001-office";
    const auto covered = cover_corners(office + ".jpg", folder / "covered.png", covered_share);
    run_tanfang({"ingest", "--home", home, covered.file});
    ASSERT_EQ(run_tanfang({"records", "--home", home}).lines().at(0)["status"], "rejected");
    BackgroundRun server({"serve", "--home", home, "--port", port});
    const std::string drive =
        "/usr/bin/python3 " + (source / "tests/browser/learned_print_in_chromium.py").string() +
        " http://127.0.0.1:" + port + "/ " +
        (std::filesystem::path(TANFANG_BINARY_DIR) / "review-screens").string() + " '" +
        covered.corners.dump() + "'";
    EXPECT_EQ(std::system(drive.c_str()), 0) << "has .ci/setup-long been run?";
    server.send(SIGTERM);
    EXPECT_EQ(server.wait().exit_code, 0);
    const Json truth = load_json(office + ".truth.json", Fault::bad_usage);
    Json read;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines())
        if (record["voided"].is_null())
            read = record;
    ASSERT_FALSE(read.is_null());
    EXPECT_EQ(read["form"], "visit");
    EXPECT_EQ(read["rescan"]["value"], "左边盖住了")
        << "the clerk has put it on the list, after all";
    EXPECT_EQ(wrong_claims(read, truth["fields"]), std::vector<std::string>());
    int read_fields = 0;
    for (const auto& [id, field] : read["fields"].items()) {
        read_fields += field["state"] == "read";
        const Json true_value = truth["fields"].value(id, Json());
        const bool blank = true_value.is_null() || true_value == "" ||
                           (true_value.is_object() && true_value.value("present", true) == false);
        EXPECT_TRUE(field["state"] != "blank" || blank) << id << " is covered, not blank";
    }
    EXPECT_GT(read_fields, 2);
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

}  // namespace tanfang::simulate

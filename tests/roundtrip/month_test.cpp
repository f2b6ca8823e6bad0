/// A month of 500 people: what was printed for them and comes back is theirs.
#include <cstdio>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>

#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

constexpr int people_count = 500;
constexpr int every = 4;  // of so many people one comes back: 125 sheets

/// A sound number of somebody born in the forties.
std::string id_no(int n) {
    char body[32];
    std::snprintf(body, sizeof body, "350599194%d%02d%02d%03d", n % 10, 1 + n % 12, 1 + n % 28, n);
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; ++i) sum += weights[i] * (body[i] - '0');
    return std::string(body) + "10X98765432"[sum % 11];
}

/// Nobody else has it.
std::string name_of(int n) {
    const std::vector<std::string> family = {"林", "陈", "黄", "吴", "蔡"},
                                   given = {"阿", "秀", "金", "玉", "美",
                                            "清", "文", "国", "水", "木"};
    return family[static_cast<std::size_t>(n % 5)] + given[static_cast<std::size_t>(n / 5 % 10)] +
           given[static_cast<std::size_t>(n / 50)];
}

std::string settings() {
    return std::string(TANFANG_SOURCE_DIR) + "/samples/settings.json";
}

std::string register_and_print(const Office& office, const std::string& home) {
    std::string list = "姓名,身份证号,村,类别,探访员\n";
    for (int n = 0; n < people_count; ++n)
        list += name_of(n) + "," + id_no(n) + "," + (n % 2 ? "金林" : "新湖") + ",重点," +
                (n % 3 ? "王探访" : "李探访") + "\n";
    const Outcome import = run_tanfang({"people", "import", office.store("people.csv", list),
                                        "--home", home, "--settings", settings()});
    EXPECT_EQ(import.exit_code, 0) << import.out;
    const std::string pdf = office.folder() / "month.pdf";
    const Outcome print =
        run_tanfang({"print", "visit", "--home", home, "--month", "2026-03", "--out", pdf});
    EXPECT_EQ(print.exit_code, 0) << print.err;
    return pdf;
}

struct NamedPage {
    int page = 0;  ///< of the PDF, from 0
    std::string serial;
    std::string name;  ///< in the margin: three characters
};

/// The first copies of all sheets, as the paper itself says whose they are.
std::vector<NamedPage> first_copies(const Office& office, const std::string& pdf) {
    const std::string text = office.folder() / "month.txt";
    EXPECT_EQ(std::system(("pdftotext '" + pdf + "' '" + text + "'").c_str()), 0);
    std::istringstream all(read_file(text));
    const std::regex code("TF1/V/1/([0-9A-Z]{10})/1/1/"), margin("探访对象：(.{9})");
    std::vector<NamedPage> pages;
    int page = 0;
    for (std::string words; std::getline(all, words, '\f'); ++page) {
        std::smatch serial, name;
        if (std::regex_search(words, serial, code) && std::regex_search(words, name, margin))
            pages.push_back({page, serial[1], name[1]});
    }
    return pages;
}

/// A few ticks and a day, and one of four scanners.
void fill_and_scan(const Office& office, const std::string& pdf, const NamedPage& printed,
                   std::uint64_t seed) {
    static const FormTemplate form = installed_form("visit");
    Filling filling;
    for (const char* box :
         {"service_method.home", "population_change.none", "disease_status.no_change"})
        filling.gestures[box] = Gesture::tick;
    filling.digits["visit_date.year"] = "2026";
    filling.digits["visit_date.month"] = "3";
    filling.digits["visit_date.day"] = std::to_string(10 + seed % 19);
    Random random(seed);
    Paper paper = printed_page(pdf, printed.page);
    fill(paper, form, 0, filling, Pen(), random);
    ScanCondition how = plain_scan();
    how.any_orientation = seed % 4 == 1;
    how.skew_degrees = seed % 4 == 2 ? 3 : 0;
    how.dpi = seed % 4 == 3 ? 200 : 300;
    how.noise = seed % 4 == 3 ? 6 : 0;
    write_bytes(office.folder() / ("scans/" + printed.serial + ".jpg"),
                jpeg_bytes(scan(paper, how, random).image, 80));
}

}  // namespace

TEST(Month, WhatComesBackBelongsToWhomItWasPrintedFor) {
    const Office office;
    const std::string home = office.folder() / "home";
    const std::string pdf = register_and_print(office, home);
    const auto pages = first_copies(office, pdf);
    ASSERT_EQ(pages.size(), std::size_t{people_count});
    std::filesystem::create_directory(office.folder() / "scans");
    std::map<std::string, std::string> name_of_serial;
    for (std::size_t i = 0; i < pages.size(); i += every) {
        fill_and_scan(office, pdf, pages[i], 100 + i / every);
        name_of_serial[pages[i].serial] = pages[i].name;
    }
    const Outcome ingest = run_tanfang(
        {"ingest", office.folder() / "scans", "--home", home, "--settings", settings()});
    ASSERT_EQ(ingest.exit_code, 0) << ingest.err;

    std::map<std::string, std::string> name_of_person;
    for (const auto& person : run_tanfang({"people", "list", "--home", home}).lines())
        name_of_person[person.at("person")] = person.at("subject_name");
    int right = 0, wrong = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines()) {
        if (!record.at("serial").is_string() || !record.at("link").at("person").is_string())
            continue;
        const std::string file = record.at("pages").at(0).at("source").at("file");
        const std::string serial = std::filesystem::path(file).stem();
        const bool same = name_of_person.at(record["link"]["person"]) == name_of_serial.at(serial);
        ++(same ? right : wrong);
    }
    std::cout << name_of_serial.size() << " sheets, " << right << " linked right, " << wrong
              << " wrong\n";
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(right, static_cast<int>(name_of_serial.size()));
}

}  // namespace tanfang::simulate

/// A home with a few sheets and accounts, for a station that a real browser or many clerks work in.
#pragma once

#include "pipeline/home/home.h"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include "tests/support/program.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {

inline const std::filesystem::path source = TANFANG_SOURCE_DIR;
inline constexpr const char* port = "8799";

inline void add_user(const std::string& home, const std::string& name, const std::string& role) {
    const std::string add = "echo 'correct horse' | " + std::string(TANFANG_BINARY_DIR) +
                            "/tanfang user add " + name + " --role " + role + " --home " + home +
                            " 2>/dev/null";
    EXPECT_EQ(std::system(add.c_str()), 0);
}

/// Some sheets with doubtful fields, and an account.
inline std::string small_office(const Folder& folder) {
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
inline void store_again(const std::string& folder, const std::string& record,
                        const std::string& name, const std::function<void(Json& line)>& change) {
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

}  // namespace tanfang::simulate

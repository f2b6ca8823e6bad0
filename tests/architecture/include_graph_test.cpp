/// Rules that are only words are forgotten; this test reads the source tree and enforces them.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace fs = std::filesystem;

namespace {

const fs::path root = TANFANG_SOURCE_DIR;

// A room may use the shared floors and the output of earlier rooms, never a later one.
const std::map<std::string, std::set<std::string>> allowed = {
    {"base", {}},
    {"external", {"base"}},
    {"form", {"base"}},
    {"home", {"base", "external"}},
    {"generate", {"base", "external", "form"}},
    {"intake", {"base", "external"}},
    {"page", {"base", "external", "form", "intake"}},
    {"recognize", {"base", "external", "form", "page"}},
    {"record", {"base", "form", "recognize"}},
    {"register", {"base", "external", "form", "home", "intake", "record"}},
    {"station", {"base", "external", "form", "home", "intake", "page", "record", "register"}},
    {"submission", {"base", "external", "form", "home", "record"}},
};

}  // namespace

TEST(Architecture, IncludesFollowTheDataFlow) {
    int files = 0;
    const std::regex include(R"re(^#include "pipeline/(\w+)/)re");
    for (const auto& entry : fs::recursive_directory_iterator(root / "pipeline")) {
        if (!entry.is_regular_file())
            continue;
        const auto relative = fs::relative(entry.path(), root / "pipeline");
        const auto room = relative.begin()->string();
        if (std::distance(relative.begin(), relative.end()) == 1)
            continue;  // CMakeLists.txt, README.md
        ASSERT_TRUE(room == "app" || allowed.contains(room)) << relative << ": a room that is not on the floor plan";
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")
            continue;
        ++files;
        std::ifstream file(entry.path());
        int lines = 0;
        std::smatch match;
        for (std::string line; std::getline(file, line); ++lines) {
            if (room == "app" || !std::regex_search(line, match, include) || match[1] == room)
                continue;
            EXPECT_TRUE(allowed.at(room).contains(match[1]))
                << relative << ':' << lines + 1 << " must not include " << match[1];
        }
        EXPECT_LE(lines, 300) << relative << " is too long; split it";
    }
    EXPECT_GT(files, 10) << "the test looked in the wrong place: " << root;
}

TEST(Architecture, OnlyTheDecodingChildOpensScans) {
    // What runs in the child, and who asks a door for less than to decode a file from outside.
    const std::set<std::string> allowed_files = {
        "intake/decoder_child.cpp", "intake/scan_document.cpp", "intake/scan_document.h", "intake/pdf_page.cpp", "intake/pdf_page.h",
        "intake/file_ending.cpp",     // knows formats by their first bytes
        "intake/tiff_extent.cpp",     // likewise
        "register/people_file.cpp",   // likewise; workbook_file.h reads it in the child
        "app/reference_picture.cpp",  // the program's own pictures
    };
    const std::regex door(R"re(^#include "pipeline/external/(jpeg|orcus|png|qpdf|tiff)\.h")re");
    std::set<std::string> seen;
    for (const auto& entry : fs::recursive_directory_iterator(root / "pipeline")) {
        const auto name = fs::relative(entry.path(), root / "pipeline").generic_string();
        if (!entry.is_regular_file() || name.starts_with("external/"))
            continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (std::regex_search(line, door)) {
                EXPECT_TRUE(allowed_files.contains(name)) << name << " would decode a scan outside of the sandbox: " << line;
                seen.insert(name);
            }
    }
    EXPECT_EQ(seen, allowed_files) << "who needs no door any more is not to be listed";
}

TEST(Architecture, TheTopLevelHoldsNothingElse) {
    const std::set<std::string> given = {"CMakeLists.txt", "CMakePresets.json", "pipeline", "templates", "ocr-models",
                                         "samples",        "tests",             "README.md"};
    const std::set<std::string> made = {"build", "out"};  // ignored by git
    for (const auto& entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename();
        EXPECT_TRUE(name.starts_with('.') || given.contains(name) || made.contains(name)) << name;
    }
}

TEST(Architecture, EveryHeaderSaysWhatItIsAndIsIncludedOnce) {
    for (const auto& entry : fs::recursive_directory_iterator(root / "pipeline")) {
        if (entry.path().extension() != ".h")
            continue;
        std::ifstream file(entry.path());
        std::string first;
        std::getline(file, first);
        EXPECT_TRUE(first.starts_with("/// ")) << entry.path();
        std::string line;
        bool once = false;
        while (std::getline(file, line))
            once = once || line == "#pragma once";
        EXPECT_TRUE(once) << entry.path();
    }
}

/// Offices keep their browsers for years: the station's page may use what Chromium 90 knows,
/// nothing newer.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace fs = std::filesystem;

namespace {

/// What came after Chromium 90 and is easily written by habit; the version that brought it.
///
/// @see the release notes of Chrome 91 to 122 and MDN's browser compatibility data
struct Newer {
    int version;
    const char* what;
};

const std::vector<Newer> newer_script = {
    {91, R"(#\w+ in )"},
    {92, R"((?:\]|\)|\b(?!this\b)\w+)\.at\()"},
    {92, R"(\.randomUUID\()"},
    {93, R"(\bcause:)"},
    {93, R"(\bObject\.hasOwn\()"},
    {94, R"(\bstatic \{)"},
    {94, R"(\bscheduler\.)"},
    {97, R"(\.findLast(Index)?\()"},
    {98, R"(\bstructuredClone\()"},
    {102, R"(\.inert\b)"},
    {103, R"(\bAbortSignal\.(timeout|any)\()"},
    {105, R"(\.checkVisibility\()"},
    {110, R"(\.(toSorted|toReversed|toSpliced|with)\()"},
    {111, R"(\.(isWellFormed|toWellFormed)\()"},
    {114, R"(\.(showPopover|hidePopover|togglePopover)\()"},
    {117, R"(\b(Object|Map)\.groupBy\()"},
    {119, R"(\bPromise\.withResolvers\()"},
    {121, R"(\bArray\.fromAsync\()"},
    {122, R"(\.(isSubsetOf|symmetricDifference)\()"},
};

const std::vector<Newer> newer_style = {
    {93, R"(\baccent-color\b)"}, {94, R"(\bscrollbar-gutter\b)"},
    {99, R"(@layer\b)"},         {105, R"(:has\()"},
    {105, R"(@container\b)"},    {108, R"(\d[dsl]v[hw]\b)"},
    {111, R"(\bcolor-mix\()"},   {112, R"(^\s+&)"},
    {114, R"(\btext-wrap\b)"},   {117, R"(\bsubgrid\b)"},
    {118, R"(@scope\b)"},
};

/// "at( of 92", one for each newer thing that a text holds.
std::vector<std::string> newer_than_90(const std::string& text, const std::vector<Newer>& list) {
    std::vector<std::string> found;
    for (const auto& [version, what] : list) {
        const std::regex newer(what, std::regex::ECMAScript | std::regex::multiline);
        for (std::sregex_iterator at(text.begin(), text.end(), newer), end; at != end; ++at)
            found.push_back(at->str() + " of " + std::to_string(version));
    }
    return found;
}

/// What the compiler of scripts makes of a module for a browser; equal to what it makes for the
/// newest one if its syntax is no newer.
std::string compiled(const fs::path& module, const std::string& target) {
    const std::string command = "esbuild --target=" + target + " '" + module.string() + "'";
    FILE* const pipe = popen(command.c_str(), "r");
    std::string text;
    for (int c = pipe ? std::fgetc(pipe) : EOF; c != EOF; c = std::fgetc(pipe))
        text += static_cast<char>(c);
    const bool done = pipe && pclose(pipe) == 0;
    return done ? text : "";
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST(BrowserAge, TheStationsPageUsesNothingNewerThanChromium90) {
    int files = 0;
    for (const auto& entry :
         fs::directory_iterator(fs::path(TANFANG_SOURCE_DIR) / "pipeline/station/web")) {
        const fs::path& file = entry.path();
        const bool script = file.extension() == ".js", style = file.extension() == ".css";
        if (!script && !style)
            continue;
        ++files;
        if (script) {
            const std::string now = compiled(file, "esnext");
            EXPECT_FALSE(now.empty()) << "no esbuild, or an error in " << file.filename();
            EXPECT_EQ(compiled(file, "chrome90"), now) << file.filename();
        }
        for (const auto& what : newer_than_90(text_of(file), script ? newer_script : newer_style))
            ADD_FAILURE() << file.filename() << " uses " << what;
    }
    EXPECT_GT(files, 15) << "the page is not where it was";
}

// What was read on paper may look like HTML, and what stands on it belongs to nobody else.
TEST(StationsPage, MakesNoElementsOfTextAndLeavesNothingBehindInTheBrowser) {
    const std::vector<std::string> never = {
        "innerHTML",    "outerHTML",      "insertAdjacentHTML", "document.write", "eval(",
        "new Function", "localStorage",   "sessionStorage",     "indexedDB",      "document.cookie",
        "caches.",      "document.title", "serviceWorker"};
    for (const auto& entry :
         fs::directory_iterator(fs::path(TANFANG_SOURCE_DIR) / "pipeline/station/web")) {
        const std::string text = text_of(entry.path());
        for (const auto& what : never)
            if (entry.path().extension() == ".js")
                EXPECT_EQ(text.find(what), std::string::npos) << entry.path().filename() << what;
        if (entry.path().extension() == ".html")
            EXPECT_FALSE(std::regex_search(
                text, std::regex(R"(<script>|<style| style=| on\w+=|https?://|javascript:)")))
                << entry.path().filename();
    }
}

TEST(BrowserAge, TheCompilerSeesNewerSyntax) {
    const fs::path module = fs::path(testing::TempDir()) / "newer_syntax.js";
    std::ofstream(module) << "class A { static { start(); } }\n";
    EXPECT_NE(compiled(module, "chrome90"), compiled(module, "esnext"));
    fs::remove(module);
}

TEST(BrowserAge, NewerThingsAreSeenAndOlderOnesAreNot) {
    EXPECT_EQ(newer_than_90("const last = list.at(-1);", newer_script).size(), 1U);
    EXPECT_EQ(newer_than_90("class A { static { start(); } }", newer_script).size(), 1U);
    EXPECT_EQ(
        newer_than_90("const copy = structuredClone(row), id = crypto.randomUUID();", newer_script)
            .size(),
        2U);
    EXPECT_EQ(newer_than_90("a {\n  &:hover { color: red; }\n}", newer_style).size(), 1U);
    EXPECT_EQ(newer_than_90("const [x] = this.at(event); a ||= b?.c; list.replaceAll('a', 'b');",
                            newer_script)
                  .size(),
              0U);
    EXPECT_EQ(newer_than_90("a > b { aspect-ratio: 1; gap: 4px; }", newer_style).size(), 0U);
}

/// Every kind of print opens in every reader of PDFs that is at hand, without a word of complaint:
/// nothing has to be repaired.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/eform_file.h"
#include "tests/support/image_file.h"
#include "tests/support/print_shop.h"
#include "tests/support/program.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

const std::filesystem::path viewers = std::filesystem::path(TANFANG_SOURCE_DIR) / "tests/browser";

class Opening : public testing::Test {
  protected:
    Opening() {
        write_bytes(folder / "people.jsonl",
                    R"({"subject_name": "王堃喆", "subject_id_no": "350599194001011234"})");
        for (const std::string form : {"visit", "enrollment"}) {
            print(form + "-eform.pdf", {form, "--eform"});
            print(form + "-fillable.pdf", {form});
            print(form + "-flat.pdf", {form, "--flat", "--sets", "2", "--cover"});
        }
        print("prefilled.pdf", {"enrollment", "--people", folder / "people.jsonl"});
        print("guide.pdf", {"guide"});
    }

    void print(const std::string& name, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "print");
        arguments.insert(arguments.end(), {"--out", folder / name});
        const Outcome outcome = run_tanfang(arguments);
        ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
        files.push_back(folder / name);
    }

    /// What a command says on stdout and stderr; "FAILED" before it if it fails.
    std::string said_by(const std::string& command) const {
        const std::string out = folder / "said.txt";
        const int code = std::system((command + " >" + out + " 2>&1").c_str());
        return (code == 0 ? "" : "FAILED: ") + read_file(out);
    }

    /// A viewer's script opens all files and saves them as they are.
    std::string said_by_viewer(const std::string& interpreter, const char* script) const {
        std::ofstream lines(folder / "orders.jsonl");
        for (const auto& file : files)
            lines << Json{{"pdf", file}, {"out", folder / "saved.pdf"}, {"keys", Json::array()}}
                         .dump()
                  << "\n";
        lines.close();
        return said_by(interpreter + " " + (viewers / script).string() + " " +
                       (folder / "orders.jsonl").string());
    }

    Folder folder;
    std::vector<std::string> files;
};

TEST_F(Opening, NeedsNoRepairInQpdfPopplerAndMupdf) {
    for (const auto& file : files) {
        EXPECT_THAT(said_by("qpdf --check " + file),
                    testing::HasSubstr("No syntax or stream encoding errors found"))
            << file;
        EXPECT_EQ(said_by("pdftotext " + file + " /dev/null"), "") << file;
        EXPECT_THAT(said_by("mutool draw -q -r 50 -o /dev/null -F png " + file),
                    testing::AnyOf("", "warning: ICC support is not available\n"))
            << file;
    }
}

TEST_F(Opening, NeedsNoRepairInPdfJs) {
    std::istringstream said(said_by_viewer("node", "fill_in_pdfjs.mjs"));
    for (std::string line; std::getline(said, line);)  // node has nothing to draw on
        EXPECT_THAT(line, testing::StartsWith("Warning: Cannot polyfill"));
}

TEST_F(Opening, SucceedsInChromium) {
    files = {folder / "visit-eform.pdf", folder / "enrollment-fillable.pdf",
             folder / "prefilled.pdf"};
    EXPECT_EQ(said_by_viewer("/usr/bin/python3", "fill_in_chromium.py"), "");
}

TEST_F(Opening, SucceedsInFirefox) {
    files = {folder / "visit-eform.pdf", folder / "enrollment-fillable.pdf",
             folder / "prefilled.pdf"};
    EXPECT_EQ(said_by_viewer("/usr/bin/python3", "fill_in_firefox.py"), "");
}

}  // namespace
}  // namespace tanfang::simulate

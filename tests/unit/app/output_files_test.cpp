#include "pipeline/app/output_files.h"

#include "pipeline/base/error.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

namespace fs = std::filesystem;

class OutputFiles : public testing::Test {
  protected:
    void SetUp() override {
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    static std::string content(const fs::path& file) {
        std::ostringstream out;
        out << std::ifstream(file, std::ios::binary).rdbuf();
        return out.str();
    }
    const fs::path folder = testing::TempDir() + std::to_string(::getpid()) + "-output_files";
};

TEST_F(OutputFiles, AreWrittenWhole) {
    const std::string bytes("\0\xFF line\n", 8);
    write_files({{folder / "a.pdf", bytes}, {folder / "b.jsonl", "{}\n"}});
    EXPECT_EQ(content(folder / "a.pdf"), bytes);
    EXPECT_EQ(content(folder / "b.jsonl"), "{}\n");
    EXPECT_EQ(entries(), 2U);
}

TEST_F(OutputFiles, ReplaceOlderOnes) {
    write_files({{folder / "a.pdf", "old and longer"}});
    write_files({{folder / "a.pdf", "new"}});
    EXPECT_EQ(content(folder / "a.pdf"), "new");
}

TEST_F(OutputFiles, LeaveNothingBehindIfOneCannotBeWritten) {
    write_files({{folder / "a.pdf", "old"}});
    for (const char* bad : {"/nowhere/b.jsonl", "/dev/full", "/"}) {
        try {
            write_files({{folder / "a.pdf", "new"}, {bad, "{}\n"}});
            FAIL() << bad;
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::output_failed);
            EXPECT_NE(std::string(e.what()).find(bad), std::string::npos) << e.what();
        }
        EXPECT_EQ(entries(), 1U) << bad;
        EXPECT_EQ(content(folder / "a.pdf"), "old") << bad;
    }
}

}  // namespace
}  // namespace tanfang

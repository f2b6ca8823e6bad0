// check, backup and restore as commands: what they print and how they end.
#include "pipeline/app/commands.h"

#include "../home/home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class HomeCare : public testing::Test {
  protected:
    void SetUp() override {
        Home open = Home::open_or_create(home, tester());
        sha256 = open.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
        open.store_page(sha256, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        open.finish_file(sha256, 1);
    }

    /// @return the exit code; what was printed is in `out`
    int run(std::vector<std::string> arguments) {
        testing::internal::CaptureStdout();
        const int code = run_program(arguments);
        out = testing::internal::GetCapturedStdout();
        return code;
    }

    TemporaryFolder folder;
    const std::string home = folder / "home", backup = folder / "backup",
                      restored = folder / "restored", key = folder / "key";
    std::string sha256, out;
};

}  // namespace

TEST_F(HomeCare, CheckPrintsTheHeadAndProvesItLater) {
    EXPECT_EQ(run({"check", "--home", home}), 0);
    ASSERT_THAT(out, StartsWith("审计链头 4-"));
    const std::string head = out.substr(out.find("4-"), 34);
    EXPECT_EQ(run({"check", "--home", home, "--head", head}), 0);
    const std::string forged = "4-" + std::string(32, '0');
    EXPECT_EQ(run({"check", "--home", home, "--head", forged}), 3);
    EXPECT_THAT(out, HasSubstr("与留存的审计链头不符"));
    EXPECT_EQ(run({"check", "--home", home, "--head", "4"}), 1);
}

TEST_F(HomeCare, CheckEndsWith3WhereSomethingIsWrongAnd4WhereItCannotLook) {
    write_file(fs::path(home) / "originals" / sha256.substr(0, 2) / sha256, "scam");
    EXPECT_EQ(run({"check", "--home", home}), 3);
    EXPECT_THAT(out, HasSubstr(sha256 + "：原件已损坏"));
    EXPECT_EQ(run({"check", "--home", folder / "nowhere"}), 4);
    EXPECT_EQ(run({"check", "--home", home, "--key", folder / "nowhere"}), 4);
}

TEST_F(HomeCare, ABackupIsRestoredToTheSameLines) {
    fs::copy_file(fs::path(home) / "key", key);
    EXPECT_EQ(run({"backup", "--home", home, "--to", backup}), 0);
    run({"records", "--home", home});
    const std::string records = out;
    EXPECT_EQ(run({"restore", "--from", backup, "--home", restored}), 1) << "the key is asked for";
    EXPECT_EQ(run({"restore", "--from", backup, "--home", restored, "--key", key}), 0);
    run({"records", "--home", restored});
    EXPECT_EQ(out, records);
    EXPECT_EQ(run({"restore", "--from", backup, "--home", restored, "--key", key}), 4);
}

TEST_F(HomeCare, ABackupThatLacksAnOriginalSaysSo) {
    fs::remove(fs::path(home) / "originals" / sha256.substr(0, 2) / sha256);
    EXPECT_EQ(run({"backup", "--home", home, "--to", backup}), 3);
    EXPECT_THAT(out, HasSubstr(sha256));
}

}  // namespace tanfang

/// A kernel that has no sandbox for decoding: the program opens no scan unless told to.
#include <fstream>

#include "tests/support/kernel_without.h"
#include "tests/support/picture_files.h"
#include "tests/support/program.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

using simulate::Outcome;

/// Runs the program where there is no seccomp. @return its exit code
int exit_code_without_seccomp(const std::vector<std::string>& arguments,
                              const std::filesystem::path& said) {
    const pid_t child = fork();
    if (child == 0) {
        support::forget_seccomp();
        const Outcome outcome = simulate::run_tanfang(arguments);
        std::ofstream(said) << outcome.err;
        _exit(outcome.exit_code);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST(NoSandbox, EveryCommandThatOpensScansRefusesUnlessTold) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "AddressSanitizer needs calls that the sandbox forbids: there is none";
#endif
    const simulate::Folder folder;
    const std::string scan = folder / "a.png", said = folder / "said", home = folder / "home",
                      scans = folder / "scans";
    std::filesystem::create_directory(scans);
    std::ofstream(scan, std::ios::binary) << support::png_file(support::ink_page(200, 300, 1));
    const std::vector<std::vector<std::string>> commands = {
        {"read", scan},
        {"ingest", "--home", home, scan},
        {"learn", "visit", scan, "--out", folder / "out.json"},
        {"watch", scans, "--home", home},
        {"scan", "--home", home},
        {"serve", "--home", home}};
    for (const auto& command : commands) {
        EXPECT_EQ(exit_code_without_seccomp(command, said), 4) << command.front();
        const std::string words = simulate::read_file(said);
        EXPECT_NE(words.find("seccomp"), std::string::npos) << words;
        EXPECT_NE(words.find("--unsafe-decode"), std::string::npos) << words;
    }
    EXPECT_FALSE(std::filesystem::exists(home));
    EXPECT_EQ(exit_code_without_seccomp({"read", scan, "--unsafe-decode"}, said), 3)
        << "decoded, and no form: " << simulate::read_file(said);
}

}  // namespace tanfang

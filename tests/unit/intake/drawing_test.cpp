/// The sandbox in which pdftoppm draws pages: what it can reach, and what is said where there is
/// none.
#include "pipeline/base/error.h"
#include "pipeline/intake/bubblewrap.h"
#include "pipeline/intake/scan_file.h"

#include <functional>

#include "tests/support/hostile_pdfs.h"
#include "tests/support/kernel_without.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

using namespace support;

namespace {

constexpr uid_t nobody = 65534;

/// Does something in a process of its own that may lose rights. @return its exit code
int in_a_process(const std::function<int()>& task) {
    const pid_t child = fork();
    if (child == 0)
        _exit(task());
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void become_ordinary_user() {
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0))
        _exit(99);
}

/// A port of this machine on which somebody listens.
class Listener {
  public:
    Listener() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        if (bind(socket_.get(), plain, size) != 0 || listen(socket_.get(), 8) != 0 ||
            getsockname(socket_.get(), plain, &size) != 0)
            throw std::runtime_error("cannot listen");
        port_ = std::to_string(ntohs(address.sin_port));
    }
    const std::string& port() const { return port_; }

  private:
    Descriptor socket_;
    std::string port_;
};

class Drawing : public testing::Test {
  protected:
    void SetUp() override { chmod(folder_.path().c_str(), 0777); }

    /// Scripts that succeed where there is no sandbox.
    std::vector<std::string> attempts() const {
        const std::string own = folder_.path().string(), pid = std::to_string(getpid());
        return {"cat /etc/hostname || cat /etc/passwd",
                "cat " + own + "/secret",
                "ls " + own,
                "ls /home",
                "echo > " + own + "/new",
                "echo > /tmp/tanfang-drawing-was-here",
                "exec 3<>/dev/tcp/127.0.0.1/" + listener_.port(),
                "kill -0 " + pid,
                "cat /proc/" + pid + "/status",
                "cat /proc/self/mounts",
                "[ -e /dev/zero ]",
                "[ -e /sys/kernel ]",
                "[ -n \"$TANFANG_SECRET\" ]"};
    }
    /// How many of the attempts succeed.
    int successes(bool confined) const {
        int count = 0;
        for (const std::string& script : attempts()) {
            const std::vector<std::string> command{"/usr/bin/bash", "-c",
                                                   "PATH=/usr/bin; " + script};
            const bool succeeds = in_a_process([&] {
                                      const int nothing = open("/dev/null", O_WRONLY);
                                      dup2(nothing, STDOUT_FILENO);
                                      dup2(nothing, STDERR_FILENO);
                                      setenv("TANFANG_SECRET", "x", 1);
                                      become(confined ? in_bubblewrap(command) : command);
                                      return 99;
                                  }) == 0;
            count += succeeds ? 1 : 0;
            EXPECT_FALSE(confined && succeeds) << script;
        }
        std::filesystem::remove("/tmp/tanfang-drawing-was-here");
        return count;
    }
    std::string words_for(const std::filesystem::path& file, const LauncherSettings& settings) {
        try {
            Launcher launcher(settings);
            ScanFile(file, launcher).page(0);
        } catch (const Error& error) {
            return std::string(fault_name(error.fault())) + " " + error.what();
        }
        return "drawn";
    }

    TemporaryFolder folder_;
    Listener listener_;
    std::filesystem::path secret_ = folder_.file("secret", "x");
    std::filesystem::path turned_ =
        folder_.file("a.pdf", pdf_file({{.pixels = ink_page(200, 300, 1), .rotate = 90}}));
};

}  // namespace

TEST_F(Drawing, SeesNothingOfTheMachineButItsPrograms) {
    EXPECT_EQ(successes(true), 0);
    EXPECT_GE(successes(false), 10) << "the attempts are such that succeed without a sandbox";
}

TEST_F(Drawing, IsConfinedForRootAndForOrdinaryUsers) {
    EXPECT_EQ(words_for(turned_, {}), "drawn");
    ASSERT_EQ(chmod(turned_.c_str(), 0644), 0);
    EXPECT_EQ(in_a_process([&] {
                  become_ordinary_user();
                  return words_for(turned_, {}) == "drawn" && successes(true) == 0 ? 0 : 1;
              }),
              0);
}

TEST_F(Drawing, SaysWhatIsMissingWhereNamespacesAreForbidden) {
    EXPECT_EQ(in_a_process([&] {
                  forget_namespaces();
                  const std::string words = words_for(turned_, {});
                  const bool clear = words.starts_with("unsupported_format") &&
                                     words.find("--unsafe-decode") != std::string::npos;
                  const bool drawn = words_for(turned_, {.confined = false}) == "drawn";
                  return clear && drawn ? 0 : 1;
              }),
              0);
}

TEST_F(Drawing, IsStoppedWhenItTakesTooLong) {
    const auto bomb = folder_.file("bomb.pdf", pdf_of_forms_in_forms(10, 10));
    const std::string words = words_for(bomb, {.drawing_time = std::chrono::seconds(1)});
    EXPECT_TRUE(words.starts_with("decoder_died")) << words;
    EXPECT_NE(words.find("解码超时"), std::string::npos) << words;
}

TEST_F(Drawing, IsToldFromTheCpuTimeThatItNeeds) {
    Launcher launcher;
    EXPECT_GT(ScanFile(turned_, launcher).page(0).child_cpu_ms, 1) << "poppler's start alone";
}

}  // namespace tanfang

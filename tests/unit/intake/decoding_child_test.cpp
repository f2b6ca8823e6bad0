/// What a decoding child can do to the program, if a hostile file has taken it over: nothing.
#include "pipeline/base/error.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/scan_file.h"

#include <csignal>
#include <cstring>
#include <functional>
#include <tuple>

#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tanfang {

using namespace support;

namespace {

using Serve = void (*)(int socket, const Descriptor& file);
using Kind = DecoderAnswer::Kind;

DecoderAnswer pages(int count) {
    DecoderAnswer answer;
    answer.kind = Kind::page_count;
    answer.value = count;
    return answer;
}

DecoderAnswer header(int width, int height, int channels = 1) {
    DecoderAnswer answer;
    answer.kind = Kind::header;
    answer.width = width;
    answer.height = height;
    answer.channels = channels;
    return answer;
}

/// Waits for the first request and answers with a page count.
void answer_count(int socket, int count) {
    DecoderRequest request;
    receive_packet(socket, request);
    send_packet(socket, pages(count));
}

/// Answers the first request with one page, the second with `answer`.
void answer_page(int socket, const DecoderAnswer& answer) {
    DecoderRequest request;
    receive_packet(socket, request);
    send_packet(socket, pages(1));
    receive_packet(socket, request);
    send_packet(socket, answer);
}

class DecodingChild : public testing::Test {
  protected:
    std::string fault_with(Serve serve,
                           std::chrono::milliseconds patience = std::chrono::minutes(1)) {
        Launcher launcher({.serve = serve, .patience = patience});
        return fault_of([&] { ScanFile(file_, launcher).page(0); });
    }
    static std::string fault_of(const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& error) {
            return std::string(fault_name(error.fault()));
        }
        return "none";
    }
    /// What a child that only counts something gives as its page count. It has no sandbox: these
    /// tests see what is behind it.
    int count_with(Serve serve) {
        Launcher launcher({.serve = serve, .confined = false});
        return ScanFile(file_, launcher).page_count();
    }

    TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.file("a.png", png_file(ink_page(20, 30, 1)));
};

}  // namespace

TEST_F(DecodingChild, MayCrash) {
    EXPECT_EQ(fault_with([](int, const Descriptor&) { raise(SIGKILL); }), "decoder_died");
    EXPECT_EQ(fault_with([](int, const Descriptor&) { _exit(0); }), "decoder_died");
    EXPECT_EQ(fault_with(serve_scan), "none");
}

TEST_F(DecodingChild, MayHang) {
    constexpr std::chrono::milliseconds soon(50);
    EXPECT_EQ(fault_with(
                  [](int, const Descriptor&) {
                      for (volatile int i = 0;;) i = i + 1;
                  },
                  soon),
              "decoder_died");
}

TEST_F(DecodingChild, MayCrashOnOnePageWithoutLosingTheOthers) {
    Launcher launcher({.serve = [](int socket, const Descriptor&) {
        DecoderRequest request;
        while (receive_packet(socket, request)) {
            const int asked = request.page;
            if (asked == 0)
                raise(SIGKILL);
            send_packet(socket, asked < 0 ? pages(2) : header(1, 1));
            PixelMemory memory;
            if (asked == 1 && receive_packet(socket, memory)) {
                DecoderAnswer done;
                done.kind = Kind::done;
                send_packet(socket, done);
            }
        }
    }});
    ScanFile scan(file_, launcher);
    EXPECT_EQ(fault_of([&] { scan.page(0); }), "decoder_died");
    EXPECT_EQ(scan.page(1).gray.total(), 1U);
}

TEST_F(DecodingChild, CannotClaimNonsense) {
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) { answer_count(socket, 0); }),
              "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) { answer_count(socket, 2001); }),
              "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) { send_packet(socket, 'x'); }),
              "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) {
                  answer_page(socket, header(30'000, 30'000));
              }),
              "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) { answer_page(socket, header(-5, 7)); }),
              "decoder_died");
    EXPECT_EQ(
        fault_with([](int socket, const Descriptor&) { answer_page(socket, header(10, 10, 2)); }),
        "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) { answer_page(socket, pages(1)); }),
              "decoder_died");
}

TEST_F(DecodingChild, CannotPutWordsIntoOurMouth) {
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) {
                  DecoderAnswer answer;  // failed
                  answer.value = static_cast<int>(Fault::bad_home);
                  answer_page(socket, answer);
              }),
              "decoder_died");
    EXPECT_EQ(fault_with([](int socket, const Descriptor&) {
                  DecoderAnswer answer;
                  answer.value = static_cast<int>(Fault::too_large);
                  std::memset(answer.words, 0xFF, sizeof answer.words);
                  answer_page(socket, answer);
              }),
              "decoder_died");
}

TEST_F(DecodingChild, CannotChangePixelsBehindUs) {
    const auto scribble = [](int socket, const Descriptor&) {
        answer_page(socket, header(10, 10));
        PixelMemory memory;
        const auto files = receive_packet(socket, memory);
        void* pixels =
            mmap(nullptr, 100, PROT_READ | PROT_WRITE, MAP_SHARED, files->front().get(), 0);
        DecoderAnswer done;
        done.kind = Kind::done;
        send_packet(socket, done);
        for (int value = 0;; ++value) std::memset(pixels, value, 100);
    };
    Launcher launcher({.serve = scribble});
    for (int file = 0; file < 3; ++file) {  // the second gets the first one's memory
        ScanFile scan(file_, launcher);
        const cv::Mat pixels = scan.page(0).gray;
        const cv::Mat before = pixels.clone();
        usleep(1000);
        EXPECT_EQ(cv::norm(before, pixels, cv::NORM_INF), 0);
    }
}

TEST_F(DecodingChild, InheritsNoFilesOfTheProgram) {
    const Descriptor secret(open("/dev/null", O_RDONLY));
    ASSERT_TRUE(secret.is_open());
    EXPECT_EQ(count_with([](int socket, const Descriptor&) {
                  int count = 0;
                  for (int fd = 0; fd < 1000; ++fd) count += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
                  answer_count(socket, count);
              }),
              5)
        << "standard input, output, error; the socket; the scan";
}

TEST_F(DecodingChild, CannotWriteFilesOrChangeTheScan) {
    EXPECT_EQ(count_with([](int socket, const Descriptor& file) {
                  signal(SIGXFSZ, SIG_IGN);
                  const int target = memfd_create("x", 0);
                  const bool wrote = write(target, "x", 1) == 1;
                  const bool changed = pwrite(file.get(), "x", 1, 0) == 1;
                  answer_count(socket, wrote || changed ? 2 : 1);
              }),
              1);
}

TEST_F(DecodingChild, ComesBackWhenSomebodyKillsTheLauncher) {
    Launcher launcher({.serve =
                           [](int socket, const Descriptor& file) {
                               kill(getppid(), SIGKILL);  // as the kernel may when memory is short
                               serve_scan(socket, file);
                           },
                       .confined = false});
    for (int i = 0; i < 3; ++i) {
        const std::string fault = fault_of([&] { ScanFile(file_, launcher).page(0); });
        EXPECT_TRUE(fault == "decoder_died" || fault == "none")
            << "it dies with the launcher or is done before";
    }
    EXPECT_EQ(fault_of([&] { ScanFile(file_).page(0); }), "none");
}

TEST_F(DecodingChild, SaysClearlyWhenPdftoppmIsMissingOrFails) {
    const auto file =
        folder_.file("a.pdf", pdf_file({{.pixels = ink_page(20, 30, 1), .rotate = 90}}));
    for (const auto& [renderer, fault, words] :
         {std::tuple{"/usr/bin/no-such-program", Fault::unsupported_format, "poppler-utils"},
          std::tuple{"/usr/bin/false", Fault::unreadable_scan, "无法绘制"},
          std::tuple{"/usr/bin/true", Fault::unreadable_scan, "无法绘制"}}) {
        Launcher launcher({.renderer = renderer});
        try {
            ScanFile(file, launcher).page(0);
            ADD_FAILURE() << renderer;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), fault) << renderer;
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
    }
}

}  // namespace tanfang

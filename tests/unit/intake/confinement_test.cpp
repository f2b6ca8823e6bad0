/// The kernel's sandbox around the decoding child: nothing gets out, and every codec works inside.
#include "pipeline/base/error.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/scan_file.h"

#include <csignal>
#include <cstdlib>
#include <set>
#include <thread>

#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/intake/escape_attempts.h"
#include <gmock/gmock.h>
#include <sys/syscall.h>
#include <tiff.h>
#include <unistd.h>

namespace tanfang {

using namespace support;

namespace {

enum class Ending { killed_by_the_sandbox, refused, let_through, died };

void answer_with_pages(int socket, int count) {
    DecoderAnswer answer;
    answer.kind = DecoderAnswer::Kind::page_count;
    answer.value = count;
    send_packet(socket, answer);
}

/// Makes the attempt whose number is the length of the scan file.
void try_to_escape(int socket, const Descriptor& file) {
    DecoderRequest request;
    receive_packet(socket, request);
    const bool through = escape_attempts()[size_of(file) - 1].let_through();
    answer_with_pages(socket, through ? 2 : 1);
}

class Confinement : public testing::Test {
  protected:
    void SetUp() override {
#ifdef __SANITIZE_ADDRESS__
        GTEST_SKIP() << "AddressSanitizer needs calls that the sandbox forbids";
#endif
    }

    static std::string words_of(const std::filesystem::path& file, Launcher& launcher) {
        try {
            ScanFile(file, launcher).page(0);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::decoder_died);
            return error.what();
        }
        return "";
    }

    Ending ending_of(std::size_t attempt, Launcher& launcher) const {
        const auto file = folder_.file("scan", std::string(attempt + 1, 'x'));
        try {
            return ScanFile(file, launcher).page_count() == 2 ? Ending::let_through
                                                              : Ending::refused;
        } catch (const Error& error) {
            return std::string(error.what()).find("沙箱") != std::string::npos
                       ? Ending::killed_by_the_sandbox
                       : Ending::died;
        }
    }

    TemporaryFolder folder_;
};

bool same(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace

TEST_F(Confinement, LetsNoEscapeAttemptThrough) {
    ASSERT_GE(escape_attempts().size(), 25U);
    Launcher launcher({.serve = try_to_escape});
    for (std::size_t i = 0; i < escape_attempts().size(); ++i) {
        const EscapeAttempt& attempt = escape_attempts()[i];
        EXPECT_EQ(ending_of(i, launcher),
                  attempt.is_answered ? Ending::refused : Ending::killed_by_the_sandbox)
            << attempt.name;
    }
}

TEST_F(Confinement, WouldNoticeAMissingSandbox) {
    Launcher launcher({.serve = try_to_escape, .confined = false});
    std::multiset<Ending> endings;
    for (std::size_t i = 0; i < escape_attempts().size(); ++i)
        endings.insert(ending_of(i, launcher));
    EXPECT_EQ(endings.count(Ending::killed_by_the_sandbox), 0U);
    EXPECT_GE(endings.count(Ending::let_through), 15U);
}

TEST_F(Confinement, IsNoHindranceToAnyCodec) {
    const cv::Mat ink = ink_page(413, 301, 1), grey = with_noise(ink, 2), color = with_seal(grey);
    std::vector<std::pair<cv::Mat, std::string>> exact;
    for (const int bits : {1, 2, 4, 8, 16}) exact.emplace_back(ink, png_file(ink, {.bits = bits}));
    exact.emplace_back(grey, png_file(grey, {.interlaced = true}));
    exact.emplace_back(ink, png_file(ink, {.palette = true}));
    for (const int compression : {COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4})
        exact.emplace_back(ink, tiff_file({ink}, {.compression = compression, .bits = 1}));
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE,
                                  COMPRESSION_DEFLATE, COMPRESSION_PACKBITS})
        for (const bool tiled : {false, true})
            exact.emplace_back(grey,
                               tiff_file({grey}, {.compression = compression, .tiled = tiled}));
    using Coding = PdfScan::Coding;
    exact.emplace_back(ink, pdf_file({{.pixels = ink, .coding = Coding::group4}}));
    exact.emplace_back(grey, pdf_file({{.pixels = grey}}));
    for (std::size_t i = 0; i < exact.size(); ++i) {
        const PageImage page = ScanFile(folder_.file("a", exact[i].second)).page(0);
        EXPECT_TRUE(same(page.gray, exact[i].first)) << i;
    }
    for (const std::string& file :
         {jpeg_file(color), jpeg_file(grey, {.progressive = true}),
          jpeg_file(color, {.scan_per_channel = true}), png_file(color, {.alpha = true}),
          tiff_file({color}, {.compression = COMPRESSION_JPEG}),
          tiff_file({color}, {.compression = COMPRESSION_LZW}),
          pdf_file({{.pixels = color, .coding = Coding::jpeg}}, {.user = "", .owner = "boss"}),
          pdf_file({{.pixels = color, .coding = Coding::jpeg, .rotate = 90}})})
        EXPECT_FALSE(ScanFile(folder_.file("a", file)).page(0).gray.empty());
}

TEST_F(Confinement, WorksInChildrenOfALauncherThatAThreadHasStarted) {
    // Its children use another heap of glibc, which opens a file of /proc when it shrinks.
    std::thread([&] {
        Launcher launcher;
        const cv::Mat page = with_noise(ink_page(1240, 877, 1), 2);
        for (const std::string& file :
             {png_file(page, {.interlaced = true}), jpeg_file(page),
              tiff_file({page}, {.compression = COMPRESSION_LZW}), pdf_file({{.pixels = page}})})
            EXPECT_EQ(words_of(folder_.file("a", file), launcher), "");
    }).join();
}

TEST_F(Confinement, TellsAFaultOfOursFromABadDocument) {
    const auto file = folder_.file("a.png", png_file(ink_page(20, 30, 1)));
    Launcher forbidden({.serve = [](int, const Descriptor&) { syscall(SYS_getppid); }});
    EXPECT_NE(words_of(file, forbidden).find("程序的缺陷"), std::string::npos);
    Launcher broken({.serve = [](int, const Descriptor&) { std::abort(); }});
    EXPECT_NE(words_of(file, broken).find("意外结束"), std::string::npos);
    Launcher slow({.serve = [](int, const Descriptor&) { raise(SIGPROF); }});
    EXPECT_NE(words_of(file, slow).find("解码超时"), std::string::npos);
    Launcher unconfined({.serve = [](int, const Descriptor&) { _exit(exit_of_unconfined); }});
    EXPECT_NE(words_of(file, unconfined).find("seccomp"), std::string::npos);
}

TEST_F(Confinement, EndsAChildThatRunsOutOfMemory) {
    Launcher greedy({.serve = [](int, const Descriptor&) {
        constexpr std::size_t piece = 64 << 20;
        for (std::size_t had = 0; had < std::size_t{4} << 30; had += piece)
            static_cast<volatile char*>(::operator new(piece))[0] = 1;
        raise(SIGPROF);  // nothing has stopped it
    }});
    const auto file = folder_.file("a.png", png_file(ink_page(20, 30, 1)));
    EXPECT_THAT(words_of(file, greedy), testing::HasSubstr("意外结束"));
    EXPECT_EQ(words_of(file, Launcher::shared()), "") << "and the next file is read";
}

TEST_F(Confinement, EndsAChildThatNeedsMoreThanItsTime) {
    Launcher busy({.serve = [](int, const Descriptor&) {
        limit_cpu_time(std::chrono::seconds(1));
        for (volatile int i = 0;;) i = i + 1;
    }});
    const auto file = folder_.file("a.png", png_file(ink_page(20, 30, 1)));
    EXPECT_NE(words_of(file, busy).find("解码超时"), std::string::npos);
}

TEST_F(Confinement, IsThereOnThisMachine) {
    EXPECT_TRUE(decoder_can_be_confined());
}

}  // namespace tanfang

/// The real watching program, killed again and again while files arrive.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "tests/support/picture_files.h"
#include "tests/support/program.h"
#include "tests/support/wait_for.h"
#include <gmock/gmock.h>

namespace tanfang::simulate {
namespace {

namespace fs = std::filesystem;

std::size_t files_below(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code ignored;
    for (fs::recursive_directory_iterator at(folder, ignored), end; at != end;
         at.increment(ignored))
        count += at->is_regular_file(ignored) ? 1 : 0;
    return count;
}

/// A small picture that no other number has.
std::string picture(int number) {
    cv::Mat page = support::ink_page(40, 50, 1);
    for (int bit = 0; bit < 8; ++bit)
        page.at<std::uint8_t>(0, bit) = (number >> bit & 1) != 0 ? 255 : 0;
    return support::png_file(page);
}

}  // namespace

TEST(WatchKilled, TwentyTimesLosesAndDoublesNothing) {
    constexpr int files = 200, kills = 20, last = 20;
    const Folder folder;
    const fs::path scans = folder / "scans";
    const std::string home = folder / "home";
    fs::create_directory(scans);
    std::mt19937 random(20261126);
    int put = 0;
    const auto put_some = [&](int count) {
        for (; count > 0 && put < files; --count, ++put) {
            const std::string name = std::to_string(put);
            std::ofstream(scans / (name + ".part"), std::ios::binary) << picture(put);
            fs::rename(scans / (name + ".part"), scans / (name + ".png"));
        }
    };
    for (int kill = 0; kill < kills; ++kill) {
        BackgroundRun watch({"watch", scans, "--home", home});
        support::wait_for([&] { return fs::exists(fs::path(home) / "lock"); });
        put_some((files - last) / kills);
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 4000));
        watch.send(SIGKILL);
        EXPECT_EQ(watch.wait().exit_code, 128 + SIGKILL);
    }
    put_some(files);
    BackgroundRun watch({"watch", scans, "--home", home});
    EXPECT_TRUE(support::wait_for([&] { return files_below(scans / "已收") == files; }));
    EXPECT_TRUE(support::wait_for([&] {
        return run_tanfang({"records", "--home", home}).lines().size() == std::size_t{files};
    }));
    watch.send(SIGINT);
    EXPECT_EQ(watch.wait().exit_code, 3) << "the pictures are no forms";
    std::set<std::string> pages;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines()) {
        EXPECT_EQ(record.at("pages").size(), 1u);
        pages.insert(record.at("pages")[0].at("source").at("sha256"));
    }
    EXPECT_EQ(pages.size(), std::size_t{files});
    EXPECT_EQ(files_below(fs::path(home) / "originals"), std::size_t{files});
    EXPECT_EQ(files_below(scans), std::size_t{files}) << "nothing but what was set aside";
}

}  // namespace tanfang::simulate

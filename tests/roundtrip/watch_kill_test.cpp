/// The real watching program: killed again and again while files arrive, and beside others.
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
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
    for (int bit = 0; bit < 16; ++bit)
        page.at<std::uint8_t>(0, bit) = (number >> bit & 1) != 0 ? 255 : 0;
    return support::png_file(page);
}

/// Gives a folder its pictures without ever showing half of one.
void put(const fs::path& folder, int number) {
    const std::string name = std::to_string(number);
    std::ofstream(folder / (name + ".part"), std::ios::binary) << picture(number);
    fs::rename(folder / (name + ".part"), folder / (name + ".png"));
}

/// Every picture is one page of one record, and one file of the home.
void expect_each_once(const std::string& home, std::size_t pictures) {
    std::set<std::string> pages;
    const auto records = run_tanfang({"records", "--home", home}).lines();
    EXPECT_EQ(records.size(), pictures);
    for (const auto& record : records) {
        EXPECT_EQ(record.at("pages").size(), 1u);
        pages.insert(record.at("pages")[0].at("source").at("sha256"));
    }
    EXPECT_EQ(pages.size(), pictures);
    EXPECT_EQ(files_below(fs::path(home) / "originals"), pictures);
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

}  // namespace

TEST(WatchKilled, TwentyTimesLosesAndDoublesNothing) {
    constexpr int files = 200, kills = 20, last = 20;
    const Folder folder;
    const fs::path scans = folder / "scans";
    const std::string home = folder / "home";
    fs::create_directory(scans);
    std::mt19937 random(20261126);
    int given = 0;
    const auto put_some = [&](int count) {
        for (; count > 0 && given < files; --count, ++given) put(scans, given);
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
    expect_each_once(home, files);
    EXPECT_EQ(files_below(scans), std::size_t{files}) << "nothing but what was set aside";
}

TEST(WatchBesideOthers, TwoThatIngestForAMinuteLoseAndDoubleNothing) {
    constexpr int a_delivery = 10;
    const Folder folder;
    const fs::path scans = folder / "scans";
    const std::string home = folder / "home";
    fs::create_directory(scans);
    BackgroundRun watch({"watch", scans, "--home", home});
    ASSERT_TRUE(support::wait_for([&] { return fs::exists(fs::path(home) / "lock"); }));
    const auto evening = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    std::atomic<int> given = 0, deliveries = 0;
    int watched = 1;
    // each delivery also brings a picture again that the watched folder had
    const auto ingest = [&](const std::string& clerk) {
        for (int round = 0; std::chrono::steady_clock::now() < evening; ++round) {
            const fs::path delivery = folder / (clerk + std::to_string(round));
            fs::create_directory(delivery);
            for (int i = 0; i < a_delivery; ++i) put(delivery, given++);
            fs::copy_file(folder / "first.png", delivery / "again.png");
            const Outcome outcome = run_tanfang({"ingest", "--home", home, delivery});
            ++deliveries;
            EXPECT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 3) << outcome.err;
        }
    };
    put(scans, given++);
    std::ofstream(folder / "first.png", std::ios::binary) << picture(0);
    std::thread first([&] { ingest("first"); }), second([&] { ingest("second"); });
    for (; std::chrono::steady_clock::now() < evening; ++watched) {
        put(scans, given++);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    first.join();
    second.join();
    EXPECT_TRUE(
        support::wait_for([&] { return files_below(scans / "已收") == std::size_t(watched); }));
    EXPECT_TRUE(support::wait_for([&] {
        return run_tanfang({"records", "--home", home}).lines().size() >= std::size_t(given);
    }));
    watch.send(SIGINT);
    EXPECT_EQ(watch.wait().exit_code, 3) << "the pictures are no forms";
    std::cout << given << " pictures, " << watched << " of them in the watched folder, "
              << deliveries << " deliveries\n";
    EXPECT_GT(deliveries, 4) << "nobody waits until the watched folder has a rest";
    expect_each_once(home, static_cast<std::size_t>(given));
}

}  // namespace tanfang::simulate

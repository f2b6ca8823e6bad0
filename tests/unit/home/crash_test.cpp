// The program dies after each of its steps in turn, for real: in a child process, without any
// destructor running. Whatever the step, the next run completes the work and doubles nothing.
#include "home_fixture.h"
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

constexpr int died_on_purpose = 42;

/// What an ingest does: two files (two pages with one serial between them and one without), the
/// first of them delivered twice.
void ingest(const fs::path& home_folder, const TemporaryFolder& scans, const HomeOptions& options) {
    Home home = Home::open_or_create(home_folder, options);
    for (const std::string name : {"a.pdf", "b.pdf", "a-again.pdf"})
        home.receive(scans / name, "batch");
    for (const auto& file : home.unread()) {
        const bool first = bytes_in(file.stored) == "first";
        home.store_page(file.sha256, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        if (first)
            home.store_page(file.sha256, parse_read_page(line_of(1, "", "rejected")));
        home.finish_file(file.sha256, first ? 2 : 1);
    }
}

/// Runs an ingest in a child that dies at the given step. @return false if it came to its end
bool dies_at_step(int step, const fs::path& home_folder, const TemporaryFolder& scans) {
    const pid_t child = ::fork();
    if (child == 0) {
        HomeOptions options = tester();
        int steps_left = step;
        options.after_step = [&steps_left] {
            if (--steps_left == 0)
                ::_exit(died_on_purpose);
        };
        int result = 0;
        try {
            ingest(home_folder, scans, options);
        } catch (...) {
            result = 1;
        }
        ::_exit(result);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) &&
                (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == died_on_purpose))
        << step;
    return WEXITSTATUS(status) == died_on_purpose;
}

std::int64_t count(const fs::path& home_folder, const std::string& what) {
    std::int64_t number = -1;
    Sqlite(home_folder / "home.db")
        .query("SELECT COUNT(*) FROM " + what, {},
               [&](const SqlRow& row) { number = row.integer(0); });
    return number;
}

void expect_complete(const fs::path& home_folder, int step) {
    EXPECT_EQ(count(home_folder, "file"), 2) << step;
    EXPECT_EQ(count(home_folder, "page"), 3) << step;
    EXPECT_EQ(count(home_folder, "record"), 2) << step;
    EXPECT_EQ(count(home_folder, "file WHERE state = 'read'"), 2) << step;
    Home home = Home::open_or_create(home_folder, tester());
    EXPECT_FALSE(home.check_audit().first_broken) << step;
    EXPECT_TRUE(home.unread().empty()) << step;
    EXPECT_TRUE(fs::is_empty(home_folder / "tmp")) << step;
    const auto records = records_of(home);
    EXPECT_EQ(records.at(0)["pages"].size() + records.at(1)["pages"].size(), 3u) << step;
}

}  // namespace

TEST(Crash, AtAnyStepLosesNothingAndDoublesNothing) {
    TemporaryFolder scans;
    write_file(scans / "a.pdf", "first");
    write_file(scans / "b.pdf", "second");
    write_file(scans / "a-again.pdf", "first");
    int step = 1;
    for (;; ++step) {
        TemporaryFolder folder;
        const bool died = dies_at_step(step, folder / "home", scans);
        ingest(folder / "home", scans, tester());
        expect_complete(folder / "home", step);
        if (!died)
            break;
    }
    EXPECT_GT(step, 20) << "the ingest was not interrupted often enough to show anything";
}

TEST(Crash, RightAgainDuringRecoveryIsNoHarmEither) {
    TemporaryFolder scans;
    write_file(scans / "a.pdf", "first");
    write_file(scans / "b.pdf", "second");
    write_file(scans / "a-again.pdf", "first");
    TemporaryFolder folder;
    // Each run starts with copying everything again: 6 steps; it then gets a little further.
    int runs = 1;
    while (dies_at_step(6 + runs, folder / "home", scans)) ++runs;
    expect_complete(folder / "home", runs);
    EXPECT_GT(runs, 5);
}

TEST(Home, ShowsAPageAsItIsStoredAfterAnAttemptThatWasUndone) {
    TemporaryFolder folder;
    HomeOptions options = tester();
    int steps_left = 0;
    options.after_step = [&steps_left] {
        if (--steps_left == 0)
            throw Error(Fault::output_failed, "", "磁盘已满");
    };
    Home home = Home::open_or_create(folder / "home", options);
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    home.store_page(sha, parse_read_page(line_of(0, "8J4K2M7Q9T")));
    steps_left = 1;
    EXPECT_THROW(home.store_page(sha, parse_read_page(line_of(1, "8J4K2M7Q9T", "accepted"))),
                 Error);
    home.store_page(sha, parse_read_page(line_of(1, "8J4K2M7Q9T", "review")));
    EXPECT_EQ(records_of(home).at(0)["pages"].at(1)["status"], "review");
}

}  // namespace tanfang

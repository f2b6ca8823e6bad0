// A backup is killed at each of its operations: what is left is the backup before, the new one, or
// none, and the next run completes it. So is a restore.
#include "pipeline/home/restore.h"

#include <functional>
#include <utility>

#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

const BackupHooks silent = {[](const std::string&) {}};

/// Runs something in a child that dies at its so-manieth operation below a root. @return whether it
/// did
bool dies_at(long operation, const fs::path& root, const std::function<void()>& run) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            Watch watch({root, Plan::Hit::kill, operation, 0, Mistake::none});
            run();
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(status == 0 || WIFSIGNALED(status));
    return WIFSIGNALED(status);
}

std::vector<Json> records_in(const fs::path& home) {
    std::vector<Json> records;
    Home::open_to_read(home, {}).each_record(
        {}, [&](const Json& record) { records.push_back(record); });
    return records;
}

class BackupTorture : public testing::Test {
  protected:
    void work_a_day() {
        const Deliveries deliveries = invent_deliveries(random);
        fs::create_directories(office / "inbox/done");
        for (const auto& [name, bytes] : deliveries) put_file(office / "inbox" / name, bytes);
        Home home = open_home(office);
        take_in(home, office, [](const std::string&) {});
    }

    void restore() {
        HomeOptions options;
        options.key_file = office / "home/key";
        restore_home(backup, restored, options, silent);
    }

    std::vector<Json> restored_records() {
        restore();
        auto records = records_in(restored);
        fs::remove_all(restored);
        return records;
    }

    const Workplace place;
    const fs::path office = place.root(), earlier = place.folder() / "earlier",
                   backup = place.folder() / "backup", restored = place.folder() / "restored";
    std::mt19937 random{7};
};

}  // namespace

TEST_F(BackupTorture, KilledAnywhereItLeavesAWholeBackupOrNone) {
    std::vector<Json> before, after;
    for (const bool first_time : {true, false}) {
        work_a_day();
        before = std::exchange(after, records_in(office / "home"));
        int states_before = 0, states_after = 0;
        for (long at = 1;; ++at) {
            fs::remove_all(backup);
            if (!first_time)
                fs::copy(earlier, backup, fs::copy_options::recursive);
            if (!dies_at(at, backup, [&] { back_up_home(office / "home", backup, silent); }))
                break;
            bool is_new = false;
            if (!BackupFolder(backup).contents()) {
                EXPECT_TRUE(first_time) << at << ": the backup before is lost";
            } else {
                const auto records = restored_records();
                is_new = records == after;
                EXPECT_TRUE(is_new || (!first_time && records == before)) << at;
            }
            ++(is_new ? states_after : states_before);
            back_up_home(office / "home", backup, silent);
            if (at % 5 == 0) {
                EXPECT_EQ(restored_records(), after) << at;
            }
        }
        EXPECT_GT(states_before, 10);
        EXPECT_GT(states_after, 0);
        if (first_time)
            fs::rename(backup, earlier);
    }
}

TEST_F(BackupTorture, ARestoreThatIsKilledLeavesNoHomeAndIsCompletedByTheNext) {
    work_a_day();
    const auto records = records_in(office / "home");
    back_up_home(office / "home", backup, silent);
    long at = 1;
    for (; dies_at(at, restored, [&] { restore(); }); at += 3) {
        if (fs::exists(restored)) {  // it died after its last step
            EXPECT_EQ(records_in(restored), records) << at;
            fs::remove_all(restored);
        }
        EXPECT_EQ(restored_records(), records) << at;
    }
    EXPECT_GT(at, 30);
    EXPECT_EQ(records_in(restored), records);
}

}  // namespace tanfang::torture

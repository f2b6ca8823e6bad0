#include "tests/torture/backup_faults.h"

#include <array>
#include <cerrno>
#include <functional>

#include "tests/torture/backup_office.h"

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

constexpr std::array failures = {ENOSPC, EIO, EACCES};

/// Runs something while one of its operations fails.
struct Failing {
    bool met = false;   ///< it has so many operations
    bool done = false;  ///< it came to its end all the same
};

Failing fails(const Plan& plan, const std::function<void()>& run, Tally& tally) {
    Watch watch(plan);
    Failing result;
    try {
        run();
        result.done = true;
    } catch (const Error& told) {
        if (std::string(told.what()).empty())
            ++tally.wrong["no words"];
    } catch (const std::exception& other) {
        ++tally.wrong[std::string("not in words for the user: ") + other.what()];
    }
    result.met = watch.operations() >= plan.at;
    return result;
}

/// @param run  meets the failure and looks; false if the operation did not exist any more
Tally at_each_operation(const fs::path& root, const FaultRuns& runs,
                        const std::function<bool(const Plan& plan, Tally& tally)>& run) {
    Tally tally;
    for (const auto hit : {Plan::Hit::fail_once, Plan::Hit::fail_for_ever}) {
        bool met = true;
        for (long at = 1; met; ++at)
            for (std::size_t turn = 0; turn < runs.errors_each && met; ++turn) {
                const auto which = (static_cast<std::size_t>(at) + turn) % failures.size();
                met = run({root, hit, at, failures[which], Mistake::none}, tally);
            }
    }
    for (const auto& [what, often] : tally.wrong) tally.bad += often;
    return tally;
}

}  // namespace

Tally fail_backup_everywhere(const FaultRuns& runs) {
    BackupOffice here;
    here.work_a_day();
    const auto before = records_in(here.office / "home");
    here.back_up();
    fs::rename(here.backup, here.earlier);
    here.work_a_day();
    const auto after = records_in(here.office / "home");
    return at_each_operation(here.place.folder(), runs, [&](const Plan& plan, Tally& tally) {
        fs::remove_all(here.backup);
        fs::copy(here.earlier, here.backup, fs::copy_options::recursive);
        const Failing run = fails(
            plan, [&] { here.back_up(); }, tally);
        if (!run.met)
            return false;
        ++tally.interruptions;
        tally.reported += run.done ? 0 : 1;
        if (!BackupFolder(here.backup).contents())
            ++tally.wrong["the backup before is lost"];
        else if (tally.interruptions % runs.look_each == 0) {
            const auto kept = here.restored_records();
            if (kept != after && (run.done || kept != before))
                ++tally.wrong["the backup is neither the one before nor the new one"];
        }
        if (tally.interruptions % (5 * runs.look_each) == 0) {
            here.back_up();
            if (here.restored_records() != after)
                ++tally.wrong["the next backup is not whole"];
        }
        return true;
    });
}

Tally fail_restore_everywhere(const FaultRuns& runs) {
    BackupOffice here;
    here.work_a_day();
    const auto records = records_in(here.office / "home");
    here.back_up();
    return at_each_operation(here.place.folder(), runs, [&](const Plan& plan, Tally& tally) {
        const Failing run = fails(
            plan, [&] { here.restore(); }, tally);
        const bool is_there = fs::exists(here.restored);
        if (run.done && !is_there)
            ++tally.wrong["said to be restored, and is not"];
        if (is_there) {  // perhaps only that it has its name could not be synced
            if (records_in(here.restored) != records)
                ++tally.wrong["half a home"];
            fs::remove_all(here.restored);
        } else if (tally.interruptions % (2 * runs.look_each) == 0 &&
                   here.restored_records() != records) {
            ++tally.wrong["the next restore is not whole"];
        }
        tally.interruptions += run.met ? 1 : 0;
        tally.reported += run.done ? 0 : 1;
        return run.met;
    });
}

}  // namespace tanfang::torture

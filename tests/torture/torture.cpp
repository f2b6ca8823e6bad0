#include "tests/torture/torture.h"

#include "pipeline/base/error.h"

#include <csignal>
#include <fstream>
#include <ostream>
#include <stdexcept>

#include "tests/torture/power_cut.h"
#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::torture {

namespace fs = std::filesystem;

namespace {

// A run that is killed at each of this many starts is let through: not every run has to come
// through.
constexpr int most_starts = 60;
// Traces are dear, states are cheap: each trace gives this many of them.
constexpr int states_a_trace = 40;

void nobody(const std::string&) {}

/// Starts the office again, undisturbed, and looks.
void judge(const fs::path& root, const Deliveries& deliveries,
           const std::set<std::string>& acknowledged, Tally& tally) {
    std::set<std::string> wrong;
    try {
        Home home = open_home(root);
        wrong = broken_promises(root, deliveries, acknowledged);
        take_in(home, root, nobody);
        wrong.merge(shortcomings(home, root, deliveries));
    } catch (const std::exception& error) {
        wrong.insert(std::string("recovery failed: ") + error.what());
    }
    tally.bad += wrong.empty() ? 0 : 1;
    for (const auto& what : wrong) ++tally.wrong[what];
}

/// How many operations a run has, from making the home on.
unsigned long operations_of_a_run(const fs::path& root, const Deliveries& deliveries) {
    lay_out(root, deliveries);
    Watch watch({root, Plan::Hit::nothing, 0, 0, Mistake::none});
    open_and_take_in(root, Mistake::none, nobody);
    return static_cast<unsigned long>(watch.operations());
}

/// Runs the office in a child that dies at an operation. @return whether it did
bool dies_at(long operation, const Workplace& place) {
    const pid_t child = ::fork();
    if (child == 0) {
        int result = 0;
        try {
            std::ofstream acknowledged(place.folder() / "acknowledged", std::ios::app);
            Watch watch({place.root(), Plan::Hit::kill, operation, 0, Mistake::none});
            open_and_take_in(place.root(), Mistake::none, [&](const std::string& name) {
                acknowledged << name << std::endl;  // flushed: the child may die next
            });
        } catch (...) {
            result = 1;
        }
        ::_exit(result);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    if (status != 0)
        throw std::runtime_error("the office fails although nothing but its death was planned");
    return false;
}

std::set<std::string> lines_of(const fs::path& file) {
    std::set<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.insert(line);
    return lines;
}

/// Not the folder itself: SQLite syncs it when it makes its journal, and does not mind if that
/// fails.
bool is_in_the_home(const fs::path& file, const fs::path& root) {
    return file.native().starts_with((root / "home/").native());
}

/// One run that meets a failure. @return false if the operation did not exist any more
bool fail_at(const fs::path& root, const Deliveries& deliveries, const Plan& plan, Tally& tally) {
    lay_out(root, deliveries);
    std::set<std::string> acknowledged;
    bool met = false;
    fs::path passed_over;  // of the home, whose sync failed and did not end the run
    {
        Watch watch(plan);
        try {
            open_and_take_in(root, Mistake::none,
                             [&](const std::string& name) { acknowledged.insert(name); });
            if (is_in_the_home(watch.unsynced(), root))
                passed_over = fs::relative(watch.unsynced(), root);
        } catch (const Error&) {
            ++tally.reported;
        }
        met = watch.operations() >= plan.at;
    }
    if (!passed_over.empty()) {
        ++tally.bad;
        ++tally.wrong["not told that it could not be synced: " + passed_over.string()];
    }
    if (!met)
        return false;
    ++tally.interruptions;
    judge(root, deliveries, acknowledged, tally);
    return true;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
    out << tally.interruptions << " interruptions, " << tally.reported << " reported, " << tally.bad
        << " bad";
    for (const auto& [what, often] : tally.wrong) out << "; " << what << ": " << often;
    return out;
}

Tally kill_often(int kills, unsigned seed) {
    std::mt19937 random(seed);
    const Workplace place;
    Tally tally;
    const auto operations = operations_of_a_run(place.root(), invent_deliveries(random));
    while (tally.interruptions < kills) {
        const Deliveries deliveries = invent_deliveries(random);
        lay_out(place.root(), deliveries);
        fs::remove(place.folder() / "acknowledged");
        for (int start = 0; start < most_starts; ++start) {
            if (!dies_at(static_cast<long>(1 + random() % operations), place))
                break;
            ++tally.interruptions;
        }
        judge(place.root(), deliveries, lines_of(place.folder() / "acknowledged"), tally);
    }
    return tally;
}

Tally cut_power_often(int states, unsigned seed, Mistake mistake) {
    std::mt19937 random(seed);
    const Workplace place;
    Tally tally;
    while (tally.interruptions < states) {
        const Deliveries deliveries = invent_deliveries(random);
        lay_out(place.root(), deliveries);
        if (random() % 4 != 0)  // most days the home is there already
            open_home(place.root());
        Watch watch({place.root(), Plan::Hit::nothing, 0, 0, mistake});
        open_and_take_in(place.root(), mistake,
                         [&](const std::string& name) { watch.acknowledge(name); });
        watch.stop();
        for (int state = 0; state < states_a_trace && tally.interruptions < states; ++state) {
            const auto acknowledged = cut_power(watch, random);
            ++tally.interruptions;
            judge(place.root(), deliveries, acknowledged, tally);
        }
    }
    return tally;
}

Tally fail_everywhere(const std::vector<int>& errors, std::size_t each_with) {
    std::mt19937 random(5);
    const Workplace place;
    const Deliveries deliveries = invent_deliveries(random);
    Tally tally;
    for (const auto hit : {Plan::Hit::fail_once, Plan::Hit::fail_for_ever})
        for (long at = 1;; ++at) {
            bool met = true;
            for (std::size_t turn = 0; turn < each_with && met; ++turn) {
                const int error = errors[(static_cast<std::size_t>(at) + turn) % errors.size()];
                met = fail_at(place.root(), deliveries,
                              {place.root(), hit, at, error, Mistake::none}, tally);
            }
            if (!met)
                break;
        }
    return tally;
}

}  // namespace tanfang::torture

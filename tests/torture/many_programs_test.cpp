// Several programs at one home: two that take in and one that reads.
#include <functional>

#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

pid_t start(const std::function<bool()>& program) {
    const pid_t child = ::fork();
    if (child == 0) {
        bool good = false;
        try {
            good = program();
        } catch (...) {
        }
        ::_exit(good ? 0 : 1);
    }
    return child;
}

bool ended_well(pid_t child) {
    int status = -1;
    ::waitpid(child, &status, 0);
    return status == 0;
}

/// Takes in whatever lies there until the day is over; waits for its turn as a clerk does who is
/// told that another program is writing.
bool take_in_until(const fs::path& root, const fs::path& evening) {
    for (bool last = false; !last;) {
        last = fs::exists(evening);
        try {
            Home home = open_home(root);
            take_in(home, root, [](const std::string&) {});
        } catch (const Error& error) {
            if (error.fault() != Fault::bad_home)
                throw;
            last = false;
        }
    }
    return true;
}

/// Reads all records again and again: their number never falls, and each opens.
bool read_until(const fs::path& root, const fs::path& evening) {
    std::size_t before = 0;
    while (!fs::exists(evening)) {
        std::size_t pages = 0;
        Home home = Home::open_to_read(root / "home", {});
        home.each_record({}, [&](const Json& record) { pages += record.at("pages").size(); });
        if (pages < before)
            return false;
        before = pages;
    }
    return before > 0;
}

}  // namespace

TEST(ManyPrograms, TwoThatTakeInAndOneThatReadsLoseNothing) {
    const Workplace place;
    std::mt19937 random(9);
    Deliveries all;
    lay_out(place.root(), all);
    open_home(place.root());
    const fs::path evening = place.folder() / "evening";
    const auto first = start([&] { return take_in_until(place.root(), evening); });
    const auto second = start([&] { return take_in_until(place.root(), evening); });
    const auto reader = start([&] { return read_until(place.root(), evening); });
    for (int delivery = 0; delivery < 40; ++delivery)
        for (const auto& [name, bytes] : invent_deliveries(random)) {
            const std::string numbered = std::to_string(delivery) + name;
            all[numbered] = bytes;
            put_file(place.folder() / "half", bytes);
            fs::rename(place.folder() / "half", place.root() / "inbox" / numbered);
        }
    ::usleep(200'000);  // the reader shall see something; no more depends on it
    put_file(evening, "");
    EXPECT_TRUE(ended_well(first));
    EXPECT_TRUE(ended_well(second));
    EXPECT_TRUE(ended_well(reader));
    Home home = open_home(place.root());
    for (const auto& wrong : shortcomings(home, place.root(), all)) ADD_FAILURE() << wrong;
}

TEST(ManyPrograms, TheSecondWriterIsToldSo) {
    const Workplace place;
    lay_out(place.root(), {});
    Home home = open_home(place.root());
    EXPECT_TRUE(ended_well(start([&] {
        try {
            open_home(place.root());
        } catch (const Error& error) {
            return std::string(error.what()).find("另一个 tanfang 程序正在写入") !=
                   std::string::npos;
        }
        return false;
    })));
}

}  // namespace tanfang::torture

// Several programs at one home: two that take in, one in which people decide, one that looks on.
#include <fstream>
#include <functional>
#include <iostream>

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
        } catch (const std::exception& error) {
            std::cerr << error.what() << "\n";
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

/// Takes in whatever lies there until the day is over.
bool take_in_until(const fs::path& root, const fs::path& evening) {
    Home home = open_home(root);
    for (bool last = false; !last;) {
        last = fs::exists(evening);
        take_in(home, root, [](const std::string&) {});
    }
    return true;
}

/// Decides about one record after the other, also where a page joins it meanwhile; notes how many
/// decisions were acknowledged.
bool decide_until(const fs::path& root, const fs::path& evening, const fs::path& notes) {
    Home home = open_home(root);
    int decided = 0;
    while (decided == 0 || !fs::exists(evening)) {
        std::vector<std::pair<std::string, std::int64_t>> seen;
        home.each_record({}, [&](const Json& record) {
            seen.emplace_back(record.at("record"), record.at("revision"));
        });
        for (const auto& [record, revision] : seen)
            if (home.decide({record, revision, "subject_name", DecisionKind::value, "林", "lin"}))
                ++decided;
    }
    std::ofstream(notes) << decided;
    return true;
}

/// Reads all records again and again: their number never falls, and each opens.
bool read_until(const fs::path& root, const fs::path& evening) {
    std::size_t before = 0;
    while (before == 0 || !fs::exists(evening)) {
        std::size_t pages = 0;
        Home home = Home::open_to_read(root / "home", {});
        home.each_record({}, [&](const Json& record) { pages += record.at("pages").size(); });
        if (pages < before)
            return false;
        before = pages;
    }
    return true;
}

}  // namespace

TEST(ManyPrograms, TwoThatTakeInAndOneThatDecidesLoseNothing) {
    const Workplace place;
    std::mt19937 random(9);
    Deliveries all;
    lay_out(place.root(), all);
    open_home(place.root());
    const fs::path evening = place.folder() / "evening";
    const auto first = start([&] { return take_in_until(place.root(), evening); });
    const auto second = start([&] { return take_in_until(place.root(), evening); });
    const fs::path notes = place.folder() / "decided";
    const auto clerk = start([&] { return decide_until(place.root(), evening, notes); });
    const auto reader = start([&] { return read_until(place.root(), evening); });
    for (int delivery = 0; delivery < 40; ++delivery)
        for (const auto& [name, bytes] : invent_deliveries(random)) {
            const std::string numbered = std::to_string(delivery) + name;
            all[numbered] = bytes;
            put_file(place.folder() / "half", bytes);
            fs::rename(place.folder() / "half", place.root() / "inbox" / numbered);
        }
    put_file(evening, "");
    EXPECT_TRUE(ended_well(first));
    EXPECT_TRUE(ended_well(second));
    EXPECT_TRUE(ended_well(clerk));
    EXPECT_TRUE(ended_well(reader));
    int decided = 0;
    std::ifstream(notes) >> decided;
    Home home = open_home(place.root());
    for (const auto& wrong : shortcomings(home, place.root(), all, decided)) ADD_FAILURE() << wrong;
}

TEST(ManyPrograms, TwoHomesInOneProgramKeepTheirLocks) {
    const Workplace place;
    lay_out(place.root(), {});
    { open_home(place.root()); }
    // Both programs start before this one opens the home: SQLite does not survive a fork.
    const auto when = [&](const char* word, std::size_t waiting) {
        return start([&place, word, waiting] {
            while (!fs::exists(place.folder() / word)) ::usleep(1000);
            return open_home(place.root()).unread().size() == waiting;
        });
    };
    const auto comes_and_goes = when("go", 1), looks = when("look", 2);
    Home first = open_home(place.root());
    Home second = open_home(place.root());
    put_file(place.folder() / "a", "one");
    first.receive(place.folder() / "a", "batch");
    put_file(place.folder() / "go", "");
    EXPECT_TRUE(ended_well(comes_and_goes));
    put_file(place.folder() / "b", "two");
    first.receive(place.folder() / "b", "batch");
    EXPECT_EQ(second.unread().size(), 2u);
    put_file(place.folder() / "look", "");
    EXPECT_TRUE(ended_well(looks)) << "the log was removed under the first";
}

TEST(ManyPrograms, OneThatReadsIsTheOnlyOneToDoSo) {
    const Workplace place;
    lay_out(place.root(), {});
    Home home = open_home(place.root());
    EXPECT_TRUE(ended_well(start([&] {  // ends without giving anything back
        return open_home(place.root()).try_turn(HomeTurn::reading).has_value();
    })));
    const auto turn = home.try_turn(HomeTurn::reading);
    ASSERT_TRUE(turn);
    EXPECT_TRUE(ended_well(start([&] {
        const Home other = open_home(place.root());
        return !other.try_turn(HomeTurn::reading) && other.try_turn(HomeTurn::planning);
    })));
}

TEST(ManyPrograms, WhoeverHasTheHomeAloneIsWaitedForAndThenTold) {
    const Workplace place;
    lay_out(place.root(), {});
    open_home(place.root());
    const HomeLock restoring(place.root() / "home");
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

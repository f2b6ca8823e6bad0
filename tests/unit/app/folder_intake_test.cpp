#include "pipeline/app/folder_intake.h"

#include "pipeline/app/set_aside.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "../home/home_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string pdf(const std::string& words) {
    return "%PDF-1.4\n" + words + "\n%%EOF";
}

struct Delivery {
    std::string batch, name;
};

/// A watched folder, a home, and a clock that only the test moves.
class FolderIntakeTest : public testing::Test {
  protected:
    FolderIntakeTest() {
        fs::create_directory(scans);
        open_home();
    }

    void open_home() {
        home.reset();
        home.emplace(Home::open_or_create(folder / "home", tester()));
        intake.emplace(
            scans,
            [this](OpenFile opened, const fs::path& name, const std::string& batch) {
                if (before_receiving)
                    before_receiving(name);
                deliveries.push_back({batch, name.lexically_relative(scans)});
                const Receipt receipt = home->receive(std::move(opened), name, batch);
                if (after_receiving)
                    after_receiving(name);
                return receipt;
            },
            "run");
    }

    fs::path put(const fs::path& name, const std::string& bytes) {
        fs::create_directories((scans / name).parent_path());
        return write_file(scans / name, bytes);
    }

    void round(std::chrono::milliseconds after, const std::set<fs::path>& renamed = {}) {
        now += after;
        intake->round(renamed, now, [] {});
    }

    /// Long enough for whatever is complete, also where writers cannot be seen.
    void rounds() {
        round(seconds(0));
        round(quiet_unseen);
    }

    std::vector<std::string> files_below(const fs::path& place) const {
        std::vector<std::string> names;
        if (fs::exists(place))
            for (const auto& entry : fs::recursive_directory_iterator(place))
                if (!entry.is_directory())
                    names.push_back(entry.path().lexically_relative(place));
        std::sort(names.begin(), names.end());
        return names;
    }
    std::vector<std::string> received() const { return files_below(scans / received_folder); }
    std::vector<std::string> refused() const { return files_below(scans / refused_folder); }

    std::set<std::string> contents_of_home() const {
        std::set<std::string> contents;
        for (const auto& file : files_below(folder / "home" / "originals"))
            contents.insert(bytes_in(folder / "home" / "originals" / file));
        return contents;
    }

    TemporaryFolder folder;
    fs::path scans = folder / "scans";
    std::optional<Home> home;
    std::optional<FolderIntake> intake;
    std::vector<Delivery> deliveries;
    std::function<void(const fs::path&)> before_receiving, after_receiving;
    std::chrono::milliseconds now{0};
};

}  // namespace

TEST_F(FolderIntakeTest, TakesAFileAndMovesItAside) {
    put("a.pdf", pdf("A"));
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
    EXPECT_THAT(contents_of_home(), ElementsAre(pdf("A")));
    ASSERT_EQ(home->unread().size(), 1u);
    EXPECT_EQ(home->unread()[0].name, (scans / "a.pdf").string());
    rounds();
    EXPECT_EQ(intake->count().received, 1) << "what was set aside does not arrive again";
}

TEST_F(FolderIntakeTest, AFolderIsABatch) {
    put("a.pdf", pdf("A"));
    put("蚶江镇/三月/b.pdf", pdf("B"));
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf", "蚶江镇/三月/b.pdf"));
    ASSERT_EQ(deliveries.size(), 2u);
    EXPECT_EQ(deliveries[0].batch, "run");
    EXPECT_EQ(deliveries[1].batch, "蚶江镇/三月");
}

TEST_F(FolderIntakeTest, TwoScannersMayUseTheSameNames) {
    for (const std::string words : {"A", "B", "C"}) {
        put("scan0001.pdf", pdf(words));
        rounds();
    }
    EXPECT_THAT(received(), ElementsAre("scan0001 (2).pdf", "scan0001 (3).pdf", "scan0001.pdf"));
    EXPECT_EQ(contents_of_home().size(), 3u);
}

TEST_F(FolderIntakeTest, ACopyIsKnownAndMovedAsideToo) {
    put("a.pdf", pdf("A"));
    put("b.pdf", pdf("A"));
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf", "b.pdf"));
    EXPECT_EQ(intake->count().received, 2);
    EXPECT_EQ(intake->count().known, 1);
    EXPECT_EQ(home->unread().size(), 1u);
}

TEST_F(FolderIntakeTest, WhatCannotBeTakenIsSetAsideWithItsReason) {
    put("cut.pdf", "%PDF-1.4 and no end");
    put("empty.jpg", "");
    put("b/zeros.tif", "");
    fs::resize_file(scans / "b/zeros.tif", 3'000'000'000);  // takes no room on the disk
    fs::create_symlink("/etc/passwd", scans / "link.pdf");
    ASSERT_EQ(::mkfifo((scans / "pipe.png").c_str(), 0600), 0);
    round(seconds(0));
    round(longest_wait);
    EXPECT_THAT(refused(),
                ElementsAre("b/zeros.tif", "b/zeros.tif.原因.txt", "cut.pdf", "cut.pdf.原因.txt",
                            "empty.jpg", "empty.jpg.原因.txt", "link.pdf", "link.pdf.原因.txt",
                            "pipe.png", "pipe.png.原因.txt"));
    EXPECT_THAT(bytes_in(scans / refused_folder / "cut.pdf.原因.txt"), HasSubstr("不完整"));
    EXPECT_TRUE(contents_of_home().empty());
    EXPECT_EQ(intake->count().refused, 5);
    put("good.pdf", pdf("good"));
    rounds();
    EXPECT_EQ(intake->count().received, 1) << "no bad file stops it";
}

TEST_F(FolderIntakeTest, NamesOfAnyBytesAreTaken) {
    const std::string name = "\xFF\xC3\n.pdf";
    put(name, pdf("A"));
    put("\xFE/x.pdf", pdf("B"));
    put("\xFEgone.pdf", "");
    round(seconds(0));
    round(longest_wait);
    EXPECT_THAT(received(), UnorderedElementsAre(name, "\xFE/x.pdf"));
    EXPECT_THAT(refused(), UnorderedElementsAre("\xFEgone.pdf", "\xFEgone.pdf.原因.txt"));
    EXPECT_EQ(deliveries.at(0).batch, "\uFFFD") << "a database takes no such bytes";
}

TEST_F(FolderIntakeTest, AFileReplacedWhileItIsStoredArrivesAsWell) {
    put("a.pdf", pdf("first"));
    after_receiving = [&](const fs::path& file) {
        after_receiving = nullptr;
        write_file(folder / "new", pdf("the second one"));
        fs::rename(folder / "new", file);
    };
    rounds();
    EXPECT_THAT(received(), IsEmpty()) << "another file has the name now";
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
    EXPECT_THAT(contents_of_home(), ElementsAre(pdf("first"), pdf("the second one")));
}

TEST_F(FolderIntakeTest, AFileWrittenToWhileItIsStoredIsTakenAnewWhenItRests) {
    put("a.pdf", pdf("first"));
    after_receiving = [&](const fs::path& file) {
        after_receiving = nullptr;
        std::ofstream(file, std::ios::app) << "more\n%%EOF";
    };
    rounds();
    EXPECT_THAT(received(), IsEmpty());
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
    EXPECT_EQ(contents_of_home().count(pdf("first") + "more\n%%EOF"), 1u);
}

TEST_F(FolderIntakeTest, AFileThatBecomesALinkBeforeItIsOpenedIsNotFollowed) {
    put("a.pdf", pdf("A"));
    put("b.pdf", pdf("B"));
    write_file(folder / "secret.pdf", pdf("secret"));
    before_receiving = [&](const fs::path&) {
        before_receiving = nullptr;
        fs::remove(scans / "b.pdf");
        fs::create_symlink(folder / "secret.pdf", scans / "b.pdf");
    };
    rounds();
    EXPECT_THAT(contents_of_home(), ElementsAre(pdf("A")));
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
}

TEST_F(FolderIntakeTest, TheShareMayGoAndComeBack) {
    put("a.pdf", pdf("A"));
    put("b.pdf", pdf("B"));
    after_receiving = [&](const fs::path&) {
        after_receiving = nullptr;
        fs::rename(scans, folder / "away");
    };
    rounds();
    rounds();
    EXPECT_THAT(intake->folders(), IsEmpty());
    fs::rename(folder / "away", scans);
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf", "b.pdf"));
    EXPECT_EQ(home->unread().size(), 2u) << "what came before is known by its bytes";
}

TEST_F(FolderIntakeTest, AFileThatCannotBeMovedIsNotTakenAgainAndAgain) {
    put("a.pdf", pdf("A"));
    put("cut.pdf", "%PDF-1.4");
    write_file(scans / received_folder, "a file where the folder should be");
    write_file(scans / refused_folder, "likewise");
    round(seconds(0));
    for (int i = 0; i < 5; ++i) round(longest_wait);
    EXPECT_EQ(deliveries.size(), 1u);
    EXPECT_EQ(intake->count().refused, 1);
    EXPECT_TRUE(fs::exists(scans / "a.pdf"));
    EXPECT_TRUE(fs::exists(scans / "cut.pdf"));
}

TEST_F(FolderIntakeTest, AFileThatSomebodyHoldsForAWhileIsMovedLaterButTakenOnce) {
    put("a.pdf", pdf("A"));
    put("cut.pdf", "%PDF-1.4");
    write_file(scans / received_folder, "in the way");
    write_file(scans / refused_folder, "in the way");
    round(seconds(0));
    round(longest_wait);
    fs::remove(scans / received_folder);
    fs::remove(scans / refused_folder);
    round(seconds(1));
    EXPECT_TRUE(fs::exists(scans / "a.pdf")) << "tried again once a minute";
    round(minutes(1));
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
    EXPECT_THAT(refused(), ElementsAre("cut.pdf", "cut.pdf.原因.txt"));
    EXPECT_EQ(deliveries.size(), 1u);
}

TEST_F(FolderIntakeTest, AFileThatCouldNotBeMovedAndIsReplacedArrivesAnew) {
    put("a.pdf", pdf("A"));
    write_file(scans / received_folder, "in the way");
    rounds();
    fs::remove(scans / received_folder);
    put("a.pdf", pdf("A changed"));
    round(seconds(0));
    round(minutes(1));
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
    EXPECT_THAT(contents_of_home(), ElementsAre(pdf("A"), pdf("A changed")));
}

TEST_F(FolderIntakeTest, AFileThatTheDiskCannotReadIsTriedAgainInPeace) {
    put("a.pdf", pdf("A"));
    put("b.pdf", pdf("B"));
    int tries = 0;
    before_receiving = [&](const fs::path& file) {
        if (file.filename() == "a.pdf" && ++tries < 4)
            throw Error(Fault::unreadable_scan, file.string(), "磁盘读写出错");
    };
    rounds();
    EXPECT_THAT(received(), ElementsAre("b.pdf"));
    for (int i = 0; i < 20 && tries < 4; ++i) round(seconds(1));
    EXPECT_EQ(tries, 4);
    EXPECT_THAT(received(), ElementsAre("a.pdf", "b.pdf"));
}

TEST_F(FolderIntakeTest, NothingIsMovedIntoAFolderThatIsALink) {
    fs::create_directory(folder / "elsewhere");
    fs::create_directory_symlink(folder / "elsewhere", scans / received_folder);
    put("a.pdf", pdf("A"));
    rounds();
    EXPECT_TRUE(fs::exists(scans / "a.pdf"));
    EXPECT_TRUE(fs::is_empty(folder / "elsewhere"));
    EXPECT_EQ(intake->count().received, 1);
}

TEST_F(FolderIntakeTest, AReadOnlyFolderIsTakenFromOnce) {
    if (::geteuid() == 0)
        GTEST_SKIP() << "root may write everywhere";
    put("a.pdf", pdf("A"));
    fs::permissions(scans, fs::perms::owner_read | fs::perms::owner_exec);
    for (int i = 0; i < 3; ++i) rounds();
    EXPECT_EQ(deliveries.size(), 1u);
    fs::permissions(scans, fs::perms::owner_all);
}

TEST_F(FolderIntakeTest, AFileWithoutPermissionIsRefusedWithThatReason) {
    if (::geteuid() == 0)
        GTEST_SKIP() << "root may read everything";
    put("a.pdf", pdf("A"));
    fs::permissions(scans / "a.pdf", fs::perms::none);
    round(seconds(0));
    round(longest_wait);
    EXPECT_THAT(refused(), ElementsAre("a.pdf", "a.pdf.原因.txt"));
}

TEST_F(FolderIntakeTest, AHomeThatFailsEndsItAndTheFileStaysWhereItIs) {
    put("a.pdf", pdf("A"));
    before_receiving = [](const fs::path& file) {
        throw Error(Fault::output_failed, file.string(), "磁盘空间不足");
    };
    round(seconds(0));
    EXPECT_THROW(round(quiet_unseen), Error);
    EXPECT_TRUE(fs::exists(scans / "a.pdf"));
    before_receiving = nullptr;
    open_home();
    rounds();
    EXPECT_THAT(received(), ElementsAre("a.pdf"));
}

TEST_F(FolderIntakeTest, CutShortAtAnyStepNothingIsLostOrDoubled) {
    struct Killed {};
    for (int steps = 0; steps < 12; ++steps) {
        fs::remove_all(scans);
        fs::remove_all(folder / "home");
        put("a.pdf", pdf("A"));
        put("b.pdf", pdf("B"));
        int left = steps;
        const auto kill = [&] {
            if (left-- == 0)
                throw Killed();
        };
        {
            HomeOptions options = tester();
            home.reset();
            home.emplace(Home::open_or_create(folder / "home", options));
            before_receiving = after_receiving = [&](const fs::path&) { kill(); };
            FolderIntake dying(
                scans,
                [&](OpenFile opened, const fs::path& name, const std::string& batch) {
                    kill();
                    const Receipt receipt = home->receive(std::move(opened), name, batch);
                    kill();
                    return receipt;
                },
                "run");
            try {
                dying.round({}, seconds(0), kill);
                dying.round({}, quiet_unseen, kill);
            } catch (const Killed&) {
            }
        }
        before_receiving = after_receiving = nullptr;
        open_home();
        rounds();
        EXPECT_THAT(received(), ElementsAre("a.pdf", "b.pdf")) << steps;
        EXPECT_EQ(home->unread().size(), 2u) << steps;
        EXPECT_THAT(contents_of_home(), ElementsAre(pdf("A"), pdf("B"))) << steps;
        EXPECT_FALSE(home->check_audit().first_broken);
    }
}

TEST_F(FolderIntakeTest, WrittenInPiecesByManyAtOnceNothingIsTakenEarly) {
    constexpr int writers = 40;
    std::mt19937 random(7);
    std::vector<std::string> whole, names;
    for (int i = 0; i < writers; ++i) {
        whole.push_back(pdf(std::string(500, 'a') + std::to_string(i)));
        names.push_back("scanner" + std::to_string(i % 4) + "/" + std::to_string(i) + ".pdf");
        put(names.back(), "");
    }
    std::vector<std::size_t> written(writers, 0);
    for (int turn = 0; turn < 400; ++turn) {
        const std::size_t at = random() % writers;
        const std::size_t piece =
            std::min<std::size_t>(1 + random() % 200, whole[at].size() - written[at]);
        if (piece > 0)
            std::ofstream(scans / names[at], std::ios::app) << whole[at].substr(written[at], piece);
        written[at] += piece;
        round(std::chrono::milliseconds(random() % 700));
    }
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (written[i] < whole[i].size())
            std::ofstream(scans / names[i], std::ios::app) << whole[i].substr(written[i]);
    rounds();
    EXPECT_EQ(intake->count().received, writers) << "each exactly once";
    EXPECT_EQ(contents_of_home(), std::set<std::string>(whole.begin(), whole.end()));
}

TEST_F(FolderIntakeTest, AThousandSmallFilesAreTakenInTwoRounds) {
    for (int i = 0; i < 1000; ++i) put(std::to_string(i) + ".pdf", pdf(std::to_string(i)));
    rounds();
    EXPECT_EQ(intake->count().received, 1000);
    EXPECT_EQ(received().size(), 1000u);
    EXPECT_EQ(home->unread().size(), 1000u);
}

}  // namespace tanfang

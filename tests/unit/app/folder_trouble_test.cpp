/// A watched folder when the share, the disk, the home or other programs do not do what they
/// should.
#include <random>

#include "folder_intake_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

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

#include "pipeline/intake/arrivals.h"

#include <map>
#include <string>

#include <gmock/gmock.h>

namespace tanfang {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A folder that exists in the test's head only, and its clock.
class ArrivalsTest : public testing::Test {
  protected:
    struct File {
        std::int64_t bytes = 0;
        FileSigns signs{Ending::missing, Writer::none};
        std::string problem;
    };

    Arrivals look_after(milliseconds time, const std::set<std::filesystem::path>& renamed = {}) {
        now += time;
        FolderLook look;
        for (const auto& [name, file] : files)
            look.entries.push_back({name, {file.bytes, file.bytes}, file.problem});
        return book.take_stock(look, renamed, now);
    }

    static std::vector<std::string> names(const std::vector<FolderEntry>& entries) {
        std::vector<std::string> all;
        for (const auto& entry : entries) all.push_back(entry.path);
        return all;
    }

    std::map<std::string, File> files;
    milliseconds now{1000};
    int inspected = 0;
    ArrivalBook book{[this](const FolderEntry& file) -> std::optional<FileSigns> {
        ++inspected;
        return files.at(file.path).signs;
    }};
};

const FileSigns whole = {Ending::there, Writer::none};
const FileSigns whole_unseen = {Ending::there, Writer::unknown};
const FileSigns whole_but_open = {Ending::there, Writer::some};

}  // namespace

TEST_F(ArrivalsTest, AFileIsTakenWhenItHasRestedAndEnds) {
    files["a.pdf"] = {100, whole, ""};
    EXPECT_EQ(look_after(seconds(0)).waiting, 1);
    EXPECT_THAT(look_after(milliseconds(1999)).complete, IsEmpty());
    EXPECT_THAT(names(look_after(milliseconds(1)).complete), ElementsAre("a.pdf"));
}

TEST_F(ArrivalsTest, AFileThatGrowsSlowlyIsNeverTakenEarly) {
    int early = 0;
    for (int piece = 1; piece <= 50; ++piece) {
        files["slow.jpg"] = {piece * 1000, {Ending::missing, Writer::none}, ""};
        for (int i = 0; i < 3; ++i)
            early += static_cast<int>(look_after(seconds(1)).complete.size());
    }
    files["slow.jpg"] = {51'000, whole, ""};
    early += static_cast<int>(look_after(seconds(1)).complete.size());
    EXPECT_EQ(early, 0) << "pauses of 3 s between pieces are longer than the rest asked for";
    EXPECT_EQ(look_after(seconds(2)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AnEndInTheMiddleIsNotBelievedWhileTheFileGrows) {
    for (int piece = 1; piece <= 20; ++piece) {
        files["a.pdf"] = {piece * 1000, whole, ""};  // a revision of a PDF ends, another follows
        EXPECT_THAT(look_after(milliseconds(1900)).complete, IsEmpty()) << piece;
    }
}

TEST_F(ArrivalsTest, AFileRenamedInIsTakenAtOnce) {
    files["a.pdf"] = {100, whole, ""};
    EXPECT_THAT(names(look_after(seconds(0), {"a.pdf"}).complete), ElementsAre("a.pdf"));
}

TEST_F(ArrivalsTest, AFileRenamedInWithoutItsEndIsNot) {
    files["a.pdf"] = {100, {Ending::missing, Writer::unknown}, ""};
    EXPECT_THAT(look_after(seconds(0), {"a.pdf"}).complete, IsEmpty());
    files["a.pdf"] = {200, whole, ""};
    EXPECT_THAT(look_after(seconds(1)).complete, IsEmpty()) << "it has changed: as any other";
    EXPECT_EQ(look_after(seconds(2)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AFileThatSomebodyWritesToWaitsEvenIfItEnds) {
    files["a.tif"] = {100, whole_but_open, ""};
    look_after(seconds(0));
    EXPECT_THAT(look_after(seconds(60)).complete, IsEmpty());
    files["a.tif"].signs = whole;
    EXPECT_EQ(look_after(seconds(1)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, WhereWritersAreNotSeenItRestsLonger) {
    files["a.tif"] = {100, whole_unseen, ""};
    look_after(seconds(0));
    EXPECT_THAT(look_after(milliseconds(9999)).complete, IsEmpty());
    EXPECT_EQ(look_after(milliseconds(1)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AWholeFileThatSomebodyKeepsOpenForEverIsTakenInTheEnd) {
    files["a.tif"] = {100, whole_but_open, ""};
    look_after(seconds(0));
    EXPECT_EQ(look_after(longest_wait).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AnIncompleteFileIsMentionedOnceAndThenRefused) {
    files["cut.jpg"] = {100, {Ending::missing, Writer::none}, ""};
    look_after(seconds(0));
    EXPECT_THAT(look_after(seconds(59)).slow, IsEmpty());
    EXPECT_THAT(look_after(seconds(1)).slow, ElementsAre("cut.jpg"));
    int mentions = 0, refusals = 0;
    for (int i = 0; i < 8; ++i) {
        const auto arrivals = look_after(minutes(1));
        mentions += static_cast<int>(arrivals.slow.size());
        refusals += static_cast<int>(arrivals.refused.size());
    }
    EXPECT_EQ(mentions, 0);
    EXPECT_EQ(refusals, 0);
    const auto last = look_after(minutes(1)).refused;
    ASSERT_EQ(last.size(), 1u);
    EXPECT_THAT(last[0].reason, HasSubstr("不完整"));
}

TEST_F(ArrivalsTest, TheReasonOfARefusalSaysWhatTheFileIs) {
    files["empty.pdf"] = {0, {Ending::unknown, Writer::none}, ""};
    files["secret.pdf"] = {5, {Ending::hidden, Writer::unknown}, ""};
    files["zeros.pdf"] = {5000, {Ending::unknown, Writer::none}, ""};
    look_after(seconds(0));
    const auto refused = look_after(longest_wait).refused;
    ASSERT_EQ(refused.size(), 3u);
    EXPECT_THAT(refused[0].reason, HasSubstr("空的"));
    EXPECT_THAT(refused[1].reason, HasSubstr("权限"));
    EXPECT_THAT(refused[2].reason, HasSubstr("不是 PNG"));
}

TEST_F(ArrivalsTest, WhatIsNoFileIsRefusedAtOnce) {
    files["link.pdf"] = {3, whole, "这是链接"};
    const auto arrivals = look_after(seconds(0), {"link.pdf"});
    ASSERT_EQ(arrivals.refused.size(), 1u);
    EXPECT_EQ(arrivals.refused[0].reason, "这是链接");
    EXPECT_EQ(inspected, 0) << "it is never opened";
}

TEST_F(ArrivalsTest, AFileThatWasLeftIsNotNamedAgainUnlessItChanges) {
    files["a.pdf"] = {100, whole, ""};
    look_after(seconds(0));
    book.leave(look_after(seconds(2)).complete.at(0));
    for (int i = 0; i < 10; ++i) EXPECT_THAT(look_after(minutes(5)).complete, IsEmpty());
    files["a.pdf"].bytes = 200;
    look_after(seconds(0));
    EXPECT_EQ(look_after(seconds(2)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AFileThatCouldNotBeTakenRestsBeforeTheNextTry) {
    files["a.pdf"] = {100, whole, ""};
    look_after(seconds(0));
    book.start_anew(look_after(seconds(2)).complete.at(0));
    EXPECT_THAT(look_after(seconds(1)).complete, IsEmpty());
    EXPECT_EQ(look_after(seconds(2)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AFileThatGoesAndComesBackStartsAnew) {
    files["a.pdf"] = {100, whole, ""};
    look_after(seconds(0));
    auto kept = files;
    files.clear();
    look_after(seconds(1));
    files = kept;
    EXPECT_THAT(look_after(seconds(1)).complete, IsEmpty());
    EXPECT_EQ(look_after(seconds(2)).complete.size(), 1u);
}

TEST_F(ArrivalsTest, AnIncompleteFileIsNotReadAgainAtEveryLook) {
    files["cut.jpg"] = {100, {Ending::missing, Writer::none}, ""};
    look_after(seconds(0));
    for (int i = 0; i < 100; ++i) look_after(seconds(3));
    EXPECT_EQ(inspected, 1);
}

}  // namespace tanfang

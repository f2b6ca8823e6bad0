#include "pipeline/intake/folder_look.h"

#include "pipeline/intake/folder_events.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace tanfang {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FolderLookTest : public testing::Test {
  protected:
    FolderLook look(const std::vector<fs::path>& apart = {}) const {
        return look_into(open_folder(folder.path()).get(), apart);
    }
    static std::vector<std::string> names(const FolderLook& look) {
        std::vector<std::string> all;
        for (const auto& entry : look.entries) all.push_back(entry.path);
        return all;
    }
    std::string problem_of(const std::string& name) const {
        for (const auto& entry : look().entries)
            if (entry.path == name)
                return entry.problem;
        return "not listed";
    }
    support::TemporaryFolder folder;
};

}  // namespace

TEST_F(FolderLookTest, ListsScansWithTheFoldersTheyLieIn) {
    fs::create_directories(folder.path() / "b" / "c");
    folder.file("a.PDF", "x");
    folder.file("b/d.jpg", "xyz");
    folder.file("b/c/e.tiff", "");
    folder.file("notes.txt", "x");
    folder.file(".half.pdf", "x");
    const auto seen = look();
    EXPECT_THAT(names(seen), ElementsAre("a.PDF", "b/c/e.tiff", "b/d.jpg"));
    EXPECT_EQ(seen.entries[2].stamp.bytes, 3);
    EXPECT_EQ(seen.passed_over, 1);
    EXPECT_THAT(seen.folders, ElementsAre(".", "b", "b/c"));
}

TEST_F(FolderLookTest, LeavesOutWhatWasSetAside) {
    fs::create_directories(folder.path() / "done");
    fs::create_directories(folder.path() / "b" / "done");
    folder.file("done/a.pdf", "x");
    folder.file("b/done/b.pdf", "x");
    EXPECT_THAT(names(look({"done"})), ElementsAre("b/done/b.pdf"));
}

TEST_F(FolderLookTest, KeepsNamesOfAnyBytes) {
    const std::string name = "\xFF\xFE\n scan.pdf";
    folder.file(name, "x");
    EXPECT_THAT(names(look()), ElementsAre(name));
}

TEST_F(FolderLookTest, SaysOfLinksPipesAndSocketsThatTheyAreNoScans) {
    folder.file("a.pdf", "x");
    fs::create_symlink("a.pdf", folder.path() / "link.pdf");
    fs::create_directories(folder.path() / "real");
    fs::create_directory_symlink("real", folder.path() / "linked");
    ASSERT_EQ(::mkfifo((folder.path() / "pipe.pdf").c_str(), 0600), 0);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder.path() / "socket.pdf").string().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(socket);
    EXPECT_EQ(problem_of("a.pdf"), "");
    EXPECT_THAT(problem_of("link.pdf"), HasSubstr("链接"));
    EXPECT_THAT(problem_of("pipe.pdf"), HasSubstr("管道"));
    EXPECT_THAT(problem_of("socket.pdf"), HasSubstr("套接字"));
    EXPECT_THAT(look().folders, ElementsAre(".", "real")) << "links to folders are not followed";
}

TEST_F(FolderLookTest, StopsAtEightLevels) {
    fs::path deep = folder.path();
    for (int level = 1; level <= deepest_level + 3; ++level) {
        deep /= std::string(200, 'd');
        fs::create_directory(deep);
        std::ofstream(deep / "a.pdf") << level;
    }
    const auto seen = look();
    EXPECT_EQ(seen.entries.size(), static_cast<std::size_t>(deepest_level));
    EXPECT_EQ(seen.too_deep.size(), 1u);
}

TEST_F(FolderLookTest, NamesFoldersItMayNotOpen) {
    if (::geteuid() == 0)
        GTEST_SKIP() << "root may open everything";
    fs::create_directory(folder.path() / "closed");
    fs::permissions(folder.path() / "closed", fs::perms::none);
    EXPECT_THAT(look().closed, ElementsAre("closed"));
    fs::permissions(folder.path() / "closed", fs::perms::owner_all);
}

TEST_F(FolderLookTest, OpensNothingThroughALink) {
    folder.file("a.pdf", "x");
    fs::create_directories(folder.path() / "b");
    folder.file("b/c.pdf", "x");
    fs::create_symlink("a.pdf", folder.path() / "link.pdf");
    fs::create_directory_symlink("b", folder.path() / "way");
    const Descriptor open = open_folder(folder.path());
    EXPECT_TRUE(open_beneath(open.get(), "b/c.pdf").is_open());
    EXPECT_FALSE(open_beneath(open.get(), "link.pdf").is_open());
    EXPECT_FALSE(open_beneath(open.get(), "way/c.pdf").is_open());
    ASSERT_EQ(::mkfifo((folder.path() / "pipe.pdf").c_str(), 0600), 0);
    const Descriptor pipe = open_beneath(open.get(), "pipe.pdf");  // without waiting for a writer
    EXPECT_FALSE(stamp_of_regular(pipe.get()));
}

TEST_F(FolderLookTest, SeesAWriterWhereTheSystemShowsIt) {
    const auto path = folder.file("a.pdf", "x");
    const Descriptor reading(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (writer_of(reading.get()) == Writer::unknown)
        GTEST_SKIP() << "this file system gives no leases";
    EXPECT_EQ(writer_of(reading.get()), Writer::none);
    {
        const Descriptor writing(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        EXPECT_EQ(writer_of(reading.get()), Writer::some);
    }
    EXPECT_EQ(writer_of(reading.get()), Writer::none);
}

TEST_F(FolderLookTest, EventsTellWhatWasRenamedIn) {
    FolderEvents events;
    fs::create_directory(folder.path() / "b");
    events.watch(folder.path(), look().folders);
    folder.file("a.part", "x");
    fs::rename(folder.path() / "a.part", folder.path() / "b" / "a.pdf");
    folder.file("written.pdf", "x");
    EXPECT_THAT(events.wait(std::chrono::seconds(10)), ElementsAre("b/a.pdf"));
    EXPECT_THAT(events.wait(std::chrono::milliseconds(1)), IsEmpty());
}

}  // namespace tanfang

#include "pipeline/intake/input_list.h"

#include "pipeline/intake/printable_path.h"

#include "tests/support/temporary_folder.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace tanfang {

namespace fs = std::filesystem;
using testing::ElementsAre;

namespace {

class InputListTest : public testing::Test {
  protected:
    void touch(const fs::path& name) {
        fs::create_directories((folder_.path() / name).parent_path());
        folder_.file(name, "x");
    }
    /// Paths relative to the test's folder; problems as "!".
    std::vector<std::string> names(const InputList& list) {
        std::vector<std::string> found;
        for (const InputFile& file : list.files)
            found.push_back(file.path.lexically_relative(folder_.path()).string() +
                            (file.problem.empty() ? "" : "!"));
        return found;
    }

    support::TemporaryFolder folder_;
};

}  // namespace

TEST_F(InputListTest, SearchesFoldersInByteOrderAndPassesOverOtherFiles) {
    for (const char* name :
         {"b.png", "a/2.PDF", "a/10.jpg", "a/notes.txt", "B.tiff", ".hidden.png", ".trash/x.png"})
        touch(name);
    const InputList list = list_inputs({folder_.path()});
    EXPECT_THAT(names(list), ElementsAre("B.tiff", "a/10.jpg", "a/2.PDF", "b.png"));
    EXPECT_EQ(list.passed_over, 1);
    EXPECT_TRUE(list.repeats.empty());
}

TEST_F(InputListTest, KeepsTheOrderOfArgumentsAndTakesAnyName) {
    touch("z.dat");
    touch("a.png");
    const InputList list = list_inputs({folder_.path() / "z.dat", folder_.path() / "a.png"});
    EXPECT_THAT(names(list), ElementsAre("z.dat", "a.png"));
}

TEST_F(InputListTest, TakesAFileOnceHoweverItIsNamed) {
    touch("a.png");
    fs::create_symlink("a.png", folder_.path() / "link.png");
    const InputList list =
        list_inputs({folder_.path() / "." / "a.png", folder_.path(), folder_.path() / "a.png"});
    EXPECT_THAT(names(list), ElementsAre("./a.png"));
    EXPECT_THAT(list.repeats, ElementsAre(folder_.path() / "a.png", folder_.path() / "link.png",
                                          folder_.path() / "a.png"));
}

TEST_F(InputListTest, ReportsWhatIsNoRegularFileAndGoesOn) {
    touch("d.png");
    ASSERT_EQ(mkfifo((folder_.path() / "a.pdf").c_str(), 0600), 0);
    fs::create_symlink("nowhere", folder_.path() / "b.png");
    fs::create_symlink("/dev/null", folder_.path() / "c.png");
    const InputList list = list_inputs({folder_.path(), folder_.path() / "missing.png"});
    EXPECT_THAT(names(list), ElementsAre("a.pdf!", "b.png!", "c.png!", "d.png", "missing.png!"));
}

TEST_F(InputListTest, DoesNotFollowLinksToFolders) {
    touch("sub/a.png");
    fs::create_symlink("..", folder_.path() / "sub" / "loop");
    const InputList list = list_inputs({folder_.path()});
    EXPECT_THAT(names(list), ElementsAre("sub/a.png"));
    EXPECT_EQ(list.passed_over, 1);
}

TEST_F(InputListTest, TakesNamesOfAnyBytes) {
    const std::string gbk = "\xD5\xC5.png";  // a name from a Chinese Windows, in GBK
    touch(gbk);
    const InputList list = list_inputs({folder_.path()});
    ASSERT_EQ(list.files.size(), 1U);
    EXPECT_EQ(list.files[0].path.filename().native(), gbk);
}

TEST(PrintablePath, ReplacesWhatIsNoUtf8AndWhatControlsATerminal) {
    EXPECT_EQ(printable_path("扫描/甲 1.png"), "扫描/甲 1.png");
    EXPECT_EQ(printable_path("\xD5\xC5.png"), "\uFFFD\uFFFD.png");
    EXPECT_EQ(printable_path("a\x1B[2J\n\xE6\x89"), "a\uFFFD[2J\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(printable_path("𠮷.pdf"), "𠮷.pdf");
}

}  // namespace tanfang

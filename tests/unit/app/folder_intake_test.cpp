#include <string>

#include "folder_intake_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

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

}  // namespace tanfang

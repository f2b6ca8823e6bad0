// Scans that come from the browser in pieces.
#include "station_fixture.h"

namespace tanfang {

namespace {

class UploadTest : public StationTest {
  protected:
    UploadTest() { sign_in("lin"); }
    HttpResponse begin(const std::string& name, std::int64_t bytes) {
        return post("/api/upload", {{"name", name}, {"bytes", bytes}});
    }
    std::string begun(std::int64_t bytes) {
        return Json::parse(begin("扫描 1.pdf", bytes).body)["upload"];
    }
    int piece(const std::string& upload, const std::string& offset, const std::string& bytes) {
        return post_bytes("/api/piece/" + upload + "/" + offset, bytes).status;
    }
    int finish(const std::string& upload) {
        return post("/api/uploaded", {{"upload", upload}}).status;
    }
    Json files() { return Json::parse(get("/api/intake").body)["files"]; }
};

}  // namespace

TEST_F(UploadTest, KeepsAFileThatHasComeAndTellsHowFarItIsRead) {
    const std::string bytes("new\0scan", 8), upload = begun(8);
    EXPECT_EQ(piece(upload, "0", bytes.substr(0, 3)), 200);
    EXPECT_EQ(piece(upload, "0", bytes.substr(0, 3)), 200) << "its answer was lost";
    EXPECT_EQ(finish(upload), 400) << "a part is missing";
    EXPECT_EQ(piece(upload, "3", bytes.substr(3)), 200);
    EXPECT_EQ(finish(upload), 200);
    ASSERT_EQ(home.unread().size(), 1u);
    const UnreadFile file = home.unread()[0];
    EXPECT_EQ(bytes_in(file.stored), bytes);
    EXPECT_EQ(file.name, "上传/扫描 1.pdf");
    EXPECT_EQ(files()[0]["read"], false);
    home.store_page(file.sha256, parse_read_page(line_of(0, "0000000007")));
    EXPECT_EQ(files()[0]["accepted"], 1);
    home.finish_file(file.sha256, 1);
    EXPECT_EQ(files()[0]["read"], true);
    EXPECT_TRUE(std::filesystem::is_empty(folder / "home" / "tmp"));
    sign_in("chen");
    EXPECT_TRUE(files().empty()) << "of somebody else";
}

TEST_F(UploadTest, RefusesWhatIsNoScanAndPiecesThatDoNotFit) {
    EXPECT_EQ(begin("list.xlsx", 5).status, 400);
    EXPECT_EQ(begin("../a.pdf", 5).status, 400);
    EXPECT_EQ(begin("a\nb.pdf", 5).status, 400);
    EXPECT_EQ(begin(std::string(300, 'a') + ".pdf", 5).status, 400);
    EXPECT_EQ(begin("a.pdf", 0).status, 400);
    EXPECT_EQ(begin("a.pdf", longest_upload + 1).status, 400);
    const std::string upload = begun(5);
    EXPECT_EQ(piece(upload, "2", "abc"), 400) << "a gap";
    EXPECT_EQ(piece(upload, "0", "abcdef"), 400) << "more than was said";
    for (const char* offset : {"-1", "x", "0x", "99999999999999999999"})
        EXPECT_EQ(piece(upload, offset, "abc"), 400) << offset;
    EXPECT_EQ(piece("nonsense", "0", "abc"), 400);
    EXPECT_EQ(piece(upload, "0", "abcde"), 200);
    sign_in("chen");
    EXPECT_EQ(finish(upload), 400) << "of somebody else";
    sign_in("wang");
    EXPECT_EQ(begin("a.pdf", 5).status, 403);
    EXPECT_TRUE(home.unread().empty());
}

TEST_F(UploadTest, ForgetsAFileThatNobodyFinishes) {
    Uploads uploads(folder / "home" / "tmp");
    const Uploads::Clock::time_point start{};
    const std::string first = uploads.begin("lin", "a.pdf", 5, start);
    for (std::size_t i = 1; i < most_uploads; ++i) uploads.begin("lin", "a.pdf", 5, start);
    EXPECT_THROW(uploads.begin("chen", "a.pdf", 5, start), Error);
    EXPECT_NO_THROW(uploads.begin("chen", "a.pdf", 5, start + upload_idle_time));
    EXPECT_THROW(uploads.add("lin", first, 0, "abcde", start), Error);
}

TEST_F(UploadTest, KnowsAFileThatHasComeBefore) {
    for (const bool known : {false, true}) {
        const std::string upload = begun(4);
        EXPECT_EQ(piece(upload, "0", "same"), 200);
        EXPECT_EQ(Json::parse(post("/api/uploaded", {{"upload", upload}}).body)["known"], known);
    }
    EXPECT_EQ(home.unread().size(), 1u);
    EXPECT_EQ(files().size(), 2u);
}

}  // namespace tanfang

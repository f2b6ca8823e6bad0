/// What is handed to a running station: it says what is wrong with it, and goes on serving.

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/support/hostile_files.h"
#include "tests/support/pdf_files.h"
#include "tests/support/program.h"
#include "tests/unit/station/raw_client.h"
#include <gmock/gmock.h>

namespace tanfang::simulate {
namespace {

using testing::HasSubstr;

const std::filesystem::path source = TANFANG_SOURCE_DIR;

/// Somebody before the page, without the page.
class Visitor {
  public:
    /// @param link  that the station printed when it was started for the first time
    explicit Visitor(const std::string& link) {
        const std::string before = "http://127.0.0.1:";
        port_ = std::stoi(link.substr(before.size()));
        csrf_ = ask("GET", "session")["csrf"];
        ask("POST", "setup",
            Json{{"token", link.substr(link.find('=') + 1)},
                 {"name", "root"},
                 {"password", "correct horse"}}
                .dump());
        csrf_ = ask("GET", "session")["csrf"];
    }

    Json ask(const std::string& method, const std::string& path, const std::string& body = "") {
        RawClient client(port_);
        client.send(head(method, path, body.size()) + body);
        const std::string answer = client.answer();
        const std::string cookie = "Set-Cookie: ";
        if (const auto at = answer.find(cookie); at != std::string::npos)
            cookie_ = answer.substr(at + cookie.size(), answer.find(';', at) - at - cookie.size());
        EXPECT_THAT(answer, testing::StartsWith("HTTP/1.1 200")) << method << " " << path;
        return Json::parse(answer.substr(answer.find("\r\n\r\n") + 4));
    }

    /// A line that is cut in the middle of a request.
    void send_a_part(const std::string& path, const std::string& body) {
        RawClient client(port_);
        client.send(head("POST", path, body.size()) + body.substr(0, body.size() / 2));
    }

    void upload(const std::string& name, const std::string& bytes) {
        constexpr std::size_t piece = 256 << 10;
        const std::string upload =
            ask("POST", "upload", Json{{"name", name}, {"bytes", bytes.size()}}.dump())["upload"];
        const auto path = [&](std::size_t at) {
            return "piece/" + upload + "/" + std::to_string(at);
        };
        send_a_part(path(0), bytes.substr(0, piece));
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            ask("POST", path(at), bytes.substr(at, piece));
        ask("POST", "uploaded", Json{{"upload", upload}}.dump());
    }

  private:
    std::string head(const std::string& method, const std::string& path, std::size_t bytes) const {
        const std::string host = "127.0.0.1:" + std::to_string(port_);
        return method + " /api/" + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" +
               host + "\r\nCookie: " + cookie_ + "\r\nX-CSRF-Token: " + csrf_ +
               "\r\nConnection: close\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n";
    }

    int port_ = 0;
    std::string cookie_ = "none", csrf_ = "none";
};

std::string first_link(const BackgroundRun& station) {
    for (;;) {
        const std::string out = station.out_so_far();
        const auto begin = out.find("http://"), end = out.find('\n', begin);
        if (begin != std::string::npos && end != std::string::npos)
            return out.substr(begin, end - begin);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

/// What became of the files, by name, when all of them are read.
std::map<std::string, Json> read_files(Visitor& visitor, std::size_t count) {
    for (;;) {
        const Json now = visitor.ask("GET", "intake");
        std::map<std::string, Json> read;
        for (const auto& file : now["files"])
            if (file["read"] == true)
                read[file["name"]] = file;
        if (read.size() == count || now["trouble"] != "")
            return read;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

}  // namespace

TEST(RunningStation, TakesBombsAndCutLinesAndReadsTheScanBehindThem) {
    const Folder folder;
    const std::string home = folder / "home";
    BackgroundRun station({"serve", "--home", home, "--port", "0"});
    Visitor visitor(first_link(station));
    visitor.upload("bomb.pdf", support::pdf_with_picture_bomb(64 << 20));
    visitor.upload("pages.pdf", support::pdf_of_empty_pages(2001));
    visitor.upload("scan.jpg", read_file(source / "samples/scans/visit-350599-0001-office.jpg"));
    const auto files = read_files(visitor, 3);
    ASSERT_EQ(files.size(), 3u);
    for (const char* name : {"bomb.pdf", "pages.pdf"}) {
        EXPECT_GE(files.at(name)["rejected"], 1) << name;
        EXPECT_EQ(files.at(name)["accepted"], 0) << name;
    }
    EXPECT_EQ(files.at("scan.jpg")["rejected"], 0);
    const Json exceptions = visitor.ask("GET", "exceptions")["items"];
    ASSERT_EQ(exceptions.size(), 2u) << "one for each file, not for each page";
    for (const auto& item : exceptions)
        EXPECT_THAT(item["pages"][0]["reason"].get<std::string>(), HasSubstr("too_large"));
    const Json next = visitor.ask("POST", "next", R"({"after": ""})");
    EXPECT_EQ(visitor.ask("GET", "sheet/" + next["record"].get<std::string>())["form"], "visit");
    EXPECT_EQ(visitor.ask("POST", "search", R"({"text": "林阿满"})")["people"].size(), 0u);
    station.send(SIGTERM);
    const Outcome served = station.wait();
    EXPECT_EQ(served.exit_code, 0);
    EXPECT_THAT(served.out + served.err, testing::Not(HasSubstr("林阿满"))) << "no names in logs";
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

}  // namespace tanfang::simulate

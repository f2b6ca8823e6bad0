// What strangers may send to the server: it refuses early, and goes on serving.
#include "pipeline/external/http_server.h"

#include <thread>

#include "raw_client.h"

namespace tanfang {

namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Server : public testing::Test {
  protected:
    Server() : running([this] { server.run(); }) {}
    ~Server() override {
        server.stop();
        running.join();
    }
    std::string ask(const std::string& bytes) {
        RawClient client(server.port());
        client.send(bytes);
        return client.answer();
    }
    std::string good() { return ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); }

    static HttpLimits limits() {
        HttpLimits limits;
        limits.seconds = 2;
        return limits;
    }
    HttpServer server{0, limits(), [](const HttpRequest& request) {
                          return HttpResponse{200, "text/plain", request.method + request.body, {}};
                      }};
    std::thread running;
};

/// Sends until the server has enough. @return how much it let in
std::size_t flood(RawClient& client, const std::string& start, const std::string& part,
                  std::size_t at_most) {
    std::size_t sent = 0;
    for (bool taken = client.send(start); taken && sent < at_most; sent += part.size())
        taken = client.send(part);
    return sent;
}

}  // namespace

TEST_F(Server, AnswersSeveralRequestsOfOneClient) {
    const std::string both =
        ask("GET / HTTP/1.1\r\nHost: x\r\n\r\nPOST /a HTTP/1.1\r\nHost: x\r\nContent-Length: "
            "2\r\nConnection: close\r\n\r\nhi");
    EXPECT_THAT(both, StartsWith("HTTP/1.1 200 OK"));
    EXPECT_THAT(both, HasSubstr("POSThi"));
}

TEST(RequestBudget, IsFilledAgainWithTimeForEachAddressByItself) {
    RequestBudget budget({2, 3});
    const auto start = RequestBudget::Clock::now();
    const auto taken = [&](const char* address, std::chrono::milliseconds after) {
        int count = 0;
        while (budget.take(address, start + after)) ++count;
        return count;
    };
    using std::chrono::milliseconds;
    EXPECT_EQ(taken("10.0.0.1", milliseconds(0)), 3);
    EXPECT_EQ(taken("10.0.0.2", milliseconds(0)), 3) << "another client's own";
    EXPECT_EQ(taken("10.0.0.1", milliseconds(400)), 0);
    EXPECT_EQ(taken("10.0.0.1", milliseconds(1100)), 2);
    EXPECT_EQ(taken("10.0.0.1", milliseconds(60000)), 3) << "no more than at first";
}

TEST(RequestBudget, ForgetsAddressesWhoseBudgetIsFull) {
    RequestBudget budget({1, 1});
    const auto start = RequestBudget::Clock::now();
    for (int i = 0; i < 5000; ++i)
        budget.take("client " + std::to_string(i), start + std::chrono::seconds(2 * i));
    EXPECT_LT(budget.known_addresses(), 2000u);
}

TEST(ServerWithABudget, AnswersAClientThatAsksTooMuchWithoutAskingTheHandler) {
    int asked = 0;
    HttpLimits limits;
    limits.rate = {0.001, 2};
    HttpServer server(0, limits, [&](const HttpRequest&) {
        ++asked;
        return HttpResponse{200, "text/plain", "", {}};
    });
    std::thread running([&] { server.run(); });
    const auto status = [&] {
        RawClient client(server.port());
        client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return client.answer().substr(0, 12);
    };
    EXPECT_EQ(status(), "HTTP/1.1 200");
    EXPECT_EQ(status(), "HTTP/1.1 200");
    EXPECT_EQ(status(), "HTTP/1.1 429");
    server.stop();
    running.join();
    EXPECT_EQ(asked, 2);
}

TEST_F(Server, RefusesWhatIsAmbiguousOrNoHttp) {
    for (const std::string request :
         {"GET / HTTP/1.1\r\n\r\n",                        // no Host
          "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",  // two
          "GET / HTTP/1.1\r\nHost : x\r\n\r\n",            // a space
          "GET / HTTP/1.1\nHost: x\n\n",                   // bare LF
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: "
          "chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
          "\x16\x03\x01\x02garbage\r\n\r\n"})
        EXPECT_THAT(ask(request), StartsWith("HTTP/1.1 400")) << request;
    EXPECT_THAT(good(), StartsWith("HTTP/1.1 200"));
}

TEST_F(Server, TakesNoHeaderWithoutEndAndNoBodyWithoutLimit) {
    constexpr std::size_t far_too_much = std::size_t{300} << 20, little = std::size_t{16} << 20;
    const std::string megabyte(1 << 20, 'a');
    RawClient long_line(server.port()), many(server.port()), chunks(server.port());
    EXPECT_LT(flood(long_line, "GET / HTTP/1.1\r\nX: ", megabyte, far_too_much), little);
    std::string lines;
    while (lines.size() < megabyte.size()) lines += "X: y\r\n";
    EXPECT_LT(flood(many, "GET / HTTP/1.1\r\n", lines, far_too_much), little);
    EXPECT_LT(flood(chunks, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "100000\r\n" + megabyte + "\r\n", far_too_much),
              little);
    EXPECT_THAT(ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 314572800\r\n\r\n"),
                StartsWith("HTTP/1.1 413"));
    EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n"),
                StartsWith("HTTP/1.1 431"));
    EXPECT_THAT(good(), StartsWith("HTTP/1.1 200"));
}

TEST_F(Server, GivesTheWholeOnceHoweverManyRangesAreAskedFor) {
    std::string ranges = "bytes=0-";
    for (int i = 1; i < 1000; ++i) ranges += "," + std::to_string(i) + "-";
    const std::string answer =
        ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: " + ranges + "\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    EXPECT_LT(answer.size(), 1000u);
}

TEST_F(Server, LetsHalfOpenClientsWaitAndServesTheOthers) {
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 300; ++i) {
        waiting.push_back(std::make_unique<RawClient>(server.port()));
        waiting.back()->send("GET / HT");
    }
    EXPECT_THAT(good(), StartsWith("HTTP/1.1 200"));
    EXPECT_EQ(waiting.front()->answer(), "") << "closed after its time";
}

}  // namespace tanfang

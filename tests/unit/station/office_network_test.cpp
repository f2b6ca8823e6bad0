// The office network: certificates of an own authority, and TLS before strangers.
#include "pipeline/external/http_server.h"
#include "pipeline/station/office_certificate.h"

#include <memory>
#include <thread>

#include "../home/home_fixture.h"
#include "raw_client.h"
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

using std::chrono::hours;
using testing::HasSubstr;
using testing::StartsWith;

const ServerNames here{{"127.0.0.1", "192.168.1.20"}, {"station"}};
const CertificateTime now = std::chrono::system_clock::now();
constexpr hours day{24};
const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// A browser that trusts one authority.
class TlsClient {
  public:
    TlsClient(int port, const std::string& authority, int newest = TLS1_3_VERSION)
        : client_(port), context_(SSL_CTX_new(TLS_client_method())), tls_(SSL_new(context_)) {
        BIO* bio = BIO_new_mem_buf(authority.data(), static_cast<int>(authority.size()));
        X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), certificate);
        X509_free(certificate);
        BIO_free(bio);
        SSL_set_security_level(tls_, 0);
        SSL_set_max_proto_version(tls_, newest);
        SSL_set_verify(tls_, SSL_VERIFY_PEER, nullptr);
        SSL_set_fd(tls_, client_.descriptor());
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_), "127.0.0.1");
        connected = SSL_connect(tls_) == 1;
    }
    ~TlsClient() {
        SSL_free(tls_);
        SSL_CTX_free(context_);
    }
    TlsClient(const TlsClient&) = delete;
    TlsClient& operator=(const TlsClient&) = delete;

    std::string ask() {
        SSL_write(tls_, request.data(), static_cast<int>(request.size()));
        std::string all;
        char part[4096];
        for (int got; (got = SSL_read(tls_, part, sizeof part)) > 0;)
            all.append(part, static_cast<std::size_t>(got));
        return all;
    }

    bool connected = false;

  private:
    RawClient client_;
    SSL_CTX* context_;
    SSL* tls_;
};

class OfficeServer : public testing::Test {
  protected:
    OfficeServer() : running([this] { server.run(); }) {}
    ~OfficeServer() override {
        server.stop();
        running.join();
    }
    static HttpLimits limits() {
        HttpLimits limits;
        limits.seconds = 2;
        limits.connections = 310;
        return limits;
    }
    std::string good() { return TlsClient(server.port(), authority).ask(); }

    TemporaryFolder folder;
    OfficeCertificate office = office_certificate(folder / "", here, now);
    std::string authority = bytes_in(office.authority);
    HttpServer server{{"127.0.0.1", 0}, office.server, limits(), [](const HttpRequest&) {
                          return HttpResponse{200, "text/plain", "hello", {}};
                      }};
    std::thread running;
};

}  // namespace

TEST_F(OfficeServer, IsBelievedByWhoTrustsItsAuthorityAndByNobodyElse) {
    TlsClient client(server.port(), authority);
    ASSERT_TRUE(client.connected);
    EXPECT_THAT(client.ask(), HasSubstr("hello"));
    const auto other = make_authority("other", here, now, now + day);
    EXPECT_FALSE(TlsClient(server.port(), other).connected);
    EXPECT_FALSE(TlsClient(server.port(), authority, TLS1_1_VERSION).connected) << "too old";
    EXPECT_TRUE(TlsClient(server.port(), authority, TLS1_2_VERSION).connected);
}

TEST_F(OfficeServer, TellsWhoForgetsHttpsAndDropsWhatIsNoTls) {
    RawClient plain(server.port());
    plain.send(request);
    const std::string told = plain.answer();
    EXPECT_THAT(told, StartsWith("HTTP/1.1 400"));
    EXPECT_THAT(told, HasSubstr("https://"));
    RawClient noise(server.port());
    noise.send(std::string("\x16\x03\x01\xff\xff garbage \0\0\0", 18));
    noise.send(std::string(70'000, 'x'));
    EXPECT_EQ(noise.answer().find("hello"), std::string::npos);
    EXPECT_THAT(good(), HasSubstr("hello"));
}

TEST_F(OfficeServer, LetsHalfShakenHandsWaitAndServesTheOthers) {
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 300; ++i) {
        waiting.push_back(std::make_unique<RawClient>(server.port()));
        waiting.back()->send(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));
    }
    EXPECT_THAT(good(), HasSubstr("hello"));
    for (int i = 0; i < 10; ++i) waiting.push_back(std::make_unique<RawClient>(server.port()));
    EXPECT_EQ(waiting.back()->answer(), "") << "more than the limit: closed at once";
    EXPECT_EQ(waiting.front()->answer(), "") << "closed after its time";
    EXPECT_THAT(good(), HasSubstr("hello"));
}

TEST(OfficeCertificate, KeepsItsAuthorityAndRenewsTheServerInTime) {
    TemporaryFolder folder;
    const auto first = office_certificate(folder / "", here, now);
    const std::string authority = bytes_in(first.authority);
    EXPECT_TRUE(vouches_for(authority, first.server, here, now));
    EXPECT_FALSE(vouches_for(authority, first.server, here, now + 398 * day));
    EXPECT_FALSE(vouches_for(authority, first.server, {{"192.168.1.21"}, {}}, now));
    EXPECT_FALSE(vouches_for(authority, first.server, {{}, {"other"}}, now));
    EXPECT_EQ(office_certificate(folder / "", here, now + 190 * day).server, first.server);
    const auto later = office_certificate(folder / "", here, now + 210 * day);
    EXPECT_NE(later.server, first.server) << "renewed before its end";
    EXPECT_EQ(later.shown.sha256, first.shown.sha256);
    EXPECT_EQ(bytes_in(later.authority), authority);
    const ServerNames moved{{"10.20.30.40"}, {"station"}};
    EXPECT_TRUE(
        vouches_for(authority, office_certificate(folder / "", moved, now).server, moved, now));
    for (const std::string name : {"authority.pem", "server.pem", "tanfang-ca.crt"}) {
        struct stat what {};
        ASSERT_EQ(::stat((folder / ("lan/" + name)).c_str(), &what), 0);
        EXPECT_EQ(what.st_mode & 0777, 0600u) << name;
    }
    EXPECT_EQ(authority.find("PRIVATE"), std::string::npos) << "it is given away";
}

TEST(OfficeCertificate, MendsTheServersAndRefusesADamagedAuthority) {
    TemporaryFolder folder;
    const auto whole = office_certificate(folder / "", here, now);
    write_file(folder / "lan/server.pem", whole.server.substr(0, 700));
    write_file(folder / "lan/tanfang-ca.crt", "");
    const auto mended = office_certificate(folder / "", here, now);
    EXPECT_TRUE(vouches_for(bytes_in(mended.authority), mended.server, here, now));
    EXPECT_THROW(office_certificate(folder / "", here, now + 3651 * day), Error) << "at its end";
    write_file(folder / "lan/authority.pem", "nonsense");
    EXPECT_THROW(office_certificate(folder / "", here, now), Error);
}

TEST(OfficeCertificate, VouchesForNothingOutsideOfTheOffice) {
    const auto authority = make_authority("office", here, now, now + day);
    for (const ServerNames& names :
         {ServerNames{{"8.8.8.8"}, {}}, {{}, {"bank.example"}}, {{"10.0.0.1"}, {"bank.example"}}}) {
        const auto server = make_server_certificate(authority, names, now, now + day);
        EXPECT_FALSE(vouches_for(authority, server, names, now));
    }
    const ServerNames outside{{"8.8.8.8"}, {}};
    const auto wider = make_authority("office", outside, now, now + day);
    EXPECT_TRUE(
        vouches_for(wider, make_server_certificate(wider, outside, now, now + day), outside, now));
    EXPECT_THROW(make_server_certificate(authority, {{"no address"}, {}}, now, now + day), Error);
}

}  // namespace tanfang

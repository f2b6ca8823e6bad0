#include "pipeline/external/certificates.h"

#include "pipeline/base/error.h"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace tanfang {

namespace {

template <auto function>
struct Free {
    template <class T>
    void operator()(T* thing) const noexcept {
        function(thing);
    }
};
using BioPtr = std::unique_ptr<BIO, Free<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Free<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using ContextPtr = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;

/// Networks that nobody has on the Internet (RFC 1918, RFC 3927), and this computer.
constexpr std::array private_networks = {"10.0.0.0/255.0.0.0", "172.16.0.0/255.240.0.0",
                                         "192.168.0.0/255.255.0.0", "169.254.0.0/255.255.0.0",
                                         "127.0.0.0/255.0.0.0"};

const std::string server_name = "Tanfang station";  // no host name: a limit of those would apply

constexpr int serial_bytes = 16;  // random, so that no browser has seen it of another authority

/// What OpenSSL refuses for no reason in the input: no memory, no randomness.
template <class Result>
Result needed(Result result) {
    if (!result)
        throw std::runtime_error("OpenSSL cannot make a certificate");
    return result;
}

BioPtr memory(const std::string& text) {
    return BioPtr(needed(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))));
}

std::string text_in(BIO& bio) {
    char* start = nullptr;
    const long size = BIO_get_mem_data(&bio, &start);
    return {start, static_cast<std::size_t>(size)};
}

std::string pem_of(X509& certificate) {
    const BioPtr bio(needed(BIO_new(BIO_s_mem())));
    needed(PEM_write_bio_X509(bio.get(), &certificate));
    return text_in(*bio);
}

std::string pem_of(EVP_PKEY& key) {
    const BioPtr bio(needed(BIO_new(BIO_s_mem())));
    needed(PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr));
    return text_in(*bio);
}

CertificatePtr certificate_in(const std::string& pem) {
    CertificatePtr certificate(PEM_read_bio_X509(memory(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return certificate;
}

KeyPtr key_in(const std::string& pem) {
    KeyPtr key(PEM_read_bio_PrivateKey(memory(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return key;
}

void name_it(X509_NAME* name, const std::string& words) {
    needed(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(words.data()),
                                      static_cast<int>(words.size()), -1, 0));
}

void extend(X509& certificate, X509& issuer, int which, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str()));
    ERR_clear_error();
    if (!extension)
        throw Error(Fault::bad_usage, value, "不是有效的地址或计算机名");
    needed(X509_add_ext(&certificate, extension.get(), -1));
}

/// A certificate with all but its extensions and signature.
CertificatePtr begun(const std::string& name, EVP_PKEY& key, CertificateTime from,
                     CertificateTime until) {
    CertificatePtr certificate(needed(X509_new()));
    needed(X509_set_version(certificate.get(), X509_VERSION_3));
    std::array<unsigned char, serial_bytes> serial{};
    needed(RAND_bytes(serial.data(), serial_bytes) == 1);
    serial[0] = static_cast<unsigned char>((serial[0] & 0x7F) | 0x40);  // positive, of full length
    BIGNUM* number = needed(BN_bin2bn(serial.data(), serial_bytes, nullptr));
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get()));
    BN_free(number);
    using Clock = std::chrono::system_clock;
    needed(ASN1_TIME_set(X509_getm_notBefore(certificate.get()), Clock::to_time_t(from)));
    needed(ASN1_TIME_set(X509_getm_notAfter(certificate.get()), Clock::to_time_t(until)));
    name_it(X509_get_subject_name(certificate.get()), name);
    needed(X509_set_pubkey(certificate.get(), &key));
    return certificate;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string all;
    for (const auto& part : parts) all += (all.empty() ? "" : ",") + part;
    return all;
}

std::string digest_of(X509& certificate, const EVP_MD* method) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    needed(X509_digest(&certificate, method, digest.data(), &size));
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += i == 0 ? "" : ":";
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

}  // namespace

KeyedCertificate make_authority(const std::string& name, const ServerNames& names,
                                CertificateTime from, CertificateTime until) {
    const KeyPtr key(needed(EVP_EC_gen("P-256")));
    const CertificatePtr made = begun(name, *key, from, until);
    needed(X509_set_issuer_name(made.get(), X509_get_subject_name(made.get())));
    std::vector<std::string> allowed;
    for (const auto* network : private_networks)
        allowed.push_back(std::string("permitted;IP:") + network);
    for (const auto& address : names.addresses)
        allowed.push_back("permitted;IP:" + address + "/255.255.255.255");
    // A kind of name of which none is permitted would be free of limits.
    allowed.push_back("permitted;DNS:localhost");
    for (const auto& host : names.hosts) allowed.push_back("permitted;DNS:" + host);
    extend(*made, *made, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    extend(*made, *made, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(*made, *made, NID_subject_key_identifier, "hash");
    extend(*made, *made, NID_name_constraints, "critical," + joined(allowed));
    needed(X509_sign(made.get(), key.get(), EVP_sha256()));
    return pem_of(*made) + pem_of(*key);
}

KeyedCertificate make_server_certificate(const KeyedCertificate& authority,
                                         const ServerNames& names, CertificateTime from,
                                         CertificateTime until) {
    const CertificatePtr issuer = certificate_in(authority);
    const KeyPtr issuing_key = key_in(authority);
    if (!issuer || !issuing_key || X509_check_private_key(issuer.get(), issuing_key.get()) != 1)
        throw Error(Fault::bad_home, "", "证书颁发者的文件已损坏");
    const KeyPtr key(needed(EVP_EC_gen("P-256")));
    std::vector<std::string> alternatives;
    for (const auto& host : names.hosts) alternatives.push_back("DNS:" + host);
    for (const auto& address : names.addresses) alternatives.push_back("IP:" + address);
    const CertificatePtr made = begun(server_name, *key, from, until);
    needed(X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get())));
    extend(*made, *issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(*made, *issuer, NID_key_usage, "critical,digitalSignature");
    extend(*made, *issuer, NID_ext_key_usage, "serverAuth");
    extend(*made, *issuer, NID_subject_alt_name, joined(alternatives));
    extend(*made, *issuer, NID_subject_key_identifier, "hash");
    extend(*made, *issuer, NID_authority_key_identifier, "keyid:always");
    needed(X509_sign(made.get(), issuing_key.get(), EVP_sha256()));
    return pem_of(*made) + pem_of(*key);
}

std::string without_key(const KeyedCertificate& certificate) {
    const CertificatePtr found = certificate_in(certificate);
    if (!found)
        throw Error(Fault::bad_home, "", "证书文件已损坏");
    return pem_of(*found);
}

bool vouches_for(const std::string& authority, const KeyedCertificate& server,
                 const ServerNames& names, CertificateTime at) {
    const CertificatePtr trusted = certificate_in(authority), shown = certificate_in(server);
    const KeyPtr key = key_in(server);
    if (!trusted || !shown || !key || X509_check_private_key(shown.get(), key.get()) != 1)
        return false;
    const StorePtr store(needed(X509_STORE_new()));
    needed(X509_STORE_add_cert(store.get(), trusted.get()));
    const ContextPtr context(needed(X509_STORE_CTX_new()));
    needed(X509_STORE_CTX_init(context.get(), store.get(), shown.get(), nullptr));
    needed(X509_STORE_CTX_set_default(context.get(), "ssl_server"));
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()),
                               std::chrono::system_clock::to_time_t(at));
    bool good = X509_verify_cert(context.get()) == 1;
    for (const auto& address : names.addresses)
        good = good && X509_check_ip_asc(shown.get(), address.c_str(), 0) == 1;
    for (const auto& host : names.hosts)
        good = good && X509_check_host(shown.get(), host.data(), host.size(), 0, nullptr) == 1;
    ERR_clear_error();
    return good;
}

Fingerprints fingerprints(const std::string& certificate) {
    const CertificatePtr shown = certificate_in(certificate);
    if (!shown)
        throw Error(Fault::bad_home, "", "证书文件已损坏");
    return {digest_of(*shown, EVP_sha256()), digest_of(*shown, EVP_sha1())};
}

}  // namespace tanfang

#include "pipeline/external/tls_context.h"

#include "pipeline/base/error.h"

#include <boost/asio/buffer.hpp>
#include <openssl/ssl.h>

namespace tanfang {

namespace asio = boost::asio;

asio::ssl::context tls_context(const std::string& identity) {
    asio::ssl::context tls(asio::ssl::context::tls_server);
    boost::system::error_code error;
    tls.use_certificate_chain(asio::buffer(identity), error);
    if (!error)
        tls.use_private_key(asio::buffer(identity), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(tls.native_handle()) != 1)
        throw Error(Fault::bad_home, "", "服务器证书与私钥已损坏或不是一对");
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(tls.native_handle(),
                            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                            "ECDHE-ECDSA-CHACHA20-POLY1305");
    SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    return tls;
}

}  // namespace tanfang

/// How a server of ours speaks TLS.
#pragma once

#include <string>

#include <boost/asio/ssl/context.hpp>

namespace tanfang {

/// TLS 1.2 and 1.3 as Mozilla's "intermediate" list of 2023 has it, without the ciphers for RSA and
/// DHE: the certificates here are of elliptic curves.
///
/// @param identity  certificate and key as PEM
/// @throws Error    Fault::bad_home if they are damaged or do not belong together
boost::asio::ssl::context tls_context(const std::string& identity);

}  // namespace tanfang

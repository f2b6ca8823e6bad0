/// The door to OpenSSL's certificates: an own authority for one office network, and servers that it
/// vouches for.
///
/// in:  names and addresses
/// out: certificates and keys as PEM
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace tanfang {

/// A certificate and behind it its key (ECDSA on P-256, PKCS #8, not encrypted), as PEM.
using KeyedCertificate = std::string;

/// As whom a server is reached.
struct ServerNames {
    std::vector<std::string> addresses;  ///< IPv4
    std::vector<std::string> hosts;      ///< names
};

using CertificateTime = std::chrono::system_clock::time_point;

/// An authority that vouches for servers in private networks only (RFC 5280, 4.2.1.10): whoever
/// steals its key cannot pose as a bank before the computers that trust it.
///
/// @param name     as Windows lists it
/// @param names    allowed besides the private networks: 10/8, 172.16/12, 192.168/16 and the like
/// @throws Error   Fault::bad_usage if a name or an address is none
KeyedCertificate make_authority(const std::string& name, const ServerNames& names,
                                CertificateTime from, CertificateTime until);

/// A server's certificate of an authority.
///
/// @throws Error  Fault::bad_home if the authority is damaged; Fault::bad_usage as above
KeyedCertificate make_server_certificate(const KeyedCertificate& authority,
                                         const ServerNames& names, CertificateTime from,
                                         CertificateTime until);

/// The certificate alone, for others. @throws Error  Fault::bad_home if there is none
std::string without_key(const KeyedCertificate& certificate);

/// Whether a browser that trusts the authority believes the server at each of the addresses and
/// hosts at that time.
/// False also where a certificate is damaged or the server's key is not its own.
bool vouches_for(const std::string& authority, const KeyedCertificate& server,
                 const ServerNames& names, CertificateTime at);

/// By what people compare a certificate: "3F:0A:...".
struct Fingerprints {
    std::string sha256;  ///< as browsers show it
    std::string sha1;    ///< as Windows shows it when a certificate is installed
};

/// @throws Error  Fault::bad_home if it is no certificate
Fingerprints fingerprints(const std::string& certificate);

}  // namespace tanfang

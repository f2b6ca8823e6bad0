/// By what the office network knows this computer: an own authority in the home, and the server's
/// certificate, which is made anew when it is near its end or the addresses change.
///
/// in:  home, the names by which the computer is reached
/// out: files in the home's folder `lan`, readable by their owner only; certificate and key
#pragma once

#include "pipeline/external/certificates.h"

#include <filesystem>
#include <string>

namespace tanfang {

struct OfficeCertificate {
    KeyedCertificate server;          ///< for HttpServer
    std::filesystem::path authority;  ///< the file that each computer must trust once
    Fingerprints shown;               ///< of the authority, to compare when that is done
};

/// The certificate in the home, made or renewed where necessary. The authority is made once and
/// kept: the computers of the office trust it.
///
/// @param names  at least one address or host
/// @throws Error  Fault::bad_home if the authority is damaged, at its end, or must not vouch for
///                an address that it was not made for; Fault::output_failed if the disk fails
OfficeCertificate office_certificate(const std::filesystem::path& home, const ServerNames& names,
                                     CertificateTime now);

/// Host name and IPv4 addresses of this computer, without 127.0.0.1.
ServerNames names_of_this_computer();

}  // namespace tanfang

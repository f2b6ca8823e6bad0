#include "pipeline/station/office_certificate.h"

#include "pipeline/external/sha256.h"
#include "pipeline/home/durable_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <memory>

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <unistd.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

constexpr hours day{24};
constexpr auto authority_life = 3650 * day;
constexpr auto server_life = 397 * day;         // the most that browsers take of public authorities
constexpr auto renewed_before_end = 200 * day;  // a station runs for months without a new start
constexpr auto clock_difference = day;          // of the computers of an office

std::string text_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_durably(const fs::path& file, const std::string& text) {
    const fs::path unfinished = file.string() + ".new";
    {
        OpenFile out(unfinished, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        out.write(bytes_of(text));
        out.sync();
    }
    publish(unfinished, file);
}

bool is_host_name(const std::string& name) {
    return !name.empty() && name != "localhost" &&
           std::all_of(name.begin(), name.end(), [](unsigned char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                      letter == '-' || letter == '.';
           });
}

KeyedCertificate kept_authority(const fs::path& file, const ServerNames& names,
                                CertificateTime now) {
    if (is_there(file))
        return text_of_file(file);
    const auto authority =
        make_authority("探访复核台 (Tanfang)", names, now - clock_difference, now + authority_life);
    write_durably(file, authority);
    return authority;
}

}  // namespace

OfficeCertificate office_certificate(const fs::path& home, const ServerNames& names,
                                     CertificateTime now) {
    const fs::path folder = home / "lan";
    make_private_directory(folder);
    const KeyedCertificate authority = kept_authority(folder / "authority.pem", names, now);
    OfficeCertificate office{text_of_file(folder / "server.pem"), folder / "tanfang-ca.crt",
                             fingerprints(authority)};
    if (text_of_file(office.authority) != without_key(authority))
        write_durably(office.authority, without_key(authority));
    if (!vouches_for(authority, office.server, names, now) ||
        !vouches_for(authority, office.server, names, now + renewed_before_end)) {
        office.server =
            make_server_certificate(authority, names, now - clock_difference, now + server_life);
        if (!vouches_for(authority, office.server, names, now))
            throw Error(Fault::bad_home, folder.string(),
                        "办公网证书已到期，或者本机换到了证书不允许的地址。请把这个文件夹改名，"
                        "重新启动，再在每台电脑上安装一次新的证书");
        write_durably(folder / "server.pem", office.server);
    }
    return office;
}

ServerNames names_of_this_computer() {
    ServerNames names;
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) == 0) {
        std::string name = host.data();
        std::transform(name.begin(), name.end(), name.begin(), [](char letter) {
            return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        });
        if (is_host_name(name))
            names.hosts.push_back(name);
    }
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return names;
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(first, &::freeifaddrs);
    for (const ifaddrs* one = first; one; one = one->ifa_next) {
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET ||
            (one->ifa_flags & IFF_LOOPBACK) != 0)
            continue;
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
        ::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size());
        names.addresses.push_back(text.data());
    }
    return names;
}

}  // namespace tanfang

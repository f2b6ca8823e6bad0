#include "pipeline/home/synced_copy.h"

#include "pipeline/external/sodium.h"

#include <functional>
#include <vector>

#include <fcntl.h>

namespace tanfang {

namespace {

constexpr std::size_t buffer_bytes = 1 << 18;

HashedBytes hash_pieces(OpenFile& from,
                        const std::function<void(std::span<const std::byte>)>& take) {
    Sha256 hash;
    HashedBytes result;
    std::vector<std::byte> buffer(buffer_bytes);
    while (const std::size_t count = from.read(buffer)) {
        const auto piece = std::span<const std::byte>(buffer).first(count);
        hash.update(piece);
        take(piece);
        result.bytes += static_cast<std::int64_t>(count);
    }
    result.sha256 = hash.hex();
    return result;
}

}  // namespace

HashedBytes copy_synced(OpenFile& from, OpenFile& to) {
    const HashedBytes copied = hash_pieces(from, [&](std::span<const std::byte> piece) {
        to.write(piece);
        to.start_writing_back();
    });
    to.sync();
    return copied;
}

HashedBytes hash_of(const std::filesystem::path& file) {
    OpenFile from(file, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, Fault::bad_home);
    return hash_pieces(from, [](std::span<const std::byte>) {});
}

bool is_sha256(const std::string& name) {
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace tanfang

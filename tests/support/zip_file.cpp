#include "zip_file.h"

#include <stdexcept>

#include <zlib.h>

namespace tanfang::support {

namespace {

std::string number(std::uint64_t value, int bytes) {
    std::string text;
    for (; bytes > 0; --bytes, value >>= 8) text += static_cast<char>(value & 0xFF);
    return text;
}

/// Raw deflate that ends at a byte and refers to nothing before it, so that it can be repeated.
std::string deflated(const std::string& text) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflateInit2");
    std::string out(text.size() + text.size() / 100 + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FULL_FLUSH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

const std::string last_block("\x03\x00", 2);  // an empty one

}  // namespace

std::string zip_file(const std::vector<ZipEntry>& entries) {
    std::string archive, directory;
    for (const auto& entry : entries) {
        std::string packed = deflated(entry.start);
        const std::string repeated = deflated(entry.repeated);
        for (int i = 0; i < entry.times; ++i) packed += repeated;
        packed += deflated(entry.end) + last_block;
        const std::uint64_t size = entry.claimed_size.value_or(static_cast<std::uint32_t>(
            entry.start.size() + entry.end.size() +
            entry.repeated.size() * static_cast<std::size_t>(entry.times)));
        const std::string about = number(20, 2) + number(0, 2) + number(Z_DEFLATED, 2) +
                                  number(0, 8) + number(packed.size(), 4) + number(size, 4) +
                                  number(entry.name.size(), 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + about + number(0, 10) +
                     number(archive.size(), 4) + entry.name;
        archive += "PK\x03\x04" + about + entry.name + packed;
    }
    return archive + directory + "PK\x05\x06" + number(0, 4) + number(entries.size(), 2) +
           number(entries.size(), 2) + number(directory.size(), 4) + number(archive.size(), 4) +
           number(0, 2);
}

}  // namespace tanfang::support

#include "pipeline/external/gzip.h"

#include "pipeline/base/error.h"

#include <array>

#include <zlib.h>

namespace tanfang {

std::string gunzip(const std::string& packed) {
    constexpr int window_bits = 15 + 16;  // of gzip instead of zlib
    z_stream stream{};
    if (inflateInit2(&stream, window_bits) != Z_OK)
        throw std::bad_alloc();
    // zlib promises not to write to what it reads.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string bytes;
    std::array<char, 1 << 16> part;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        result = inflate(&stream, Z_NO_FLUSH);
        bytes.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END)
        throw Error(Fault::bad_template, "", "压缩的数据表已损坏，请重新安装 tanfang");
    return bytes;
}

}  // namespace tanfang

#include "pipeline/intake/file_ending.h"

#include "pipeline/external/jpeg.h"
#include "pipeline/external/png.h"
#include "pipeline/external/qpdf.h"
#include "pipeline/external/tiff.h"
#include "pipeline/intake/tiff_extent.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace tanfang {

namespace {

// Readers of PDF look for %%EOF in the last kilobyte (ISO 32000-1, annex H, note 18): senders put
// bytes of their own behind it. The same is allowed behind PNG's last chunk.
constexpr std::int64_t tail_bytes = 1024;

constexpr std::size_t head_bytes = 1024;  // where a PDF may begin (the same note)
constexpr std::size_t piece_bytes = 1 << 18;
constexpr int most_segments = 10'000;  // in front of a JPEG's picture; scanners write about ten

unsigned value_of(std::byte byte) {
    return std::to_integer<unsigned>(byte);
}

bool holds(std::span<const std::byte> bytes, std::string_view words) {
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    return std::string_view(text, bytes.size()).find(words) != std::string_view::npos;
}

bool tail_holds(int file, std::int64_t size, std::string_view words) {
    std::array<std::byte, tail_bytes> tail{};
    const auto from = std::max<std::int64_t>(0, size - tail_bytes);
    const std::size_t count = read_at(file, from, tail);
    return holds(std::span(tail).first(count), words);
}

/// Where the picture's data begin, behind the segments that stand before it (the thumbnail with an
/// end of its own is in one of them). @return 0 if that is not in the file yet
std::int64_t jpeg_picture(int file) {
    std::int64_t at = 2;  // behind SOI
    for (int segment = 0; segment < most_segments; ++segment) {
        std::array<std::byte, 4> head{};
        if (read_at(file, at, head) != head.size() || value_of(head[0]) != 0xFF)
            return 0;
        if (value_of(head[1]) == 0xFF) {  // a fill byte
            ++at;
            continue;
        }
        const unsigned length = value_of(head[2]) << 8 | value_of(head[3]);
        at += 2 + length;
        constexpr unsigned start_of_scan = 0xDA;
        if (value_of(head[1]) == start_of_scan)
            return at;
    }
    return 0;
}

/// In a picture's data FF is followed by 0, a restart number, or a marker: FF D9 is its end. What
/// phones put behind it does not matter.
bool jpeg_ends(int file) {
    std::int64_t at = jpeg_picture(file);
    if (at == 0)
        return false;
    std::vector<std::byte> piece(piece_bytes);
    bool after_ff = false;
    while (const std::size_t count = read_at(file, at, piece)) {
        for (const std::byte byte : std::span(piece).first(count)) {
            if (after_ff && value_of(byte) == 0xD9)
                return true;
            after_ff = value_of(byte) == 0xFF;
        }
        at += static_cast<std::int64_t>(count);
    }
    return false;
}

Ending there_if(bool found) {
    return found ? Ending::there : Ending::missing;
}

}  // namespace

std::size_t read_at(int file, std::int64_t at, std::span<std::byte> buffer) {
    std::size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t count = ::pread(file, buffer.data() + done, buffer.size() - done,
                                      static_cast<off_t>(at) + static_cast<off_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

Ending ending_of(int file, std::int64_t size) {
    std::array<std::byte, head_bytes> head{};
    const Bytes start = std::span(head).first(read_at(file, 0, head));
    if (start.empty())
        return size > 0 ? Ending::hidden : Ending::unknown;
    if (looks_like_jpeg(start))
        return there_if(jpeg_ends(file));
    if (looks_like_png(start))
        return there_if(tail_holds(file, size, "IEND\xAE\x42\x60\x82"));
    if (looks_like_tiff(start))
        return there_if(tiff_is_within(file, size));
    if (looks_like_pdf(start))
        return there_if(tail_holds(file, size, "%%EOF"));
    return Ending::unknown;
}

}  // namespace tanfang

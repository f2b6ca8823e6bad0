#include "pipeline/intake/decoder.h"

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/packet.h"

#include <array>
#include <cmath>
#include <cstring>

namespace tanfang {

namespace {

using Kind = DecoderAnswer::Kind;

constexpr int max_pages = 2000;

Error died(const std::string& where) {
    return {Fault::decoder_died, where, "解码进程意外结束，文件可能已损坏，请重新扫描"};
}

/// The child's own account of what went wrong, if it is one that a child can give.
Error reported(const DecoderAnswer& answer, const std::string& where) {
    const auto fault = static_cast<Fault>(answer.value);
    switch (fault) {
        case Fault::unreadable_scan:
        case Fault::unsupported_format:
        case Fault::too_large:
        case Fault::encrypted_pdf: {
            const std::string words(answer.words, strnlen(answer.words, sizeof answer.words));
            return code_points(words) ? Error(fault, where, words) : died(where);
        }
        default:
            return died(where);
    }
}

RasterHeader believable(const DecoderAnswer& answer, const std::string& where) {
    if (answer.channels != 1 && answer.channels != 3)
        throw died(where);
    check_raster_size(answer.width, answer.height);
    RasterHeader header;
    header.width = answer.width;
    header.height = answer.height;
    header.channels = answer.channels;
    header.bilevel = answer.bilevel != 0;
    header.tag_dpi = std::isfinite(answer.tag_dpi) ? answer.tag_dpi : 0;
    return header;
}

}  // namespace

Decoder::Decoder(Launcher& launcher, const Descriptor& file, std::string where)
    : launcher_(launcher), where_(std::move(where)), child_(launcher.serve(file)) {}

DecoderAnswer Decoder::receive(const std::string& where) {
    if (!wait_for_packet(child_.socket(), launcher_.patience()))
        throw Error(Fault::decoder_died, where, "解码超时，文件可能已损坏，请重新扫描");
    DecoderAnswer answer;
    if (!receive_packet(child_.socket(), answer))
        throw died(where);
    if (answer.kind == Kind::failed)
        throw reported(answer, where);
    return answer;
}

int Decoder::page_count() {
    if (!send_packet(child_.socket(), DecoderRequest{}))
        throw died(where_);
    const DecoderAnswer answer = receive(where_);
    if (answer.kind != Kind::page_count || answer.value < 1 || answer.value > max_pages)
        throw died(where_);
    return answer.value;
}

std::variant<DecodedPage, DrawnPage> Decoder::decode(int page) {
    const std::string where = where_ + ", 第 " + std::to_string(page + 1) + " 页";
    if (!send_packet(child_.socket(), DecoderRequest{page}))
        throw died(where);
    DecoderAnswer answer = receive(where);
    if (answer.kind == Kind::render)
        return DrawnPage{answer.value, answer.tag_dpi, answer.cpu_ms};
    if (answer.kind != Kind::header)
        throw died(where);
    DecodedPage decoded;
    decoded.header = believable(answer, where);
    const std::size_t size = decoded.header.byte_count();
    const Descriptor memory = memory_file_of_size(size);
    const std::array files{memory.get()};
    if (!send_packet(child_.socket(), PixelMemory{size}, files))
        throw died(where);
    answer = receive(where);
    // The seal fails while the child still holds the pixels: it must not change them behind us.
    if (answer.kind != Kind::done || !seal_memory_file(memory))
        throw died(where);
    decoded.pixels = Mapping(memory.get(), size, Mapping::Use::private_copy);
    decoded.cpu_ms = answer.cpu_ms;
    return decoded;
}

}  // namespace tanfang

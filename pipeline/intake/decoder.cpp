#include "pipeline/intake/decoder.h"

#include "pipeline/base/error.h"
#include "pipeline/intake/answer.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/form_packet.h"
#include "pipeline/intake/packet.h"

#include <array>
#include <cmath>

namespace tanfang {

namespace {

using Kind = DecoderAnswer::Kind;

constexpr int max_pages = 2000;

double sensible(double dpi) {
    return std::isfinite(dpi) && dpi > 0 ? dpi : 0;
}

RasterHeader believable(const DecoderAnswer& answer, const std::string& where) {
    if (answer.channels != 1 && answer.channels != 3)
        throw broken_answer(where);
    try {
        check_raster_size(answer.width, answer.height);
    } catch (const Error&) {  // the child should have found out itself
        throw broken_answer(where);
    }
    RasterHeader header;
    header.width = answer.width;
    header.height = answer.height;
    header.channels = answer.channels;
    header.bilevel = answer.bilevel != 0;
    header.tag_dpi = sensible(answer.tag_dpi);
    return header;
}

}  // namespace

std::string page_name(const std::string& file, int page) {
    return file + "，第 " + std::to_string(page + 1) + " 页";
}

Decoder::Decoder(Launcher& launcher, const Descriptor& file, std::string where)
    : launcher_(launcher), where_(std::move(where)), child_(launcher.serve(file)) {}

Decoder::~Decoder() {
    if (child_.end() && buffer_)
        launcher_.pixel_buffers().give_back(std::move(buffer_));
}

Decoder::Contents Decoder::contents() {
    if (!send_packet(child_.socket(), DecoderRequest{}))
        throw death_of(child_, where_);
    const DecoderAnswer answer = answer_from(child_, where_);
    if (answer.kind != Kind::page_count || answer.value < 1 || answer.value > max_pages)
        throw broken_answer(where_);
    Contents contents{answer.value, std::nullopt};
    if (answer.block_size < 0 || answer.block_size > static_cast<std::int64_t>(max_packed_form))
        throw broken_answer(where_);
    if (answer.block_size > 0)
        contents.form = form(static_cast<std::size_t>(answer.block_size));
    return contents;
}

PdfForm Decoder::form(std::size_t size) {
    auto form = unpack_form(block_from(child_, size, where_));
    if (!form)
        throw broken_answer(where_);
    return std::move(*form);
}

std::variant<DecodedPage, UndrawnPage> Decoder::decode(int page) {
    const std::string where = page_name(where_, page);
    if (!send_packet(child_.socket(), DecoderRequest{page}))
        throw death_of(child_, where);
    DecoderAnswer answer = answer_from(child_, where);
    if (answer.kind == Kind::draw)
        return UndrawnPage{answer.value, sensible(answer.tag_dpi), answer.cpu_ms};
    if (answer.kind != Kind::header)
        throw broken_answer(where);
    DecodedPage decoded;
    decoded.header = believable(answer, where);
    const std::size_t size = decoded.header.byte_count();
    if (!buffer_)
        buffer_ = launcher_.pixel_buffers().take();
    const std::array files{buffer_->file()};
    if (!send_packet(child_.socket(), PixelMemory{size}, files))
        throw death_of(child_, where);
    answer = answer_from(child_, where);
    if (answer.kind != Kind::done)
        throw broken_answer(where);
    decoded.pixels = buffer_->pixels(size);
    decoded.cpu_ms = answer.cpu_ms;
    return decoded;
}

}  // namespace tanfang

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

Error broken(const std::string& where) {
    return {Fault::decoder_died, where, "解码进程的回答不合规则，文件可能已损坏，请重新扫描"};
}

double sensible(double dpi) {
    return std::isfinite(dpi) && dpi > 0 ? dpi : 0;
}

RasterHeader believable(const DecoderAnswer& answer, const std::string& where) {
    if (answer.channels != 1 && answer.channels != 3)
        throw broken(where);
    try {
        check_raster_size(answer.width, answer.height);
    } catch (const Error&) {  // the child should have found out itself
        throw broken(where);
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
        throw broken(where_);
    Contents contents{answer.value, std::nullopt};
    if (answer.form_size < 0 || answer.form_size > static_cast<std::int64_t>(max_packed_form))
        throw broken(where_);
    if (answer.form_size > 0)
        contents.form = form(static_cast<std::size_t>(answer.form_size));
    return contents;
}

PdfForm Decoder::form(std::size_t size) {
    const Descriptor memory = memory_file_of_size(size);
    const std::array files{memory.get()};
    if (!send_packet(child_.socket(), DecoderRequest{DecoderRequest::give_form}) ||
        !send_packet(child_.socket(), PixelMemory{size}, files))
        throw death_of(child_, where_);
    const DecoderAnswer answer = answer_from(child_, where_);
    const Mapping bytes(memory.get(), size, Mapping::Use::read);
    // The child may still write: what is parsed must be a copy.
    const std::string packed(reinterpret_cast<const char*>(bytes.data()), size);
    auto form = unpack_form(packed);
    if (answer.kind != Kind::done || !form)
        throw broken(where_);
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
        throw broken(where);
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
        throw broken(where);
    decoded.pixels = buffer_->pixels(size);
    decoded.cpu_ms = answer.cpu_ms;
    return decoded;
}

}  // namespace tanfang

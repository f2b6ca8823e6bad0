#include "pipeline/external/png.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <vector>

#include <png.h>

namespace tanfang {

namespace {

constexpr png_alloc_size_t max_chunk_memory = 8 << 20;  // bytes; a palette needs 768

/// libpng's reader, whose callbacks jump back into run().
class PngReader {
  public:
    explicit PngReader(Bytes bytes) : rest_(bytes) {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error,
                                      [](png_structp, png_const_charp) {});
        info_ = png_ ? png_create_info_struct(png_) : nullptr;
        if (!info_)
            throw std::bad_alloc();
        run([&] {
            png_set_user_limits(png_, max_raster_side, max_raster_side);
            png_set_chunk_malloc_max(png_, max_chunk_memory);
            // Texts and profiles may be compressed bombs: skip all that is not needed but pHYs.
            png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
            png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_AS_DEFAULT,
                                        reinterpret_cast<png_const_bytep>("pHYs"), 1);
            png_set_read_fn(png_, this, on_read);
        });
    }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
    ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }

    /// Calls libpng. Its errors leave by longjmp, so `calls` must hold nothing to destroy.
    template <class Calls>
    void run(Calls calls) {
        if (setjmp(png_jmpbuf(png_)) != 0)
            throw Error(Fault::unreadable_scan, "",
                        "PNG 数据损坏或不完整，请重新扫描" + detail(message_));
        calls();
    }

    png_structp png() { return png_; }
    png_infop info() { return info_; }

  private:
    [[noreturn]] static void on_error(png_structp png, png_const_charp message) {
        auto* reader = static_cast<PngReader*>(png_get_error_ptr(png));
        std::strncpy(reader->message_, message, sizeof reader->message_ - 1);
        png_longjmp(png, 1);
    }
    static void on_read(png_structp png, png_bytep to, png_size_t count) {
        auto* reader = static_cast<PngReader*>(png_get_io_ptr(png));
        if (reader->rest_.size() < count)
            png_error(png, "file is cut short");
        std::memcpy(to, reader->rest_.data(), count);
        reader->rest_ = reader->rest_.subspan(count);
    }

    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    Bytes rest_;
    char message_[80] = "";
};

/// Width and height stand at a fixed place, so that a bomb is refused before libpng sees it.
void check_size_in_header(Bytes bytes) {
    constexpr std::size_t width_at = 16;
    if (bytes.size() < width_at + 8)
        throw Error(Fault::unreadable_scan, "", "PNG 文件不完整，请重新扫描");
    const auto* at = reinterpret_cast<png_const_bytep>(bytes.data()) + width_at;
    check_raster_size(png_get_uint_32(at), png_get_uint_32(at + 4));
}

/// Asks for 8 bits, one or three channels, paper behind what is transparent.
void set_transformations(PngReader& reader) {
    png_structp png = reader.png();
    png_set_expand(png);
    png_color_16 white{};
    white.red = white.green = white.blue = white.gray =
        png_get_bit_depth(png, reader.info()) == 16 ? 0xFFFF : 0xFF;
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    png_set_scale_16(png);
    png_set_bgr(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, reader.info());
}

RasterHeader header_of(PngReader& reader, int stored_depth) {
    png_structp png = reader.png();
    RasterHeader header;
    header.width = static_cast<int>(png_get_image_width(png, reader.info()));
    header.height = static_cast<int>(png_get_image_height(png, reader.info()));
    header.channels = png_get_channels(png, reader.info());
    header.bilevel = stored_depth == 1;
    constexpr double inch = 0.0254;  // pHYs counts pixels per meter
    header.tag_dpi = claimed_dpi(png_get_x_pixels_per_meter(png, reader.info()) * inch,
                                 png_get_y_pixels_per_meter(png, reader.info()) * inch);
    return header;
}

}  // namespace

bool looks_like_png(Bytes bytes) {
    constexpr char magic[] = "\x89PNG\r\n\x1a\n";
    return bytes.size() >= 8 && std::memcmp(bytes.data(), magic, 8) == 0;
}

void decode_png(Bytes bytes, const RasterTarget& target) {
    check_size_in_header(bytes);
    PngReader reader(bytes);
    int stored_depth = 0;
    reader.run([&] {
        png_read_info(reader.png(), reader.info());
        stored_depth = png_get_bit_depth(reader.png(), reader.info());
        set_transformations(reader);
    });
    const RasterHeader header = header_of(reader, stored_depth);
    const std::size_t row_bytes =
        static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.channels);
    if ((header.channels != 1 && header.channels != 3) ||
        png_get_rowbytes(reader.png(), reader.info()) != row_bytes)
        throw Error(Fault::unsupported_format, "", "不支持这种 PNG，请用灰度或彩色重新扫描");
    std::uint8_t* pixels = target(header);
    std::vector<png_bytep> rows(static_cast<std::size_t>(header.height));
    for (std::size_t y = 0; y < rows.size(); ++y) rows[y] = pixels + row_bytes * y;
    reader.run([&] {
        png_read_image(reader.png(), rows.data());
        png_read_end(reader.png(), nullptr);
    });
}

}  // namespace tanfang

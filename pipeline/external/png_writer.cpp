#include "pipeline/external/png_writer.h"

#include "pipeline/base/error.h"

#include <cmath>
#include <csetjmp>

#include <png.h>

namespace tanfang {

namespace {

// A colored page with the noise of a scanner, 2544 x 3578 pixels: 0.9 s and 15 MB. libpng's own
// choice (level 6, all filters) takes 7 s for 13 MB, and the feeder would wait for it.
constexpr int quick = 1;

/// libpng's writer. Its errors leave by longjmp, so run() holds nothing to destroy.
class PngWriter {
  public:
    PngWriter() {
        png_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr,
                                       [](png_structp, png_const_charp) {});
        info_ = png_ ? png_create_info_struct(png_) : nullptr;
        if (!info_)
            throw std::bad_alloc();
    }
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;
    ~PngWriter() { png_destroy_write_struct(&png_, &info_); }

    /// @return false if libpng gave up
    bool run(const cv::Mat& pixels, double dpi, std::string& bytes) {
        if (setjmp(png_jmpbuf(png_)) != 0)
            return false;
        png_set_write_fn(png_, &bytes, on_write, nullptr);
        png_set_IHDR(png_, info_, static_cast<png_uint_32>(pixels.cols),
                     static_cast<png_uint_32>(pixels.rows), 8,
                     pixels.channels() == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        constexpr double inches_per_meter = 1 / 0.0254;
        const auto per_meter = static_cast<png_uint_32>(std::lround(dpi * inches_per_meter));
        if (per_meter > 0)
            png_set_pHYs(png_, info_, per_meter, per_meter, PNG_RESOLUTION_METER);
        png_set_compression_level(png_, quick);
        png_set_filter(png_, 0, PNG_FILTER_UP);
        png_write_info(png_, info_);
        png_set_bgr(png_);
        for (int y = 0; y < pixels.rows; ++y) png_write_row(png_, pixels.ptr(y));
        png_write_end(png_, info_);
        return true;
    }

  private:
    static void on_write(png_structp png, png_bytep data, png_size_t count) {
        static_cast<std::string*>(png_get_io_ptr(png))
            ->append(reinterpret_cast<const char*>(data), count);
    }

    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

}  // namespace

std::string encode_png(const cv::Mat& pixels) {
    png_image head{};
    head.version = PNG_IMAGE_VERSION;
    head.width = static_cast<png_uint_32>(pixels.cols);
    head.height = static_cast<png_uint_32>(pixels.rows);
    head.format = pixels.channels() == 3 ? PNG_FORMAT_BGR : PNG_FORMAT_GRAY;
    std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(head), '\0');
    png_alloc_size_t size = bytes.size();
    if (png_image_write_to_memory(&head, bytes.data(), &size, 0, pixels.data,
                                  static_cast<png_int_32>(pixels.step), nullptr) == 0)
        throw Error(Fault::output_failed, "PNG",
                    std::string("图片无法编码：") + static_cast<const char*>(head.message));
    bytes.resize(size);
    return bytes;
}

std::string encode_scan_png(const cv::Mat& pixels, double dpi) {
    PngWriter writer;
    std::string bytes;
    if (!writer.run(pixels, dpi, bytes))
        throw Error(Fault::output_failed, "PNG", "图片无法编码");
    return bytes;
}

}  // namespace tanfang

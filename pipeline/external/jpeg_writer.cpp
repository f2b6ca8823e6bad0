#include "pipeline/external/jpeg_writer.h"

#include "pipeline/base/error.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>  // needs <cstdio> before it

namespace tanfang {

namespace {

/// libjpeg's compressor. Its errors leave by longjmp, so run() holds nothing to destroy.
class Compressor {
  public:
    Compressor() {
        info_.err = jpeg_std_error(&errors_);
        info_.client_data = this;
        errors_.error_exit = on_error;
        errors_.output_message = [](j_common_ptr) {};
    }
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;
    ~Compressor() {
        jpeg_destroy_compress(&info_);
        std::free(bytes_);
    }

    /// @return false if libjpeg gave up
    bool run(const cv::Mat& pixels, int quality) {
        if (setjmp(back_) != 0)
            return false;
        jpeg_create_compress(&info_);
        jpeg_mem_dest(&info_, &bytes_, &size_);
        info_.image_width = static_cast<JDIMENSION>(pixels.cols);
        info_.image_height = static_cast<JDIMENSION>(pixels.rows);
        info_.input_components = pixels.channels();
        info_.in_color_space = pixels.channels() == 3 ? JCS_EXT_BGR : JCS_GRAYSCALE;
        jpeg_set_defaults(&info_);
        jpeg_set_quality(&info_, quality, TRUE);
        jpeg_start_compress(&info_, TRUE);
        while (info_.next_scanline < info_.image_height) {
            auto* row =
                const_cast<JSAMPLE*>(pixels.ptr<JSAMPLE>(static_cast<int>(info_.next_scanline)));
            jpeg_write_scanlines(&info_, &row, 1);
        }
        jpeg_finish_compress(&info_);
        return true;
    }

    std::string bytes() const { return {reinterpret_cast<const char*>(bytes_), size_}; }

  private:
    [[noreturn]] static void on_error(j_common_ptr info) {
        std::longjmp(static_cast<Compressor*>(info->client_data)->back_, 1);
    }

    jpeg_compress_struct info_{};
    jpeg_error_mgr errors_{};
    std::jmp_buf back_{};
    unsigned char* bytes_ = nullptr;
    unsigned long size_ = 0;
};

}  // namespace

std::string encode_jpeg(const cv::Mat& pixels, int quality) {
    Compressor compressor;
    if (!compressor.run(pixels, quality))
        throw Error(Fault::output_failed, "JPEG", "图片无法编码");
    return compressor.bytes();
}

}  // namespace tanfang

#include "pipeline/external/png_writer.h"

#include "pipeline/base/error.h"

#include <png.h>

namespace tanfang {

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

}  // namespace tanfang

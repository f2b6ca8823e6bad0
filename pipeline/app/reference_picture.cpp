#include "pipeline/app/reference_picture.h"

#include "pipeline/base/error.h"
#include "pipeline/external/png.h"

#include <fstream>
#include <vector>

namespace tanfang {

cv::Mat load_reference_picture(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in)
        throw Error(Fault::bad_template, file.string(), "缺少空白表图像，请重新安装程序");
    std::vector<std::byte> bytes(static_cast<std::size_t>(in.tellg()));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    cv::Mat picture;
    try {
        decode_png(bytes, [&picture](const RasterHeader& header) {
            picture.create(header.height, header.width, CV_8UC(header.channels));
            return picture.data;
        });
    } catch (const Error& e) {
        throw Error(Fault::bad_template, file.string(), e.what());
    }
    if (picture.type() != CV_8UC1)
        throw Error(Fault::bad_template, file.string(), "空白表图像应为灰度图");
    return picture;
}

}  // namespace tanfang

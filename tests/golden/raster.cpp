#include "raster.h"

#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <png.h>

namespace tanfang::golden {

namespace {

std::string pdftoppm(const std::filesystem::path& pdf, int page, int width, int height) {
    std::ostringstream command;
    command << "pdftoppm -gray -singlefile -f " << page + 1 << " -l " << page + 1 << " -scale-to-x "
            << width << " -scale-to-y " << height << " '" << pdf.string() << "'";
    return command.str();
}

}  // namespace

GrayPicture render(const std::filesystem::path& pdf, int page, int width, int height) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
        popen(pdftoppm(pdf, page, width, height).c_str(), "r"), pclose);
    if (!pipe)
        throw std::runtime_error("pdftoppm cannot be started");
    GrayPicture picture;
    if (std::fscanf(pipe.get(), "P5 %d %d 255", &picture.width, &picture.height) != 2)
        throw std::runtime_error("pdftoppm gave no picture of " + pdf.string());
    std::fgetc(pipe.get());
    picture.pixels.resize(static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.height));
    if (std::fread(picture.pixels.data(), 1, picture.pixels.size(), pipe.get()) !=
        picture.pixels.size())
        throw std::runtime_error("pdftoppm gave half a picture of " + pdf.string());
    return picture;
}

void write_png(const GrayPicture& picture, const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_GRAY;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    if (!png_image_write_to_file(&image, file.c_str(), 0, picture.pixels.data(), 0, nullptr))
        throw std::runtime_error(file.string() + ": " + image.message);
}

GrayPicture read_png(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, file.c_str()))
        throw std::runtime_error(file.string() + ": " + image.message);
    image.format = PNG_FORMAT_GRAY;
    GrayPicture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    picture.pixels.resize(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr))
        throw std::runtime_error(file.string() + ": " + image.message);
    return picture;
}

}  // namespace tanfang::golden

#include "tests/support/picture_files.h"

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <stdexcept>

#include <jpeglib.h>
#include <opencv2/imgproc.hpp>
#include <png.h>
#include <tiffio.h>

namespace tanfang::support {

cv::Mat ink_page(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](int end) {
        return static_cast<int>(random() % static_cast<unsigned>(end));
    };
    cv::Mat page(height, width, CV_8UC1, cv::Scalar(255));
    for (int y = 8; y + 12 < height; y += 20)
        for (int x = 8; x + 12 < width; x += 16) {
            if (below(4) == 0)
                continue;
            const cv::Point from(x + below(10), y + below(10));
            cv::line(page, from, {x + below(10), y + below(10)}, cv::Scalar(0), 1 + below(2));
        }
    return page;
}

cv::Mat with_noise(const cv::Mat& page, unsigned seed) {
    cv::Mat noise(page.size(), CV_16SC1), noisy;
    cv::RNG random(seed);
    random.fill(noise, cv::RNG::NORMAL, -12, 5);
    page.convertTo(noisy, CV_16S);
    noisy = cv::abs(noisy + noise);
    noisy.convertTo(noisy, CV_8U);
    return noisy;
}

cv::Mat with_seal(const cv::Mat& page) {
    cv::Mat color;
    cv::cvtColor(page, color, cv::COLOR_GRAY2BGR);
    const cv::Rect middle(page.cols / 3, page.rows / 3, page.cols / 3, page.rows / 3);
    color(middle).setTo(cv::Scalar(40, 40, 200));
    return color;
}

std::string jpeg_file(const cv::Mat& pixels, const JpegOptions& options) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = static_cast<JDIMENSION>(pixels.cols);
    info.image_height = static_cast<JDIMENSION>(pixels.rows);
    info.input_components = options.cmyk ? 4 : pixels.channels();
    info.in_color_space = options.cmyk             ? JCS_CMYK
                          : pixels.channels() == 3 ? JCS_EXT_BGR
                                                   : JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, options.quality, TRUE);
    info.density_unit = options.dpi == 0 ? 0 : options.per_centimeter ? 2 : 1;
    info.X_density = info.Y_density = static_cast<UINT16>(std::max(options.dpi, 1));
    if (options.progressive)
        jpeg_simple_progression(&info);
    jpeg_scan_info scans[3]{};
    if (options.scan_per_channel) {
        for (int channel = 0; channel < info.num_components; ++channel)
            scans[channel] = {1, {channel}, 0, DCTSIZE2 - 1, 0, 0};
        info.scan_info = scans;
        info.num_scans = info.num_components;
    }
    jpeg_start_compress(&info, TRUE);
    std::vector<JSAMPLE> wide(static_cast<std::size_t>(pixels.cols) * 4);
    for (int y = 0; y < pixels.rows; ++y) {
        auto* row = const_cast<JSAMPLE*>(pixels.ptr<JSAMPLE>(y));
        if (options.cmyk) {
            for (int x = 0; x < pixels.cols; ++x)
                std::memset(&wide[static_cast<std::size_t>(x) * 4], row[x], 4);
            row = wide.data();
        }
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    std::string file(reinterpret_cast<char*>(data), size);
    std::free(data);
    return file;
}

namespace {

/// Grey bytes of a row packed into 1, 2 or 4 bits, or widened to 16.
std::vector<png_byte> packed_row(const cv::Mat& pixels, int y, const PngOptions& options) {
    std::vector<png_byte> row;
    int filled = 0;
    for (int i = 0; i < pixels.cols * pixels.channels(); ++i) {
        const png_byte value = pixels.ptr<png_byte>(y)[i];
        if (options.bits >= 8) {
            for (int byte = 0; byte < options.bits / 8; ++byte) row.push_back(value);
            if (options.alpha && i % pixels.channels() == pixels.channels() - 1)
                for (int byte = 0; byte < options.bits / 8; ++byte)
                    row.push_back(value == 0 ? 0 : 255);
            continue;
        }
        if (filled % 8 == 0)
            row.push_back(0);
        row.back() = static_cast<png_byte>(
            row.back() | value >> (8 - options.bits) << (8 - options.bits - filled % 8));
        filled += options.bits;
    }
    return row;
}

void write_png_header(png_structp png, png_infop info, const cv::Mat& pixels,
                      const PngOptions& options) {
    int type = pixels.channels() == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
    if (options.alpha)
        type |= PNG_COLOR_MASK_ALPHA;
    if (options.palette)
        type = PNG_COLOR_TYPE_PALETTE;
    png_set_IHDR(png, info, static_cast<png_uint_32>(pixels.cols),
                 static_cast<png_uint_32>(pixels.rows), options.bits, type,
                 options.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (options.palette) {
        const int entries = 1 << options.bits;
        std::vector<png_color> palette;
        for (int i = 0; i < entries; ++i) {
            const auto level = static_cast<png_byte>(i * 255 / (entries - 1));
            palette.push_back({level, level, level});
        }
        png_set_PLTE(png, info, palette.data(), entries);
    }
    if (options.dpi != 0) {
        const auto per_meter = static_cast<png_uint_32>(options.dpi / 0.0254 + 0.5);
        png_set_pHYs(png, info, per_meter, per_meter, PNG_RESOLUTION_METER);
    }
    png_write_info(png, info);
}

}  // namespace

std::string png_file(const cv::Mat& pixels, const PngOptions& options) {
    std::string file;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(
        png, &file,
        [](png_structp from, png_bytep data, png_size_t size) {
            static_cast<std::string*>(png_get_io_ptr(from))
                ->append(reinterpret_cast<char*>(data), size);
        },
        [](png_structp) {});
    write_png_header(png, info, pixels, options);
    png_set_bgr(png);
    const int passes = options.interlaced ? png_set_interlace_handling(png) : 1;
    for (int pass = 0; pass < passes; ++pass)
        for (int y = 0; y < pixels.rows; ++y)
            png_write_row(png, packed_row(pixels, y, options).data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return file;
}

namespace {

/// A growing file in memory for libtiff.
struct TiffMemory {
    std::string bytes;
    toff_t at = 0;

    static tmsize_t read(thandle_t self, void* to, tmsize_t count) {
        auto* file = static_cast<TiffMemory*>(self);
        const auto given = file->at < file->bytes.size()
                               ? std::min<std::size_t>(static_cast<std::size_t>(count),
                                                       file->bytes.size() - file->at)
                               : 0;
        std::memcpy(to, file->bytes.data() + file->at, given);
        file->at += given;
        return static_cast<tmsize_t>(given);
    }
    static tmsize_t write(thandle_t self, void* from, tmsize_t count) {
        auto* file = static_cast<TiffMemory*>(self);
        const auto end = file->at + static_cast<toff_t>(count);
        if (file->bytes.size() < end)
            file->bytes.resize(end);
        std::memcpy(file->bytes.data() + file->at, from, static_cast<std::size_t>(count));
        file->at = end;
        return count;
    }
    static toff_t seek(thandle_t self, toff_t offset, int whence) {
        auto* file = static_cast<TiffMemory*>(self);
        return file->at = offset + (whence == SEEK_SET   ? 0
                                    : whence == SEEK_CUR ? file->at
                                                         : file->bytes.size());
    }
    static toff_t size(thandle_t self) { return static_cast<TiffMemory*>(self)->bytes.size(); }
    static int close(thandle_t) { return 0; }
};

void write_tiff_tags(TIFF* tiff, const cv::Mat& page, const TiffOptions& options) {
    const bool color = page.channels() == 3;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.cols);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.rows);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, page.channels());
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, options.compression);
    TIFFSetField(
        tiff, TIFFTAG_PHOTOMETRIC,
        color ? (options.compression == COMPRESSION_JPEG ? PHOTOMETRIC_YCBCR : PHOTOMETRIC_RGB)
        : options.zero_is_white ? PHOTOMETRIC_MINISWHITE
                                : PHOTOMETRIC_MINISBLACK);
    if (color && options.compression == COMPRESSION_JPEG)
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ORIENTATION, options.orientation);
    if (options.low_bit_first)
        TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_LSB2MSB);
    const double dots = std::max(options.dots_per_inch, options.dots_per_centimeter);
    if (dots > 0) {
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, dots);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION, dots);
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT,
                     options.dots_per_inch > 0 ? RESUNIT_INCH : RESUNIT_CENTIMETER);
    }
    if (options.tiled) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 64);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, 64);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, options.one_strip ? page.rows : 64);
    }
}

std::vector<unsigned char> tiff_row(const cv::Mat& page, int y, const TiffOptions& options) {
    const auto* row = page.ptr<unsigned char>(y);
    std::vector<unsigned char> bytes;
    for (int i = 0; i < page.cols * page.channels(); ++i) {
        const int source = page.channels() == 3 ? i - i % 3 + 2 - i % 3 : i;
        const auto value =
            static_cast<unsigned char>(options.zero_is_white ? 255 - row[source] : row[source]);
        if (options.bits == 8) {
            bytes.push_back(value);
            continue;
        }
        if (i % 8 == 0)
            bytes.push_back(0);
        bytes.back() =
            static_cast<unsigned char>(bytes.back() | (value >= 128 ? 0x80 >> i % 8 : 0));
    }
    return bytes;
}

void write_tiles(TIFF* tiff, const cv::Mat& page) {
    for (int y = 0; y < page.rows; y += 64)
        for (int x = 0; x < page.cols; x += 64) {
            cv::Mat tile(64, 64, page.type(), cv::Scalar::all(0));
            const cv::Rect part = cv::Rect(x, y, 64, 64) & cv::Rect(0, 0, page.cols, page.rows);
            page(part).copyTo(tile(cv::Rect(0, 0, part.width, part.height)));
            if (page.channels() == 3)
                cv::cvtColor(tile, tile, cv::COLOR_BGR2RGB);
            TIFFWriteTile(tiff, tile.data, static_cast<std::uint32_t>(x),
                          static_cast<std::uint32_t>(y), 0, 0);
        }
}

}  // namespace

std::string tiff_file(const std::vector<cv::Mat>& pages, const TiffOptions& options) {
    TiffMemory memory;
    TIFF* tiff =
        TIFFClientOpen("made", "w", &memory, TiffMemory::read, TiffMemory::write, TiffMemory::seek,
                       TiffMemory::close, TiffMemory::size, nullptr, nullptr);
    for (const cv::Mat& page : pages) {
        write_tiff_tags(tiff, page, options);
        if (options.tiled)
            write_tiles(tiff, page);
        else
            for (int y = 0; y < page.rows; ++y)
                TIFFWriteScanline(tiff, tiff_row(page, y, options).data(),
                                  static_cast<std::uint32_t>(y), 0);
        TIFFWriteDirectory(tiff);
    }
    TIFFClose(tiff);
    return memory.bytes;
}

}  // namespace tanfang::support

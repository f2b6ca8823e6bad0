#include "pipeline/external/tiff.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include <tiffio.h>

namespace tanfang {

namespace {

constexpr tmsize_t max_single_allocation = 512 << 20;  // bytes; a strip of a whole RGB page

// An empty page in G4 takes one bit a row: 1:4960 at 600 dpi. No other codec comes near.
constexpr double max_compression = 8192;

Error damaged(const std::string& words) {
    return {Fault::unreadable_scan, "", "TIFF 数据损坏或不完整，请重新扫描" + detail(words)};
}

Error unsupported() {
    return {Fault::unsupported_format, "",
            "不支持这种 TIFF，请改用黑白、灰度或彩色（RGB）重新扫描"};
}

/// The tags of a page that decide how it is decoded.
struct Layout {
    std::uint32_t width = 0, height = 0;
    std::uint16_t samples = 1, bits = 1, photometric = PHOTOMETRIC_MINISWHITE;
    std::uint16_t planar = PLANARCONFIG_CONTIG, compression = COMPRESSION_NONE;
    bool tiled = false;

    bool is_grey() const {
        return samples == 1 && (bits == 1 || bits == 8) && !tiled &&
               photometric <= PHOTOMETRIC_MINISBLACK;
    }
    bool is_plain_rgb() const {
        return samples == 3 && bits == 8 && !tiled && photometric == PHOTOMETRIC_RGB &&
               planar == PLANARCONFIG_CONTIG;
    }
};

Layout layout_of(TIFF* tiff) {
    Layout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planar);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &layout.compression);
    layout.tiled = TIFFIsTiled(tiff) != 0;
    return layout;
}

bool is_known_compression(std::uint16_t compression) {
    constexpr std::array known = {
        COMPRESSION_NONE,          COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
        COMPRESSION_CCITTFAX4,     COMPRESSION_LZW,      COMPRESSION_JPEG,
        COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS, COMPRESSION_DEFLATE};
    return std::find(known.begin(), known.end(), compression) != known.end();
}

double dots_per_inch(TIFF* tiff) {
    float horizontal = 0, vertical = 0;
    std::uint16_t unit = RESUNIT_INCH;
    TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &horizontal);
    TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &vertical);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
    const double inch = unit == RESUNIT_INCH ? 1 : unit == RESUNIT_CENTIMETER ? 2.54 : 0;
    return claimed_dpi(horizontal * inch, vertical * inch);
}

/// Eight bits of a 1-bit row as eight grey pixels.
std::array<std::array<std::uint8_t, 8>, 256> bits_as_pixels(bool zero_is_white) {
    std::array<std::array<std::uint8_t, 8>, 256> table{};
    for (unsigned byte = 0; byte < 256; ++byte)
        for (unsigned x = 0; x < 8; ++x)
            table[byte][x] = ((byte >> (7 - x) & 1) != 0) != zero_is_white ? 255 : 0;
    return table;
}

/// Brings a row of 1-bit or 8-bit grey, or of RGB, into the target's form.
class RowWriter {
  public:
    explicit RowWriter(const Layout& layout)
        : layout_(layout), white_is_zero_(layout.photometric == PHOTOMETRIC_MINISWHITE) {
        if (layout.bits == 1)
            pixels_of_ = bits_as_pixels(white_is_zero_);
    }
    void write(const std::uint8_t* row, std::uint8_t* out) const {
        const std::size_t width = layout_.width;
        if (layout_.bits == 1) {
            for (std::size_t x = 0; x < width; x += 8)
                std::memcpy(out + x, pixels_of_[row[x / 8]].data(),
                            std::min<std::size_t>(8, width - x));
        } else if (layout_.samples == 3) {
            for (std::size_t x = 0; x < 3 * width; x += 3) {
                out[x] = row[x + 2];
                out[x + 1] = row[x + 1];
                out[x + 2] = row[x];
            }
        } else {
            const std::uint8_t flip = white_is_zero_ ? 0xFF : 0;
            std::transform(row, row + width, out,
                           [flip](std::uint8_t v) { return static_cast<std::uint8_t>(v ^ flip); });
        }
    }

  private:
    Layout layout_;
    bool white_is_zero_;
    std::array<std::array<std::uint8_t, 8>, 256> pixels_of_{};
};

void read_by_rows(TIFF* tiff, const Layout& layout, std::uint8_t* pixels) {
    const std::size_t out_bytes = std::size_t{layout.width} * layout.samples;
    const std::size_t needed = (out_bytes * layout.bits + 7) / 8;
    const tmsize_t row_bytes = TIFFScanlineSize(tiff);
    if (row_bytes < 0 || static_cast<std::size_t>(row_bytes) != needed)
        throw damaged("row size");
    const RowWriter writer(layout);
    std::vector<std::uint8_t> row(needed);
    for (std::uint32_t y = 0; y < layout.height; ++y) {
        if (TIFFReadScanline(tiff, row.data(), y, 0) < 0)
            throw damaged("row data");
        writer.write(row.data(), pixels + out_bytes * y);
    }
}

/// libtiff's general way: 4 bytes a pixel, whatever the file holds.
void read_as_rgba(TIFF* tiff, const Layout& layout, std::uint8_t* pixels) {
    std::uint16_t as_stored = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &as_stored);
    std::vector<std::uint32_t> rgba(std::size_t{layout.width} * layout.height);
    if (!TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, rgba.data(), as_stored, 1))
        throw damaged("picture data");
    for (const std::uint32_t value : rgba) {
        *pixels++ = static_cast<std::uint8_t>(TIFFGetB(value));
        *pixels++ = static_cast<std::uint8_t>(TIFFGetG(value));
        *pixels++ = static_cast<std::uint8_t>(TIFFGetR(value));
    }
}

}  // namespace

/// libtiff's handle on memory, and its last complaint.
struct TiffFile::Open {
    explicit Open(Bytes file) : bytes(file) {
        TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
        TIFFOpenOptionsSetMaxSingleMemAlloc(options, max_single_allocation);
        TIFFOpenOptionsSetErrorHandlerExtR(options, on_complaint, this);
        TIFFOpenOptionsSetWarningHandlerExtR(options, on_complaint, this);
        tiff = TIFFClientOpenExt("scan", "rm", this, on_read, on_write, on_seek, on_close, on_size,
                                 nullptr, nullptr, options);
        TIFFOpenOptionsFree(options);
        if (!tiff)
            throw damaged(complaint);
    }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() { TIFFClose(tiff); }

    static int on_complaint(TIFF*, void* self, const char*, const char* format, va_list values) {
        auto* open = static_cast<Open*>(self);
        std::vsnprintf(open->complaint, sizeof open->complaint, format, values);
        return 1;  // do not print it
    }
    static tmsize_t on_read(thandle_t self, void* to, tmsize_t count) {
        auto* open = static_cast<Open*>(self);
        if (open->at >= open->bytes.size() || count <= 0)
            return 0;
        const auto given =
            std::min<std::size_t>(static_cast<std::size_t>(count), open->bytes.size() - open->at);
        std::memcpy(to, open->bytes.data() + open->at, given);
        open->at += given;
        return static_cast<tmsize_t>(given);
    }
    static tmsize_t on_write(thandle_t, void*, tmsize_t) { return -1; }
    static toff_t on_seek(thandle_t self, toff_t offset, int whence) {
        auto* open = static_cast<Open*>(self);
        const toff_t base = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? open->at
                                                 : open->bytes.size();
        return open->at = base + offset;
    }
    static int on_close(thandle_t) { return 0; }
    static toff_t on_size(thandle_t self) { return static_cast<Open*>(self)->bytes.size(); }

    Bytes bytes;
    toff_t at = 0;
    char complaint[120] = "";
    TIFF* tiff = nullptr;
};

bool looks_like_tiff(Bytes bytes) {
    constexpr const char* magics[] = {"II*\0", "MM\0*", "II+\0", "MM\0+"};  // the last two: BigTIFF
    return bytes.size() >= 8 && std::any_of(std::begin(magics), std::end(magics), [&](auto* magic) {
               return std::memcmp(bytes.data(), magic, 4) == 0;
           });
}

TiffFile::TiffFile(Bytes bytes) : open_(std::make_unique<Open>(bytes)) {
    TIFF* tiff = open_->tiff;
    for (unsigned directory = 0;; ++directory) {
        std::uint32_t kind = 0;
        TIFFGetFieldDefaulted(tiff, TIFFTAG_SUBFILETYPE, &kind);
        if ((kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) == 0)
            directories_.push_back(directory);
        if (directories_.size() > max_pages || directory > 2 * max_pages)
            throw Error(Fault::too_large, "", "TIFF 的页数过多（超过 2000 页），请拆分后再读");
        if (TIFFLastDirectory(tiff))
            break;
        if (!TIFFReadDirectory(tiff))
            throw damaged(open_->complaint);
    }
    if (directories_.empty())
        throw damaged("no page");
}

TiffFile::TiffFile(TiffFile&&) noexcept = default;
TiffFile::~TiffFile() = default;

void TiffFile::decode_page(int page, const RasterTarget& target) {
    TIFF* tiff = open_->tiff;
    if (!TIFFSetDirectory(tiff, directories_.at(static_cast<std::size_t>(page))))
        throw damaged(open_->complaint);
    const Layout layout = layout_of(tiff);
    check_raster_size(layout.width, layout.height);
    if (!is_known_compression(layout.compression))
        throw unsupported();
    const double stored_bytes =
        double{1} * layout.width * layout.height * layout.samples * layout.bits / 8;
    constexpr double headers = 65536;
    if (stored_bytes > max_compression * static_cast<double>(open_->bytes.size()) + headers)
        throw Error(Fault::too_large, "", "TIFF 的像素数与文件大小不符，请重新扫描");

    RasterHeader header;
    header.width = static_cast<int>(layout.width);
    header.height = static_cast<int>(layout.height);
    header.channels = layout.is_grey() ? 1 : 3;
    header.bilevel = layout.samples == 1 && layout.bits == 1;
    header.tag_dpi = dots_per_inch(tiff);
    open_->complaint[0] = '\0';
    if (layout.is_grey() || layout.is_plain_rgb()) {
        read_by_rows(tiff, layout, target(header));
    } else {
        char why[1024] = "";
        if (!TIFFRGBAImageOK(tiff, why))
            throw unsupported();
        read_as_rgba(tiff, layout, target(header));
    }
    // G4 and JPEG data that are damaged are filled up with a warning; here that is a damaged page.
    if (open_->complaint[0] != '\0')
        throw damaged(open_->complaint);
}

}  // namespace tanfang

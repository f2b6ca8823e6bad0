#include "pipeline/external/jpeg.h"

#include "pipeline/base/error.h"

#include <csetjmp>
#include <cstdio>

// jpeglib.h needs <cstdio> before it, and jerror.h what jpeglib.h defines.
// clang-format off
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

namespace tanfang {

namespace {

// A progressive file of a few kB can ask for millions of passes over the page; real ones have
// about ten (libjpeg-turbo's own fuzz seed of endless scans runs for more than 20 s).
constexpr int max_scans = 100;
constexpr long max_warnings = 1000;
constexpr long max_working_memory = 512L << 20;  // bytes; coefficients of a progressive page

/// Warnings of libjpeg after which some pixels are invented.
bool means_damage(int warning) {
    return warning == JWRN_HIT_MARKER || warning == JWRN_JPEG_EOF ||
           warning == JWRN_HUFF_BAD_CODE || warning == JWRN_MUST_RESYNC ||
           warning == JWRN_NOT_SEQUENTIAL || warning == JWRN_ARITH_BAD_CODE ||
           warning == JWRN_BOGUS_PROGRESSION;
}

bool is_rare_kind(int error) {
    return error == JERR_BAD_PRECISION || error == JERR_SOF_UNSUPPORTED ||
           error == JERR_CONVERSION_NOTIMPL || error == JERR_ARITH_NOTIMPL ||
           error == JERR_SOF_DUPLICATE || error == JERR_BAD_J_COLORSPACE;
}

/// libjpeg's decompressor, whose callbacks jump back into run().
class Decompressor {
  public:
    explicit Decompressor(Bytes bytes) {
        info_.err = jpeg_std_error(&errors_);
        info_.client_data = this;
        errors_.error_exit = on_error;
        errors_.emit_message = on_message;
        errors_.output_message = [](j_common_ptr) {};
        run([&] {
            jpeg_create_decompress(&info_);
            progress_.progress_monitor = on_progress;
            info_.progress = &progress_;
            info_.mem->max_memory_to_use = max_working_memory;
            jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size());
        });
    }
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;
    ~Decompressor() { jpeg_destroy_decompress(&info_); }

    /// Calls libjpeg. Its errors leave by longjmp, so `calls` must hold nothing to destroy.
    template <class Calls>
    void run(Calls calls) {
        if (setjmp(back_) != 0)
            throw Error(fault_, "", words_for(fault_) + detail(message_));
        calls();
    }

    jpeg_decompress_struct* get() { return &info_; }
    bool damaged() const { return damaged_; }

  private:
    static std::string words_for(Fault fault) {
        if (fault == Fault::too_large)
            return "JPEG 的扫描层过多，不是正常的扫描页，请重新扫描";
        if (fault == Fault::unsupported_format)
            return "不支持这种 JPEG，请改用灰度或彩色（RGB）重新扫描";
        return "JPEG 数据损坏或不完整，请重新扫描";
    }
    [[noreturn]] void leave(Fault fault) {
        fault_ = fault;
        std::longjmp(back_, 1);
    }
    static Decompressor& self(j_common_ptr info) {
        return *static_cast<Decompressor*>(info->client_data);
    }
    [[noreturn]] static void on_error(j_common_ptr info) {
        info->err->format_message(info, self(info).message_);
        self(info).leave(is_rare_kind(info->err->msg_code) ? Fault::unsupported_format
                                                           : Fault::unreadable_scan);
    }
    static void on_message(j_common_ptr info, int level) {
        if (level >= 0)
            return;  // a trace, no warning
        self(info).damaged_ = self(info).damaged_ || means_damage(info->err->msg_code);
        if (++info->err->num_warnings > max_warnings)
            self(info).leave(Fault::unreadable_scan);
    }
    static void on_progress(j_common_ptr info) {
        if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > max_scans)
            self(info).leave(Fault::too_large);
    }

    jpeg_decompress_struct info_{};
    jpeg_error_mgr errors_{};
    jpeg_progress_mgr progress_{};
    std::jmp_buf back_{};
    char message_[JMSG_LENGTH_MAX] = "";
    Fault fault_ = Fault::unreadable_scan;
    bool damaged_ = false;
};

double dots_per_inch(const jpeg_decompress_struct& info) {
    const double inch = info.density_unit == 1 ? 1 : info.density_unit == 2 ? 2.54 : 0;
    return claimed_dpi(info.X_density * inch, info.Y_density * inch);
}

void read_rows(jpeg_decompress_struct* info, std::uint8_t* pixels, std::size_t row_bytes) {
    constexpr JDIMENSION at_once = 16;  // rows of one MCU of 4:2:0
    while (info->output_scanline < info->output_height) {
        JSAMPROW rows[at_once];
        JDIMENSION count = 0;
        for (; count < at_once && info->output_scanline + count < info->output_height; ++count)
            rows[count] = pixels + row_bytes * (info->output_scanline + count);
        jpeg_read_scanlines(info, rows, count);
    }
}

}  // namespace

bool looks_like_jpeg(Bytes bytes) {
    return bytes.size() >= 3 && bytes[0] == std::byte{0xFF} && bytes[1] == std::byte{0xD8} &&
           bytes[2] == std::byte{0xFF};
}

void decode_jpeg(Bytes bytes, const RasterTarget& target) {
    Decompressor jpeg(bytes);
    jpeg_decompress_struct* info = jpeg.get();
    jpeg.run([&] { jpeg_read_header(info, TRUE); });
    check_raster_size(info->image_width, info->image_height);
    if (info->num_components != 1 && info->num_components != 3)
        throw Error(Fault::unsupported_format, "",
                    "不支持 CMYK 的 JPEG，请改用灰度或彩色（RGB）重新扫描");
    info->out_color_space = info->num_components == 1 ? JCS_GRAYSCALE : JCS_EXT_BGR;
    info->dct_method = JDCT_ISLOW;
    jpeg.run([&] { jpeg_start_decompress(info); });

    RasterHeader header;
    header.width = static_cast<int>(info->output_width);
    header.height = static_cast<int>(info->output_height);
    header.channels = info->output_components;
    header.tag_dpi = dots_per_inch(*info);
    std::uint8_t* pixels = target(header);
    const std::size_t row_bytes =
        static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.channels);
    jpeg.run([&] {
        read_rows(info, pixels, row_bytes);
        jpeg_finish_decompress(info);
    });
    if (jpeg.damaged())
        throw Error(Fault::unreadable_scan, "", "JPEG 数据损坏或不完整，请重新扫描");
}

}  // namespace tanfang

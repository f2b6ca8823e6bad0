#include "pipeline/intake/scan_document.h"

#include "pipeline/base/error.h"
#include "pipeline/external/jpeg.h"
#include "pipeline/external/png.h"

namespace tanfang {

ScanFormat format_of(Bytes bytes) {
    if (looks_like_jpeg(bytes))
        return ScanFormat::jpeg;
    if (looks_like_png(bytes))
        return ScanFormat::png;
    if (looks_like_tiff(bytes))
        return ScanFormat::tiff;
    throw Error(Fault::unsupported_format, "",
                "不是 PNG、JPEG、TIFF 或 PDF 文件（文件名后缀不算数），请给出扫描文件");
}

ScanDocument::ScanDocument(Bytes bytes) : bytes_(bytes), format_(format_of(bytes)) {
    if (format_ == ScanFormat::tiff)
        tiff_.emplace(bytes);
}

int ScanDocument::page_count() const {
    return tiff_ ? tiff_->page_count() : 1;
}

void ScanDocument::decode_page(int page, const RasterTarget& target) {
    switch (format_) {
        case ScanFormat::jpeg:
            return decode_jpeg(bytes_, target);
        case ScanFormat::png:
            return decode_png(bytes_, target);
        case ScanFormat::tiff:
            return tiff_->decode_page(page, target);
    }
}

}  // namespace tanfang

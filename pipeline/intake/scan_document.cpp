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
    if (looks_like_pdf(bytes))
        return ScanFormat::pdf;
    throw Error(Fault::unsupported_format, "",
                "不是 PNG、JPEG、TIFF 或 PDF 文件（文件名后缀不算数），请给出扫描文件");
}

ScanDocument::ScanDocument(Bytes bytes) : bytes_(bytes), format_(format_of(bytes)) {
    if (format_ == ScanFormat::tiff)
        tiff_.emplace(bytes);
    if (format_ == ScanFormat::pdf)
        pdf_.emplace(bytes);
}

int ScanDocument::page_count() const {
    return tiff_ ? tiff_->page_count() : pdf_ ? pdf_->page_count() : 1;
}

std::optional<PdfForm> ScanDocument::form() const {
    return pdf_ ? pdf_->form() : std::nullopt;
}

std::optional<Drawing> ScanDocument::decode_page(int page, const RasterTarget& target) {
    switch (format_) {
        case ScanFormat::jpeg:
            decode_jpeg(bytes_, target);
            break;
        case ScanFormat::png:
            decode_png(bytes_, target);
            break;
        case ScanFormat::tiff:
            tiff_->decode_page(page, target);
            break;
        case ScanFormat::pdf:
            return decode_pdf_page(*pdf_, page, target);
    }
    return std::nullopt;
}

}  // namespace tanfang

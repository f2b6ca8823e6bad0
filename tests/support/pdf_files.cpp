#include "tests/support/pdf_files.h"

#include "tests/support/picture_files.h"
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>
#include <tiffio.h>

namespace tanfang::support {

namespace {

std::string group4_codes(const cv::Mat& page) {
    const std::string file = tiff_file({page}, {.compression = COMPRESSION_CCITTFAX4,
                                                .bits = 1,
                                                .zero_is_white = true,
                                                .one_strip = true});
    // The made TIFF starts with 8 bytes of header, then come the codes of its only strip.
    std::uint32_t directory = 0;
    file.copy(reinterpret_cast<char*>(&directory), 4, 4);
    return file.substr(8, directory - 8);
}

std::string rows_of(const PdfScan& scan) {
    std::string rows;
    for (int y = 0; y < scan.pixels.rows; ++y) {
        const auto* row = scan.pixels.ptr<unsigned char>(y);
        if (scan.bits == 8)
            for (int i = 0; i < scan.pixels.cols * scan.pixels.channels(); ++i)
                rows +=
                    static_cast<char>(row[scan.pixels.channels() == 3 ? i + 2 - 2 * (i % 3) : i]);
        else
            for (int x = 0; x < scan.pixels.cols; ++x) {
                if (x % 8 == 0)
                    rows += '\0';
                const bool set = (row[x] >= 128) != scan.inverted;
                rows.back() = static_cast<char>(rows.back() | (set ? 0x80 >> x % 8 : 0));
            }
    }
    return rows;
}

QPDFObjectHandle picture_of(QPDF& pdf, const PdfScan& scan) {
    QPDFObjectHandle picture = QPDFObjectHandle::newStream(&pdf);
    QPDFObjectHandle dict = picture.getDict();
    const bool one_bit = scan.coding == PdfScan::Coding::group4 || scan.bits == 1;
    dict.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
    dict.replaceKey("/Subtype", QPDFObjectHandle::newName("/Image"));
    dict.replaceKey("/Width", QPDFObjectHandle::newInteger(scan.pixels.cols));
    dict.replaceKey("/Height", QPDFObjectHandle::newInteger(scan.pixels.rows));
    dict.replaceKey("/BitsPerComponent", QPDFObjectHandle::newInteger(one_bit ? 1 : 8));
    dict.replaceKey("/ColorSpace", QPDFObjectHandle::newName(
                                       scan.pixels.channels() == 3 ? "/DeviceRGB" : "/DeviceGray"));
    if (scan.inverted)
        dict.replaceKey("/Decode", QPDFObjectHandle::parse("[1 0]"));
    std::string data = scan.data;
    QPDFObjectHandle filter = QPDFObjectHandle::newNull(), parameters = filter;
    switch (scan.coding) {
        case PdfScan::Coding::jpeg:
            filter = QPDFObjectHandle::newName("/DCTDecode");
            if (data.empty())
                data = jpeg_file(scan.pixels);
            break;
        case PdfScan::Coding::group4:
            filter = QPDFObjectHandle::newName("/CCITTFaxDecode");
            parameters =
                QPDFObjectHandle::parse("<< /K -1 /Columns " + std::to_string(scan.pixels.cols) +
                                        " /BlackIs1 " + (scan.inverted ? "true" : "false") + " >>");
            if (data.empty())
                data = group4_codes(scan.pixels);
            break;
        case PdfScan::Coding::flate:  // the writer compresses it
            if (data.empty())
                data = rows_of(scan);
            break;
    }
    picture.replaceStreamData(data, filter, parameters);
    return picture;
}

std::string written(QPDF& pdf, const PdfProtection& protection) {
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setStaticID(true);
    if (!protection.user.empty() || !protection.owner.empty())
        writer.setR6EncryptionParameters(protection.user.c_str(), protection.owner.c_str(), true,
                                         true, true, true, true, true, qpdf_r3p_full, true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

std::string pdf_file(const std::vector<PdfScan>& pages, const PdfProtection& protection) {
    QPDF pdf;
    pdf.emptyPDF();
    for (const PdfScan& scan : pages) {
        const std::string width = std::to_string(scan.pixels.cols * 72 / scan.dpi);
        const std::string height = std::to_string(scan.pixels.rows * 72 / scan.dpi);
        QPDFObjectHandle page = QPDFObjectHandle::parse(
            "<< /Type /Page /MediaBox [0 0 " + width + " " + height +
            "] /Resources << /XObject << >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont "
            "/Helvetica >> >> >> /Rotate " +
            std::to_string(scan.rotate) + " >>");
        page.getKey("/Resources").getKey("/XObject").replaceKey("/Scan", picture_of(pdf, scan));
        const std::string scale =
            std::to_string(scan.shrink_to) + " 0 0 " + std::to_string(scan.shrink_to) + " 0 0 cm ";
        const std::string content = scan.before + " q " + scale + width + " 0 0 " + height +
                                    " 0 0 cm /Scan Do Q " + scan.after;
        page.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, content));
        pdf.addPage(pdf.makeIndirectObject(page), false);
    }
    return written(pdf, protection);
}

std::string pdf_of_empty_pages(int count) {
    QPDF pdf;
    pdf.emptyPDF();
    for (int i = 0; i < count; ++i)
        pdf.addPage(pdf.makeIndirectObject(QPDFObjectHandle::parse(
                        "<< /Type /Page /MediaBox [0 0 595 842] /Resources << >> >>")),
                    false);
    return written(pdf, {});
}

}  // namespace tanfang::support

#include "pipeline/external/qpdf.h"

#include "pipeline/base/error.h"
#include "pipeline/external/pdf_content.h"
#include "pipeline/external/qpdf_call.h"
#include "pipeline/external/qpdf_open.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

namespace tanfang {

namespace {

constexpr double points_per_inch = 72;

/// Keeps exactly as many bytes as the picture must have.
class Rows : public Pipeline {
  public:
    explicit Rows(std::size_t size) : Pipeline("rows", nullptr), size_(size) {}
    void write(unsigned char const* data, std::size_t length) override {
        // Producers may end the data with a line break; a bomb has more.
        const std::size_t taken = std::min(length, size_ - bytes_.size());
        bytes_.append(reinterpret_cast<const char*>(data), taken);
        if ((beyond_ += length - taken) > slack)
            throw std::length_error("picture data");
    }
    void finish() override {}
    bool exceeded() const { return beyond_ > slack; }  // libqpdf swallows what write() throws
    std::string take() {
        if (bytes_.size() != size_)
            throw damaged_pdf("picture data");
        return std::move(bytes_);
    }

  private:
    static constexpr std::size_t slack = 16;
    std::size_t size_;
    std::size_t beyond_ = 0;
    std::string bytes_;
};

/// The value itself, or that of an array with one entry, as PDF allows for filters.
QPDFObjectHandle single(QPDFObjectHandle value) {
    if (value.isArray() && value.getArrayNItems() == 1)
        return value.getArrayItem(0);
    return value;
}

/// 1 or 3 channels; 0 for what is not plain grey or RGB.
int channels_of(QPDFObjectHandle space) {
    if (space.isNameAndEquals("/DeviceGray"))
        return 1;
    if (space.isNameAndEquals("/DeviceRGB"))
        return 3;
    if (!space.isArray() || space.getArrayNItems() != 2)
        return 0;
    QPDFObjectHandle family = space.getArrayItem(0), how = space.getArrayItem(1);
    if (family.isNameAndEquals("/CalGray"))
        return 1;
    if (family.isNameAndEquals("/CalRGB"))
        return 3;
    if (!family.isNameAndEquals("/ICCBased") || !how.isStream())
        return 0;
    QPDFObjectHandle count = how.getDict().getKey("/N");
    const bool known = count.isInteger() && (count.getIntValue() == 1 || count.getIntValue() == 3);
    return known ? count.getIntValueAsInt() : 0;
}

/// /Decode of grey pictures: 0 as usual, 1 inverted, nothing for other tricks.
std::optional<int> inverting(QPDFObjectHandle decode) {
    if (decode.isNull())
        return 0;
    if (!decode.isArray() || decode.getArrayNItems() != 2 || !decode.getArrayItem(0).isNumber() ||
        !decode.getArrayItem(1).isNumber())
        return std::nullopt;
    const double first = decode.getArrayItem(0).getNumericValue();
    const double last = decode.getArrayItem(1).getNumericValue();
    if (first == 0 && last == 1)
        return 0;
    if (first == 1 && last == 0)
        return 1;
    return std::nullopt;
}

bool flag(QPDFObjectHandle dictionary, const char* key) {
    QPDFObjectHandle value = dictionary.getKey(key);
    return value.isBool() && value.getBoolValue();
}

/// Group 4 with the picture's own width, no byte alignment.
bool is_plain_group4(QPDFObjectHandle parameters, int width, int height) {
    if (!parameters.isDictionary())
        return false;
    const auto number = [&](const char* key, int otherwise) {
        QPDFObjectHandle value = parameters.getKey(key);
        return value.isInteger() ? value.getIntValueAsInt() : otherwise;
    };
    constexpr int standard_width = 1728;
    const int rows = number("/Rows", 0);
    return number("/K", 0) < 0 && number("/Columns", standard_width) == width &&
           (rows == 0 || rows == height) && !flag(parameters, "/EncodedByteAlign");
}

std::string raw_data(QPDFObjectHandle stream) {
    const auto buffer = stream.getRawStreamData();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

/// The picture's data, if they are in a coding that can be taken out.
bool take_data(QPDFObjectHandle stream, PdfPicture& picture) {
    QPDFObjectHandle dict = stream.getDict();
    QPDFObjectHandle filter = single(dict.getKey("/Filter"));
    QPDFObjectHandle parameters = single(dict.getKey("/DecodeParms"));
    if (filter.isNameAndEquals("/DCTDecode")) {
        picture.coding = PdfPicture::Coding::jpeg;
        if (picture.bits != 8 || picture.inverted || !parameters.isNull())
            return false;
        picture.data = raw_data(stream);
        return true;
    }
    if (filter.isNameAndEquals("/CCITTFaxDecode")) {
        picture.coding = PdfPicture::Coding::group4;
        if (picture.bits != 1 || !is_plain_group4(parameters, picture.width, picture.height))
            return false;
        picture.inverted = picture.inverted != flag(parameters, "/BlackIs1");
        picture.data = raw_data(stream);
        return true;
    }
    const std::array plain = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode"};
    if (!filter.isNull() && std::none_of(plain.begin(), plain.end(), [&](const char* name) {
            return filter.isNameAndEquals(name);
        }))
        return false;
    picture.coding = PdfPicture::Coding::rows;
    const auto row_bits = static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.channels * picture.bits);
    Rows rows((row_bits + 7) / 8 * static_cast<std::size_t>(picture.height));
    const bool whole = stream.pipeStreamData(&rows, nullptr, 0, qpdf_dl_specialized, true);
    if (rows.exceeded())
        throw Error(Fault::too_large, "", "PDF 图像的数据比像素多，文件不正常，请重新扫描");
    if (!whole)
        throw damaged_pdf("picture data");
    picture.data = rows.take();
    return true;
}

}  // namespace

bool looks_like_pdf(Bytes bytes) {
    constexpr std::size_t searched = 1024;  // as viewers do; some devices put a header before it
    const std::string_view start(reinterpret_cast<const char*>(bytes.data()),
                                 std::min(bytes.size(), searched));
    return start.find("%PDF-") != std::string_view::npos;
}

PdfFile::PdfFile(Bytes bytes) : open_(std::make_unique<Open>()) {
    constexpr std::size_t version_line = 9;  // "%PDF-1.7\n"
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    open_->rewritten =
        text.size() < version_line || !text.substr(version_line).starts_with(file_mark);
    with_qpdf([&] {
        QPDF& pdf = open_->pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("scan", reinterpret_cast<const char*>(bytes.data()), bytes.size());
        QPDFObjectHandle count = pdf.getRoot().getKey("/Pages").getKey("/Count");
        const long long said = count.isInteger() ? count.getIntValue() : 0;
        if (said <= max_pages)
            open_->pages = pdf.getAllPages();
        if (std::max<long long>(said, page_count()) > max_pages)
            throw Error(Fault::too_large, "", "PDF 的页数过多（超过 2000 页），请拆分后再读");
        if (open_->pages.empty() || page_count() < said)
            throw damaged_pdf("pages are missing");
    });
}

PdfFile::PdfFile(PdfFile&&) noexcept = default;
PdfFile::~PdfFile() = default;

int PdfFile::page_count() const {
    return static_cast<int>(open_->pages.size());
}

std::optional<PdfPicture> PdfFile::sole_picture(int page) const {
    return with_qpdf([&]() -> std::optional<PdfPicture> {
        const auto placed = only_picture_on(open_->pages.at(static_cast<std::size_t>(page)));
        if (!placed)
            return std::nullopt;
        QPDFObjectHandle stream = placed->stream;
        QPDFObjectHandle dict = stream.getDict();
        QPDFObjectHandle width = dict.getKey("/Width"), height = dict.getKey("/Height");
        QPDFObjectHandle bits = dict.getKey("/BitsPerComponent");
        PdfPicture picture;
        picture.channels = channels_of(dict.getKey("/ColorSpace"));
        const auto inverted = inverting(dict.getKey("/Decode"));
        if (!width.isInteger() || !height.isInteger() || !bits.isInteger() ||
            picture.channels == 0 || !inverted || flag(dict, "/ImageMask") ||
            dict.hasKey("/SMask") || dict.hasKey("/Mask") || dict.hasKey("/OC"))
            return std::nullopt;
        check_raster_size(static_cast<double>(width.getIntValue()),
                          static_cast<double>(height.getIntValue()));
        picture.width = width.getIntValueAsInt();
        picture.height = height.getIntValueAsInt();
        picture.bits = bits.getIntValueAsInt();
        picture.inverted = *inverted != 0;
        const bool one_bit_grey = picture.bits == 1 && picture.channels == 1;
        if (!one_bit_grey && (picture.bits != 8 || picture.inverted))
            return std::nullopt;
        const double across = picture.width * points_per_inch / placed->width;
        const double down = picture.height * points_per_inch / placed->height;
        constexpr double not_square = 0.03;  // more comes from fax, whose pixels are oblong
        if (std::abs(across - down) > not_square * across)
            return std::nullopt;
        picture.dpi = claimed_dpi(across, down);
        return take_data(stream, picture) ? std::optional(std::move(picture)) : std::nullopt;
    });
}

std::vector<std::string> PdfFile::jpeg_files(int page) const {
    return with_qpdf([&] {
        std::vector<std::string> files;
        QPDFPageObjectHelper helper(open_->pages.at(static_cast<std::size_t>(page)));
        for (auto& [name, stream] : helper.getImages())
            if (single(stream.getDict().getKey("/Filter")).isNameAndEquals("/DCTDecode"))
                files.push_back(raw_data(stream));
        return files;
    });
}

double PdfFile::long_side_inches(int page) const {
    return with_qpdf([&] {
        constexpr double letter = 11;
        QPDFObjectHandle dict = open_->pages.at(static_cast<std::size_t>(page));
        const auto box = page_box(dict, "/MediaBox");
        if (!box)
            return letter;
        return std::max(box->urx - box->llx, box->ury - box->lly) / points_per_inch;
    });
}

}  // namespace tanfang

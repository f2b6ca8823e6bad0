#include "pipeline/external/qrencode.h"

#include <memory>
#include <stdexcept>

#include <qrencode.h>

namespace tanfang {

namespace {

struct FreeInput {
    void operator()(QRinput* input) const noexcept { QRinput_free(input); }
};
struct FreeCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

}  // namespace

Modules qr_modules(const std::string& text, int version) {
    const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(version, QR_ECLEVEL_Q));
    if (!input || QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(text.size()),
                                 reinterpret_cast<const unsigned char*>(text.data())) != 0)
        throw std::logic_error("not a text for an alphanumeric QR code");
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
    if (!code || code->version != version)
        throw std::logic_error("text too long for the QR code");
    const auto width = static_cast<std::size_t>(code->width);
    Modules modules(width, std::vector<bool>(width));
    for (std::size_t row = 0; row < width; ++row)
        for (std::size_t column = 0; column < width; ++column)
            modules[row][column] = code->data[row * width + column] & 1;
    return modules;
}

}  // namespace tanfang

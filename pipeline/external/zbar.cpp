#include "pipeline/external/zbar.h"

#include <zbar.h>

namespace tanfang {

std::vector<std::string> read_qr_codes(const unsigned char* gray, int width, int height) {
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    const auto bytes = static_cast<unsigned long>(width) * static_cast<unsigned long>(height);
    zbar::Image image(static_cast<unsigned>(width), static_cast<unsigned>(height), "Y800", gray,
                      bytes);
    scanner.scan(image);
    std::vector<std::string> texts;
    for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
        texts.push_back(symbol->get_data());
    image.set_data(nullptr, 0);
    return texts;
}

}  // namespace tanfang

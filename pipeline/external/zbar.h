/// The only door to zbar: reads QR codes from grey pixels.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tanfang {

/// @param gray    8-bit grey pixels, dark code on light paper, rows `width` bytes apart
/// @return        the texts of all QR codes in the picture; empty if none can be read
std::vector<std::string> read_qr_codes(const unsigned char* gray, int width, int height);

}  // namespace tanfang

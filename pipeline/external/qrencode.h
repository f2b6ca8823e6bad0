/// The only door to libqrencode: a text becomes the dark and light modules of a QR code.
#pragma once

#include <string>
#include <vector>

namespace tanfang {

/// A square of modules, row by row from the top left; true is dark.
using Modules = std::vector<std::vector<bool>>;

/// QR code with error correction level Q, which survives the loss of a quarter of the symbol
/// (ISO/IEC 18004): a fold, a stamp, a photocopy.
///
/// @param text     digits, capital letters and space $%*+-./:; at most 29 characters in version 2,
///                 67 in version 4
/// @param version  sets the size: 17 + 4 x version modules a side
/// @return rows of modules, without the quiet zone
/// @throws std::logic_error if the text does not fit: the caller builds it, no input can reach this
Modules qr_modules(const std::string& text, int version = 2);

}  // namespace tanfang

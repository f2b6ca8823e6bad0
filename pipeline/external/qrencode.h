/// The only door to libqrencode: a text becomes the dark and light modules of a QR code.
#pragma once

#include <string>
#include <vector>

namespace tanfang {

/// A square of modules, row by row from the top left; true is dark.
using Modules = std::vector<std::vector<bool>>;

/// QR code of version 2 (25 x 25 modules) with error correction level Q, which survives the loss of
/// a quarter of the symbol (ISO/IEC 18004): a fold, a stamp, a photocopy.
///
/// @param text  at most 29 characters of digits, capital letters and space $%*+-./:
/// @return 25 rows of 25, without the quiet zone
/// @throws std::logic_error if the text does not fit: the caller builds it, no input can reach this
Modules qr_modules(const std::string& text);

}  // namespace tanfang

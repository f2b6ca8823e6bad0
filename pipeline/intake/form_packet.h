/// A form as one block of bytes, on its way from the decoding child to the program.
#pragma once

#include "pipeline/external/pdf_form.h"

#include <optional>
#include <string>
#include <string_view>

namespace tanfang {

/// The most bytes that a packed form takes; 500 sets of ours, all filled in, take 20 MB.
inline constexpr std::size_t max_packed_form = std::size_t{64} << 20;

std::string pack_form(const PdfForm& form);

/// @return nothing if the bytes are no packed form: the child that made them is not believed
std::optional<PdfForm> unpack_form(std::string_view packed);

}  // namespace tanfang

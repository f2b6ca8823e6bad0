/// Waiting for a child's answer, and what its failures mean to the program.
#pragma once

#include "pipeline/intake/decoder_protocol.h"

#include <chrono>
#include <string>

namespace tanfang {

/// The next answer of a child, which is no failure.
///
/// @param where   names the document in errors
/// @throws Error  what the child reports (unreadable_scan, unsupported_format, too_large or
///                encrypted_pdf); Fault::decoder_died if it is gone, talks nonsense, or is silent
///                for longer than `patience`
DecoderAnswer answer_from(int socket, std::chrono::milliseconds patience, const std::string& where);

}  // namespace tanfang

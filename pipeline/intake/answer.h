/// Waiting for a child's answer, and what its failures mean to the program.
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/launcher.h"

#include <string>

namespace tanfang {

/// What the program says of a child that cannot be reached any more: how it ended.
Error death_of(Launcher::Child& child, const std::string& where);

/// The next answer of a child, which is no failure.
///
/// A child that has ended is asked how. A call that its sandbox forbids is our own fault, not the
/// document's, and the words say so.
///
/// @param where   names the document in errors
/// @throws Error  what the child reports (unreadable_scan, unsupported_format, too_large or
///                encrypted_pdf); Fault::decoder_died if it is gone, talks nonsense, needed more
///                CPU time than it may, or is silent for longer than the launcher's patience
DecoderAnswer answer_from(Launcher::Child& child, const std::string& where);

/// The block of bytes that the child's last answer announced: a copy, which it cannot change any
/// more, but not to be believed either.
///
/// @throws Error  as answer_from()
std::string block_from(Launcher::Child& child, std::size_t size, const std::string& where);

/// What the program says where a child's answer breaks the rules.
Error broken_answer(const std::string& where);

}  // namespace tanfang

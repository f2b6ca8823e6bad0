/// The decoding child: gives up its rights, then decodes what the program asks for.
#pragma once

#include "pipeline/intake/memory_file.h"

namespace tanfang {

/// Answers requests (decoder_protocol.h) until the other end is closed. Runs in a child process.
void serve_scan(int socket, const Descriptor& file);

}  // namespace tanfang

/// Draws PDF pages that are more than one picture, with poppler's pdftoppm in a process of its own.
#pragma once

#include "pipeline/intake/launcher.h"

namespace tanfang {

/// Draws a page into a file and answers on the socket with one DecoderAnswer, done (with the CPU
/// time) or failed. Runs in a child process of the launcher, and has pdftoppm as its own child.
void render_pdf_page(int socket, const Descriptor& file, const RenderJob& job,
                     const std::string& renderer, const Descriptor& output);

}  // namespace tanfang

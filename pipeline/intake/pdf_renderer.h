/// Draws PDF pages that are more than one picture, with poppler's pdftoppm in a sandbox of its own.
#pragma once

#include "pipeline/intake/launcher.h"

namespace tanfang {

/// Draws a page into a file and answers on the socket with one DecoderAnswer, done (with the CPU
/// time) or failed. Runs in a child process of the launcher, and has pdftoppm as its own child:
/// limited (lock_down.h) and, if the settings say so, in bubblewrap.
void render_pdf_page(int socket, const Descriptor& file, const RenderJob& job,
                     const LauncherSettings& settings, const Descriptor& output);

}  // namespace tanfang

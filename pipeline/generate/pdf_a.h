/// What turns a PDF without fields into an archive file, PDF/A-1b (ISO 19005-1).
///
/// in:  a document whose fonts are embedded (embed_font.h) and whose /Info is final
/// out: the same with output intent and XMP metadata
#pragma once

#include "pipeline/external/podofo.h"

namespace tanfang {

/// Adds the output intent (sRGB: what the black of the forms and the colors of a scan mean) and the
/// XMP packet, which repeats Title, Creator and Producer of /Info word by word. The rest of the
/// standard is kept elsewhere: PoDoFo's clean write mode, no fields, no transparency.
///
/// @throws Error  Fault::output_failed, naming the Debian package, if the color profile is not
///                installed
void declare_pdf_a(PoDoFo::PdfVecObjects& objects, PoDoFo::PdfDictionary& catalog,
                   const PoDoFo::PdfDictionary& info);

}  // namespace tanfang

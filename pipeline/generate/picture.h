/// A picture that goes into a PDF as a page of its own: a scan beside the copies of its record.
#pragma once

#include "pipeline/external/podofo.h"

#include <string>

namespace tanfang {

/// Already encoded: a picture is never decoded here.
struct EncodedPicture {
    int width = 0;   ///< pixels
    int height = 0;  ///< pixels
    bool color = false;
    bool bilevel = false;  ///< `bytes` are rows of bits, 1 white, each padded to whole bytes
    std::string bytes;     ///< a baseline JPEG unless bilevel
};

/// A new image XObject with the picture.
PoDoFo::PdfObject& picture_object(PoDoFo::PdfVecObjects& objects, const EncodedPicture& picture);

}  // namespace tanfang

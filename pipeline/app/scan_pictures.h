/// The scans of a record as pictures for its copies.
#pragma once

#include "pipeline/app/record_sheets.h"
#include "pipeline/generate/picture.h"

namespace tanfang {

/// Decodes one page of a scan in the decoding child, turns it upright and encodes it anew, so that
/// no byte from outside gets into the PDF.
///
/// @throws Error  Fault::unreadable_scan if the file is gone or is not the one that was read; what
///                ScanFile throws; Fault::unsupported_format if another sheet is on the same page,
///                which may be another person's
EncodedPicture scan_picture(const RecordSource& source);

}  // namespace tanfang

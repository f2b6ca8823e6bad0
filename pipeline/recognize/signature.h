/// Is a signature field signed: by a pen, by a fingerprint, or not at all?
///
/// in:  Ink and the spot
/// out: SignatureReading; who signed is nobody's business here
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// The field as writing, and its surroundings at a coarser scale: a fingerprint is larger than the
/// field.
struct SignatureInk {
    FieldInk field;
    cv::Mat dark;   ///< CV_8UC1, 255 where pen ink is, of the field and 15 mm around
    cv::Mat faint;  ///< CV_8UC1, 255 where pen ink may be, of the same size: coarse pixels of fine
                    ///< ridges are pale
    cv::Mat red;  ///< CV_8UC1, 255 where red ink is, of the same size; all 0 on scans without color
    cv::Rect area;         ///< the field within both, px
    double px_per_mm = 0;  ///< of `dark`, `faint`, `red`
};

SignatureInk cut_signature(const Ink& ink, const Box<Mm>& field);

/// Surely absent only where nothing is: a seal alone, a touch of a pen, or a smear is absent but
/// not sure. A fingerprint is a dense oval of about 14 x 20 mm, red or (on grey scans) dark; beside
/// a signature the kind is ink. A fingerprint without color is never sure, nor is what lies in a
/// neighboring row for the most part.
SignatureReading read_signature(const SignatureInk& signature);

/// The same on a whole page: where the ring of a seal without color reaches the field, only what
/// stands beside the seal is surely a name.
SignatureReading read_signature(const Spot& spot, const Ink& ink);

}  // namespace tanfang

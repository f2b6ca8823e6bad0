/// What a PDF page draws, as far as one must know to take its scanned picture out.
#pragma once

#include <optional>

#include <qpdf/QPDFObjectHandle.hh>

namespace tanfang {

struct PlacedPicture {
    QPDFObjectHandle stream;  ///< an image XObject
    double width = 0;         ///< points on the page
    double height = 0;        ///< points on the page
};

/// Reads the drawing commands of a page.
///
/// @param page  a page dictionary
/// @return      the image, if the page draws this one upright from edge to edge and nothing else
///              that can be seen; nothing for every other page
std::optional<PlacedPicture> only_picture_on(QPDFObjectHandle page);

/// A rectangle that a page inherits, e.g. "/MediaBox"; nothing if it has none.
std::optional<QPDFObjectHandle::Rectangle> page_box(QPDFObjectHandle page, const char* name);

}  // namespace tanfang

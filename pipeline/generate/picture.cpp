#include "pipeline/generate/picture.h"

#include "pipeline/generate/pdf_values.h"

namespace tanfang {

using PoDoFo::PdfName;

PoDoFo::PdfObject& picture_object(PoDoFo::PdfVecObjects& objects, const EncodedPicture& picture) {
    PoDoFo::PdfObject& object = *objects.CreateObject("XObject");
    PoDoFo::PdfDictionary& d = object.GetDictionary();
    d.AddKey("Subtype", PdfName("Image"));
    d.AddKey("Width", integer(picture.width));
    d.AddKey("Height", integer(picture.height));
    d.AddKey("ColorSpace", PdfName(picture.color ? "DeviceRGB" : "DeviceGray"));
    d.AddKey("BitsPerComponent", integer(picture.bilevel ? 1 : 8));
    const auto size = static_cast<PoDoFo::pdf_long>(picture.bytes.size());
    if (picture.bilevel) {
        object.GetStream()->Set(picture.bytes.data(), size);
    } else {
        object.GetStream()->Set(picture.bytes.data(), size, PoDoFo::TVecFilters());
        d.AddKey("Filter", PdfName("DCTDecode"));  // after Set(), which removes the key
    }
    return object;
}

}  // namespace tanfang

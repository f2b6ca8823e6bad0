#include "pipeline/generate/pdf_values.h"

#include <fmt/format.h>

namespace tanfang {

PoDoFo::PdfObject integer(long value) {
    return PoDoFo::PdfObject(static_cast<PoDoFo::pdf_int64>(value));
}

PoDoFo::PdfArray numbers(std::initializer_list<double> values) {
    PoDoFo::PdfArray array;
    for (const double value : values) array.push_back(PoDoFo::PdfObject(value));
    return array;
}

PoDoFo::PdfString pdf_text(const std::string& utf8) {
    return PoDoFo::PdfString(reinterpret_cast<const PoDoFo::pdf_utf8*>(utf8.c_str()));
}

PoDoFo::PdfObject& stream_object(PoDoFo::PdfObject& neighbor, const std::string& bytes) {
    PoDoFo::PdfObject& object = *neighbor.GetOwner()->CreateObject();
    object.GetStream()->Set(bytes.data(), static_cast<PoDoFo::pdf_long>(bytes.size()));
    return object;
}

std::string pdf_number(double value) {
    std::string text = fmt::format("{:.3f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text == "-0" ? "0" : text;
}

}  // namespace tanfang

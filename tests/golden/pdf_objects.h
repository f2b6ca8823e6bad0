/// A printed PDF as objects, read by libqpdf, which shares no code with what wrote it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace tanfang::golden {

class PdfObjects {
  public:
    explicit PdfObjects(const std::string& pdf);

    /// What `qpdf --check` would complain about: reads every object and decodes every stream.
    std::vector<std::string> problems();

    QPDFObjectHandle root() { return qpdf_.getRoot(); }
    QPDFObjectHandle trailer() { return qpdf_.getTrailer(); }
    QPDFObjectHandle info() { return qpdf_.getTrailer().getKey("/Info"); }
    const std::vector<QPDFObjectHandle>& pages() { return qpdf_.getAllPages(); }

    /// Terminal fields by full name; empty for a PDF without a form.
    std::map<std::string, QPDFObjectHandle> fields();

    /// All decoded content of a page.
    std::string content(std::size_t page);

  private:
    std::string bytes_;
    QPDF qpdf_;
};

}  // namespace tanfang::golden

/// An e-form of the real program, filled in as the viewers of people do it, written by libqpdf.
#pragma once

#include <string>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace tanfang::support {

struct SavedAs {
    bool object_streams = false;
    bool linearized = false;
    std::string user_password = {};   ///< to open; empty: none
    std::string owner_password = {};  ///< to change; empty: none, or as above
};

class EFormFile {
  public:
    /// A new e-form, without the 2.6 MB of its typing font, which nothing here draws with.
    /// @param form  "visit" or "enrollment"
    explicit EFormFile(const std::string& form);
    EFormFile(const EFormFile&) = delete;
    EFormFile& operator=(const EFormFile&) = delete;

    /// The bytes that the program printed, font and all.
    static const std::string& printed(const std::string& form);

    /// A field by its name within the set: "visit_date.year", "service_method".
    /// @throws std::runtime_error if there is none
    QPDFObjectHandle field(const std::string& name);

    /// The root of all fields, whose name is that of the set.
    QPDFObjectHandle root_field();

    void type(const std::string& spot, const std::string& utf8);  ///< as Chromium and Firefox do
    /// As poppler does: into the touched widget only. @param copy  from 0
    void type_into_copy(const std::string& spot, int copy, const std::string& utf8);
    void tick(const std::string& spot);  ///< on all copies
    void tick_in_widgets(
        const std::string& spot);  ///< as pdf.js 4.8 does: the field stays as it was

    void keep_first_page();  ///< takes the other pages out, as people do; the fields stay

    QPDF& pdf() { return pdf_; }
    std::string bytes(const SavedAs& how = {});

  private:
    QPDF pdf_;
};

}  // namespace tanfang::support

/// The only door to libharu: ownership and error translation, no layout.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include <hpdf.h>

namespace tanfang {

/// An owned libharu document.
///
/// libharu reports failures through a C callback. The callback only takes a note; check() throws
/// afterwards, when control is back in C++, so no exception ever crosses a C stack frame.
class HaruDocument {
  public:
    /// @throws Error  Fault::output_failed if libharu cannot start a document
    HaruDocument();
    HaruDocument(HaruDocument&&) = default;

    HPDF_Doc get() const noexcept { return doc_.get(); }

    /// Call after every group of libharu calls.
    ///
    /// @param doing  what the calls were for; ends up in the message
    /// @throws Error  Fault::output_failed with libharu's error and detail numbers
    void check(const char* doing);

    /// Embeds a TrueType font that is in memory; libharu 2.3.0 itself only reads files.
    ///
    /// @param file  a whole TrueType file with glyf outlines and a cmap of format 4
    /// @return the font, encoded as UTF-8; lives as long as the document
    /// @throws Error  Fault::missing_font if libharu cannot use it
    HPDF_Font embed(std::string_view file);

    /// @return the whole PDF
    /// @throws Error  Fault::output_failed
    std::string bytes();

  private:
    struct Note {
        HPDF_STATUS error = HPDF_OK;
        HPDF_STATUS detail = 0;
    };
    struct Free {
        void operator()(HPDF_Doc doc) const noexcept { HPDF_Free(doc); }
    };
    static void HPDF_STDCALL on_error(HPDF_STATUS error, HPDF_STATUS detail, void* note);

    std::unique_ptr<Note> note_;  // its address must survive a move of the document
    std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, Free> doc_;
};

}  // namespace tanfang

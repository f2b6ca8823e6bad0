/// Writes a PDF object by object: what is written leaves memory, so that a file of ten thousand
/// sets needs no more of it than a file of ten.
///
/// in:  the objects of a PoDoFo document, as they become ready
/// out: a PDF with one cross-reference table, in PoDoFo's clean write mode
#pragma once

#include "pipeline/external/podofo.h"

#include <cstdint>
#include <iosfwd>
#include <vector>

namespace tanfang {

class PdfOutput {
  public:
    /// Writes the header.
    /// @param out  binary; it and the document outlive this
    PdfOutput(PoDoFo::PdfMemDocument& document, std::ostream& out, PoDoFo::EPdfVersion version);

    /// Writes an object that will not change any more and takes it out of the document. References
    /// to it stay good.
    /// @throws Error  Fault::output_failed if `out` takes no more
    void write(PoDoFo::PdfObject& object);

    /// Writes what is left, the cross-references and the trailer. Call once.
    /// @throws Error  as write()
    void finish();

  private:
    void write_body(const PoDoFo::PdfObject& object);
    void write_cross_references();
    void check() const;

    PoDoFo::PdfMemDocument& document_;
    std::ostream& out_;
    PoDoFo::PdfOutputDevice device_;
    std::vector<std::uint64_t> offsets_;  ///< by object number; 0: not written
};

}  // namespace tanfang

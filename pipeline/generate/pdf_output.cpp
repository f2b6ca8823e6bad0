#include "pipeline/generate/pdf_output.h"

#include "pipeline/external/pdf_form.h"

#include <ostream>
#include <random>

#include <fmt/format.h>

namespace tanfang {

using PoDoFo::PdfObject;

namespace {

/// Both halves of /ID: what no other file has.
std::string random_id() {
    static std::random_device source;
    std::string id;
    for (int i = 0; i < 4; ++i) id += fmt::format("{:08X}", source());
    return id;
}

}  // namespace

PdfOutput::PdfOutput(PoDoFo::PdfMemDocument& document, std::ostream& out,
                     PoDoFo::EPdfVersion version)
    : document_(document), out_(out), device_(&out) {
    const std::string header = fmt::format("%PDF-1.{}\n{}", static_cast<int>(version), file_mark);
    device_.Write(header.data(), header.size());
}

void PdfOutput::check() const {
    if (!out_)
        throw Error(Fault::output_failed, "", "写入 PDF 失败，磁盘可能已满");
}

void PdfOutput::write_body(const PdfObject& object) {
    const std::size_t number = object.Reference().ObjectNumber();
    if (offsets_.size() <= number)
        offsets_.resize(number + 1);
    offsets_[number] = device_.Tell();
    object.WriteObject(&device_, PoDoFo::ePdfWriteMode_Clean, nullptr);
    check();
}

void PdfOutput::write(PdfObject& object) {
    write_body(object);
    delete document_.GetObjects().RemoveObject(object.Reference(), false);
}

void PdfOutput::finish() {
    for (const PdfObject* object : document_.GetObjects()) write_body(*object);
    write_cross_references();
    out_.flush();
    check();
}

/// One table (ISO 32000-1, 7.5.4): PDF/A-1 forbids cross-reference streams.
void PdfOutput::write_cross_references() {
    const std::uint64_t start = device_.Tell();
    std::vector<std::uint64_t> next_free(offsets_.size());
    std::uint64_t next = 0;
    for (std::size_t number = offsets_.size(); number-- > 0;)
        if (offsets_[number] == 0) {
            next_free[number] = next;
            next = number;
        }
    std::string table = fmt::format("xref\n0 {}\n", offsets_.size());
    for (std::size_t number = 0; number < offsets_.size(); ++number)
        table += offsets_[number] != 0 ? fmt::format("{:010} 00000 n \n", offsets_[number])
                                       : fmt::format("{:010} {} f \n", next_free[number],
                                                     number == 0 ? "65535" : "00001");
    const std::string id = random_id();
    table += fmt::format(
        "trailer\n<</Size {}/Root {} 0 R/Info {} 0 R/ID[<{}><{}>]>>\nstartxref\n{}\n%%EOF\n",
        offsets_.size(), document_.GetCatalog()->Reference().ObjectNumber(),
        document_.GetInfo()->GetObject()->Reference().ObjectNumber(), id, id, start);
    device_.Write(table.data(), table.size());
}

}  // namespace tanfang

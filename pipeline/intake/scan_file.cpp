#include "pipeline/intake/scan_file.h"

#include "pipeline/base/error.h"
#include "pipeline/external/sodium.h"
#include "pipeline/intake/negative.h"
#include "pipeline/intake/pdf_drawing.h"
#include "pipeline/intake/pixels.h"
#include "pipeline/intake/printable_path.h"

#include <stdexcept>

namespace tanfang {

ScanFile::ScanFile(const std::filesystem::path& file, Launcher& launcher)
    : name_(printable_path(file)), launcher_(launcher), bytes_(memory_copy_of(file, name_)) {
    const Mapping mapping(bytes_.get(), size_of(bytes_), Mapping::Use::read);
    sha256_ = sha256_hex(mapping.bytes());
    auto contents = decoder().contents();
    page_count_ = contents.pages;
    form_ = std::move(contents.form);
}

PageImage ScanFile::page(int index) {
    if (index < 0 || index >= page_count_)
        throw std::out_of_range("ScanFile::page");
    const std::lock_guard lock(mutex_);
    try {
        PageImage image = pixels_of(index);
        if (is_negative(image.gray))
            make_positive(image);
        image.file = name_;
        image.sha256 = sha256_;
        image.page = index;
        return image;
    } catch (const Error& error) {
        if (error.fault() == Fault::decoder_died)
            decoder_.reset();  // the next page gets a new child
        throw;
    }
}

PageImage ScanFile::pixels_of(int index) {
    auto decoded = decoder().decode(index);
    if (auto* page = std::get_if<DecodedPage>(&decoded))
        return page_image_of(*page);
    const auto& undrawn = std::get<UndrawnPage>(decoded);
    const DrawnPage drawn =
        draw_pdf_page(launcher_, bytes_, {index, undrawn.long_side}, page_name(name_, index));
    PageImage image = page_image_of(drawn.bgr);
    image.tag_dpi = undrawn.tag_dpi;
    image.child_cpu_ms = undrawn.cpu_ms + drawn.cpu_ms;
    return image;
}

Decoder& ScanFile::decoder() {
    if (!decoder_)
        decoder_.emplace(launcher_, bytes_, name_);
    return *decoder_;
}

}  // namespace tanfang

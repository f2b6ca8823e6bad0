/// A scan file: its pages as pixels, decoded in a child process.
///
/// in:  PNG, JPEG, TIFF and PDF
/// out: PageImage per page; the form of a PDF that was filled in on screen
#pragma once

#include "pipeline/intake/decoder.h"
#include "pipeline/intake/page_image.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace tanfang {

/// An open scan file. It holds the file's bytes and a child process until it goes; the pages it has
/// given live on. One thread's ScanFile does not disturb another's; several threads may ask
/// one ScanFile for pages, which are then decoded one after the other.
class ScanFile {
  public:
    /// Reads the whole file into memory, hashes it, counts its pages, and takes its form.
    ///
    /// @param file  a regular file or a link to one; its format is known by its bytes, not its name
    /// @throws Error  Fault::unreadable_scan if it is no regular file, empty, damaged or cut short;
    ///                Fault::unsupported_format, also for dynamic forms (XFA); Fault::too_large for
    ///                more than 2 GB, 2,000 pages or 400,000 fields; Fault::encrypted_pdf;
    ///                Fault::decoder_died
    explicit ScanFile(const std::filesystem::path& file, Launcher& launcher = Launcher::shared());

    int page_count() const noexcept { return page_count_; }

    /// The form of a PDF that has fields to fill in on screen, whoever made it; nothing for others.
    const std::optional<PdfForm>& form() const noexcept { return form_; }

    /// Decodes a page.
    ///
    /// @param index  from 0, less than page_count()
    /// @return       gray always, color if the page has colour; pixels as stored, never rotated
    /// @throws Error Fault::unreadable_scan if the page is damaged: nothing is filled up with grey;
    ///               Fault::too_large above 100 Mpixel; Fault::unsupported_format, e.g. CMYK;
    ///               Fault::decoder_died if the child crashed or took too long. Other pages can
    ///               still be asked for afterwards
    PageImage page(int index);

    const std::string& name() const noexcept { return name_; }      ///< the path, printable
    const std::string& sha256() const noexcept { return sha256_; }  ///< 64 hex digits

  private:
    Decoder& decoder();
    PageImage pixels_of(int index);

    std::string name_;
    std::string sha256_;
    int page_count_ = 0;
    std::optional<PdfForm> form_;
    Launcher& launcher_;
    Descriptor bytes_;
    std::mutex mutex_;
    std::optional<Decoder> decoder_;
};

}  // namespace tanfang

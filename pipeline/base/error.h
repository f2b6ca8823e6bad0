/// The one exception of the pipeline: this document (or this run) cannot go on.
///
/// Doubt about a mark or a field is not an error; it is a value (see recognize/reading.h).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tanfang {

enum class Fault {
    bad_usage,           ///< wrong command line
    bad_settings,        ///< a settings file, a divisions table or a line of people is wrong
    bad_template,        ///< templates/*.json does not describe a form
    missing_model,       ///< a recognition model cannot be loaded
    missing_font,        ///< a font file cannot be loaded
    missing_glyph,       ///< no font has the character that shall be printed
    unreadable_scan,     ///< the file is damaged, cut short, empty, or no file at all
    unsupported_format,  ///< neither PNG, JPEG, TIFF nor PDF, or a kind of these that no scanner
                         ///< makes
    too_large,           ///< more pixels, pages or bytes than a scan has
    encrypted_pdf,       ///< the PDF asks for a password
    decoder_died,        ///< the decoding child process crashed or ran out of time or memory
    not_our_form,        ///< no fiducials and no code: a blank page or another paper
    other_version,       ///< a form of ours in a template version that is not installed
    poor_registration,   ///< too few fiducials, or printed lines that do not fit
    too_few_pixels,      ///< one of our forms, but with less than 90 dpi on the paper
    output_failed,       ///< a file could not be written completely
    bad_home,            ///< the home is locked, damaged, of a newer version, or lacks its key
    interrupted,         ///< the user stopped the run
};

/// The fault's name as it stands in records and messages, e.g. "unreadable_scan".
std::string_view fault_name(Fault fault) noexcept;

class Error : public std::runtime_error {
  public:
    /// @param where  what was being worked on, e.g. "scan-0007.pdf, page 2"; empty if nothing
    /// special
    /// @param what   what happened and what to do, in Chinese words that a clerk understands
    Error(Fault fault, const std::string& where, const std::string& what)
        : std::runtime_error(where.empty() ? what : where + ": " + what), fault_(fault) {}

    Fault fault() const noexcept { return fault_; }

  private:
    Fault fault_;
};

}  // namespace tanfang

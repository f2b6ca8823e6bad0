/// The readable code at the foot of a sheet: the second source where the QR code cannot be read.
///
/// in:  RegisteredPage; its form, version and page are known from the fiducials
/// out: SheetCode
#pragma once

#include "pipeline/external/tesseract.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/page/registered_page.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace tanfang {

/// Finds the code in what a reader of print made of it: blanks dropped, strokes misread as letters,
/// and letters as their look-alikes.
///
/// @param form, version, page  what the fiducials say (page from 1); a code that says otherwise is
/// none
/// @return nothing unless exactly one reading has the right shape and the right check
std::optional<SheetCode> match_code_text(std::string_view read, char form, int version, int page);

/// Reads the code with Tesseract's model for print. The model is loaded when the first sheet needs
/// it; one reader per thread.
class CodeTextReader {
  public:
    static constexpr const char* model = "eng";

    /// @param tessdata  holds eng.traineddata, e.g. tessdata_folder()
    explicit CodeTextReader(std::filesystem::path tessdata) : tessdata_(std::move(tessdata)) {}

    /// @return nothing if no sure code stands there
    /// @throws Error  Fault::missing_model if the model is not there
    std::optional<SheetCode> read(const RegisteredPage& page);

  private:
    std::filesystem::path tessdata_;
    std::optional<Tesseract> reader_;
};

}  // namespace tanfang

/// Reads writing with Tesseract: a model per kind of writing, loaded when first needed.
///
/// Debian's models are trained on print. On cells with handwritten digits `eng` finds about half of
/// them; on handwritten Han `chi_sim` finds almost none. The probabilities say so.
#pragma once

#include "pipeline/external/tesseract.h"
#include "pipeline/recognize/text_reader.h"

#include <filesystem>
#include <map>
#include <string>

namespace tanfang {

/// One per thread.
class TesseractReader : public TextReader {
  public:
    /// @param folder  holds the .traineddata files, e.g. tessdata_folder()
    /// @throws Error  Fault::missing_model if one of the models is not there
    explicit TesseractReader(std::filesystem::path folder);

    WritingDistribution read(const cv::Mat& strip, Writing writing, int cells) override;

  private:
    std::filesystem::path folder_;
    std::map<std::string, Tesseract> loaded_;
};

/// Names of the models in use, for the record's software entry, e.g. "chi_sim, eng".
std::string tesseract_reader_models();

}  // namespace tanfang

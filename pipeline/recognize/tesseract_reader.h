/// Reads tiles of handwriting with our own networks through Tesseract, loaded when first needed.
///
/// in:  ocr-models/{cell,number,han}.traineddata and their calibration
/// out: calibrated distributions per tile
#pragma once

#include "pipeline/external/tesseract.h"
#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/text_reader.h"

#include <filesystem>
#include <map>
#include <string>

namespace tanfang {

/// One per thread.
class TesseractReader : public TextReader {
  public:
    /// @param folder       holds the .traineddata files
    /// @param calibration  outlives the reader
    TesseractReader(std::filesystem::path folder, const Calibration& calibration);

    std::vector<TileReading> read(const cv::Mat& strip, Network network) override;

  private:
    std::filesystem::path folder_;
    const Calibration& calibration_;
    std::map<Network, Tesseract> loaded_;
};

/// What Tesseract lists for a tile, as calibrated probabilities: each listed value is raised to the
/// network's power, every other class gets `unlisted` likewise, and all classes sum up to 1.
///
/// @param listed  the network's own values, 0..1
TileReading calibrated(const std::vector<TesseractChoice>& listed,
                       const NetworkCalibration& network);

/// Looks at every model once before the first page is read.
///
/// @throws Error  Fault::missing_model naming the file: it is not there, or it is not the file that
///                the calibration was fitted for (cut short, damaged, another version)
void require_models(const std::filesystem::path& folder, const Calibration& calibration);

/// Names and beginnings of the digests of the models in use, for the record's software entry, e.g.
/// "cell f1e1791d, han 9e43edb3".
std::string model_names(const Calibration& calibration);

}  // namespace tanfang

/// The door to reading machine print: the models that come with Tesseract, beside our networks.
///
/// in:  a picture of one line of print
/// out: its text
#pragma once

#include "pipeline/external/tesseract.h"
#include "pipeline/recognize/text_reader.h"

#include <filesystem>
#include <map>
#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

class SecondReader {
  public:
    virtual ~SecondReader() = default;

    /// @param line  CV_8UC1, dark print on white
    /// @return UTF-8 without blanks; empty if nothing was seen
    /// @throws Error  Fault::missing_model if the model of this alphabet cannot be loaded
    virtual std::string read(const cv::Mat& line, Alphabet alphabet) = 0;
};

/// Tesseract's eng for digits and chi_sim for Chinese, loaded when first needed. One per thread.
class StockReader : public SecondReader {
  public:
    static constexpr const char* digits_model = "eng";
    static constexpr const char* han_model = "chi_sim";

    /// @param tessdata  holds the models, e.g. tessdata_folder()
    explicit StockReader(std::filesystem::path tessdata) : tessdata_(std::move(tessdata)) {}

    std::string read(const cv::Mat& line, Alphabet alphabet) override;

  private:
    std::filesystem::path tessdata_;
    std::map<Alphabet, Tesseract> loaded_;
};

}  // namespace tanfang

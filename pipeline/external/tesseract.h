/// The only door to Tesseract: one LSTM model that reads one line of writing at a time.
///
/// Tesseract keeps state, so every thread has its own instance. It never prints, never inverts the
/// picture and never starts threads of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tesseract {
class TessBaseAPI;
}

namespace tanfang {

/// What the network saw at one place; probabilities are 0..1, those below 0.01 are not listed.
struct TesseractChoice {
    std::string utf8;
    double probability = 0;
};

struct TesseractSymbol {
    std::string utf8;
    double left = 0;        ///< px in the picture that was given
    double right = 0;       ///< px
    double confidence = 0;  ///< 0..1
};

struct TesseractLine {
    std::string text;       ///< UTF-8 without line ends; empty if nothing was seen
    double confidence = 0;  ///< 0..1, mean over the words
    std::vector<TesseractSymbol> symbols;
};

class Tesseract {
  public:
    enum class Layout {
        raw_line,     ///< PSM 13: the whole picture is one line; nothing is cropped
        single_line,  ///< PSM 7: one printed line, found and cropped by Tesseract
    };

    /// @param folder  holds MODEL.traineddata
    /// @param model   e.g. "eng"; its dictionaries are not loaded, for they only know printed prose
    /// @param characters  all that can stand there, e.g. "0123456789"; empty: all the model knows
    /// @throws Error  Fault::missing_model if the file is not there or is no LSTM model; the
    /// message
    ///                names the folder and, for a model of Debian's, the package
    Tesseract(const std::filesystem::path& folder, const std::string& model, Layout layout,
              const std::string& characters = "");
    ~Tesseract();
    Tesseract(Tesseract&&) noexcept;
    Tesseract& operator=(Tesseract&&) noexcept;

    /// Reads one line. The same picture always gives the same result. Blank paper reads as
    /// anything: ask first whether there is ink.
    ///
    /// @param gray  CV_8UC1, dark writing on white, at least 3 px in both directions (else nothing
    /// is seen)
    /// @param dpi   resolution of the picture
    TesseractLine read(const cv::Mat& gray, int dpi);

    /// Reads the picture as one line as it is, as Layout::raw_line does, whatever the layout: finds
    /// letters also where Tesseract's own search for them finds nothing.
    TesseractLine read_whole(const cv::Mat& gray, int dpi);

    /// What the network saw step by step; only with Layout::raw_line.
    ///
    /// @return a list per step of the network, left to right, best first, without the blank: of a
    ///         network with one step per comb cell a list per cell. A predicted space has none;
    ///         nothing seen, or pictures too small, give no lists at all
    std::vector<std::vector<TesseractChoice>> timesteps(const cv::Mat& gray, int dpi);

  private:
    bool recognize(const cv::Mat& gray, int dpi);

    std::unique_ptr<tesseract::TessBaseAPI> api_;
};

/// Where the models of the system are: TESSDATA_PREFIX if set, else Debian's folder.
std::filesystem::path tessdata_folder();

/// @throws Error  Fault::missing_model as the constructor of Tesseract, without loading anything
void require_model(const std::filesystem::path& folder, const std::string& model);

}  // namespace tanfang

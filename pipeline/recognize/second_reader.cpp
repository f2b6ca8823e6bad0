#include "pipeline/recognize/second_reader.h"

#include "pipeline/recognize/field_ink.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanfang {

namespace {

const int line_dpi = static_cast<int>(std::lround(writing_px_per_mm * 25.4));

Tesseract loaded_model(const std::filesystem::path& tessdata, Alphabet alphabet) {
    return alphabet == Alphabet::digits
               ? Tesseract(tessdata, StockReader::digits_model, Tesseract::Layout::single_line,
                           "0123456789X")
               : Tesseract(tessdata, StockReader::han_model, Tesseract::Layout::single_line);
}

}  // namespace

std::string StockReader::read(const cv::Mat& line, Alphabet alphabet) {
    auto model = loaded_.find(alphabet);
    if (model == loaded_.end())
        model = loaded_.emplace(alphabet, loaded_model(tessdata_, alphabet)).first;
    std::string text = model->second.read(line, line_dpi).text;
    std::erase(text, ' ');
    return text;
}

}  // namespace tanfang

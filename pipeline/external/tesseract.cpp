#include "pipeline/external/tesseract.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <cstdlib>

#include <omp.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

namespace tanfang {

namespace {

constexpr int smallest_side = 3;  // px; Tesseract refuses narrower pictures with a message

std::string debian_package(std::string model) {
    std::replace(model.begin(), model.end(), '_', '-');
    return "tesseract-ocr-" + model;
}

[[noreturn]] void missing(const std::filesystem::path& folder, const std::string& model,
                          const std::string& problem) {
    throw Error(Fault::missing_model, (folder / (model + ".traineddata")).string(),
                problem + "。Debian 自带的识别模型请用 apt-get install " + debian_package(model) +
                    " 安装，或让 TESSDATA_PREFIX 指向模型所在的目录");
}

void add_timesteps(const tesseract::ResultIterator& word,
                   std::vector<std::vector<TesseractChoice>>& timesteps) {
    const auto* const symbols = word.GetRawLSTMTimesteps();
    if (!symbols)
        return;
    for (const auto& symbol : *symbols)
        for (const auto& step : symbol) {
            auto& choices = timesteps.emplace_back();
            for (const auto& [utf8, probability] : step)
                if (*utf8)  // the blank is listed as ""
                    choices.push_back({utf8, static_cast<double>(probability)});
            std::stable_sort(choices.begin(), choices.end(),
                             [](const TesseractChoice& a, const TesseractChoice& b) {
                                 return a.probability > b.probability;
                             });
        }
}

TesseractSymbol symbol_at(const tesseract::ResultIterator& it, const std::string& utf8) {
    TesseractSymbol symbol;
    symbol.utf8 = utf8;
    int left = 0, top = 0, right = 0, bottom = 0;
    it.BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom);
    symbol.left = left;
    symbol.right = right;
    symbol.confidence = static_cast<double>(it.Confidence(tesseract::RIL_SYMBOL)) / 100.0;
    return symbol;
}

}  // namespace

Tesseract::Tesseract(const std::filesystem::path& folder, const std::string& model, Layout layout,
                     const std::string& characters)
    : api_(std::make_unique<tesseract::TessBaseAPI>()) {
    require_model(folder, model);
    const std::vector<std::string> names = {"debug_file", "load_system_dawg", "load_freq_dawg",
                                            "load_punc_dawg", "load_number_dawg"};
    const std::vector<std::string> values = {"/dev/null", "0", "0", "0", "0"};
    if (api_->Init(folder.c_str(), model.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names,
                   &values, false) != 0)
        missing(folder, model, "识别模型损坏，无法载入");
    api_->SetPageSegMode(layout == Layout::raw_line ? tesseract::PSM_RAW_LINE
                                                    : tesseract::PSM_SINGLE_LINE);
    api_->SetVariable("tessedit_do_invert", "0");  // else an unsure line is read twice
    api_->SetVariable("tessedit_char_whitelist", characters.c_str());
    if (layout == Layout::raw_line) {
        api_->SetVariable("lstm_choice_mode", "2");        // raw distributions per timestep
        api_->SetVariable("lstm_choice_iterations", "0");  // without more paths through them
    }
}

Tesseract::~Tesseract() = default;
Tesseract::Tesseract(Tesseract&&) noexcept = default;
Tesseract& Tesseract::operator=(Tesseract&&) noexcept = default;

bool Tesseract::recognize(const cv::Mat& gray, int dpi) {
    if (gray.cols < smallest_side || gray.rows < smallest_side)
        return false;
    omp_set_max_active_levels(
        0);  // threads inside Tesseract cost more than they bring; we work in parallel over pages
    api_->SetImage(gray.data, gray.cols, gray.rows, 1, static_cast<int>(gray.step[0]));
    api_->SetSourceResolution(dpi);
    return api_->Recognize(nullptr) == 0;
}

TesseractLine Tesseract::read(const cv::Mat& gray, int dpi) {
    TesseractLine line;
    if (!recognize(gray, dpi))
        return line;
    const std::unique_ptr<tesseract::ResultIterator> it(api_->GetIterator());
    if (!it || it->Empty(tesseract::RIL_SYMBOL))
        return line;
    line.confidence = api_->MeanTextConf() / 100.0;
    do {
        if (it->IsAtBeginningOf(tesseract::RIL_WORD) && !line.symbols.empty())
            line.text += ' ';
        const std::unique_ptr<char[]> utf8(it->GetUTF8Text(tesseract::RIL_SYMBOL));
        if (!utf8)
            continue;
        line.text += utf8.get();
        line.symbols.push_back(symbol_at(*it, utf8.get()));
    } while (it->Next(tesseract::RIL_SYMBOL));
    return line;
}

TesseractLine Tesseract::read_whole(const cv::Mat& gray, int dpi) {
    const auto layout = api_->GetPageSegMode();
    api_->SetPageSegMode(tesseract::PSM_RAW_LINE);
    TesseractLine line = read(gray, dpi);
    api_->SetPageSegMode(layout);
    return line;
}

std::vector<std::vector<TesseractChoice>> Tesseract::timesteps(const cv::Mat& gray, int dpi) {
    std::vector<std::vector<TesseractChoice>> steps;
    if (!recognize(gray, dpi))
        return steps;
    const std::unique_ptr<tesseract::ResultIterator> it(api_->GetIterator());
    if (!it || it->Empty(tesseract::RIL_WORD))
        return steps;
    do add_timesteps(*it, steps);
    while (it->Next(tesseract::RIL_WORD));
    return steps;
}

std::filesystem::path tessdata_folder() {
    const char* const prefix = std::getenv("TESSDATA_PREFIX");
    return prefix && *prefix ? prefix : "/usr/share/tesseract-ocr/5/tessdata";
}

void require_model(const std::filesystem::path& folder, const std::string& model) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(folder / (model + ".traineddata"), ignored))
        missing(folder, model, "找不到识别模型");
}

}  // namespace tanfang

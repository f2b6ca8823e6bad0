#include "pipeline/recognize/tesseract_reader.h"

#include "pipeline/base/text.h"
#include "pipeline/external/sodium.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <utility>

namespace tanfang {

namespace {

constexpr int strip_dpi = 300;  // any value: the tiles have their network's size already
constexpr std::size_t shown_digits = 8;

const char* name_of(Network network) {
    switch (network) {
        case Network::cell:
            return "cell";
        case Network::number:
            return "number";
        case Network::han:
            break;
    }
    return "han";
}

std::filesystem::path model_file(const std::filesystem::path& folder, const std::string& network) {
    return folder / (network + ".traineddata");
}

}  // namespace

TesseractReader::TesseractReader(std::filesystem::path folder, const Calibration& calibration)
    : folder_(std::move(folder)), calibration_(calibration) {}

std::vector<TileReading> TesseractReader::read(const cv::Mat& strip, Network network) {
    const std::string name = name_of(network);
    auto loaded = loaded_.find(network);
    if (loaded == loaded_.end())
        loaded =
            loaded_.emplace(network, Tesseract(folder_, name, Tesseract::Layout::raw_line)).first;
    const auto steps = loaded->second.timesteps(strip, strip_dpi);
    std::vector<TileReading> tiles;
    if (steps.size() != static_cast<std::size_t>(strip.cols / strip.rows))
        return tiles;
    for (const auto& listed : steps)
        tiles.push_back(calibrated(listed, calibration_.networks.at(name)));
    return tiles;
}

TileReading calibrated(const std::vector<TesseractChoice>& listed,
                       const NetworkCalibration& network) {
    TileReading tile;
    tile.unlisted = std::pow(network.unlisted, network.power);
    double sum = 0;
    for (const TesseractChoice& choice : listed) {
        const auto code = code_points(choice.utf8);
        if (!code || code->size() != 1)
            continue;
        tile.characters.push_back({code->front(), std::pow(choice.probability, network.power)});
        sum += tile.characters.back().probability;
    }
    sum += tile.unlisted *
           std::max(0.0, network.classes - static_cast<double>(tile.characters.size()));
    if (sum <= 0)
        return {};
    for (Character& character : tile.characters) character.probability /= sum;
    tile.unlisted /= sum;
    return tile;
}

void require_models(const std::filesystem::path& folder, const Calibration& calibration) {
    for (const auto& [network, numbers] : calibration.networks) {
        const auto file = model_file(folder, network);
        std::ifstream in(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (!in)
            throw Error(Fault::missing_model, file.string(), "找不到手写识别模型，请重新安装");
        if (sha256_hex(bytes_of(bytes)) != numbers.sha256)
            throw Error(Fault::missing_model, file.string(),
                        "手写识别模型不完整，或与 calibration.json 不是同一版本，请重新安装");
    }
}

std::string model_names(const Calibration& calibration) {
    std::string names;
    for (const auto& [network, numbers] : calibration.networks)
        names +=
            (names.empty() ? "" : ", ") + network + " " + numbers.sha256.substr(0, shown_digits);
    return names;
}

}  // namespace tanfang

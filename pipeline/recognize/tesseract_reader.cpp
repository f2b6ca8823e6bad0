#include "pipeline/recognize/tesseract_reader.h"

#include "pipeline/recognize/decode.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tanfang {

namespace {

constexpr int strip_dpi = 300;

struct Model {
    std::string name;
    /// How often a character is right that the model gives probability 1. Measured: eng on 2,200
    /// cells with MNIST digits, 0.90 of those above 0.9 (0.78 of all that it listed); chi_sim on
    /// 192 characters, 0.03.
    double reliability;
};

const Model digits = {"eng", 0.9};
const Model han = {"chi_sim", 0.03};

const std::map<Writing, Model> models = {
    {Writing::id_number, digits}, {Writing::disability_card, digits}, {Writing::phone, digits},
    {Writing::date_part, digits}, {Writing::count, digits},           {Writing::amount, digits},
    {Writing::han_word, han},     {Writing::han_text, han},           {Writing::name, han},
    {Writing::place, han},
};

void add(std::vector<Character>& characters, const TesseractChoice& choice, double reliability) {
    const double probability = choice.probability * reliability;
    const auto known = std::find_if(characters.begin(), characters.end(),
                                    [&](const Character& c) { return c.utf8 == choice.utf8; });
    if (known == characters.end())
        characters.push_back({choice.utf8, probability});
    else
        known->probability = std::max(known->probability, probability);
}

/// The network walks over the strip at an even pace, so that every cell has the same number of
/// steps; what a cell holds was seen most clearly at one of them.
WritingDistribution per_cell(const TesseractLine& line, Writing writing, int cells,
                             double reliability) {
    WritingDistribution seen;
    seen.positions.resize(static_cast<std::size_t>(cells));
    const std::size_t steps = line.timesteps.size();
    for (std::size_t step = 0; step < steps; ++step)
        for (const TesseractChoice& choice : line.timesteps[step])
            if (can_stand_in(writing, choice.utf8))
                add(seen.positions[step * seen.positions.size() / steps], choice, reliability);
    return seen;
}

WritingDistribution per_symbol(const TesseractLine& line, double reliability) {
    WritingDistribution seen;
    for (const TesseractSymbol& symbol : line.symbols) {
        auto& position = seen.positions.emplace_back();
        for (const TesseractChoice& choice : symbol.choices) add(position, choice, reliability);
    }
    return seen;
}

}  // namespace

TesseractReader::TesseractReader(std::filesystem::path folder) : folder_(std::move(folder)) {
    for (const auto& [writing, model] : models) require_model(folder_, model.name);
}

WritingDistribution TesseractReader::read(const cv::Mat& strip, Writing writing, int cells) {
    const Model& model = models.at(writing);
    auto loaded = loaded_.find(model.name);
    if (loaded == loaded_.end())
        loaded =
            loaded_.emplace(model.name, Tesseract(folder_, model.name, Tesseract::Layout::raw_line))
                .first;
    const TesseractLine line = loaded->second.read(strip, strip_dpi);
    WritingDistribution seen = cells > 0 ? per_cell(line, writing, cells, model.reliability)
                                         : per_symbol(line, model.reliability);
    for (auto& position : seen.positions)
        std::stable_sort(
            position.begin(), position.end(),
            [](const Character& a, const Character& b) { return a.probability > b.probability; });
    return seen;
}

std::string tesseract_reader_models() {
    std::set<std::string> names;
    for (const auto& [writing, model] : models) names.insert(model.name);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

}  // namespace tanfang

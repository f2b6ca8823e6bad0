#include "pipeline/recognize/decode.h"

#include <algorithm>

namespace tanfang {

namespace {

/// Probability of each character that a reader does not list (networks list from 0.01 on).
constexpr double unlisted = 0.004;

/// Characters that can stand in the writing; empty: any.
std::string_view alphabet(Writing writing) {
    switch (writing) {
        case Writing::id_number:
            return "0123456789X";
        case Writing::disability_card:
            return "0123456789XB";  // re-issued cards end in B and a digit
        case Writing::phone:
            return "0123456789-/";
        case Writing::date_part:
        case Writing::count:
            return "0123456789";
        case Writing::amount:
            return "0123456789.";
        case Writing::han_word:
        case Writing::han_text:
        case Writing::name:
        case Writing::place:
            break;
    }
    return {};
}

std::vector<Character> possible(const std::vector<Character>& listed, Writing writing) {
    std::vector<Character> out;
    double sum = 0;
    for (const Character& character : listed)
        if (can_stand_in(writing, character.utf8)) {
            out.push_back(character);
            sum += character.probability;
        }
    const auto letters = alphabet(writing).size();
    if (letters == 0)
        return out;  // the rest of a large alphabet keeps what the reader did not list
    sum += unlisted * static_cast<double>(letters - std::min(letters, out.size()));
    for (Character& character : out) character.probability /= std::max(sum, 1e-9);
    return out;
}

}  // namespace

bool can_stand_in(Writing writing, const std::string& utf8) {
    const auto letters = alphabet(writing);
    return letters.empty() || (utf8.size() == 1 && letters.find(utf8[0]) != std::string_view::npos);
}

std::vector<TextCandidate> best_texts(const WritingDistribution& seen, Writing writing,
                                      std::size_t count) {
    if (seen.positions.empty())
        return {};
    std::vector<TextCandidate> best = {{"", 1.0}};
    for (const auto& position : seen.positions) {
        std::vector<TextCandidate> longer;
        const auto characters = possible(position, writing);
        for (const TextCandidate& text : best)
            for (const Character& character : characters)
                longer.push_back(
                    {text.text + character.utf8, text.probability * character.probability});
        std::stable_sort(longer.begin(), longer.end(),
                         [](const TextCandidate& a, const TextCandidate& b) {
                             return a.probability > b.probability;
                         });
        if (longer.size() > count)
            longer.resize(count);
        best = std::move(longer);
    }
    return best;
}

}  // namespace tanfang

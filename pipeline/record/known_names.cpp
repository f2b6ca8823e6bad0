#include "pipeline/record/known_names.h"

#include "pipeline/base/text.h"
#include "pipeline/record/known_texts.h"

#include <algorithm>

namespace tanfang {

namespace {

// Weights of names against those of the usual shape. Chosen, not measured: 476 surnames cover all
// but a few people, and names are two or three characters long.
constexpr double unknown_surname = 0.02;
constexpr double unusual_length = 0.05;

FieldMeaning doubtful_name(const Field& field, const std::string& name, double confidence) {
    FieldMeaning out;
    out.field = &field;
    out.ink = true;
    out.is.value = name;
    out.is.confidence = confidence;
    out.is.state = FieldState::doubtful;
    return out;
}

bool has_known_surname(const std::u32string& name, const Lexicon& lexicon) {
    return !name.empty() && (lexicon.contains("surname", utf8(name.substr(0, 1))) ||
                             lexicon.contains("surname_compound_common", utf8(name.substr(0, 2))));
}

double weight_of(const std::string& name, const Lexicon& lexicon) {
    const std::u32string characters = code_points(name).value_or(U"");
    const double weight = characters.size() >= 2 && characters.size() <= 4 ? 1 : unusual_length;
    return has_known_surname(characters, lexicon) ? weight : weight * unknown_surname;
}

}  // namespace

std::optional<FieldMeaning> decode_known_name(const Field& field, const TextReading& reading,
                                              const Lexicon& lexicon, const Threshold& threshold) {
    const TextCandidate* best = nullptr;
    double most = 0, all = 0;
    for (const TextCandidate& candidate : reading.candidates) {
        const double weighted = candidate.probability * weight_of(candidate.text, lexicon);
        all += weighted;
        if (weighted > most) {
            most = weighted;
            best = &candidate;
        }
    }
    if (best == nullptr)
        return std::nullopt;
    // what the candidates leave over counts fully: a name may be one that is not among them
    for (const TextCandidate& candidate : reading.candidates) all -= candidate.probability;
    FieldMeaning out =
        doubtful_name(field, best->text, std::clamp(most / std::max(1 + all, most), 0.0, 1.0));
    out.sure = out.is.confidence >= threshold.posterior;
    if (out.sure) {
        out.written = best->text;
        out.is.state = best->text == reading.text ? FieldState::read : FieldState::derived;
    }
    return out;
}

std::optional<FieldMeaning> doubt_printed_name(const Field& field, const TextReading& reading,
                                               const Lexicon& lexicon) {
    if (!reading.printed || has_known_surname(code_points(reading.text).value_or(U""), lexicon))
        return std::nullopt;
    return doubtful_name(field, reading.text, unclaimable);
}

}  // namespace tanfang

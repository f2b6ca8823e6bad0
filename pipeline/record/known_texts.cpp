#include "pipeline/record/known_texts.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanfang {

namespace {

/// Log of what a claimed text has by its ink alone, a piece of writing: below it nothing but the
/// list speaks for it. Of 748 claimed words on 115 simulated scans of prints that are not ours 10
/// had less, one of them wrong.
constexpr double least_ink = -2.5;

FieldMeaning meaning(const Field& field, const Value& value, double confidence) {
    FieldMeaning out;
    out.field = &field;
    out.ink = true;
    out.is.value = value.json;
    out.is.confidence = confidence;
    out.is.state = FieldState::doubtful;
    return out;
}

void claim(FieldMeaning& meaning, const std::string& written, bool derived) {
    meaning.sure = true;
    meaning.written = written;
    meaning.is.state = derived ? FieldState::derived : FieldState::read;
}

}  // namespace

const double log_written_wrong = std::log(5e-3 / 11);

bool is_claim(const Spelling& spelling, const Threshold& threshold) {
    return spelling.posterior >= threshold.posterior && spelling.mass >= threshold.mass &&
           spelling.plain;
}

double confidence_of(const Spelling& spelling, const Threshold& threshold) {
    const bool can_be_claimed = spelling.plain && spelling.mass >= threshold.mass;
    return can_be_claimed ? spelling.posterior : std::min(spelling.posterior, unclaimable);
}

std::optional<FieldMeaning> decode_known(const Field& field, const TextReading& reading,
                                         const Acceptor& acceptor, const TextToValue& value_of,
                                         const Threshold& threshold, double else_mass) {
    const auto spelling = best_spelling(reading.graph, acceptor, threshold.sharpness);
    if (!spelling)
        return std::nullopt;
    const std::string text = utf8(spelling->text);
    auto value = value_of(text);
    if (spelling->mass < else_mass)  // something else stands there, perhaps a value too
        if (auto as_it_stands = value_of(reading.text))
            value = std::move(as_it_stands);
    if (!value)
        return std::nullopt;
    const bool inked = spelling->log >= least_ink * reading.graph.places;
    const double confidence = confidence_of(*spelling, threshold);
    FieldMeaning out =
        meaning(field, *value, inked ? confidence : std::min(confidence, unclaimable));
    if (inked && is_claim(*spelling, threshold))
        claim(out, text, value->derived || text != reading.text);
    return out;
}

std::optional<FieldMeaning> as_written(const Field& field, const TextReading& reading,
                                       const std::optional<Spelling>& spelling,
                                       const TextToValue& value_of, const Threshold& threshold) {
    const auto value = value_of(reading.text);
    if (!value || !reading.sure)
        return std::nullopt;
    const double wrong = reading.graph.best + log_written_wrong;
    const double posterior = spelling ? 1 / (1 + std::exp(spelling->log - wrong)) : 1;
    FieldMeaning out = meaning(field, *value, posterior);
    if (posterior < threshold.posterior)
        return std::nullopt;
    claim(out, reading.text, value->derived);
    return out;
}

}  // namespace tanfang

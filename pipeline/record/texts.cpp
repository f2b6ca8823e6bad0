#include "pipeline/record/texts.h"

#include "pipeline/base/text.h"
#include "pipeline/record/known_dates.h"
#include "pipeline/record/known_texts.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tanfang {

namespace {

/// The reading's text and its candidates, best first.
std::vector<std::string> guesses(const TextReading& reading) {
    std::vector<std::string> out;
    if (!trimmed(reading.text).empty())
        out.push_back(reading.text);
    for (const auto& candidate : reading.candidates)
        if (!trimmed(candidate.text).empty())
            out.push_back(candidate.text);
    return out;
}

std::string best_text(const TextReading& reading) {
    const auto all = guesses(reading);
    return all.empty() ? "" : all.front();
}

bool is_blank(const TextReading* reading) {
    return reading != nullptr && reading->sure && trimmed(reading->text).empty();
}

/// Nothing is to be seen there, whether that is claimed or, for ink close by, asked.
bool seems_blank(const TextReading* reading) {
    constexpr double likely = 0.5;
    return reading != nullptr && guesses(*reading).empty() && reading->confidence > likely;
}

}  // namespace

Json signature_kind(SignatureKind kind) {
    switch (kind) {
        case SignatureKind::ink:
            return "ink";
        case SignatureKind::fingerprint:
            return "fingerprint";
        case SignatureKind::proxy:
            return "proxy";
        case SignatureKind::none:
            break;
    }
    return nullptr;
}

FieldMeaning decode_text(const Field& field, const TextReading* reading,
                         const TextToValue& value_of) {
    FieldMeaning out;
    out.field = &field;
    out.ink = !is_blank(reading) && !seems_blank(reading);
    if (reading == nullptr)
        return out;  // unreadable
    out.sure = reading->sure;
    out.is.confidence = std::clamp(reading->confidence, 0.0, 1.0);
    if (is_blank(reading)) {
        out.is.state = FieldState::blank;
        return out;
    }
    const auto all = guesses(*reading);
    if (all.empty())
        return out;  // unreadable
    out.is.state = FieldState::doubtful;
    if (reading->sure) {
        out.written = trimmed(reading->text);
        if (auto value = value_of(out.written)) {
            out.is.value = std::move(value->json);
            out.is.state = value->derived ? FieldState::derived : FieldState::read;
        }
        return out;
    }
    for (const auto& guess : all) {
        if (auto value = value_of(trimmed(guess))) {
            out.is.value = std::move(value->json);
            break;
        }
    }
    return out;
}

namespace {

/// Log of the share of dates that people write outside the years of the forms, or after today
/// (chosen: 1 in 100).
const double written_outside = std::log(0.01);

/// Of the month and of the day in free writing the ink by itself must be so clear: a digit that the
/// network nearly calls none may be another one, and no knowledge of days says which. Of 1,726
/// dates that were claimed on prints which are not ours 195 had less, two of them wrong.
constexpr double ink_alone_of_day = 0.98;

bool is_ink_clear(const TextReading& part) {
    return !part.graph.line || part.confidence >= ink_alone_of_day;
}

/// Whether clear ink says something else than a day on which such a form can be written.
bool says_another_day(const std::optional<KnownDate>& known, const Threshold& threshold) {
    return !known || (known->mass < threshold.mass &&
                      1 / (1 + std::exp(known->mass - written_outside)) >= threshold.posterior);
}

}  // namespace

FieldMeaning decode_date(const Field& field, const TextReading* const (&parts)[3],
                         const Knowledge& knowledge, const std::string& month) {
    FieldMeaning out;
    out.field = &field;
    const auto every = [&parts](auto holds) {
        return std::all_of(std::begin(parts), std::end(parts), holds);
    };
    out.ink = !every(is_blank);
    if (!every([](const TextReading* part) { return part != nullptr; }))
        return out;  // unreadable
    out.sure = every([](const TextReading* part) { return part->sure; });
    out.is.confidence = std::clamp(
        std::min({parts[0]->confidence, parts[1]->confidence, parts[2]->confidence}), 0.0, 1.0);
    if (!out.ink) {
        out.is.state = FieldState::blank;
        return out;
    }
    if (!out.sure && every([](const TextReading* part) { return guesses(*part).empty(); }))
        return out;  // unreadable
    const int first_year = knowledge.rules.at("R30").parameters.at("first_year");
    const bool is_line = std::any_of(std::begin(parts), std::end(parts),
                                     [](const auto* part) { return part->graph.line; });
    const Threshold threshold =
        is_line ? knowledge.calibration.free_number("date") : knowledge.calibration.field("date");
    const auto known = decode_known_date(parts[0]->graph, parts[1]->graph, parts[2]->graph,
                                         first_year, knowledge.today, threshold.sharpness, month);
    if (known && !(out.sure && says_another_day(known, threshold))) {
        out.is.value = iso_date(known->date);
        const bool can_be_claimed = known->plain && known->mass >= threshold.mass &&
                                    is_ink_clear(*parts[1]) && is_ink_clear(*parts[2]);
        out.is.confidence =
            can_be_claimed ? known->posterior : std::min(known->posterior, unclaimable);
        out.sure = can_be_claimed && known->posterior >= threshold.posterior;
        out.is.state = out.sure ? FieldState::read : FieldState::doubtful;
        if (out.sure)
            out.written = iso_date(known->date);
        return out;
    }
    const DateParts words =
        date_parts({best_text(*parts[0]), best_text(*parts[1]), best_text(*parts[2])});
    const auto date = date_of(words, knowledge.lexicon.numbers);
    if (date)
        out.is.value = iso_date(*date);
    if (out.sure)
        out.written = words.year + "-" + words.month + "-" + words.day;
    out.is.state = out.sure && date ? FieldState::read : FieldState::doubtful;
    return out;
}

FieldMeaning decode_signature(const Field& field, const SignatureReading* reading) {
    FieldMeaning out;
    out.field = &field;
    out.ink = reading == nullptr || reading->present || !reading->sure;
    if (reading == nullptr)
        return out;  // unreadable
    out.sure = reading->sure;
    out.is.confidence = std::clamp(reading->confidence, 0.0, 1.0);
    out.is.value = {{"present", reading->present},
                    {"kind", reading->present ? signature_kind(reading->kind) : Json()}};
    if (!reading->sure)
        out.is.state = FieldState::doubtful;
    else
        out.is.state = reading->present ? FieldState::read : FieldState::blank;
    return out;
}

}  // namespace tanfang

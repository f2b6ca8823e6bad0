#include "pipeline/record/expected.h"

#include "pipeline/base/text.h"
#include "pipeline/record/acceptor.h"
#include "pipeline/record/known_texts.h"
#include "pipeline/record/spelling.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

// All chosen, and kept on the careful side: what is not claimed asks a person.
constexpr double month_as_expected = 0.9;  // share of visits in the month of their sheet
constexpr double other_numbers = 10;       // the rest spreads over so many other values: a digit
constexpr double other_choices = 1;        // likewise, of a word of a short list: male or female
constexpr double other_words = 1000;       // likewise, of words and of long numbers
constexpr double least_posterior = 0.98;   // of a claim
constexpr std::size_t long_number = 7;     // characters: phones and ID numbers

/// How much less probable than the best reading without knowledge the expected text may be: ink
/// that plainly says something else is not overruled.
const double least_mass = std::log(0.3);

/// The reader's own best text of a long number, found without what is expected: where it is that,
/// digits of which there was a doubt, patched or touching, are no accident. Chosen; of 39 pages
/// whose people were registered with other numbers none was claimed so.
constexpr double least_own_confidence = 0.95;

bool digits_only(const std::u32string& text) {
    return std::all_of(text.begin(), text.end(),
                       [](char32_t c) { return (c >= U'0' && c <= U'9') || c == U'X'; });
}

/// How many values a text competes with.
double spread_of(const Field& field, const std::u32string& text) {
    if (field.type == FieldType::closed_word)
        return other_choices;
    return digits_only(text) && text.size() < long_number ? other_numbers : other_words;
}

bool is_own_number(const TextReading& reading, const std::u32string& text) {
    return text.size() >= long_number && utf8(text) == reading.text &&
           reading.confidence >= least_own_confidence &&
           std::all_of(text.begin(), text.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

/// @param ink    probability of the text by the ink alone
/// @param share  of sheets that hold what the register says
double posterior_of(double ink, double share, double spread) {
    const double it = ink * share, others = (1 - ink) * (1 - share) / spread;
    return it / (it + others);
}

Acceptor acceptor_of(const std::vector<ExpectedValue>& expected) {
    Acceptor acceptor;
    for (std::size_t i = 0; i < expected.size(); ++i)
        for (const auto& text : expected[i].texts)
            if (const auto characters = code_points(text); characters && !characters->empty())
                acceptor.add_word(*characters, static_cast<int>(i));
    acceptor.allow_empty_cells_around();
    return acceptor;
}

}  // namespace

std::optional<FieldMeaning> decode_expected(const Field& field, const TextReading& reading,
                                            const std::vector<ExpectedValue>& expected,
                                            double sharpness) {
    if (reading.graph.places == 0 || expected.empty())
        return std::nullopt;
    const auto spelling = best_spelling(reading.graph, acceptor_of(expected), sharpness);
    if (!spelling || spelling->label == Acceptor::no_label || spelling->mass < least_mass ||
        !(spelling->plain || is_own_number(reading, spelling->text)))
        return std::nullopt;
    const double ink = std::min(1.0, std::exp(spelling->mass) * reading.confidence);
    const ExpectedValue& value = expected[static_cast<std::size_t>(spelling->label)];
    const double posterior = posterior_of(ink, value.share, spread_of(field, spelling->text));
    if (posterior < least_posterior)
        return std::nullopt;
    FieldMeaning out;
    out.field = &field;
    out.sure = true;
    out.ink = true;
    out.written = utf8(spelling->text);
    out.is.value = value.value;
    out.is.state = out.written == reading.text ? FieldState::read : FieldState::derived;
    out.is.confidence = posterior;
    return out;
}

std::optional<FieldMeaning> confirmed_guess(const FieldMeaning& guess,
                                            const std::vector<ExpectedValue>& expected) {
    const auto value =
        std::find_if(expected.begin(), expected.end(),
                     [&](const ExpectedValue& one) { return one.value == guess.is.value; });
    if (value == expected.end() || value->texts.empty() || guess.is.state != FieldState::doubtful ||
        guess.is.confidence <= unclaimable)
        return std::nullopt;
    const bool few = guess.field->type == FieldType::closed_word;
    const double posterior =
        posterior_of(guess.is.confidence, value->share, few ? other_choices : other_numbers);
    if (posterior < least_posterior)
        return std::nullopt;
    FieldMeaning out = guess;
    out.sure = true;
    out.written = value->texts.front();
    out.is.state = FieldState::derived;
    out.is.confidence = posterior;
    return out;
}

bool is_nearly_expected(const FieldMeaning& claim, const TextReading& reading,
                        const std::vector<ExpectedValue>& expected, double sharpness) {
    if (reading.graph.places == 0 || expected.empty())
        return false;
    const auto spelling = best_spelling(reading.graph, acceptor_of(expected), sharpness);
    if (!spelling || spelling->label == Acceptor::no_label || spelling->text.size() < long_number ||
        !digits_only(spelling->text))
        return false;
    const ExpectedValue& value = expected[static_cast<std::size_t>(spelling->label)];
    const double ink = std::min(1.0, std::exp(spelling->mass) * reading.confidence);
    return value.value != claim.is.value &&
           posterior_of(ink, value.share, other_words) > 1 - least_posterior;
}

bool is_in_month(const std::string& day, const std::string& month) {
    return day.starts_with(month);
}

double log_of_day(const Date& day, const std::string& month) {
    if (month.empty())
        return 0;
    constexpr double other_months = 12;
    return std::log(is_in_month(iso_date(day), month) ? month_as_expected
                                                      : (1 - month_as_expected) / other_months);
}

}  // namespace tanfang

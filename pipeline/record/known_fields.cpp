#include "pipeline/record/known_fields.h"

#include "pipeline/base/text.h"
#include "pipeline/record/id_acceptor.h"
#include "pipeline/record/known_names.h"
#include "pipeline/record/known_texts.h"
#include "pipeline/record/number_acceptors.h"
#include "pipeline/record/word_acceptor.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace tanfang {

namespace {

constexpr int amount_digits = 7;
constexpr int greatest_count = 999;  // where the form gives none

/// Probability that the ink alone must give its best text before knowledge may claim a number: with
/// two unclear cells there is nearly always one sound number among the guesses, right or not, and
/// of many guesses the bounds of a count leave one. Chosen; costs half a percent of the claims.
constexpr double ink_alone = 0.4;

/// The same for a number in free writing, whose pieces may be cut or joined wrongly besides; costs
/// a tenth of the claims there.
constexpr double ink_alone_in_line = 0.6;

bool is_number(const Field& field) {
    constexpr FieldType numbers[] = {FieldType::id_number, FieldType::disability_card,
                                     FieldType::phone, FieldType::integer, FieldType::money};
    return std::find(std::begin(numbers), std::end(numbers), field.type) != std::end(numbers);
}

/// And for one without a check character there: a digit that the network nearly calls none (a
/// crossed 7) has a strange shape, and a pale one leaves a gap. Of 677 claims on prints that are
/// not ours 43 had less, three of them wrong.
constexpr double ink_alone_unchecked = 0.99;

/// Whether the ink by itself gives its best text clearly enough for a number.
bool is_ink_clear(const TextReading& reading, bool has_check_character) {
    if (!reading.graph.line)
        return reading.confidence >= ink_alone;
    return reading.confidence >= (has_check_character ? ink_alone_in_line : ink_alone_unchecked);
}

/// Whether a value has a point that only the shape of a small piece of ink says: of 110 that were
/// read in amounts on prints that are not ours, all were pieces of digits.
bool has_doubtful_point(const TextReading& reading, const FieldMeaning& meaning) {
    return reading.graph.line && meaning.is.value.is_string() &&
           meaning.is.value.get_ref<const std::string&>().find('.') != std::string::npos;
}

std::vector<std::u32string> words_of(const std::vector<std::string>& words) {
    std::vector<std::u32string> out;
    for (const auto& word : words) out.push_back(code_points(word).value_or(U""));
    return out;
}

std::vector<std::u32string> words_of(const CodeList& list) {
    std::set<std::string> words;
    for (const auto& item : list.items) words.insert(item.zh);
    for (const auto& [word, code] : list.synonyms) words.insert(word);
    return words_of(std::vector<std::string>(words.begin(), words.end()));
}

void leave_to_a_person(FieldMeaning& meaning) {
    meaning.sure = false;
    meaning.written.clear();
    meaning.is.state = FieldState::doubtful;
    meaning.is.confidence = std::min(meaning.is.confidence, unclaimable);
}

}  // namespace

std::string kind_of(const Field& field) {
    switch (field.type) {
        case FieldType::id_number:
            return "id_number";
        case FieldType::disability_card:
            return "disability_card";
        case FieldType::phone:
            return "phone";
        case FieldType::date:
            return "date";
        case FieldType::integer:
            return "count";
        case FieldType::money:
            return "amount";
        case FieldType::closed_word:
            return "word";
        case FieldType::division:
            return "place";
        case FieldType::text_line:
            return field.lexicon.starts_with("surname") ? "name" : "text";
        default:
            return "text";
    }
}

const Acceptor& KnownFields::built(const std::string& name,
                                   const std::function<Acceptor()>& build) {
    const auto it = acceptors_.find(name);
    return it != acceptors_.end() ? it->second : acceptors_.emplace(name, build()).first->second;
}

const Acceptor* KnownFields::acceptor_of(const Field& field) {
    const auto& [county, today] = std::tie(knowledge_.county, knowledge_.today);
    switch (field.type) {
        case FieldType::id_number:
            return &built("id",
                          [&] { return accept_id_number(county, near_areas(knowledge_), today); });
        case FieldType::disability_card:
            return &built("card", [&] {
                return accept_disability_card(county, near_areas(knowledge_), today);
            });
        case FieldType::phone:
            return &built("phone", accept_phone);
        case FieldType::money:
            return &built("amount", [] { return accept_amount(amount_digits); });
        case FieldType::integer: {
            const int maximum = field.maximum > 0 ? field.maximum : greatest_count;
            return &built("count " + std::to_string(field.minimum) + " " + std::to_string(maximum),
                          [&] { return accept_count(field.minimum, maximum); });
        }
        case FieldType::closed_word:
            if (const auto list = model_.codelists.find(field.codelist);
                list != model_.codelists.end())
                return &built("list " + field.codelist,
                              [&] { return accept_words(words_of(list->second)); });
            [[fallthrough]];
        case FieldType::text_line:
        case FieldType::text_multi: {
            const auto words = knowledge_.lexicon.lists.find(field.lexicon);
            if (words == knowledge_.lexicon.lists.end())
                return nullptr;
            const bool one = field.type == FieldType::closed_word;
            return &built("words " + field.lexicon, [&] {
                return one ? accept_words(words_of(words->second))
                           : accept_enumeration(words_of(words->second));
            });
        }
        default:
            return nullptr;
    }
}

Threshold KnownFields::threshold_of(const Field& field, const TextReading& reading) const {
    const Calibration& calibration = knowledge_.calibration;
    const std::string kind = kind_of(field);
    return is_number(field) && reading.graph.line ? calibration.free_number(kind)
                                                  : calibration.field(kind);
}

std::optional<FieldMeaning> KnownFields::decode(const Field& field, const TextReading* reading,
                                                const TextToValue& value_of) {
    if (reading == nullptr)
        return std::nullopt;
    const bool is_name = kind_of(field) == "name";
    if (reading->graph.places == 0)
        return is_name ? doubt_printed_name(field, *reading, knowledge_.lexicon) : std::nullopt;
    const Threshold threshold = threshold_of(field, *reading);
    if (is_name)
        return decode_known_name(field, *reading, knowledge_.lexicon, threshold);
    const Acceptor* const acceptor = acceptor_of(field);
    if (acceptor == nullptr)
        return std::nullopt;
    const bool has_check_character =
        field.type == FieldType::id_number || field.type == FieldType::disability_card;
    TextReading with_x;
    if (has_check_character) {
        with_x = *reading;
        with_x.graph = with_looped_x(std::move(with_x.graph));
        reading = &with_x;
        if (auto out = as_written(field, *reading,
                                  best_spelling(reading->graph, *acceptor, threshold.sharpness),
                                  value_of, threshold))
            return out;
    }
    auto out = decode_known(field, *reading, *acceptor, value_of, threshold,
                            has_check_character ? log_written_wrong : threshold.mass);
    if (out && is_number(field) &&
        (!is_ink_clear(*reading, has_check_character) || has_doubtful_point(*reading, *out)))
        leave_to_a_person(*out);
    return out;
}

}  // namespace tanfang

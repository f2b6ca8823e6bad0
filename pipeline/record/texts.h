/// One writing spot (or the three of a date) -> its value and state.
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/field_meaning.h"
#include "pipeline/record/values.h"

#include <functional>
#include <optional>
#include <string>

namespace tanfang {

using TextToValue = std::function<std::optional<Value>(const std::string&)>;

/// Sure and empty is blank; sure words are read, or doubtful if they are no value of this kind;
/// unsure ones are doubtful with the best candidate that is a value; ink without a candidate is
/// unreadable.
///
/// @param reading  nullptr: not read
FieldMeaning decode_text(const Field& field, const TextReading* reading,
                         const TextToValue& value_of);

/// @param parts  year, month, day; nullptr: not read
/// @param month  in which the day is expected, "2026-03"; empty: nothing is
FieldMeaning decode_date(const Field& field, const TextReading* const (&parts)[3],
                         const Knowledge& knowledge, const std::string& month);

/// The kind of a signature as records have it: "ink", "fingerprint", "proxy"; null where there is
/// none.
Json signature_kind(SignatureKind kind);

/// @param reading  nullptr: not read
FieldMeaning decode_signature(const Field& field, const SignatureReading* reading);

}  // namespace tanfang

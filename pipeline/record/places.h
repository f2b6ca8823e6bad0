/// Written place names -> divisions, a township before its villages.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/field_meaning.h"

#include <string>
#include <vector>

namespace tanfang {

/// Decodes one place.
///
/// @param inside  code of the division it must lie in; empty: not known
/// @return        value {"name", "code"}: the table's name where exactly one division fits, else
/// the
///                written name and null
FieldMeaning decode_place(const Field& field, const TextReading* reading,
                          const Knowledge& knowledge, const std::string& inside);

/// Copies the line above into a line with 同上 or 〃 (in its first field, the rest empty).
void resolve_ditto(PageFields& page, const Lexicon& lexicon);

/// The code of a decoded place; empty if it has none.
std::string place_code(const FieldMeaning& place);
std::string place_name(const FieldMeaning& place);

}  // namespace tanfang

/// Reads the people whose forms shall be printed with their values in.
///
/// in:  JSON lines, one person a line: field id -> value
/// out: PersonValues, all of them printable
#pragma once

#include "pipeline/generate/fonts.h"
#include "pipeline/generate/person_values.h"

#include <filesystem>
#include <vector>

namespace tanfang {

/// Every line is read, so that one run names all that is wrong, up to a screenful.
///
/// @param file  empty lines are skipped
/// @return one per person, in the order of the file; at least one, at most most_sets
/// @throws Error  naming line, field and character, never a value: Fault::bad_settings if the file
///                cannot be read, holds nobody or too many, or as person_values(), or if a text
///                does not fit its place; Fault::missing_glyph if a character cannot be drawn. With
///                several problems, the fault of the first.
std::vector<PersonValues> read_people(const std::filesystem::path& file, const FormTemplate& form,
                                      const FieldModel& model, const Fonts& fonts);

}  // namespace tanfang

/// People who do not exist, with values for every field of a form.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/generate/fonts.h"

#include "../support/random.h"

namespace tanfang::golden {

/// A line of people (generate/person_values.h): rare characters of CJK extensions A and B that one
/// of the fonts has stand among the words, digits and Latin too. Each field is left out now and
/// then. Signatures stay out.
Json random_person(const FieldModel& model, const Fonts& fonts, simulate::Random& random);

}  // namespace tanfang::golden

/// The two fields of a place, township and village, decoded together by the tree of divisions.
///
/// in:  the ink of both fields, the divisions of the county
/// out: two FieldMeanings
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/field_meaning.h"

#include <optional>

namespace tanfang {

struct PlaceInk {
    const Field* field = nullptr;
    const TextReading* reading = nullptr;  ///< nullptr: not read
};

struct KnownPlace {
    std::optional<FieldMeaning> township;  ///< nothing: it has no ink to decode
    std::optional<FieldMeaning> village;
};

/// Finds the township and the village that the ink of both speaks for: a village says which
/// townships are possible, and a township which villages are. Names count with and without their
/// endings (镇, 村委会, ...); 同上 competes where the field knows a line above it. A village that
/// the table lacks remains possible: then the guess is what stands there.
KnownPlace decode_known_place(const PlaceInk& township, const PlaceInk& village,
                              const Knowledge& knowledge);

}  // namespace tanfang

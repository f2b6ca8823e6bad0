/// Decodes a field's ink under what the field may hold.
///
/// in:  TextReading with its graph, Acceptor, Threshold
/// out: FieldMeaning
#pragma once

#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/acceptor.h"
#include "pipeline/record/spelling.h"
#include "pipeline/record/texts.h"

#include <optional>

namespace tanfang {

/// Confidence of what cannot be claimed however probable it is: ink that may be nothing, two bodies
/// in a cell, a character that the network does not list, a field that holds something else.
inline constexpr double unclaimable = 0.5;

/// The value that is most probable among all that the acceptor allows. It is claimed if its
/// posterior reaches the threshold, enough of the evidence speaks for any allowed value, and every
/// cell on its way is plainly one character; `derived` where it differs from what the ink says by
/// itself. Otherwise it is the best guess; where the field holds something else, that is what
/// stands there.
///
/// @param reading    with a graph
/// @param value_of   from the spelled text to a value
/// @param else_mass  Spelling::mass below which the guess is what stands there; the threshold's for
///                   most fields, log_written_wrong for numbers with a check character
/// @return           nothing if no allowed text fits the graph
std::optional<FieldMeaning> decode_known(const Field& field, const TextReading& reading,
                                         const Acceptor& acceptor, const TextToValue& value_of,
                                         const Threshold& threshold, double else_mass);

/// Log of the share of numbers with a check character that people write down wrong (chosen: 5 in
/// 1,000), for each of the 11 times as many numbers that are not sound.
extern const double log_written_wrong;

/// Whether a spelling may be claimed.
bool is_claim(const Spelling& spelling, const Threshold& threshold);

/// Its posterior, or less than `unclaimable` where it cannot be claimed.
double confidence_of(const Spelling& spelling, const Threshold& threshold);

/// An ID number that was written with a wrong check character is rare, and exists: where the ink by
/// itself is surer of it than of any sound number, it is claimed as it stands, and the rules say
/// what is wrong with it.
///
/// @param reading   with a graph
/// @param spelling  the best sound number
std::optional<FieldMeaning> as_written(const Field& field, const TextReading& reading,
                                       const std::optional<Spelling>& spelling,
                                       const TextToValue& value_of, const Threshold& threshold);

}  // namespace tanfang

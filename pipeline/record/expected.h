/// What is expected of a sheet because it is known whose it is: evidence beside the ink, never a
/// filter.
///
/// in:  the ink of a field that asks, the values that the register has for it
/// out: FieldMeaning, where the ink shows one of them
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/field_meaning.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct ExpectedValue {
    std::vector<std::string> texts;  ///< ways of writing it
    Json value;
    double share = 0.9;  ///< of the sheets that hold it; chosen, on the careful side
};

struct Expected {
    std::map<std::string, std::vector<ExpectedValue>> values;  ///< by field
    std::string month;  ///< in which the visit is due, "2026-03"; empty: not known
};

/// The expected value, if the ink shows it: every character of it is among the most probable ones
/// of its place, and together with what is known of the person it is surer than not to stand there.
/// Ink that may be nothing, or that reads badly, shows nothing, but for a long number that is the
/// reader's own best text.
///
/// @param reading  of a field that nothing was claimed of
/// @return         a claim: `read` where the reader's own best text is this value, else `derived`;
///                 nothing where the ink does not show an expected value, or has no graph
std::optional<FieldMeaning> decode_expected(const Field& field, const TextReading& reading,
                                            const std::vector<ExpectedValue>& expected,
                                            double sharpness);

/// The guess of a field that asks, where it is an expected value and only lacks a little to be
/// claimed: the closed list that it comes from and the register agree.
///
/// @param guess  the field's meaning by the ink and what is known of all people
/// @return       the claim, `derived`; nothing where the guess is another one or no more than a
///               guess
std::optional<FieldMeaning> confirmed_guess(const FieldMeaning& guess,
                                            const std::vector<ExpectedValue>& expected);

/// Whether a claimed long number is nearly the registered one: what the ink has for that, and that
/// people keep their numbers, leaves the claim less sure than a claim has to be. A number that is
/// plainly another one is not.
///
/// @param claim    of the field
/// @param reading  that it was decoded from
bool is_nearly_expected(const FieldMeaning& claim, const TextReading& reading,
                        const std::vector<ExpectedValue>& expected, double sharpness);

/// @param day    "2026-03-05"
/// @param month  of the sheet; empty: any day is as expected
bool is_in_month(const std::string& day, const std::string& month);

/// Log of the weight of a day of a visit whose sheet was printed for a month; 0 without a month.
double log_of_day(const Date& day, const std::string& month);

}  // namespace tanfang

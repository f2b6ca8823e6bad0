/// Fields that say the same thing twice help each other where one of them is doubtful.
#pragma once

#include "pipeline/record/field_meaning.h"

namespace tanfang {

/// Turns doubt into `derived` where an independent field confirms the best guess:
/// - an unsure ID number that differs in at most a few characters (R16, maximum_differences) from
/// the
///   first 18 of a disability card number that was read for sure and whose check character holds;
/// - an unsure sex whose best guess agrees with an ID number of the same person that was read for
///   sure and whose check character holds.
/// A field that was read for sure is never changed; contradictions are left to the rules.
void derive_from_each_other(PageFields& page, const Knowledge& knowledge);

}  // namespace tanfang

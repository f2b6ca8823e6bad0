/// Whose a visit of a home may be: what its pile, its people and their last visits say.
///
/// in:  a home, a record without a person
/// out: LinkCandidate, the likeliest first
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/register/link_candidates.h"

#include <vector>

namespace tanfang {

/// @param record  a line of Home::each_record()
/// @param most    how many at most
/// @return        as link_candidates()
std::vector<LinkCandidate> candidates_in_home(Home& home, const Json& record, std::size_t most);

}  // namespace tanfang

/// Red ink that is no writing: a round seal and a fingerprint.
#pragma once

#include "tests/support/paper.h"
#include "tests/support/random.h"

namespace tanfang::simulate {

/// A round office seal of 40 mm with a star, worn unevenly.
void press_seal(Paper& paper, Point<Mm> center, Random& random);

/// A fingerprint in red ink paste, about 13 x 18 mm, with ridges.
void press_fingerprint(Paper& paper, Point<Mm> center, Random& random);

}  // namespace tanfang::simulate

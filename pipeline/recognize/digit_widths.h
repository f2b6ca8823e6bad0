/// How wide people write each digit: tells 11 from 1 and 31 from 3 where the network, which saw
/// single digits only, cannot.
///
/// in:  what the network saw in a tile, its width
/// out: the same, weighed by the widths of digits
#pragma once

#include "pipeline/recognize/reading.h"

namespace tanfang {

/// Weighs every character by how often it is so wide, and sets CharacterTile::fit to how well the
/// tile's width suits what may stand there.
///
/// @param width  of the tile's ink, in heights of its line
void suit_digits_to_width(CharacterTile& tile, double width);

}  // namespace tanfang

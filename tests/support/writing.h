/// Writing by pen: real digits, characters that only look Chinese, and signatures.
///
/// The Chinese is a tangle of strokes with the density of writing: it tests that writing is found,
/// not that it is read.
#pragma once

#include <string>

#include "tests/support/pen.h"

namespace tanfang::simulate {

/// Writes digits (and X), each in the middle of its cell, the first in the first cell.
///
/// @param cells  cells of equal width in `comb`, at least as many as characters
/// @throws std::logic_error for any other character
void write_in_comb(Paper& paper, const Box<Mm>& comb, int cells, const std::string& digits,
                   const Pen& pen, Random& random);

/// Fills the beginning of a writing area with `characters` Chinese-looking characters, on several
/// lines where the area has room for them.
void write_like_chinese(Paper& paper, const Box<Mm>& area, int characters, const Pen& pen,
                        Random& random);

/// A quick signature that fills the middle of the area and may leave it a little.
void sign(Paper& paper, const Box<Mm>& area, const Pen& pen, Random& random);

}  // namespace tanfang::simulate

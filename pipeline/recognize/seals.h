/// Round seals that a scan without colour shows as dark as a pen.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/recognize/ink.h"

#include <vector>

namespace tanfang {

/// A seal's ink lies within its ring and this much beside it, mm: rings are oval by a little.
inline constexpr double seal_margin_mm = 1.5;

struct Seal {
    Point<Mm> center;
    double radius = 0;  ///< mm, of the outer ring
};

/// Looks for rings of official size on scans without colour (or of a sheet written in red); in
/// colour scans seals are told by their colour and none is returned.
///
/// @return  seals, the clearest first; empty if there is none
/// @see State Council Document 25 of 1999 on official seals: round, 38 to 50 mm
std::vector<Seal> find_seals(const Ink& ink);

/// Whether a seal's ink can lie on the box.
bool covered_by_seal(const std::vector<Seal>& seals, const Box<Mm>& box);

}  // namespace tanfang

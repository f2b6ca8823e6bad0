/// Doubts fields that seem blank on prints whose fields were found and not drawn by us.
///
/// in:  readings of all fields of a page, Ink
/// out: the same, some of them unsure
#pragma once

#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/reading.h"

#include <set>
#include <string>

namespace tanfang {

/// A blank field asks if a pen has left ink in it or within 3 mm around it that is in no other
/// spot: people write over the edge of a place that no line bounds, and pale pencil is ink too.
///
/// @param fields  texts and signatures of the page, by spot
void doubt_blanks_beside_ink(Readings& fields, const Ink& ink);

/// On a 1-bit scan a field that must be filled and shows no ink asks; two of them have lost pale
/// writing: then no blank on the page is sure.
///
/// @param must  ids of spots that always have writing
void doubt_blanks_of_pale_scan(Readings& fields, const std::set<std::string>& must);

}  // namespace tanfang

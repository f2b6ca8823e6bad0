/// Doubts fields on prints whose fields were found and not drawn by us, and where ink is pale.
///
/// in:  readings of all fields of a page, Ink
/// out: the same, some of them unsure
#pragma once

#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/reading.h"

#include <set>
#include <string>

namespace tanfang {

/// A blank field asks if it shows strokes too pale for the sheet's ink: a pen may have run dry. One
/// with free writing asks if a character stands there that is so pale: 45 must not become 4. Of one
/// that a 1-bit scan has lost, specks are left beside the others.
///
/// @param fields  texts and signatures of the page, by spot
void doubt_fields_with_pale_ink(Readings& fields, const Ink& ink);

/// People write over the edge of a place that no line bounds. A field asks if a pen has left ink
/// within 3 mm around it that is in no other spot, or across its edge with the larger part outside.
///
/// @param fields  texts and signatures of the page, by spot
void doubt_fields_beside_ink(Readings& fields, const Ink& ink);

/// Writing that stands in no place at all shows that a place may have been found wrongly: a blank
/// field within 40 mm of it asks.
///
/// @param fields  texts and signatures of the page, by spot
void doubt_blanks_near_stray_writing(Readings& fields, const Ink& ink);

/// On a 1-bit scan a field that must be filled and shows no ink asks. Two of them, or of fields
/// with ink that is torn so much that nothing can be read, show that the scan has lost pale
/// writing: then no blank on the page is sure. A missing signature shows it alone.
///
/// @param must  ids of spots that always have writing
void doubt_blanks_of_pale_scan(Readings& fields, const std::set<std::string>& must);

}  // namespace tanfang

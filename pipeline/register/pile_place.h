/// Where in the order of printing a sheet belongs that lies in a pile among others of which nobody
/// knows whose they are.
///
/// in:  how many such sheets lie between two marks, how many people were printed for between them
/// out: how likely each of these people is
#pragma once

namespace tanfang {

/// Between the cover or the nearest sheet that is somebody's and the next one, the next cover, or
/// the end of the pile.
struct PileGap {
    int sheet = 1;   ///< which of the sheets it is, from 1
    int sheets = 1;  ///< that lie there, several copies counted once
    int people = 0;  ///< who were printed for there
};

/// How many times likelier than any of them it is that the sheet is the one of a person: packs come
/// back in the order of printing, some without a few sheets, a few sheets astray.
///
/// @param person  which of the people, from 1
/// @return        its log; more sheets than people: as if each had the same share of them
double log_likelier_in_gap(const PileGap& gap, int person);

}  // namespace tanfang

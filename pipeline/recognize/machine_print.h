/// Machine print in fields: told from handwriting, and read by a second reader beside the networks.
///
/// in:  the written fields of a page, and what the networks read in them
/// out: the same readings; print that both readers agree on is like typed text
///
/// Digits that a machine printed stand on one line and have one height; a hand that writes seven of
/// them so was not among 131 numbers of 115 sheets. The networks learned from hands: they read
/// print well, but once took a printed 1 for a sure 7.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/second_reader.h"
#include "pipeline/recognize/text_reader.h"
#include "pipeline/recognize/writing.h"

#include <vector>

namespace tanfang {

/// A field in which something surely stands.
struct WrittenField {
    const Spot* spot = nullptr;
    Alphabet alphabet = Alphabet::digits;
    FieldInk field;
    WritingInk ink;
    TextReading* reading = nullptr;  ///< by the networks; its text is not empty
};

/// How tall characters are that stand as level and are as equally tall as a machine prints digits.
/// Two digits of a hand often are, seven hardly ever.
///
/// @param area        the writing area within the ink's mask, px
/// @param cells       of the comb; 0: free writing
/// @param characters  how many were read; if the ink falls into another number of them, it is not
///                    level
/// @return px; 0: not level
int level_height(const WritingInk& ink, const cv::Rect& area, int cells, int characters);

/// Ink of the field as a line of print: dark on white, wide blanks between digits (the cells of a
/// comb) made narrow.
///
/// @param mask  what of the ink to show, CV_8UC1 of FieldInk::pen's size
/// @return CV_8UC1; empty if the mask is
cv::Mat line_of_print(const FieldInk& field, const cv::Mat& mask, Alphabet alphabet);

/// Looks for machine print on a page and reads it.
///
/// - A long number that stands level but reads otherwise with the second reader is never sure.
/// - Where level digits of one height that both readers agree on outweigh the page's others, a
///   machine filled it in. There a field that both readers agree on becomes a reading without a
///   graph, like typed text: a text of two characters or more that the network read well, or level
///   digits. A date does so in all of its parts or in none.
///
/// @throws Error  Fault::missing_model from the reader
void read_machine_print(std::vector<WrittenField>& fields, SecondReader& reader);

}  // namespace tanfang

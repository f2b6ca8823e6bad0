/// The many ways in which people mark a box, cancel a mark, or touch a box without meaning it.
#pragma once

#include <vector>

#include "tests/support/pen.h"

namespace tanfang::simulate {

enum class Gesture {
    tick,       ///< a tick about as large as the box
    overshoot,  ///< a tick twice as large as the box
    cross,
    slash,
    filled,   ///< hatched until little white is left
    circled,  ///< a ring around the box
    struck,   ///< a tick crossed out again: cancelled
    blacked,  ///< a tick blackened out: cancelled
    touch,    ///< the tail of a neighbouring stroke enters the box a little: no mark
    stray,    ///< a short stroke beside the box: no mark
};

const char* gesture_name(Gesture gesture);

/// What the writer meant: true for the gestures that choose the box.
bool chooses(Gesture gesture);

/// True for a box that was chosen and then taken back.
bool cancels(Gesture gesture);

/// Draws the gesture at a box.
///
/// @param box  inner edge of the printed square
void draw_gesture(Paper& paper, const Box<Mm>& box, Gesture gesture, const Pen& pen,
                  Random& random);

}  // namespace tanfang::simulate

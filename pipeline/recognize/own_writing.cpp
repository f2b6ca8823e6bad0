#include "pipeline/recognize/own_writing.h"

namespace tanfang {

namespace {

// Both chosen.
constexpr double least_own_mm = 15;   // of a field before another begins: room for a number
constexpr double least_apart_mm = 5;  // between the writings of two fields: a character's height

/// What is left of the spot's box before the first field that begins within it.
Box<Mm> own_part(const Spot& spot, const FormTemplate& form) {
    Box<Mm> own = spot.box;
    for (const auto& other : form.spots) {
        const Box<Mm>& box = other.box;
        if (other.page == spot.page && other.kind == SpotKind::field && other.id != spot.id &&
            box.left() >= spot.box.left() + least_own_mm && box.left() < own.right() &&
            box.top() < spot.box.bottom() && box.bottom() > spot.box.top())
            own.width = box.left() - own.left();
    }
    return own;
}

OwnWriting writing_in(const Ink& ink, const Box<Mm>& box, int cells) {
    OwnWriting writing{cut_field(ink, box), {}};
    writing.ink = measure_writing(writing.field, cells);
    return writing;
}

}  // namespace

OwnWriting own_writing(const Ink& ink, const Spot& spot) {
    const Box<Mm> part = own_part(spot, *ink.page().form);
    if (part.width < spot.box.width) {
        OwnWriting own = writing_in(ink, part, spot.cells);
        const double end = own.field.area.br().x - least_apart_mm * own.field.px_per_mm;
        if (own.ink.presence == Presence::present && own.ink.extent.br().x < end)
            return own;
    }
    return writing_in(ink, spot.box, spot.cells);
}

}  // namespace tanfang

#include "tests/support/sheet.h"

#include <algorithm>
#include <stdexcept>

#include "tests/support/stamps.h"
#include "tests/support/writing.h"

namespace tanfang::simulate {
namespace {

const Spot& spot_on(const FormTemplate& form, int page, const std::string& id) {
    const Spot* spot = form.find_spot(id);
    if (spot == nullptr || spot->page != page)
        throw std::logic_error("no such spot on this page: " + id);
    return *spot;
}

Gesture some_choice(const Habit& habit, Random& random) {
    if (random.chance(0.85))
        return habit.preferred;
    return random.pick<Gesture>({Gesture::tick, Gesture::overshoot, Gesture::cross});
}

/// One box of a choice: chosen, touched by accident, taken back, or left alone.
void decide_box(const std::string& spot, bool chosen, const Habit& habit, Random& random,
                Filling& filling) {
    if (chosen)
        filling.gestures[spot] = some_choice(habit, random);
    else if (random.chance(0.02))
        filling.gestures[spot] = random.chance(0.5) ? Gesture::touch : Gesture::stray;
    else if (random.chance(0.01))  // who fills boxes cannot take one back by blackening it
        filling.gestures[spot] = habit.preferred == Gesture::filled || random.chance(0.5)
                                     ? Gesture::struck
                                     : Gesture::blacked;
}

void decide_writing(const Spot& spot, Random& random, Filling& filling) {
    if (spot.id.ends_with("signature")) {
        if (random.chance(0.9))
            filling.signatures[spot.id] = random.chance(0.2);
    } else if (random.chance(0.25)) {
        return;
    } else if (spot.cells > 0) {
        std::string digits;
        for (int count = 1 + random.below(spot.cells); count > 0; --count)
            digits += static_cast<char>('0' + random.below(10));
        filling.digits[spot.id] = digits;
    } else {
        filling.chinese[spot.id] =
            1 + random.below(std::max(1, static_cast<int>(spot.box.width / 8)));
    }
}

}  // namespace

Habit some_habit(Random& random) {
    // half of all people tick; the other ways share the rest
    const Gesture preferred =
        random.chance(0.5)
            ? Gesture::tick
            : random.pick<Gesture>({Gesture::overshoot, Gesture::overshoot, Gesture::cross,
                                    Gesture::slash, Gesture::filled, Gesture::circled});
    return {some_pen(random), preferred};
}

Filling some_filling(const FormTemplate& form, int page, const Habit& habit, Random& random) {
    Filling filling;
    std::map<std::string, std::vector<std::string>> choices;
    for (const auto& spot : form.spots) {
        if (spot.page != page)
            continue;
        if (spot.kind == SpotKind::checkbox)
            choices[spot.field].push_back(spot.id);
        else
            decide_writing(spot, random, filling);
    }
    for (const auto& [field, boxes] : choices) {
        const std::string first = random.chance(0.95) ? random.pick(boxes) : "";
        const std::string second = random.chance(0.1) ? random.pick(boxes) : "";
        for (const auto& box : boxes)
            decide_box(box, box == first || box == second, habit, random, filling);
    }
    filling.seal = random.chance(0.1);
    return filling;
}

void fill(Paper& paper, const FormTemplate& form, int page, const Filling& filling, const Pen& pen,
          Random& random) {
    for (const auto& [id, gesture] : filling.gestures)
        draw_gesture(paper, spot_on(form, page, id).box, gesture, pen, random);
    for (const auto& [id, digits] : filling.digits) {
        const Spot& spot = spot_on(form, page, id);
        write_in_comb(paper, spot.box, spot.cells, digits, pen, random);
    }
    for (const auto& [id, characters] : filling.chinese)
        write_like_chinese(paper, spot_on(form, page, id).box, characters, pen, random);
    for (const auto& [id, fingerprint] : filling.signatures) {
        const Box<Mm>& area = spot_on(form, page, id).box;
        sign(paper, area, pen, random);
        if (fingerprint)
            press_fingerprint(paper, {area.left() + 0.75 * area.width, area.center().y}, random);
    }
    if (filling.seal)
        press_seal(paper,
                   {random.uniform(0.5, 0.8) * form.page_width,
                    random.uniform(0.5, 0.85) * form.page_height},
                   random);
}

}  // namespace tanfang::simulate

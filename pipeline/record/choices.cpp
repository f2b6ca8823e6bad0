#include "pipeline/record/choices.h"

#include <algorithm>

namespace tanfang {

namespace {

/// How sure the weakest box is of its state.
double weakest(const std::vector<const MarkReading*>& boxes) {
    double confidence = 1;
    for (const auto* box : boxes) {
        if (box == nullptr || box->state == MarkState::doubtful)
            return 0;
        confidence =
            std::min(confidence, box->state == MarkState::marked ? box->score : 1 - box->score);
    }
    return std::clamp(confidence, 0.0, 1.0);
}

/// The option that looks most like a choice, where not every box is sure.
Json best_guess(const Field& field, const std::vector<const MarkReading*>& boxes) {
    double best_score = 0;
    Json guess;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (boxes[i] == nullptr || boxes[i]->state == MarkState::empty ||
            boxes[i]->score <= best_score)
            continue;
        best_score = boxes[i]->score;
        guess = field.options[i].id;
    }
    return guess;
}

bool is_filled_beside_tick(const std::vector<const MarkReading*>& boxes) {
    const auto any = [&boxes](bool filled) {
        return std::any_of(boxes.begin(), boxes.end(), [filled](const MarkReading* box) {
            return box != nullptr && box->state == MarkState::marked &&
                   (box->how == MarkHow::filled) == filled;
        });
    };
    return any(true) && any(false);
}

}  // namespace

FieldMeaning decode_choice(const Field& field, const std::vector<const MarkReading*>& boxes) {
    FieldMeaning out;
    out.field = &field;
    out.sure = true;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const MarkReading* box = boxes[i];
        out.sure = out.sure && box != nullptr && box->sure && box->state != MarkState::doubtful;
        if (box == nullptr)
            continue;
        out.ink = out.ink || box->state != MarkState::empty || box->how != MarkHow::none;
        out.cancelled =
            out.cancelled || box->how == MarkHow::struck || box->how == MarkHow::blacked;
        if (box->state == MarkState::marked)
            out.marked.push_back(field.options[i].id);
    }
    out.filled_beside_tick = is_filled_beside_tick(boxes);
    out.is.confidence = weakest(boxes);

    const bool multi = field.type == FieldType::choice_multi;
    if (multi)
        out.is.value = Json(out.marked);
    else if (!out.sure)
        out.is.value = best_guess(field, boxes);
    else if (out.marked.size() == 1)
        out.is.value = out.marked.front();

    // Two marks in a choice of one, or a filled box that may have been meant as taken back.
    const bool ambiguous = (!multi && out.marked.size() > 1) || out.filled_beside_tick;
    if (!out.sure || ambiguous)
        out.is.state = FieldState::doubtful;
    else
        out.is.state = out.marked.empty() ? FieldState::blank : FieldState::read;
    return out;
}

}  // namespace tanfang

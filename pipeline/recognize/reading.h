/// What the machine read on the paper, and how sure it is. Doubt is a value, never an exception.
#pragma once

#include "pipeline/base/geometry.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tanfang {

enum class MarkState { empty, marked, doubtful };

/// What the ink in or around a box looks like.
enum class MarkHow { none, tick, cross, slash, filled, circled, struck, blacked };

struct MarkReading {
    MarkState state = MarkState::doubtful;
    MarkHow how = MarkHow::none;
    double score = 0;   ///< 0..1: how much the box looks marked; 0 untouched
    bool sure = false;  ///< false: a person looks at it
};

struct TextCandidate {
    std::string text;
    double probability = 0;  ///< 0..1
};

/// A reading of writing. No ink at all is a reading too: empty text, sure.
struct TextReading {
    std::string text;
    double confidence = 0;  ///< 0..1
    bool sure = false;
    std::vector<TextCandidate> candidates;  ///< best first; empty when there is no ink
};

enum class SignatureKind { none, ink, fingerprint, proxy };

struct SignatureReading {
    bool present = false;
    SignatureKind kind = SignatureKind::none;
    double confidence = 0;  ///< 0..1
    bool sure = false;
};

struct SpotReading {
    std::string spot;  ///< Spot::id
    Quad<Px> quad;     ///< where the spot lies in the image, in pixels as stored; a parallelogram
                    ///< whose middle is the spot's middle
    std::variant<MarkReading, TextReading, SignatureReading> reading;
};

/// All spots of one page, in the order of the form.
using Readings = std::vector<SpotReading>;

}  // namespace tanfang

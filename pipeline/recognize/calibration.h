/// How far the readers of writing may be trusted: powers that calibrate the networks, and the
/// thresholds above which a field is claimed.
///
/// in:  ocr-models/calibration.json, fitted on writers that no network was trained on
/// out: Calibration
#pragma once

#include "pipeline/base/json.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

namespace tanfang {

/// Of one network; its listed probabilities are raised to `power` and normalised over all classes.
struct NetworkCalibration {
    std::string sha256;   ///< of the .traineddata file that the numbers were fitted for
    double power = 1;     ///< > 0; undoes the flattened softmax of the export
    double unlisted = 0;  ///< listed probability that a class below the listing limit is given
    double classes = 1;   ///< characters that the network tells apart
};

/// When a kind of writing may be claimed. Nothing is, unless a file says so.
struct Threshold {
    static constexpr double never = 2;
    double posterior = never;  ///< least probability of the claim among all that the field may hold
    double mass = 0;       ///< least log of (all that the field may hold / the best reading without
                           ///< knowledge): below it the field holds something else
    double sharpness = 1;  ///< power of the tiles' evidence, where pieces of one character are no
                           ///< independent witnesses
};

struct Calibration {
    std::map<std::string, NetworkCalibration> networks;  ///< "cell", "number", "han"
    double disturbed = 1;  ///< 0..1, another power for cells whose ink was parted or lies in
                           ///< several bodies
    double coarse =
        1;  ///< 0..1, another power for free digits on scans of few pixels, FieldInk::coarse
    std::map<std::string, Threshold> readings;  ///< what stands on paper: "comb", "digits", "han"
    /// After knowledge: "id_number", "disability_card", "phone", "date", "count", "amount", "word",
    /// "place", "name", "text".
    std::map<std::string, Threshold> fields;

    Threshold reading(const std::string& kind) const {  ///< never, if there is none
        const auto it = readings.find(kind);
        return it == readings.end() ? Threshold{} : it->second;
    }
    Threshold field(const std::string& kind) const {  ///< never, if there is none
        const auto it = fields.find(kind);
        return it == fields.end() ? Threshold{} : it->second;
    }
    /// Of a number, a phone or a date in free writing: likelier than in a comb, and by another
    /// network.
    Threshold free_number(const std::string& kind) const {
        const Threshold free = field("free_number");
        return {std::max(field(kind).posterior, free.posterior),
                std::max(field(kind).mass, free.mass), free.sharpness};
    }
};

/// @throws Error  Fault::missing_model naming the file and the entry: not there, no JSON, a network
///                or a kind missing or unknown, a number out of range
Calibration load_calibration(const std::filesystem::path& file);

}  // namespace tanfang

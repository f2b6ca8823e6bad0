/// The door to reading writing: one interface, so that tests can fake it and models can change.
///
/// in:  tiles side by side, each with what may be one character
/// out: a distribution per tile; decoding under what is known comes after it
#pragma once

#include "pipeline/recognize/reading.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// What is written in a field decides the network and the knowledge that decodes it.
enum class Writing {
    id_number,
    disability_card,
    phone,
    date_part,
    count,
    amount,
    han_word,
    han_text,
    name,
    place
};

/// The characters that a field is written in.
enum class Alphabet { digits, han };

/// What a network was trained to tell apart.
enum class Network {
    cell,    ///< what stands in a cell of a comb: 0-9, X, nothing; tiles of tile_px
    number,  ///< pieces of numbers in free writing: 0-9, X, or no digit; tiles of tile_px
    han      ///< pieces of words: Chinese characters, digits, or no character; tiles of han_tile_px
};

/// What the networks of free writing call a piece that is no character, or several.
inline constexpr char32_t no_character = U'□';

/// What one tile may be.
struct TileReading {
    std::vector<Character> characters;  ///< best first
    double unlisted = 0;                ///< probability of each character that is not listed
};

class TextReader {
  public:
    virtual ~TextReader() = default;

    /// @param strip  CV_8UC1, square tiles side by side, dark writing on white
    /// @return one entry per tile, in their order; none at all if the network saw another number of
    ///         characters than there are tiles: then nothing it says can be placed
    /// @throws Error  Fault::missing_model if the model of this network cannot be loaded
    virtual std::vector<TileReading> read(const cv::Mat& strip, Network network) = 0;
};

}  // namespace tanfang

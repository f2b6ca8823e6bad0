/// The door to reading writing: one interface, so that tests can fake it and models can change.
///
/// in:  a straightened line or strip of comb cells, print removed
/// out: a distribution per character position; decoding under what is known comes after it
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// What is written in a field decides the model and the knowledge that decodes it.
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

/// One possibility at one position.
struct Character {
    std::string utf8;
    double probability = 0;  ///< 0..1
};

/// What a reader saw, position by position; each position's characters best first.
struct WritingDistribution {
    std::vector<std::vector<Character>> positions;
};

class TextReader {
  public:
    virtual ~TextReader() = default;

    /// @param strip  CV_8UC1, dark writing on white, about 300 dpi, upright
    /// @param cells  comb cells of equal width side by side in the strip; 0: a free line
    /// @return one position per cell for combs (an empty list: nothing seen there); for a free line
    ///         as many as were seen, none if nothing was
    /// @throws Error  Fault::missing_model if the model of this writing cannot be loaded
    virtual WritingDistribution read(const cv::Mat& strip, Writing writing, int cells) = 0;
};

}  // namespace tanfang

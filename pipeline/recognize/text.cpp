#include "pipeline/recognize/text.h"

#include "pipeline/recognize/comb.h"
#include "pipeline/recognize/decode.h"
#include "pipeline/recognize/tile.h"
#include "pipeline/recognize/writing.h"
#include "pipeline/recognize/writing_lines.h"

#include <iterator>
#include <utility>
#include <vector>

namespace tanfang {

namespace {

constexpr std::size_t candidates_kept = 5;

// Tesseract scales every line to 48 px (36 for eng); the ink takes two thirds of it.
constexpr int strip_ink_px = 32;
constexpr double smallest_writing_mm = 3;

/// Longer writing is not read at all: a part of it would be a wrong reading, and Debian's model
/// takes 1 ms a mm.
constexpr std::size_t most_lines = 4;

/// The cells with ink, in their order; the empty ones between them are the reader's business no
/// more.
WritingDistribution inked_only(const WritingDistribution& seen, const CombCells& comb) {
    WritingDistribution out;
    for (std::size_t i = 0; i < comb.cells.size() && i < seen.positions.size(); ++i)
        if (comb.cells[i].presence != Presence::none)
            out.positions.push_back(seen.positions[i]);
    return out;
}

WritingDistribution read_comb(const FieldInk& field, const WritingInk& ink, int cells,
                              Writing writing, TextReader& reader) {
    const CombCells comb = cut_comb(field, ink, cells);
    if (comb.inked() == 0)
        return {};
    return inked_only(reader.read(comb.strip, writing, cells), comb);
}

WritingDistribution read_free(const FieldInk& field, const WritingInk& ink, Writing writing,
                              TextReader& reader) {
    WritingDistribution all;
    const int least_ink = static_cast<int>(smallest_writing_mm * field.px_per_mm);
    const std::vector<cv::Mat> lines = writing_lines(ink, field.px_per_mm);
    if (lines.size() > most_lines)
        return all;
    for (const cv::Mat& line : lines) {
        const cv::Mat strip = line_strip(field.pen, line, strip_ink_px, least_ink);
        auto seen = reader.read(strip, writing, 0);
        all.positions.insert(all.positions.end(), std::make_move_iterator(seen.positions.begin()),
                             std::make_move_iterator(seen.positions.end()));
    }
    return all;
}

}  // namespace

std::optional<Writing> writing_of(const Field& field) {
    switch (field.type) {
        case FieldType::text_line:
            return field.lexicon.starts_with("surname") ? Writing::name : Writing::han_text;
        case FieldType::text_multi:
            return Writing::han_text;
        case FieldType::closed_word:
            return Writing::han_word;
        case FieldType::id_number:
            return Writing::id_number;
        case FieldType::disability_card:
            return Writing::disability_card;
        case FieldType::phone:
            return Writing::phone;
        case FieldType::date:
            return Writing::date_part;
        case FieldType::integer:
            return Writing::count;
        case FieldType::money:
            return Writing::amount;
        case FieldType::division:
            return Writing::place;
        case FieldType::choice_single:
        case FieldType::choice_optional:
        case FieldType::choice_multi:
        case FieldType::signature:
            break;
    }
    return std::nullopt;
}

TextReading read_text(const FieldInk& field, int cells, Writing writing, TextReader& reader) {
    TextReading reading;
    const WritingInk ink = measure_writing(field);
    if (ink.presence == Presence::none) {
        reading.sure = true;
        reading.confidence = 1;
    }
    if (ink.presence != Presence::present)
        return reading;
    const WritingDistribution seen = cells > 0 ? read_comb(field, ink, cells, writing, reader)
                                               : read_free(field, ink, writing, reader);
    reading.candidates = best_texts(seen, writing, candidates_kept);
    if (!reading.candidates.empty()) {
        reading.text = reading.candidates.front().text;
        reading.confidence = reading.candidates.front().probability;
    }
    return reading;
}

TextReading read_text(const Spot& spot, Writing writing, const Ink& ink, TextReader& reader) {
    return read_text(cut_field(ink, spot.box), spot.cells, writing, reader);
}

}  // namespace tanfang

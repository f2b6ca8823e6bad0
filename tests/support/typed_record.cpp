#include "tests/support/typed_record.h"

#include "pipeline/base/text.h"

#include <algorithm>

namespace tanfang::support {

namespace {

std::u32string han_of(const std::set<char32_t>& characters) {
    std::u32string out;
    std::copy_if(characters.begin(), characters.end(), std::back_inserter(out),
                 [](char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; });
    return out;
}

char32_t some_character(const std::u32string& common, simulate::Random& random) {
    constexpr double rare = 0.02;
    if (!random.chance(rare))
        return common[static_cast<std::size_t>(random.below(static_cast<int>(common.size())))];
    // A character of extension A or B, a traditional one, one that is none of ours.
    const std::u32string strange = U"㐂𠮷𦙶𨙸陳ａ☺é";
    return strange[static_cast<std::size_t>(random.below(static_cast<int>(strange.size())))];
}

std::string words(int longest, const std::u32string& common, simulate::Random& random) {
    std::u32string out;
    const int length = 1 + random.below(longest);
    for (int i = 0; i < length; ++i) out += some_character(common, random);
    return utf8(out);
}

std::string digits(int count, simulate::Random& random) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>('0' + random.below(10));
    return out;
}

std::string some_text(const Spot& spot, const Field& field, const std::u32string& common,
                      simulate::Random& random) {
    if (spot.cells > 0)
        return digits(1 + random.below(spot.cells), random);
    // Chromium takes no more than what can be seen in the box.
    constexpr double character_mm = 4;  // 10.5 points, and room at the ends
    int longest = std::min(8, static_cast<int>(spot.box.width / character_mm));
    if (field.max_length > 0)
        longest = std::max(1, std::min(longest, field.max_length / 3));
    if (field.type == FieldType::text_multi && random.chance(0.5))
        return words(longest, common, random) + "\n" + words(longest, common, random);
    return words(longest, common, random);
}

const Json* reading_of(const std::vector<Json>& lines, const std::string& spot) {
    for (const auto& line : lines)
        if (line.at("readings").contains(spot))
            return &line.at("readings").at(spot);
    return nullptr;
}

}  // namespace

TypedRecord random_record(const FormTemplate& form, const FieldModel& model,
                          const TypingCharacters& characters, simulate::Random& random) {
    const std::u32string common = han_of(characters.standard);
    TypedRecord record;
    for (const auto& spot : form.spots) {
        const Field& field = *model.find(spot.field);
        if (field.type == FieldType::signature || random.chance(0.1))
            continue;
        if (!field.is_choice()) {
            record.texts[spot.id] = some_text(spot, field, common, random);
            continue;
        }
        const bool is_first = spot.part == field.options.front().id;
        if (field.type == FieldType::choice_multi ? random.chance(0.3) : false)
            record.ticks.insert(spot.id);
        else if (field.type != FieldType::choice_multi && is_first)
            record.ticks.insert(field.id + "." + random.pick(field.options).id);
    }
    return record;
}

Comparison& Comparison::operator+=(const Comparison& other) {
    equal += other.equal;
    asked += other.asked;
    wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
    return *this;
}

Comparison compare(const TypedRecord& typed, const FormTemplate& form,
                   const std::vector<Json>& lines) {
    Comparison out;
    for (const auto& spot : form.spots) {
        const Json* reading = reading_of(lines, spot.id);
        if (!reading) {
            out.wrong.push_back(spot.id + ": not read");
            continue;
        }
        if (!reading->at("sure").get<bool>()) {
            ++out.asked;
            continue;
        }
        std::string wanted, got;
        if (reading->contains("mark")) {
            wanted = typed.ticks.contains(spot.id) ? "marked" : "empty";
            got = reading->at("mark");
        } else if (reading->contains("text")) {
            const auto it = typed.texts.find(spot.id);
            wanted = it == typed.texts.end() ? "" : it->second;
            got = reading->at("text");
        }
        if (wanted == got)
            ++out.equal;
        else
            out.wrong.push_back(spot.id + ": " + wanted + " / " + got);
    }
    return out;
}

}  // namespace tanfang::support

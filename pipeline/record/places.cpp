#include "pipeline/record/places.h"

#include "pipeline/base/text.h"
#include "pipeline/record/texts.h"

namespace tanfang {

namespace {

const Division* only_match(const Knowledge& knowledge, const std::string& name,
                           const std::string& level, const std::string& inside) {
    const auto found = knowledge.divisions.match(name, level, inside);
    return found.size() == 1 ? found.front() : nullptr;
}

bool is_ditto(const FieldMeaning& place, const Lexicon& lexicon) {
    return place.is.state == FieldState::read &&
           lexicon.contains("ditto_words", half_width(place.written));
}

void copy_line(FieldMeaning& to, const FieldMeaning& from) {
    to.is = from.is;
    if (claims(from.is.state))
        to.is.state = FieldState::derived;
}

}  // namespace

FieldMeaning decode_place(const Field& field, const TextReading* reading,
                          const Knowledge& knowledge, const std::string& inside) {
    FieldMeaning out =
        decode_text(field, reading, [&](const std::string& written) -> std::optional<Value> {
            const Division* division = only_match(knowledge, written, field.level, inside);
            if (division == nullptr)
                return Value{{{"name", written}, {"code", nullptr}}};
            return Value{{{"name", division->name}, {"code", division->code}}};
        });
    if (out.is.state != FieldState::doubtful || reading->sure)
        return out;
    // A candidate that is a place of the table beats a better one that is none; it stays a guess.
    for (const auto& candidate : reading->candidates) {
        const Division* division = only_match(knowledge, candidate.text, field.level, inside);
        if (division != nullptr && place_code(out).empty())
            out.is.value = {{"name", division->name}, {"code", division->code}};
    }
    return out;
}

void resolve_ditto(PageFields& page, const Lexicon& lexicon) {
    bool line_is_ditto = false;  // a township with 同上 speaks for the village after it
    for (auto& place : page.fields) {
        if (place.field->ditto_of.empty())
            continue;
        const FieldMeaning* above = page.find(place.field->ditto_of);
        if (above == nullptr)
            continue;
        if (is_ditto(place, lexicon)) {
            copy_line(place, *above);
            line_is_ditto = place.field->level == "township";
        } else if (line_is_ditto && place.is.state == FieldState::blank) {
            copy_line(place, *above);
            place.ink = true;  // the line is written, in its first field
        } else {
            line_is_ditto = false;
        }
    }
}

std::string place_code(const FieldMeaning& place) {
    return place.is.value.is_object() && place.is.value["code"].is_string() ? place.is.value["code"]
                                                                            : "";
}

std::string place_name(const FieldMeaning& place) {
    return place.is.value.is_object() ? place.is.value.value("name", "") : "";
}

}  // namespace tanfang

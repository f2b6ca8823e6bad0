#include "pipeline/record/field_meaning.h"

#include "pipeline/base/text.h"
#include "pipeline/record/choices.h"
#include "pipeline/record/derivation.h"
#include "pipeline/record/expected.h"
#include "pipeline/record/known_fields.h"
#include "pipeline/record/known_places.h"
#include "pipeline/record/linked_numbers.h"
#include "pipeline/record/places.h"
#include "pipeline/record/texts.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tanfang {

namespace {

/// Access to readings by spot, of the kind that the field needs.
class ReadingIndex {
  public:
    explicit ReadingIndex(const Readings& readings) {
        for (const auto& reading : readings) by_spot_[reading.spot] = &reading;
    }

    template <class Kind>
    const Kind* get(const std::string& spot) const {
        const auto it = by_spot_.find(spot);
        return it == by_spot_.end() ? nullptr : std::get_if<Kind>(&it->second->reading);
    }

  private:
    std::map<std::string, const SpotReading*> by_spot_;
};

std::optional<Value> free_text(const std::string& written) {
    return Value{written};
}

TextToValue reader_of(const Field& field, const FieldModel& model, const Knowledge& knowledge) {
    const Lexicon& lexicon = knowledge.lexicon;
    switch (field.type) {
        case FieldType::id_number:
            return id_value;
        case FieldType::disability_card:
            return disability_card_value;
        case FieldType::phone:
            return phone_value;
        case FieldType::money:
            return [&lexicon](const std::string& text) { return money_value(text, lexicon); };
        case FieldType::integer:
            return [&](const std::string& text) -> std::optional<Value> {
                auto value = count_value(text, lexicon);
                const bool bounded = field.maximum > 0;
                if (value && bounded && value->json > field.maximum)
                    return std::nullopt;
                return value;
            };
        case FieldType::closed_word: {
            const auto list = model.codelists.find(field.codelist);
            const CodeList* words = list == model.codelists.end() ? nullptr : &list->second;
            return [words](const std::string& text) { return word_value(text, words); };
        }
        default:
            return free_text;
    }
}

FieldMeaning decode_boxes(const Field& field, const ReadingIndex& readings) {
    std::vector<const MarkReading*> boxes;
    for (const auto& option : field.options)
        boxes.push_back(readings.get<MarkReading>(field.id + "." + option.id));
    return decode_choice(field, boxes);
}

/// Fields with a spot on these pages. A field that the print has nowhere belongs to its first page:
/// somebody must be told that it could not be read.
std::set<std::string> fields_on_pages(const Readings& readings, const FormTemplate& form,
                                      const FieldModel& model) {
    std::set<int> pages;
    for (const auto& reading : readings)
        if (const Spot* spot = form.find_spot(reading.spot))
            pages.insert(spot->page);
    std::set<std::string> fields;
    for (const auto& spot : form.spots)
        if (pages.contains(spot.page))
            fields.insert(spot.field);
    if (pages.contains(0))
        for (const auto& field : model.fields)
            if (std::none_of(form.spots.begin(), form.spots.end(),
                             [&field](const Spot& spot) { return spot.field == field.id; }))
                fields.insert(field.id);
    return fields;
}

}  // namespace

const FieldMeaning* PageFields::find(std::string_view id) const {
    const auto it = std::find_if(fields.begin(), fields.end(),
                                 [id](const FieldMeaning& f) { return f.field->id == id; });
    return it == fields.end() ? nullptr : &*it;
}

namespace {

const std::string visit_day = "visit_date";

/// Decodes one field after the other; what it has decoded helps with the next ones.
class FieldDecoder {
  public:
    FieldDecoder(const Readings& readings, const FieldModel& model, const Knowledge& knowledge,
                 const Expected& expected)
        : index_(readings),
          model_(model),
          knowledge_(knowledge),
          expected_(expected),
          known_(model, knowledge) {
        confirm("subject_id_no", "disability_card_no");
        confirm("disability_card_no", "subject_id_no");
    }

    FieldMeaning decode(const Field& field) {
        FieldMeaning meaning = decode_alone(field);
        if (field.id == visit_day && claims(meaning.is.state) && meaning.is.value.is_string() &&
            !is_in_month(meaning.is.value, expected_.month))
            meaning.is.state = FieldState::doubtful;
        const auto values = expected_.values.find(field.id);
        const auto* const reading = index_.get<TextReading>(field.id);
        if (values == expected_.values.end() || reading == nullptr)
            return meaning;
        const double sharpness = knowledge_.calibration.field(kind_of(field)).sharpness;
        if (claims(meaning.is.state) &&
            is_nearly_expected(meaning, *reading, values->second, sharpness))
            meaning.is.state = FieldState::doubtful;
        if (claims(meaning.is.state))
            return meaning;
        auto shown = decode_expected(field, *reading, values->second, sharpness);
        if (!shown)
            shown = confirmed_guess(meaning, values->second);
        return shown ? std::move(*shown) : meaning;
    }

  private:
    FieldMeaning decode_alone(const Field& field) {
        if (field.is_choice())
            return decode_boxes(field, index_);
        if (field.type == FieldType::signature)
            return decode_signature(field, index_.get<SignatureReading>(field.id));
        if (field.type == FieldType::date)
            return decode_date(field,
                               {index_.get<TextReading>(field.id + ".year"),
                                index_.get<TextReading>(field.id + ".month"),
                                index_.get<TextReading>(field.id + ".day")},
                               knowledge_, field.id == visit_day ? expected_.month : "");
        if (field.type == FieldType::division)
            return decode_division(field);
        const auto confirmed = confirmed_.find(field.id);
        const auto* const reading =
            confirmed == confirmed_.end() ? index_.get<TextReading>(field.id) : &confirmed->second;
        const TextToValue value_of = reader_of(field, model_, knowledge_);
        if (auto meaning = known_.decode(field, reading, value_of))
            return std::move(*meaning);
        return decode_text(field, reading, value_of);
    }

    /// One number of which the other is a copy.
    void confirm(const std::string& field, const std::string& by) {
        const auto* const reading = index_.get<TextReading>(field);
        const auto* const other = index_.get<TextReading>(by);
        if (reading == nullptr || other == nullptr)
            return;
        if (auto graph = confirmed_by(reading->graph, other->graph)) {
            confirmed_[field] = *reading;
            confirmed_[field].graph = std::move(*graph);
        }
    }

    /// A township and the village after it; typed text knows the township before the village.
    FieldMeaning decode_division(const Field& field) {
        const auto* const reading = index_.get<TextReading>(field.id);
        const bool is_village = field.level == "village";
        if (!is_village) {
            const Field* const next = &field + 1;
            place_ = next < model_.fields.data() + model_.fields.size() && next->level == "village"
                         ? decode_known_place({&field, reading},
                                              {next, index_.get<TextReading>(next->id)}, knowledge_)
                         : KnownPlace{};
        }
        auto& known = is_village ? place_.village : place_.township;
        const std::string inside = is_village && !township_.empty() ? township_ : knowledge_.county;
        FieldMeaning meaning =
            known ? std::move(*known) : decode_place(field, reading, knowledge_, inside);
        township_ = is_village ? "" : place_code(meaning);
        return meaning;
    }

    ReadingIndex index_;
    const FieldModel& model_;
    const Knowledge& knowledge_;
    const Expected& expected_;
    KnownFields known_;
    std::map<std::string, TextReading> confirmed_;  ///< with the evidence of another field
    KnownPlace place_;                              ///< of the line that is being decoded
    std::string township_;                          ///< code, likewise
};

}  // namespace

namespace {

/// Says whose the sheet is: a claim that differs is not for the sheet's person to explain.
constexpr const char* identity = "subject_id_no";

std::vector<std::string> unexpected_claims(const PageFields& page, const Expected& expected) {
    const FieldMeaning* field = page.find(identity);
    const auto values = expected.values.find(identity);
    if (field == nullptr || values == expected.values.end() || !claims(field->is.state) ||
        field->is.state == FieldState::blank ||
        std::any_of(values->second.begin(), values->second.end(),
                    [&](const ExpectedValue& one) { return one.value == field->is.value; }))
        return {};
    return {identity};
}

}  // namespace

PageFields decode_fields(const Readings& readings, const FormTemplate& form,
                         const FieldModel& model, const Knowledge& knowledge,
                         const Expected& expected) {
    const auto here = fields_on_pages(readings, form, model);
    FieldDecoder decoder(readings, model, knowledge, expected);
    PageFields page;
    for (const auto& field : model.fields)
        if (here.contains(field.id))
            page.fields.push_back(decoder.decode(field));
    resolve_ditto(page, knowledge.lexicon);
    derive_from_each_other(page, knowledge);
    page.unexpected = unexpected_claims(page, expected);
    return page;
}

}  // namespace tanfang

#include "pipeline/record/field_meaning.h"

#include "pipeline/base/text.h"
#include "pipeline/record/choices.h"
#include "pipeline/record/derivation.h"
#include "pipeline/record/known_fields.h"
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

std::set<std::string> fields_on_pages(const Readings& readings, const FormTemplate& form) {
    std::set<int> pages;
    for (const auto& reading : readings)
        if (const Spot* spot = form.find_spot(reading.spot))
            pages.insert(spot->page);
    std::set<std::string> fields;
    for (const auto& spot : form.spots)
        if (pages.contains(spot.page))
            fields.insert(spot.field);
    return fields;
}

}  // namespace

const FieldMeaning* PageFields::find(std::string_view id) const {
    const auto it = std::find_if(fields.begin(), fields.end(),
                                 [id](const FieldMeaning& f) { return f.field->id == id; });
    return it == fields.end() ? nullptr : &*it;
}

PageFields decode_fields(const Readings& readings, const FormTemplate& form,
                         const FieldModel& model, const Knowledge& knowledge) {
    const ReadingIndex index(readings);
    const auto here = fields_on_pages(readings, form);
    KnownFields known(model, knowledge);
    PageFields page;
    std::string township;  // of the line that is being decoded
    for (const auto& field : model.fields) {
        if (!here.contains(field.id))
            continue;
        if (field.is_choice()) {
            page.fields.push_back(decode_boxes(field, index));
        } else if (field.type == FieldType::date) {
            page.fields.push_back(decode_date(field,
                                              {index.get<TextReading>(field.id + ".year"),
                                               index.get<TextReading>(field.id + ".month"),
                                               index.get<TextReading>(field.id + ".day")},
                                              knowledge));
        } else if (field.type == FieldType::signature) {
            page.fields.push_back(decode_signature(field, index.get<SignatureReading>(field.id)));
        } else if (field.type == FieldType::division) {
            const bool is_village = field.level == "village";
            page.fields.push_back(
                decode_place(field, index.get<TextReading>(field.id), knowledge,
                             is_village && !township.empty() ? township : knowledge.county));
            township = is_village ? "" : place_code(page.fields.back());
        } else {
            const auto* const reading = index.get<TextReading>(field.id);
            const TextToValue value_of = reader_of(field, model, knowledge);
            auto meaning = known.decode(field, reading, value_of);
            page.fields.push_back(meaning ? std::move(*meaning)
                                          : decode_text(field, reading, value_of));
        }
    }
    resolve_ditto(page, knowledge.lexicon);
    derive_from_each_other(page, knowledge);
    return page;
}

}  // namespace tanfang

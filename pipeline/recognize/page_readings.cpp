#include "pipeline/recognize/page_readings.h"

#include "pipeline/recognize/doubtful_fields.h"
#include "pipeline/recognize/machine_print.h"
#include "pipeline/recognize/marks.h"
#include "pipeline/recognize/own_writing.h"
#include "pipeline/recognize/signature.h"
#include "pipeline/recognize/text.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace tanfang {

namespace {

/// The parallelogram whose sides pass through the middles of the spot's sides: its middle is the
/// spot's middle also where a slanted photo makes the far half of a wide field smaller.
Quad<Px> quad_of(const RegisteredPage& page, const Box<Mm>& box) {
    const Point<Mm> middle = box.center();
    const Point<Px> c = page.map(middle);
    const Point<Px> left = page.map({box.left(), middle.y}),
                    right = page.map({box.right(), middle.y});
    const Point<Px> top = page.map({middle.x, box.top()}),
                    bottom = page.map({middle.x, box.bottom()});
    const Point<Px> u{(right.x - left.x) / 2, (right.y - left.y) / 2};
    const Point<Px> v{(bottom.x - top.x) / 2, (bottom.y - top.y) / 2};
    return {{{c.x - u.x - v.x, c.y - u.y - v.y},
             {c.x + u.x - v.x, c.y + u.y - v.y},
             {c.x + u.x + v.x, c.y + u.y + v.y},
             {c.x - u.x + v.x, c.y - u.y + v.y}}};
}

/// A field in which people write.
struct PageField {
    std::size_t place;  ///< of its reading
    const Spot* spot;
    Writing writing;
    OwnWriting own;
};

void read_written(std::vector<PageField>& fields, Readings& readings, TextReader& reader,
                  SecondReader& second_reader, const Calibration& calibration) {
    std::vector<TextField> texts;
    for (const PageField& field : fields)
        texts.push_back({field.own.field, field.own.ink, field.spot->cells, field.writing});
    auto read = read_texts(texts, reader, calibration);
    std::vector<WrittenField> written;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        PageField& field = fields[i];
        auto& reading = readings[field.place].reading.emplace<TextReading>(std::move(read[i]));
        // a township and its village are decoded together, which typed text would end
        if (!reading.text.empty() && field.writing != Writing::place)
            written.push_back({field.spot, alphabet_of(field.writing), std::move(field.own.field),
                               std::move(field.own.ink), &reading});
    }
    read_machine_print(written, second_reader);
}

}  // namespace

Readings read_boxes(const Ink& ink, const FieldModel& model) {
    ChoiceFields choices;
    for (const auto& field : model.fields) {
        if (field.is_choice() && field.required)
            choices.must.insert(field.id);
        if (field.is_choice())
            (field.type == FieldType::choice_multi ? choices.several : choices.one)
                .insert(field.id);
    }
    Readings readings;
    for (auto& [id, mark] : read_marks(ink, choices))
        readings.push_back({id, quad_of(ink.page(), ink.page().form->find_spot(id)->box), mark});
    return readings;
}

Readings read_fields(const Ink& ink, const FieldModel& model, TextReader& reader,
                     SecondReader& second_reader, const Calibration& calibration) {
    Readings readings;
    std::set<std::string> must;
    std::vector<PageField> fields;
    for (const auto& spot : ink.page().form->spots) {
        if (spot.page != ink.page().page || spot.kind != SpotKind::field)
            continue;
        const Field* field = model.find(spot.field);
        if (!field)
            throw Error(Fault::bad_template, "fields.json", "没有字段 " + spot.field);
        readings.push_back({spot.id, quad_of(ink.page(), spot.box), {}});
        if (field->required)
            must.insert(spot.id);
        if (const auto writing = writing_of(*field)) {
            fields.push_back({readings.size() - 1, &spot, *writing, own_writing(ink, spot)});
        } else {
            readings.back().reading = read_signature(spot, ink);
        }
    }
    read_written(fields, readings, reader, second_reader, calibration);
    // the threshold of a 1-bit scan may have eaten faint writing
    if (ink.page().image->bilevel)
        doubt_blanks_of_pale_scan(readings, must);
    if (ink.page().is_of_others()) {
        doubt_fields_beside_ink(readings, ink);
        doubt_blanks_near_stray_writing(readings, ink);
    }
    doubt_fields_with_pale_ink(readings, ink);
    return readings;
}

Readings in_form_order(const FormTemplate& form, Readings boxes, Readings fields) {
    std::map<std::string, SpotReading*> by_spot;
    for (auto* part : {&boxes, &fields})
        for (auto& reading : *part) by_spot[reading.spot] = &reading;
    Readings ordered;
    for (const auto& spot : form.spots)
        if (const auto it = by_spot.find(spot.id); it != by_spot.end())
            ordered.push_back(std::move(*it->second));
    return ordered;
}

}  // namespace tanfang

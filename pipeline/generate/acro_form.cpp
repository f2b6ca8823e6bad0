#include "pipeline/generate/acro_form.h"

#include "pipeline/base/text.h"
#include "pipeline/external/pdf_form.h"
#include "pipeline/generate/content.h"
#include "pipeline/generate/pdf_values.h"
#include "pipeline/generate/text_layout.h"
#include "pipeline/generate/typing_font.h"

namespace tanfang {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfString;

namespace {

// Field flags, ISO 32000-1 tables 221 and 228.
constexpr long required_flag = 1L << 1;
constexpr long multiline_flag = 1L << 12;
constexpr long do_not_spell_check_flag = 1L << 22;
constexpr long do_not_scroll_flag = 1L << 23;
constexpr long comb_flag = 1L << 24;

constexpr long print_annotation_flag = 1L << 2;
constexpr const char* ticked_state = "Yes";
constexpr const char* off_state = "Off";

std::string default_appearance() {
    return std::string("/") + typing_font_name + " " + pdf_number(value_size_pt) + " Tf 0 g";
}

void add_kid(PdfObject& parent, const PdfObject& kid) {
    parent.GetDictionary().GetKey("Kids")->GetArray().push_back(kid.Reference());
}

std::string option_name(const Field& field, const std::string& option_id) {
    for (const auto& option : field.options)
        if (option.id == option_id)
            return spoken_name(field) + "：" + option.zh;
    return spoken_name(field);
}

/// [left bottom right top] as bytes: PoDoFo would write each number with six decimals.
PdfObject rectangle(const PaperToPdf& paper, const Box<Mm>& box) {
    const std::string bytes =
        "[" + pdf_number(paper.x(box.left())) + " " + pdf_number(paper.y(box.bottom())) + " " +
        pdf_number(paper.x(box.right())) + " " + pdf_number(paper.y(box.top())) + "]";
    return PdfObject(PoDoFo::PdfVariant(PoDoFo::PdfData(bytes.c_str())));
}

std::string size_of(const Box<Mm>& box) {
    return pdf_number(box.width) + " x " + pdf_number(box.height) + " ";
}

void describe(PdfObject& object, const std::string& tip, bool required) {
    object.GetDictionary().AddKey("TU", pdf_text(tip));
    if (required)
        object.GetDictionary().AddKey("Ff", integer(required_flag));
}

}  // namespace

AcroForm::AcroForm(FormDocument& document, const FormTemplate& form, const FieldModel& model,
                   const DocumentFonts& values_fonts)
    : document_(document), form_(form), paper_(form), model_(model), fonts_(values_fonts) {
    PdfDictionary resources;
    resources.AddKey("Font", values_fonts.resources());
    value_resources_ = document.objects().CreateObject(PoDoFo::PdfVariant(resources));
    PdfDictionary tick;
    tick.AddKey("CA", PdfString("4"));  // of ZapfDingbats, for viewers that draw it themselves
    tick_caption_ = document.objects().CreateObject(PoDoFo::PdfVariant(tick))->Reference();
}

void AcroForm::add_set(const std::string& name, const Pages& pages, const PersonValues& values) {
    PdfObject& set = *document_.objects().CreateObject();
    set.GetDictionary().AddKey("T", pdf_text(name));
    set.GetDictionary().AddKey("Kids", PdfArray());
    sets_.push_back(set.Reference());
    std::string previous;
    for (const auto& spot :
         form_.spots) {  // widgets come in the order in which people fill the form
        if (spot.field == previous)
            continue;
        previous = spot.field;
        const Field* field = model_.find(spot.field);
        if (!field)
            throw Error(Fault::bad_template, "fields.json", "没有字段 " + spot.field);
        if (field->type == FieldType::choice_multi)
            add_choice_per_option(set, *field, pages, values);
        else if (field->is_choice())
            add_choice(set, *field, pages, values);
        else if (field->type == FieldType::date)
            add_date(set, *field, pages, values);
        else if (field->type != FieldType::signature)  // that takes a pen
            add_text(set, spot.id, spot, *field, spoken_name(*field), pages, values);
    }
    for (const auto& copy : pages)
        for (PdfObject* page : copy)
            if (const auto widgets = annotations_.extract(page)) {
                PdfDictionary& d = page->GetDictionary();
                d.AddKey("Annots", widgets.mapped());
                const auto streams = d.GetKey("Contents")->GetArray().size();
                d.AddKey(content_streams_key, integer(static_cast<long>(streams)));
            }
}

void AcroForm::finish() {
    PdfDictionary dictionary;
    dictionary.AddKey("Fields", sets_);
    dictionary.AddKey("DR", typing_resources(document_.objects(), fonts_));
    dictionary.AddKey("DA", PdfString(default_appearance()));
    const PdfObject& object = *document_.objects().CreateObject(PoDoFo::PdfVariant(dictionary));
    document_.catalog().AddKey("AcroForm", object.Reference());
}

PdfObject& AcroForm::new_field(PdfObject& parent, const std::string& partial_name) {
    PdfObject& field = *document_.objects().CreateObject();
    field.GetDictionary().AddKey("Parent", parent.Reference());
    field.GetDictionary().AddKey("T", pdf_text(partial_name));
    field.GetDictionary().AddKey("Kids", PdfArray());
    add_kid(parent, field);
    return field;
}

/// One of N: no radio buttons, which Firefox does not keep equal on all copies.
void AcroForm::add_choice(PdfObject& parent, const Field& field, const Pages& pages,
                          const PersonValues& values) {
    PdfObject& object = new_field(parent, field.id);
    describe(object, spoken_name(field), field.required);
    object.GetDictionary().AddKey("FT", PdfName("Btn"));
    object.GetDictionary().AddKey("V", PdfName(off_state));
    for (const auto& option : field.options) {
        const Spot& spot = *form_.find_spot(field.id + "." + option.id);
        const bool ticked = values.ticks.contains(spot.id);
        if (ticked)
            object.GetDictionary().AddKey("V", PdfName(option.id));
        add_box_widgets(object, spot, option.id, ticked, pages);
    }
}

void AcroForm::add_choice_per_option(PdfObject& parent, const Field& field, const Pages& pages,
                                     const PersonValues& values) {
    PdfObject& group = new_field(parent, field.id);
    for (const auto& option : field.options) {
        const Spot& spot = *form_.find_spot(field.id + "." + option.id);
        const bool ticked = values.ticks.contains(spot.id);
        PdfObject& object = new_field(group, option.id);
        describe(object, option_name(field, option.id), false);
        object.GetDictionary().AddKey("FT", PdfName("Btn"));
        object.GetDictionary().AddKey("V", PdfName(ticked ? ticked_state : off_state));
        add_box_widgets(object, spot, ticked_state, ticked, pages);
    }
}

void AcroForm::add_date(PdfObject& parent, const Field& field, const Pages& pages,
                        const PersonValues& values) {
    PdfObject& group = new_field(parent, field.id);
    const std::pair<const char*, const char*> parts[] = {
        {"year", "年"}, {"month", "月"}, {"day", "日"}};
    for (const auto& [part, zh] : parts)
        add_text(group, part, *form_.find_spot(field.id + "." + part), field,
                 spoken_name(field) + "：" + zh, pages, values);
}

void AcroForm::add_text(PdfObject& parent, const std::string& partial_name, const Spot& spot,
                        const Field& field, const std::string& tip, const Pages& pages,
                        const PersonValues& values) {
    const auto found = values.words.find(spot.id);
    const std::u32string text = found == values.words.end() ? U"" : found->second;
    const bool several_lines = field.type == FieldType::text_multi;
    PdfObject& object = new_field(parent, partial_name);
    describe(object, tip, field.required);
    PdfDictionary& d = object.GetDictionary();
    d.AddKey("FT", PdfName("Tx"));
    d.AddKey("DA", PdfString(default_appearance()));
    d.AddKey("V", pdf_text(utf8(text)));
    const int longest = spot.cells > 0 ? spot.cells : field.max_length;
    if (longest > 0)
        d.AddKey("MaxLen", integer(longest));
    d.AddKey("Ff", integer((field.required ? required_flag : 0) |
                           (several_lines ? multiline_flag : 0) | (spot.cells > 0 ? comb_flag : 0) |
                           do_not_spell_check_flag | do_not_scroll_flag));
    const std::string operators = value_operators(spot, field, text);
    PdfObject& shown =
        text.empty() ? shared_appearance(spot, operators) : appearance(spot, operators);
    for (const auto& copy : pages) {
        PdfObject& widget = new_widget(object, *copy[static_cast<std::size_t>(spot.page)], spot);
        PdfDictionary normal;
        normal.AddKey("N", shown.Reference());
        widget.GetDictionary().AddKey("AP", normal);
    }
}

PdfObject& AcroForm::new_widget(PdfObject& field, PdfObject& page, const Spot& spot) {
    PdfObject& widget = *document_.objects().CreateObject("Annot");
    PdfDictionary& d = widget.GetDictionary();
    d.AddKey("Subtype", PdfName("Widget"));
    d.AddKey("Rect", rectangle(paper_, spot.box));
    d.AddKey("F", integer(print_annotation_flag));
    d.AddKey("P", page.Reference());
    d.AddKey("Parent", field.Reference());
    add_kid(field, widget);
    annotations_[&page].push_back(widget.Reference());
    return widget;
}

void AcroForm::add_box_widgets(PdfObject& field, const Spot& spot, const std::string& state,
                               bool ticked, const Pages& pages) {
    field.GetDictionary().AddKey("DA", PdfString("/ZaDb 0 Tf 0 g"));
    for (const auto& copy : pages) {
        PdfObject& widget = new_widget(field, *copy[static_cast<std::size_t>(spot.page)], spot);
        PdfDictionary& d = widget.GetDictionary();
        d.AddKey("AP", box_look(spot, state));
        d.AddKey("AS", PdfName(ticked ? state : off_state));
        d.AddKey("MK", tick_caption_);
    }
}

/// Viewers change only the state of a box, so that boxes may share all of their looks; they draw
/// texts anew, whose /AP therefore is their own.
PoDoFo::PdfReference AcroForm::box_look(const Spot& spot, const std::string& state) {
    const auto [place, is_new] =
        box_looks_.try_emplace(size_of(spot.box) + state, PoDoFo::PdfReference());
    if (!is_new)
        return place->second;
    Content tick(PaperToPdf(spot.box), fonts_);
    tick.tick(spot.box);
    PdfDictionary states, look;
    states.AddKey(PdfName(state), shared_appearance(spot, tick.operators()).Reference());
    states.AddKey(PdfName(off_state), shared_appearance(spot, " ").Reference());
    look.AddKey("N", states);
    place->second = document_.objects().CreateObject(PoDoFo::PdfVariant(look))->Reference();
    return place->second;
}

PdfObject& AcroForm::appearance(const Spot& spot, const std::string& operators) {
    PdfObject& object = stream_object(*value_resources_, operators);
    PdfDictionary& d = object.GetDictionary();
    d.AddKey("Type", PdfName("XObject"));
    d.AddKey("Subtype", PdfName("Form"));
    d.AddKey("BBox",
             numbers({0, 0, spot.box.width * points_per_mm, spot.box.height * points_per_mm}));
    d.AddKey("Resources", value_resources_->Reference());
    return object;
}

PdfObject& AcroForm::shared_appearance(const Spot& spot, const std::string& operators) {
    PdfObject*& object = shared_appearances_[size_of(spot.box) + operators];
    if (!object)
        object = &appearance(spot, operators);
    return *object;
}

std::string AcroForm::value_operators(const Spot& spot, const Field& field,
                                      const std::u32string& text) const {
    Content content(PaperToPdf(spot.box), fonts_);
    if (!text.empty())
        content.write_value(text, spot, field.type == FieldType::text_multi);
    return "/Tx BMC q\n" + content.operators() + "Q EMC\n";
}

}  // namespace tanfang

/// The form as printed: the one description that both the PDF writer and the reader obey.
///
/// in:  templates/FORM.json, checked against templates/form.schema.json
/// out: FormTemplate
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

enum class SpotKind { checkbox, field };

/// One place on paper where a person ticks or writes.
struct Spot {
    std::string id;     ///< "subject_name", "visit_date.year", "service_method.home"
    std::string field;  ///< the field it belongs to: the id up to its dot
    std::string part;   ///< option or part of a date; empty for a plain field
    SpotKind kind = SpotKind::field;
    int page = 0;   ///< from 0
    Box<Mm> box;    ///< inner edge of the printed square, or the writing area
    int cells = 0;  ///< character boxes of a comb; 0 for free writing
};

enum class FontRole { title, body };
enum class TextAlign { left, center, right };

/// A line of printed words.
struct PrintedText {
    Point<Mm> at;  ///< y: middle of the line's em box; x: left end, middle or right end, as aligned
    double size_pt = 0;
    TextAlign align = TextAlign::left;
    FontRole font = FontRole::body;
    std::string text;
};

/// A printed table line, horizontal or vertical.
struct PrintedLine {
    Point<Mm> from;
    Point<Mm> to;
    double width = 0;  ///< mm
};

/// A printed ArUco marker (OpenCV's DICT_4X4_50). Its number is unique over all pages of all forms
/// and versions, so that one marker tells form, version, page and orientation.
struct Fiducial {
    int id = 0;  ///< 0..49
    Point<Mm> center;
};

struct FormPage {
    std::vector<Fiducial> fiducials;  ///< top left, top right, bottom right, bottom left
    Box<Mm> qr;                       ///< the code's modules, without the quiet zone
    PrintedText copy_label;           ///< `text` empty: the copy's label and holder are drawn here
    PrintedText code_text;            ///< `text` empty: the readable code is drawn here
    std::optional<Box<Mm>> stamp_area;  ///< kept blank for the archive stamp
    std::vector<PrintedLine> lines;
    std::vector<PrintedText> texts;
    std::string reference;  ///< picture of the blank page beside the JSON file, spanning the page
};

/// One of the equal copies of a set (一式三份).
struct Copy {
    int number = 0;      ///< from 1
    std::string label;   ///< "第一联"
    std::string holder;  ///< "县级民政部门"
};

struct FormTemplate {
    std::string id;   ///< "visit"
    int version = 0;  ///< 0: not known, the print is not ours
    char code = '?';  ///< the form's letter in the sheet code, "V"
    std::string title;
    double page_width = 0;     ///< mm
    double page_height = 0;    ///< mm
    double fiducial_size = 0;  ///< mm, outer side of the black square
    bool duplex = false;
    std::vector<Copy> copies;
    std::vector<FormPage> pages;
    std::vector<Spot> spots;  ///< in the order in which a person fills them

    const Spot* find_spot(const std::string& spot_id) const;  ///< nullptr if there is none
};

/// Builds the form from its JSON.
///
/// @param json  valid against templates/form.schema.json
/// @throws Error  Fault::bad_template if ids repeat, a spot lies outside its page, or fewer than
///                four fiducials stand on a page
FormTemplate parse_form(const Json& json);

/// The contract of `tanfang layout`: pages and spots, in PDF points from the page's top left.
Json layout_json(const FormTemplate& form);

}  // namespace tanfang

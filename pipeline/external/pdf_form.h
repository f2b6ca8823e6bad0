/// A fillable form as it stands in a PDF from outside: its fields, their values, and what else
/// people have put on its pages.
///
/// in:  a PDF that was filled in on screen, by whatever viewer
/// out: PdfForm, plain data that knows nothing of our forms
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

/// A field with all its widgets (the places that show it, one on every copy of a set).
struct PdfFormField {
    enum class Kind {
        text,    ///< typed; values are texts
        button,  ///< boxes; values are the states that are on
        other,   ///< lists, signatures: no values are taken
    };
    std::string name;  ///< full name, parts joined by dots
    Kind kind = Kind::other;

    /// The distinct values that are not empty (or off), of the field and of its widgets: viewers
    /// differ in where they store what was typed. Several contradict each other.
    std::vector<std::string> values;

    /// False if one cannot say what the value is: widgets contradict the field or each other, or
    /// a value is nothing that viewers write (no string, broken Unicode, above 4 kB).
    bool clear = true;

    std::vector<int> pages;  ///< that show it, from 0, ascending; empty if no page does
};

/// A rectangle on a page in points from the top left corner of its media box, y down.
struct PdfRectangle {
    double left = 0, top = 0, right = 0, bottom = 0;
};

/// Name under which a page of ours says how many content streams it was made with: programs that
/// draw onto a page add streams or join them, viewers that save what was typed leave them alone.
inline constexpr const char* content_streams_key = "TF_Streams";

/// The second line of every PDF that we print: bytes above 127, as ISO 32000-1 (7.5.2) wants them,
/// the last four of which only we write (探访 in GB 2312).
inline constexpr std::string_view file_mark = "%\xE2\xE3\xCF\xD3\xCC\xBD\xB7\xC3\n";

struct PdfFormPage {
    double width = 0;                     ///< of the media box, points; 0 if there is none
    double height = 0;                    ///< points
    bool is_redrawn = false;              ///< its content is not what it says it was made with
    bool has_pictures = false;            ///< image XObjects, also those within form XObjects
    bool has_hidden = false;              ///< an annotation whose place cannot be told
    std::vector<PdfRectangle> additions;  ///< notes, drawings, stamps, signatures, loose widgets
};

struct PdfForm {
    std::vector<PdfFormField> fields;  ///< in the order of the file
    std::vector<PdfFormPage> pages;    ///< all pages of the file
    bool damaged = false;              ///< libqpdf warned: some values may be lost or wrong

    /// The file does not begin with file_mark: a program has written all of it anew. Chromium does
    /// so; Firefox and poppler append what was typed to the file as it was printed.
    bool rewritten = true;
};

}  // namespace tanfang

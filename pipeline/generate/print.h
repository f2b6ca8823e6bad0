/// Prints sets of equal copies of a form.
///
/// in:  FormTemplate with its FormBase, one PrintedSet after the other
/// out: a PDF, and what stands on each of its pages
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/cover_sheet.h"
#include "pipeline/generate/fonts.h"
#include "pipeline/generate/form_base.h"
#include "pipeline/generate/person_values.h"
#include "pipeline/generate/picture.h"
#include "pipeline/generate/record_copy.h"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// The most sets in one run; more is a slip of the finger. Measured: 10,000 flat sets of three
/// copies make a file of 34 MB in 33 MB of memory.
inline constexpr int most_sets = 100'000;

/// The most sets in one fillable PDF, whose fields stay in memory to the end. Measured: 500 sets of
/// two copies of two pages take 330 MB and a file of 25 MB.
inline constexpr int most_fillable_sets = 500;

struct PrintedSet {
    std::string serial;         ///< 10 Crockford base-32 characters, see form/sheet_code.h
    std::optional<int> person;  ///< index of the person, from 0; nothing for a blank set
    PersonValues values;        ///< of a person: checked by read_people(); empty for a blank set
    /// Copies of a record: values may be too long, then they go on on supplement pages. Flat only.
    std::optional<RecordCopy> record = {};
};

/// A scan that goes in as a further copy of its record.
struct ScanCopy {
    std::string serial;
    std::string caption;  ///< above the picture, UTF-8
    std::string margin;   ///< in the left margin, UTF-8
    EncodedPicture picture;
};

enum class PrintKind {
    flat,      ///< no fields
    fillable,  ///< for paper; fields that take digits, Latin letters and what is filled in already
    eform,     ///< to hand out as a file; fields with a font of all Fonts::typing()
};

struct PrintOptions {
    int copies = 1;  ///< of each set, 1 to the number that the form has
    PrintKind kind = PrintKind::fillable;
};

enum class PageKind {
    form,
    cover,       ///< of a pack
    supplement,  ///< what did not fit the form
    scan,
    blank,  ///< the back of a duplex sheet, so that what follows starts on a front
};

/// One page of the PDF; its place in the order of printing is its page number.
struct PrintedPage {
    std::string serial;  ///< empty on a cover
    int copy = 0;        ///< from 1; 0 for a scan or a cover
    int sheet_page = 0;  ///< from 0: page of the form, or of the supplement, the scans, the cover
    std::optional<int> person;
    PageKind kind = PageKind::form;
};

struct Print {
    std::string pdf;
    std::vector<PrintedPage> pages;  ///< in the order set, copy, page
};

/// Prints set after set into a stream; what is flat leaves memory at once.
class SetPrinter {
  public:
    /// @param base  of this form, may serve several printers; all outlive this
    /// @param out   binary
    /// @throws Error  Fault::output_failed
    SetPrinter(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
               const FormBase& base, const PrintOptions& options, std::ostream& out);
    ~SetPrinter();

    /// Notes the characters of a set that will come. Call for all of them before the first add():
    /// fonts are cut once.
    /// @throws Error  Fault::missing_glyph
    void need(const PrintedSet& set);
    void need(const ScanCopy& scan);     ///< its picture may still be empty
    void need(const CoverSheet& cover);  ///< without its serials

    /// @return what stands on its pages, in the order copy, page; the supplement of a copy follows
    ///         its pages
    /// @throws Error  Fault::output_failed; Fault::bad_template if form and model do not belong
    ///                together; Fault::bad_settings for characters that need() was not told
    std::vector<PrintedPage> add(const PrintedSet& set);

    /// Adds a page with a scan, as large as fits.
    /// @param index  among the scans of its set, from 0
    /// @param last   of its set; a duplex form then gets an empty back if need be
    std::vector<PrintedPage> add(const ScanCopy& scan, int index, bool last);

    /// Adds the cover of a pack, before its sets.
    std::vector<PrintedPage> add(const CoverSheet& cover);

    /// Completes the PDF. Call once.
    /// @throws Error  Fault::output_failed
    void finish();

  private:
    class State;
    std::unique_ptr<State> state_;
};

/// Prints sets that are all there already.
///
/// @throws Error  as SetPrinter
Print print_sets(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
                 const std::vector<PrintedSet>& sets, const PrintOptions& options);

/// The form as every copy shows it, without QR, code and copy label: the picture of it is what the
/// reader subtracts (FormPage::reference).
///
/// @return a PDF with one page per page of the form
std::string print_reference(const FormTemplate& form, const Fonts& fonts);

}  // namespace tanfang

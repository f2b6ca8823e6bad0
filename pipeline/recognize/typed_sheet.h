/// A sheet that was filled in on screen: what its fields say, as readings like those from paper.
///
/// in:  PdfForm of a file, a form of ours
/// out: Readings of one page; nothing is recognized, so that what is typed is sure unless there is
/// a
///      reason to doubt it
#pragma once

#include "pipeline/external/pdf_form.h"
#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/typing_characters.h"
#include "pipeline/recognize/reading.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// The readings' quads are pixels of the page drawn upright at this resolution, as it is when such
/// a page is read as a picture.
inline constexpr double typed_sheet_dpi = 300;

/// The fields of one set of copies in a file.
class TypedSheet {
  public:
    /// @param set   name of the set: what the names of its fields start with
    /// @param file  outlives this
    TypedSheet(const std::string& set, const PdfForm& file);

    /// Whether anything was typed or ticked, or may have been: the file is damaged. An empty set
    /// says nothing: its pages may be scans, or may have been written on by other means, so that
    /// they are to be looked at as pictures.
    bool is_filled() const { return filled_; }

    /// Pages of the file that show fields of one page of the form, ascending: its copies.
    std::vector<int> copies_of(const FormTemplate& form, int page) const;

    /// The lowest page of the file that shows any field of the set; -1 if none does.
    int first_page() const;

    /// What the fields of one page of the form say.
    ///
    /// Not sure is: a field that is missing, or whose copies contradict each other; a text that is
    /// too long for its place, or has characters that the form's own font cannot show (controls,
    /// line ends in one line, combining and right-to-left marks, emoji); a name of anything but
    /// Chinese characters and "·"; in a rewritten file, a character that Chromium may have made of
    /// another one (it stores the lower 16 bits of those above U+FFFF); all that lies under a
    /// note, drawing or stamp; and everything where remark() has something to say.
    ///
    /// @return every spot of the page; signatures are absent, for they take a pen
    Readings read(const FormTemplate& form, const FieldModel& model, int page,
                  const TypingCharacters& characters) const;

    /// Why nothing on a page can be sure, in Chinese for the clerk: the file is damaged, or the
    /// page shows more than the form. Empty if there is no reason.
    std::string remark(const FormTemplate& form, int page) const;

  private:
    struct Found {
        const PdfFormField* field = nullptr;
        bool repeated = false;  ///< two fields of one name
    };
    const PdfFormField* find(const std::string& spot_or_field) const;
    bool is_covered(const Spot& spot, const std::vector<int>& pages) const;
    MarkReading read_box(const Spot& spot, const Field& field) const;
    TextReading read_text(const Spot& spot, const Field& field,
                          const TypingCharacters& characters) const;

    const PdfForm& file_;
    std::map<std::string, Found> fields_;  ///< by name within the set
    bool filled_ = false;
};

/// Names of all sets of ours in a file that show fields on a page, in the order of the file.
std::vector<std::string> sets_on_page(const PdfForm& file, int page);

}  // namespace tanfang

/// Readings -> what every field of a page means, and the evidence that the rules look at.
///
/// in:  Readings of one page (or of all pages of a sheet)
/// out: PageFields
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/record/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

struct Expected;

struct FieldMeaning {
    const Field* field = nullptr;
    FieldValue is;
    bool sure = false;    ///< what stands on the paper is known, even where it makes no sense
    bool ink = false;     ///< something is to be seen there, whether or not it could be read
    std::string written;  ///< text read for sure, trimmed; empty otherwise
    std::vector<std::string> marked;  ///< choices: options marked, in form order
    bool cancelled = false;           ///< choices: a box was struck out or blacked
    bool filled_beside_tick = false;  ///< choices: a filled box next to another kind of mark
};

struct PageFields {
    std::vector<FieldMeaning> fields;                     ///< form order
    const FieldMeaning* find(std::string_view id) const;  ///< nullptr: not on this page
    /// Claims that are not what was expected: the sheet may be another person's.
    std::vector<std::string> unexpected;
};

/// Decodes all fields that have a spot on the pages of these readings; spots without a reading are
/// unreadable, readings of unknown spots are ignored. Fields without any spot on the form (a print
/// of which not all could be found) count to its first page and are unreadable.
PageFields decode_fields(const Readings& readings, const FormTemplate& form,
                         const FieldModel& model, const Knowledge& knowledge,
                         const Expected& expected);

}  // namespace tanfang

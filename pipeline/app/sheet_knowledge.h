/// Who knows whose sheets are, and a sheet checked with what is known of its person.
///
/// in:  the readings of a page, its serial, SheetKnowledge
/// out: CheckedRecord
#pragma once

#include "pipeline/record/check_record.h"
#include "pipeline/record/expected.h"

#include <optional>
#include <string>

namespace tanfang {

/// Called by several threads at once. Nothing is expected where nobody knows.
class SheetKnowledge {
  public:
    virtual ~SheetKnowledge() = default;
    virtual Expected of_serial(const std::string& serial, const FieldModel& model) = 0;
    /// @param id_no  that a sheet of 附件3 claims, or seems to have
    virtual Expected of_person(const std::string& id_no, const FieldModel& model) = 0;
};

/// Decodes and checks a page, with what is known of the person: by the serial, else by the ID
/// number that the page itself claims, else by the one that it seems to have, where the name shows
/// the same person: two people's numbers are hardly alike, and their names besides.
///
/// @param serial  nothing: there is none, or it was not read
/// @param sheets  nullptr: nobody knows
CheckedRecord check_sheet(const Readings& readings, const FormTemplate& form,
                          const FieldModel& model, const Knowledge& knowledge,
                          const std::optional<std::string>& serial, SheetKnowledge* sheets);

}  // namespace tanfang

/// What a printed copy of a record shows besides its values: places that nobody has settled, values
/// that are too long for their place, and where all of it comes from.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/content.h"
#include "pipeline/generate/person_values.h"

#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// A record belongs to an office's file, so a copy never claims more than the record does: what was
/// read with doubt is not printed at all, its place says that it is open.
struct RecordCopy {
    std::set<std::string> open;  ///< spot ids of fields that still need a person
    /// Per page of the form: lines for its left margin, from the table outward, UTF-8.
    std::vector<std::vector<std::string>> margin;
};

/// A value that goes on on a supplement page.
struct OverlongValue {
    std::u32string heading;  ///< "关爱服务需求及落实情况："
    std::u32string text;
};

/// Values by spot that do not fit their place at the smallest readable size (text_layout.h).
std::map<std::string, OverlongValue> overlong_values(const FormTemplate& form,
                                                     const FieldModel& model,
                                                     const PersonValues& values,
                                                     const Fonts& fonts);

/// Notes every character of remarks, headings and the copy's margin.
/// @throws Error  Fault::missing_glyph
void need_record_words(DocumentFonts& fonts, const FormTemplate& form, const FieldModel& model,
                       const RecordCopy& copy);

/// Marks the open places of a page: "〔待核〕" where words belong, "？" in every box of an open
/// choice.
/// @param page  from 0
void mark_open(Content& content, const FormTemplate& form, const RecordCopy& copy, int page);

/// Says "见附页" where an overlong value belongs.
void point_to_supplement(Content& content, const FormTemplate& form,
                         const std::map<std::string, OverlongValue>& overlong, int page);

/// Writes lines upward along the left edge, where neither table nor fiducials stand, the first one
/// nearest to the table.
void write_margin(Content& content, const FormTemplate& form,
                  const std::vector<std::string>& lines);

}  // namespace tanfang

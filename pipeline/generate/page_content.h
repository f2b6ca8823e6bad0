/// What a page of a set shows on top of the base: who it is, and what a person's values put there.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/content.h"
#include "pipeline/generate/person_values.h"
#include "pipeline/generate/record_copy.h"

namespace tanfang {

/// Notes every character that codes and labels of the form can hold.
void need_identity(DocumentFonts& fonts, const FormTemplate& form);

/// QR, readable code and label: what makes a base page this copy of this set.
void identify(Content& content, const FormTemplate& form, const SheetCode& code);

/// The values of a person on one page, as part of the page itself.
///
/// @param page      from 0
/// @param overlong  left out: they stand on a supplement page
/// @throws Error  as Content::write_value()
void fill_in(Content& content, const FormTemplate& form, const FieldModel& model,
             const PersonValues& values, const std::map<std::string, OverlongValue>& overlong,
             int page);

}  // namespace tanfang

/// A variant: the spots of a print that Tanfang did not make, as `layout` writes them, and the
/// blank print itself as its reference.
///
/// in:  V.json: {"form", "page_mm": [w, h], "spots": {id: {"kind", "page", "rect", "cells"}},
///      "reference": file or [file of each page, null for a page that is not known]}; rects in PDF
///      points from the page's top left
/// out: FormTemplate without fiducials, lines, texts and codes
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"

#include <string>
#include <vector>

namespace tanfang {

/// Builds the form from its JSON. Each page's FormPage::reference is the file that shows it, empty
/// if none does.
///
/// @param where   the JSON's name, for messages
/// @throws Error  Fault::bad_settings, in Chinese and naming the spot: no form, page size, spot or
///                reference; a spot outside its page or without extent; a page that is not there;
///                another number of references than pages
FormTemplate parse_variant(const Json& json, const std::string& where);

/// Holds the spots against what the form's fields may have on paper: a box per option, three places
/// for a date, one for anything else. Spots that the print lacks are no fault; they will be asked.
///
/// @throws Error  Fault::bad_settings naming the first spot that the form does not have
void check_spots_of_form(const FormTemplate& variant, const FieldModel& model,
                         const std::string& where);

/// A form that is not one of ours has no fields, so that only its boxes can be read.
///
/// @throws Error  Fault::bad_settings naming the first spot that is no checkbox
void check_all_checkboxes(const FormTemplate& variant, const std::string& where);

/// Which page of its reference file shows a page of the form: the file may have one page, or show
/// several pages of the form in their order.
///
/// @return from 0
int reference_page(const FormTemplate& variant, int page);

/// layout_json() and the reference: what parse_variant() reads. One file for all pages is written
/// as one name.
Json variant_json(const FormTemplate& variant);

}  // namespace tanfang

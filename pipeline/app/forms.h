/// All forms that are installed, found by any of their names.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang {

class Forms {
  public:
    /// Loads every templates/*.json that calls itself a tanfang-form, checked against
    /// form.schema.json.
    ///
    /// @param templates  the folder
    /// @throws Error  Fault::bad_template, naming the file, if one is wrong or two claim the same
    /// id,
    ///                letter or fiducial
    explicit Forms(const std::filesystem::path& templates);

    const std::vector<FormTemplate>& all() const { return forms_; }

    /// @throws Error  Fault::bad_usage with the known forms if there is none of this id
    const FormTemplate& by_id(const std::string& id) const;

    const FormTemplate* by_code(char letter) const;       ///< nullptr if there is none
    const FormTemplate* by_fiducial(int fiducial) const;  ///< nullptr if there is none

    /// What the fields of a form mean.
    /// @throws Error  Fault::bad_template if templates/fields.json does not say
    FieldModel fields_of(const FormTemplate& form) const;

  private:
    std::filesystem::path templates_;
    std::vector<FormTemplate> forms_;
};

}  // namespace tanfang

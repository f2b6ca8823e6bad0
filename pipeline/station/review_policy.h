/// How the fields of a form are reviewed, as the table of the product and a county have it.
///
/// in:  templates/fields.json, the settings of a county, a line of Home::record()
/// out: fields that are keyed blind; claims that a person looks at although nothing is doubtful
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// Of one form.
class ReviewPolicies {
  public:
    ReviewPolicies() = default;

    /// @param by_field  field -> name of its policy; a field that is not named is "auto"
    explicit ReviewPolicies(std::map<std::string, std::string> by_field)
        : by_field_(std::move(by_field)) {}

    const std::string& of(const std::string& field) const;

    void set(const std::string& field, const std::string& policy) { by_field_[field] = policy; }

    /// Dates, amounts, numbers: they are keyed without seeing what was read, and what differs from
    /// it is looked at twice.
    bool is_blind(const std::string& field) const;

    /// Blind whatever vouches for the number: no look at its digits takes the place of keying it.
    bool is_always_blind(const std::string& field) const;

  private:
    std::map<std::string, std::string> by_field_;
};

using PoliciesByForm = std::map<std::string, ReviewPolicies>;

/// @param fields   the content of templates/fields.json
/// @param changes  what a county wants otherwise: {field: policy}
/// @throws Error   Fault::bad_settings if the form has no such field, or there is no such policy
ReviewPolicies review_policies(const Json& fields, const std::string& form, const Json& changes);

/// The fields whose claim a person confirms, once: always under `confirm`; under `auto_if_margin` a
/// place that the table of divisions lacks; under `auto_if_agrees_with_id` and
/// `checksum_and_cross_id` what no ID number vouches for, once that is settled; under
/// `auto_if_sequence_fits` a count that does not follow the visit before.
///
/// Only writing on a scan is asked for; what was typed in an e-form, left blank, asks anyway or was
/// decided is none.
std::vector<std::string> to_confirm(const Json& record, const FieldModel& model,
                                    const ReviewPolicies& policies);

}  // namespace tanfang

/// One rule at work on one page: what it may ask, and how it reports.
#pragma once

#include "pipeline/record/field_meaning.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanfang {

/// Words for the placeholders of a rule's text.
using Words = std::vector<std::pair<std::string, std::string>>;

/// A rule judges claims only: a field that asks a person is judged after the person's answer.
class RuleRun {
  public:
    RuleRun(const Rule& rule, const PageFields& page, const FieldModel& model,
            const Knowledge& knowledge, std::vector<Finding>& findings)
        : rule_(rule), page_(page), model_(model), knowledge_(knowledge), findings_(findings) {}

    const PageFields& page() const { return page_; }
    const FieldModel& model() const { return model_; }
    const Knowledge& knowledge() const { return knowledge_; }
    const Json& parameter(const char* name) const { return rule_.parameters.at(name); }

    /// The field if it is on the page and claims; else nullptr.
    const FieldMeaning* claimed(std::string_view id) const;

    /// The field's text or option if it claims one; empty if it is blank, asks, or is not here.
    std::string text(std::string_view id) const;

    std::optional<Date> date(std::string_view id) const;  ///< nothing: as for text()
    std::optional<double> amount(
        std::string_view id) const;  ///< money or count; nothing: as for text()

    /// The ID number (18 characters) in a field that claims one; empty otherwise.
    std::string id_number(std::string_view id) const;

    bool is_absent(std::string_view id) const;  ///< claims that nothing stands there
    bool has_ink(std::string_view id) const;    ///< something stands there, read or not

    /// A choice claims this option among its marks.
    bool has_option(std::string_view id, std::string_view option) const;

    /// The marks of a choice in which every box is sure; nothing otherwise.
    std::optional<std::vector<std::string>> sure_marks(std::string_view id) const;

    std::string zh(std::string_view id) const;  ///< the field's name on the form

    /// Reports a case of the rule. "{field}" in its text is the name of the first field.
    void report(const std::string& case_name, std::vector<std::string> fields, Words words = {});

  private:
    const Rule& rule_;
    const PageFields& page_;
    const FieldModel& model_;
    const Knowledge& knowledge_;
    std::vector<Finding>& findings_;
};

bool lists(const Json& words, const std::string& word);  ///< the array has this text

/// One question of a rule. A rule may ask several, each needing other fields.
struct RuleCheck {
    const char* rule;
    /// All of these must be on the page; if only some are, the rule is not evaluated there. Empty:
    /// the check looks at whatever fields of its kind are on the page.
    std::vector<const char*> fields;
    void (*check)(RuleRun& run);
};

std::vector<RuleCheck> person_checks();    ///< R01 R02 R13 R20 R21 R22 R93
std::vector<RuleCheck> number_checks();    ///< R10 R11 R12 R14 R15 R16
std::vector<RuleCheck> date_checks();      ///< R30 R31 R32 R34
std::vector<RuleCheck> place_checks();     ///< R40 R41 R42 R57
std::vector<RuleCheck> category_checks();  ///< R50 - R56, R58 R59
std::vector<RuleCheck> money_checks();     ///< R60 - R64
std::vector<RuleCheck> visit_checks();     ///< R65 - R69
std::vector<RuleCheck> family_checks();    ///< R70 - R73
std::vector<RuleCheck> sheet_checks();     ///< R80 R81 R82 R94 R96

}  // namespace tanfang

/// A sheet of paper in the hands of a test: what is written on it, and the readings of it.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/check_record.h"

#include <map>
#include <set>
#include <string>

namespace tanfang {

const FormTemplate& form_of(const std::string& form);
const FieldModel& model_of(const std::string& form);

/// 示例县 (350599) with three townships, today 2026-11-01.
Knowledge example_county();

/// Every spot of the form is read for sure as empty until something is put there.
class PaperSheet {
  public:
    explicit PaperSheet(const std::string& form);

    PaperSheet& write(const std::string& field, const std::string& text);
    PaperSheet& write_date(const std::string& field, const std::string& year,
                           const std::string& month, const std::string& day);
    PaperSheet& tick(const std::string& spot, MarkHow how = MarkHow::tick);
    PaperSheet& clear(const std::string& field);  ///< all its spots
    PaperSheet& sign(const std::string& field, SignatureKind kind = SignatureKind::ink);

    /// Writing that nobody is sure of; candidates best first, none for ink that cannot be read at
    /// all.
    PaperSheet& scrawl(const std::string& field, const std::vector<std::string>& candidates);
    PaperSheet& put(const std::string& spot, const MarkReading& mark);
    PaperSheet& put_text(const std::string& spot, const TextReading& text);
    PaperSheet& lose(const std::string& spot);  ///< no reading of this spot

    const FormTemplate& form() const { return *form_; }
    Readings readings() const;  ///< of all pages
    Readings page(int number) const;

  private:
    const FormTemplate* form_;
    std::map<std::string, SpotReading> readings_;
};

/// Sheets that break no rule.
PaperSheet sound_visit();
PaperSheet sound_enrollment();

CheckedRecord check(const PaperSheet& sheet);
CheckedRecord check(const PaperSheet& sheet, const Knowledge& knowledge);
CheckedRecord check_page(const PaperSheet& sheet, int page);

/// "R11 E" for each finding.
std::multiset<std::string> broken(const CheckedRecord& record);
bool reports(const PaperSheet& sheet, const std::string& rule_and_severity);
std::string text_of(const CheckedRecord& record,
                    const std::string& rule);  ///< empty if not reported

FieldValue value_of(const CheckedRecord& record, const std::string& field);
FieldValue value_of(const PaperSheet& sheet, const std::string& field);

}  // namespace tanfang

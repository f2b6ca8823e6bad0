/// What the rules say about a record now: what was found on its pages, and what people's decisions
/// changed in that.
///
/// in:  the lines of a record's pages, its document, whoever knows the rules
/// out: an array of {"rule", "severity", "fields", "text", "since"}; "since" is the number of the
/// decision that brought the finding about, 0 where the pages have it
#pragma once

#include "pipeline/base/json.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// Evaluates the rules on the fields of a record, as record_fields() gives them.
///
/// @param form  "" if it is not known
/// @return      an array of {"rule", "severity", "fields", "text"}
using Judge = std::function<Json(const std::string& form, const Json& fields)>;

/// What the reading found, once for all copies of a page.
Json findings_on_pages(const Json& lines);

/// Evaluates R91: a page of one copy that came more than once, in different files. It may be
/// scanned again, or two sheets may claim one serial and copy.
///
/// @return  as findings_on_pages(), of severity W; about the page's first field, where it has any
Json repeated_scans(const Json& lines);

/// The findings that hold now. Where pages came after the last decision, theirs count as well.
///
/// @param judged  of the record's document, as judged_again() made it; null: nobody judged
Json standing_findings(const Json& lines, const Json& judged);

/// The findings on what all pages together and people's decisions say, and to how many pages they
/// belong; for the record's document. New ones are of the last decision's number, so that they ask.
///
/// A finding is settled if the rule was broken by the values that were read and is not by those
/// that people decided. One that only the ink shows (a struck box) is settled when all of its
/// fields are decided.
///
/// @param decisions  with the last one
/// @param judged     before it
/// @param changed    the field whose value the last decision changed: what holds of it is new; ""
/// if
///                   there is none
Json judged_again(const Judge& judge, const std::string& form, const Json& lines,
                  const Json& decisions, const Json& judged, const std::string& changed);

/// The field whose value the last decision changed; "" if it changed none.
std::string changed_field(const Json& lines, const Json& decisions);

/// Whether both ask about the same: the findings of severity E are of the same rules and fields.
bool ask_alike(const Json& findings, const Json& others);

/// The fields about which a finding of severity E still asks: those that nobody has decided since
/// it was there to be seen.
std::vector<std::string> asked_by(const Json& finding, const std::map<std::string, Json>& standing);

}  // namespace tanfang

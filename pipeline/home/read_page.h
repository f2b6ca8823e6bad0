/// One page as it was read: a tanfang-record/1 line and what a home looks at in it.
///
/// in:  a line of `tanfang read`
/// out: ReadPage
#pragma once

#include "pipeline/base/json.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tanfang {

/// A member of a line; nothing if it is missing or null.
template <class T>
std::optional<T> maybe(const Json& line, const char* member) {
    const auto found = line.find(member);
    return found == line.end() || found->is_null() ? std::nullopt : std::optional(found->get<T>());
}

enum class PageStatus { accepted, review, rejected };

std::string page_status_name(PageStatus status);

/// @throws Error  Fault::bad_usage if the name is none of the three
PageStatus page_status_named(const std::string& name);

struct ReadPage {
    int file_page = 0;  ///< from 0
    int part = 0;       ///< from 0: two sheets on one image
    std::optional<std::string> serial;
    std::optional<std::string> form;
    std::optional<std::int64_t> form_version;
    std::optional<int> copy;
    std::optional<int> sheet_page;
    PageStatus status = PageStatus::rejected;
    int errors = 0;                         ///< findings of severity E
    int warnings = 0;                       ///< findings of severity W
    std::optional<std::string> event_date;  ///< claimed day of the visit or of the registration
    std::optional<std::string> subject_id;  ///< claimed ID number of the person concerned
    Json line;
};

/// @param line  valid against the schema of tanfang-record/1
/// @throws std::logic_error  if it is not: lines are made by this program only
ReadPage parse_read_page(Json line);

}  // namespace tanfang

/// When a record is accepted, rejected, or asks a person, from its pages.
#pragma once

#include "pipeline/home/read_page.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct PageOfRecord {
    std::optional<std::string> form;
    std::optional<std::int64_t> sheet_page;
    PageStatus status = PageStatus::rejected;
};

/// A page that was rejected does not count where another copy of the same page was read. A record
/// is accepted if all its other pages are, rejected if all are, and else a person must look at it;
/// so also if its pages claim to be of different forms.
PageStatus record_status(const std::vector<PageOfRecord>& pages);

}  // namespace tanfang

/// Which department a need belongs to (附件1): proposals by words, for a person to confirm.
///
/// in:  templates/duties.json
/// out: Routing
#pragma once

#include "pipeline/base/json.h"

#include <string>
#include <vector>

namespace tanfang {

struct NeedRoute {
    std::vector<std::string> words;  ///< "助餐", "送餐"
    std::string department;          ///< "民政部门"
};

using Routing = std::vector<NeedRoute>;

/// @throws Error  Fault::bad_template if a need has no department
Routing parse_routing(const Json& duties);

/// Departments whose words occur in the text, each once, in the order of the table.
std::vector<std::string> departments_for(const Routing& routing, const std::string& text);

}  // namespace tanfang

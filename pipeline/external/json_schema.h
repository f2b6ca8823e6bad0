/// The only door to valijson: is a JSON document what its schema says?
#pragma once

#include "pipeline/base/json.h"

#include <string>

namespace tanfang {

/// @param schema  JSON Schema, draft 7
/// @param where   the document's name, for the message
/// @throws Error  `fault`, naming the place in the document and what is wrong there
void check_schema(const Json& document, const Json& schema, Fault fault, const std::string& where);

}  // namespace tanfang

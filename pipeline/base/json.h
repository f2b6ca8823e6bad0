/// JSON values for the whole pipeline: nlohmann::json, with members in the order of the file.
#pragma once

#include "pipeline/base/error.h"

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

namespace tanfang {

using Json = nlohmann::ordered_json;

/// Reads a JSON file.
///
/// @throws Error  `fault` if the file cannot be read or is no JSON; the message names file and byte
Json load_json(const std::filesystem::path& file, Fault fault);

/// Parses one JSON text, e.g. a line of JSON lines.
///
/// @param where  goes into the message, e.g. "people.jsonl, line 3"
/// @throws Error `fault` if the text is no JSON or no valid UTF-8
Json parse_json(const std::string& text, Fault fault, const std::string& where);

/// @return  the text of a member; empty if the value is no object, or has no such text
std::string text_in(const Json& value, const char* member);

}  // namespace tanfang

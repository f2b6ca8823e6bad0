/// What a disk may hold after the power failed: a state made from a trace of file operations.
///
/// What was synced is there. Of the rest anything may be: writes that were not synced are kept,
/// dropped, reordered or torn at sectors; entries of directories that were not synced are missing.
#pragma once

#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "tests/torture/file_operations.h"

namespace tanfang::torture {

/// Puts the watched root into the state after a power failure at some point of the run.
///
/// @param watch  has seen a whole run
/// @return       names of the files that were acknowledged before the power failed
std::set<std::string> cut_power(const Watch& watch, std::mt19937& random);

}  // namespace tanfang::torture

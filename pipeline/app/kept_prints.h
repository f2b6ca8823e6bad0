/// The prints that a home has learned: the next pile of such sheets need not be learned again.
///
/// in:  prints as they are learned
/// out: variants (form/variant.h) and pictures of blank sheets in the home's folder `prints`
#pragma once

#include "pipeline/app/reader.h"

#include <filesystem>

namespace tanfang {

/// Puts the prints that a home keeps on the shelf of a room, and keeps those that are learned from
/// now on, if enough sheets have shown them. A kept print that cannot be loaded any more is passed
/// over with a warning: it will be learned again.
///
/// @param home    of Home, opened for writing
/// @throws Error  Fault::output_failed, now or while learning, if the disk fails or is full
void use_kept_prints(ReadingRoom& room, const std::filesystem::path& home);

}  // namespace tanfang

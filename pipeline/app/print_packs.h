/// How the sets of a print run are divided into files.
#pragma once

#include "pipeline/app/print_job.h"
#include "pipeline/generate/people.h"

#include <filesystem>
#include <vector>

namespace tanfang {

struct Pack {
    std::filesystem::path file;
    Village village;            ///< empty where villages are not kept apart
    std::vector<int> sets;      ///< from 0: person, or number of the blank set
    std::size_t first_set = 0;  ///< in the order of printing over all packs
};

/// Villages in the order in which they first come, then so many sets a pack. One pack is OUT.pdf;
/// several are OUT-001.pdf and so on, with the name of the village where there is one.
///
/// @param people  nullptr for blank sets
std::vector<Pack> packs_of(const PrintCommand& options, const PeopleFile* people);

}  // namespace tanfang

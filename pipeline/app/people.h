/// The commands under `tanfang people`, one function and one file each.
#pragma once

#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"

namespace tanfang {

void add_people_enroll_command(const Command& people);
void add_people_import_command(const Command& people);

}  // namespace tanfang

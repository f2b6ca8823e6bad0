/// A month on the command line.
#pragma once

#include "pipeline/app/command_line.h"

#include <string>

namespace tanfang {

/// Adds --month, of which only YYYY-MM is taken.
CommandOption add_month_option(const Command& command, std::string& month, const char* words);

}  // namespace tanfang

/// What every command that opens a home has in common.
#pragma once

#include "pipeline/app/command_line.h"
#include "pipeline/home/home.h"

#include <memory>
#include <string>

namespace tanfang {

struct HomeChoice {
    std::string folder;
    std::string key_file;  ///< empty: the home's own

    HomeOptions options() const;  ///< with the login name as the actor
};

/// The turn to decide from what was read before: to import a list, or to print a month.
///
/// @throws Error  Fault::bad_home if another program is doing so
HomeLock turn_to_plan(const Home& home);

/// Adds --home and --key to a command.
std::shared_ptr<HomeChoice> add_home_options(const Command& command);

}  // namespace tanfang

/// The commands of the program, one function and one file each.
///
/// A function declares its command and options on the command line. Parsing fills the options; if
/// the command was chosen, it sets `work`, which main() then runs.
#pragma once

#include "pipeline/app/exit_code.h"

#include <functional>

#include <CLI/CLI.hpp>

namespace tanfang {

/// What the chosen command does.
/// @throws Error  main() turns its fault into the exit code
using Work = std::function<ExitCode()>;

void add_backup_command(CLI::App& program, Work& work);
void add_check_command(CLI::App& program, Work& work);
void add_ingest_command(CLI::App& program, Work& work);
void add_layout_command(CLI::App& program, Work& work);
void add_learn_command(CLI::App& program, Work& work);
void add_people_command(CLI::App& program, Work& work);
void add_print_command(CLI::App& program, Work& work);
void add_read_command(CLI::App& program, Work& work);
void add_records_command(CLI::App& program, Work& work);
void add_report_command(CLI::App& program, Work& work);
void add_restore_command(CLI::App& program, Work& work);
void add_scan_command(CLI::App& program, Work& work);
void add_serve_command(CLI::App& program, Work& work);
void add_user_command(CLI::App& program, Work& work);
void add_watch_command(CLI::App& program, Work& work);

/// Runs the program.
///
/// @param arguments  without the program's name
/// @return the exit code; everything said on the way is on stdout and stderr
int run_program(const std::vector<std::string>& arguments);

}  // namespace tanfang

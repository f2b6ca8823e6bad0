/// The commands of the program, one function and one file each.
///
/// A function declares its command, the options, and the work that is done if it was chosen.
#pragma once

#include "pipeline/app/command_line.h"

#include <string>
#include <vector>

namespace tanfang {

void add_backup_command(const Command& program);
void add_check_command(const Command& program);
void add_divisions_command(const Command& program);
void add_ingest_command(const Command& program);
void add_layout_command(const Command& program);
void add_learn_command(const Command& program);
void add_link_command(const Command& program);
void add_lists_command(const Command& program);
void add_people_command(const Command& program);
void add_print_command(const Command& program);
void add_read_command(const Command& program);
void add_records_command(const Command& program);
void add_report_command(const Command& program);
void add_restore_command(const Command& program);
void add_scan_command(const Command& program);
void add_serve_command(const Command& program);
void add_user_command(const Command& program);
void add_watch_command(const Command& program);

/// Runs the program.
///
/// @param arguments  without the program's name
/// @return the exit code; everything said on the way is on stdout and stderr
int run_program(const std::vector<std::string>& arguments);

}  // namespace tanfang

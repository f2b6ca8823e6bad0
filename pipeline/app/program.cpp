#include "pipeline/app/commands.h"
#include "pipeline/app/language.h"

#include <iostream>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

void log_to_stderr() {
    static const auto logger = spdlog::stderr_logger_mt("tanfang");
    spdlog::set_default_logger(logger);
    spdlog::set_pattern("%l: %v");
}

ExitCode run_work(const Work& work) {
    try {
        return work();
    } catch (const Error& e) {
        spdlog::error("{} [{}]", e.what(), fault_name(e.fault()));
        return exit_code(e.fault());
    } catch (const std::bad_alloc&) {
        spdlog::error("内存不足");
        return ExitCode::environment;
    }
}

}  // namespace

int run_program(const std::vector<std::string>& arguments) {
    log_to_stderr();
    CommandLine line(
        say("Tanfang: prints the forms of elderly-care visits and reads them back from scans.",
            "探访：打印老年人探访关爱服务表单，并从扫描件读回内容。"),
        "tanfang");
    const Command program = line.program();
    add_backup_command(program);
    add_check_command(program);
    add_divisions_command(program);
    add_ingest_command(program);
    add_layout_command(program);
    add_learn_command(program);
    add_link_command(program);
    add_lists_command(program);
    add_people_command(program);
    add_print_command(program);
    add_read_command(program);
    add_records_command(program);
    add_report_command(program);
    add_restore_command(program);
    add_scan_command(program);
    add_serve_command(program);
    add_user_command(program);
    add_watch_command(program);
    return static_cast<int>(run_work(line.parse(arguments)));
}

}  // namespace tanfang

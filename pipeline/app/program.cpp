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

void translate_help(CLI::App& program) {
    const auto formatter = program.get_formatter();
    if (!speaks_chinese())
        return;
    formatter->label("Usage", "用法");
    formatter->label("OPTIONS", "选项");
    formatter->label("Options", "选项");
    formatter->label("SUBCOMMAND", "命令");
    formatter->label("SUBCOMMANDS", "命令");
    formatter->label("Subcommands", "命令");
    formatter->label("Positionals", "参数");
    formatter->label("REQUIRED", "（必填）");
    formatter->label("Needs", "需要");
    formatter->label("Excludes", "不能同时用");
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
    CLI::App program(
        say("Tanfang: prints the forms of elderly-care visits and reads them back from scans.",
            "探访：打印老年人探访关爱服务表单，并从扫描件读回内容。"),
        "tanfang");
    program.set_help_flag("-h,--help", say("Print this help and exit", "显示帮助"));
    program.set_version_flag("--version", TANFANG_VERSION,
                             say("Print the version and exit", "显示版本"));
    program.require_subcommand(1);
    translate_help(program);
    Work work;
    add_backup_command(program, work);
    add_check_command(program, work);
    add_ingest_command(program, work);
    add_layout_command(program, work);
    add_learn_command(program, work);
    add_people_command(program, work);
    add_print_command(program, work);
    add_read_command(program, work);
    add_records_command(program, work);
    add_report_command(program, work);
    add_restore_command(program, work);
    add_scan_command(program, work);
    add_serve_command(program, work);
    add_user_command(program, work);
    add_watch_command(program, work);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    try {
        program.parse(reversed);
    } catch (const CLI::ParseError& e) {
        return program.exit(e) == 0 ? static_cast<int>(ExitCode::done)
                                    : static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(run_work(work));
}

}  // namespace tanfang

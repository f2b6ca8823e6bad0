#include "pipeline/app/command_line.h"

#include "pipeline/app/language.h"

#include <CLI/CLI.hpp>

namespace tanfang {

namespace {

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

}  // namespace

const CommandOption& CommandOption::required() const {
    option_->required();
    return *this;
}

const CommandOption& CommandOption::needs(const CommandOption& other) const {
    option_->needs(other.option_);
    return *this;
}

const CommandOption& CommandOption::excludes(const CommandOption& other) const {
    option_->excludes(other.option_);
    return *this;
}

const CommandOption& CommandOption::between(int least, int most) const {
    option_->check(CLI::Range(least, most));
    return *this;
}

const CommandOption& CommandOption::value_optional() const {
    option_->expected(0, 1);
    return *this;
}

const CommandOption& CommandOption::checked(
    const std::function<std::string(const std::string&)>& fault) const {
    option_->check(fault);
    return *this;
}

const CommandOption& CommandOption::one_at_a_time() const {
    option_->allow_extra_args(false);
    return *this;
}

Command Command::command(const char* name, const char* words) const {
    return {*app_->add_subcommand(name, words), *chosen_};
}

Command Command::group(const char* name, const char* words) const {
    const Command group = command(name, words);
    group.app_->require_subcommand(1);
    return group;
}

CommandOption Command::option(const char* name, std::string& value, const char* words) const {
    return CommandOption(*app_->add_option(name, value, words));
}

CommandOption Command::option(const char* name, std::vector<std::string>& value,
                              const char* words) const {
    return CommandOption(*app_->add_option(name, value, words));
}

CommandOption Command::option(const char* name, int& value, const char* words) const {
    return CommandOption(*app_->add_option(name, value, words));
}

CommandOption Command::option(const char* name, std::int64_t& value, const char* words) const {
    return CommandOption(*app_->add_option(name, value, words));
}

CommandOption Command::flag(const char* name, bool& value, const char* words) const {
    return CommandOption(*app_->add_flag(name, value, words));
}

CommandOption Command::added(const char* name) const {
    return CommandOption(*app_->get_option(name));
}

void Command::runs(Work work) const {
    app_->callback([work = std::move(work), chosen = chosen_] { *chosen = work; });
}

CommandLine::CommandLine(const char* words, const char* name)
    : app_(std::make_unique<CLI::App>(words, name)) {
    app_->set_help_flag("-h,--help", say("Print this help and exit", "显示帮助"));
    app_->set_version_flag("--version", TANFANG_VERSION,
                           say("Print the version and exit", "显示版本"));
    app_->require_subcommand(1);
    translate_help(*app_);
}

CommandLine::~CommandLine() = default;

Command CommandLine::program() {
    return {*app_, chosen_};
}

Work CommandLine::parse(const std::vector<std::string>& arguments) {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // as CLI11 wants them
    try {
        app_->parse(reversed);
    } catch (const CLI::ParseError& e) {
        const auto code = app_->exit(e) == 0 ? ExitCode::done : ExitCode::usage;
        return [code] { return code; };
    }
    return chosen_;
}

}  // namespace tanfang

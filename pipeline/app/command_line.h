/// The command line: the commands of the program, their options, and what each does.
///
/// The only door to CLI11: each file that sees its headers is compiled eight seconds longer.
#pragma once

#include "pipeline/app/exit_code.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tanfang {

/// What the chosen command does.
/// @throws Error  run_program() turns its fault into the exit code
using Work = std::function<ExitCode()>;

/// An option or argument of a command; a handle, valid while the command line lives. Conditions
/// that are not met end the program with words of usage before any work.
class CommandOption {
  public:
    explicit CommandOption(CLI::Option& option) : option_(&option) {}

    const CommandOption& required() const;
    const CommandOption& needs(const CommandOption& other) const;
    const CommandOption& excludes(const CommandOption& other) const;
    const CommandOption& between(int least, int most) const;

    /// The name may stand alone; the value is "" then.
    const CommandOption& value_optional() const;

    /// @param fault  what is wrong with a value, in words for the user; empty if nothing is
    const CommandOption& checked(const std::function<std::string(const std::string&)>& fault) const;

    /// For a list: each time the option is given it takes one value, so that arguments can follow.
    const CommandOption& one_at_a_time() const;

  private:
    CLI::Option* option_;
};

/// A command of the program, or a group of them; a handle, valid while the command line lives.
class Command {
  public:
    Command(CLI::App& app, Work& chosen) : app_(&app), chosen_(&chosen) {}

    Command command(const char* name, const char* words) const;

    /// A command that does nothing by itself: one of its own commands must follow.
    Command group(const char* name, const char* words) const;

    /// Adds an option (`--name`) or an argument (`NAME`).
    ///
    /// @param value  is set when the command line is parsed; must live until then
    CommandOption option(const char* name, std::string& value, const char* words) const;
    CommandOption option(const char* name, std::vector<std::string>& value,
                         const char* words) const;
    CommandOption option(const char* name, int& value, const char* words) const;
    CommandOption option(const char* name, std::int64_t& value, const char* words) const;
    CommandOption flag(const char* name, bool& value, const char* words) const;

    /// An option that was added before.
    CommandOption added(const char* name) const;

    void runs(Work work) const;

  private:
    CLI::App* app_;
    Work* chosen_;
};

class CommandLine {
  public:
    CommandLine(const char* words, const char* name);
    ~CommandLine();

    Command program();

    /// Parses the arguments, without the program's name.
    ///
    /// @return the work of the command that they name; if they ask for help or are wrong, all is
    ///         said already, and the work only returns the exit code
    Work parse(const std::vector<std::string>& arguments);

  private:
    std::unique_ptr<CLI::App> app_;
    Work chosen_;
};

}  // namespace tanfang

#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"

#include <iostream>

#include <spdlog/spdlog.h>
#include <termios.h>
#include <unistd.h>

namespace tanfang {

namespace {

struct UserOptions {
    std::string name;
    std::string role;
};

/// The terminal does not show what is typed.
class NoEcho {
  public:
    NoEcho() : is_terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        if (!is_terminal_)
            return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho() {
        if (is_terminal_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

  private:
    termios before_{};
    bool is_terminal_;
};

std::string password_from_stdin() {
    std::cerr << say("Password (at least 8 characters): ", "密码（至少 8 位）：") << std::flush;
    const NoEcho silent;
    std::string password;
    std::getline(std::cin, password);
    std::cerr << '\n';
    return password;
}

ExitCode add_user(const HomeChoice& choice, const UserOptions& options) {
    const Role role = role_named(options.role);
    Home home = Home::open_or_create(choice.folder, choice.options());
    home.accounts().add({options.name, role}, password_from_stdin(), choice.options().actor);
    spdlog::info("已建立账号 {}（{}）", options.name, options.role);
    return ExitCode::done;
}

}  // namespace

void add_user_command(const Command& program) {
    const Command command =
        program.group("user", say("Accounts for the review station", "复核台的账号"));
    const Command add = command.command(
        "add", say("Add an account; the password is read from the terminal or from standard input",
                   "建立账号；密码从终端或标准输入读取"));
    const auto choice = add_home_options(add);
    const auto options = std::make_shared<UserOptions>();
    add.option("NAME", options->name, say("Name", "用户名")).required();
    add.option("--role", options->role,
               say("operator, reviewer, archivist, auditor or admin",
                   "operator（录入）、reviewer（复核）、archivist（归档）、auditor（审计）、"
                   "admin（管理员）"))
        .required();
    add.runs([choice, options] { return add_user(*choice, *options); });
}

}  // namespace tanfang

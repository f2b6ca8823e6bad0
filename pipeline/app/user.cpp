#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/resources.h"
#include "pipeline/app/station_rules.h"
#include "pipeline/station/record_place.h"

#include <array>
#include <chrono>
#include <ctime>
#include <iostream>

#include <spdlog/spdlog.h>
#include <termios.h>
#include <unistd.h>

namespace tanfang {

namespace {

constexpr int usual_days = 365, most_days = 3650;

struct UserOptions {
    std::string name;
    std::string role;
    std::string division;
    std::string settings;
};

struct TokenOptions {
    std::string name;
    std::vector<std::string> scopes;
    int days = usual_days;
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

AccountDivision division_of(const UserOptions& options, Home& home) {
    if (options.division.empty())
        return {};
    StationRules rules(options.settings, Forms(resource_folder() / "templates"));
    rules.learn_from(home);
    return division_named(rules.knowledge().divisions, options.division);
}

ExitCode add_user(const HomeChoice& choice, const UserOptions& options) {
    const Role role = role_named(options.role);
    Home home = Home::open_or_create(choice.folder, choice.options());
    const AccountDivision division = division_of(options, home);
    home.accounts().add({options.name, role, division}, password_from_stdin(),
                        choice.options().actor);
    spdlog::info("已建立账号 {}（{}{}）", options.name, options.role,
                 division.is_any() ? "" : "，" + division.name);
    return ExitCode::done;
}

ExitCode move_user(const HomeChoice& choice, const UserOptions& options) {
    Home home = Home::open_or_create(choice.folder, choice.options());
    const AccountDivision division = division_of(options, home);
    home.accounts().set_division(options.name, division, choice.options().actor);
    spdlog::info("账号 {} 今后只看、只处理：{}（已登录的须重新登录）", options.name,
                 division.is_any() ? "不限，全部记录" : division.name);
    return ExitCode::done;
}

std::int64_t seconds_now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::string day_of(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm parts{};
    ::localtime_r(&time, &parts);
    std::array<char, sizeof "2026-11-26"> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
    return text.data();
}

ExitCode add_token(const HomeChoice& choice, const TokenOptions& options) {
    constexpr std::int64_t seconds_a_day = 86400;
    ApiToken token{options.name, {}, seconds_now() + options.days * seconds_a_day};
    for (const auto& scope : options.scopes) token.scopes.insert(scope_named(scope));
    Home home = Home::open_or_create(choice.folder, choice.options());
    std::cout << home.tokens().add(token, choice.options().actor) << std::endl;
    spdlog::info("令牌 {} 有效到 {}。它只显示这一次，请马上抄到要用它的程序里", token.name,
                 day_of(token.until));
    return ExitCode::done;
}

ExitCode list_tokens(const HomeChoice& choice) {
    Home home = Home::open_or_create(choice.folder, choice.options());
    for (const auto& token : home.tokens().list()) {
        std::cout << token.name << '\t' << day_of(token.until) << '\t';
        for (const auto scope : token.scopes) std::cout << scope_name(scope) << ' ';
        std::cout << (token.revoked ? say("revoked", "已作废") : "") << '\n';
    }
    return ExitCode::done;
}

ExitCode revoke_token(const HomeChoice& choice, const std::string& name) {
    Home home = Home::open_or_create(choice.folder, choice.options());
    home.tokens().revoke(name, choice.options().actor);
    spdlog::info("令牌 {} 已作废", name);
    return ExitCode::done;
}

void add_token_commands(const Command& users) {
    const Command make = users.command(
        "token", say("Print a token by which another program uses the API of the station; one of "
                     "the same name works no more",
                     "给别的程序一个使用复核台接口的令牌；同名的旧令牌随即作废"));
    const auto made_in = add_home_options(make);
    const auto options = std::make_shared<TokenOptions>();
    make.option("NAME", options->name, say("Name of the program", "程序的名字")).required();
    make.option("--scope", options->scopes,
                say("read, decide or upload; several times for several",
                    "read（看）、decide（处理）或 upload（上传）；可写几次"))
        .one_at_a_time()
        .required();
    make.option("--days", options->days,
                say("Days until it ends, by default 365", "有效天数，默认 365"))
        .between(1, most_days);
    make.runs([made_in, options] { return add_token(*made_in, *options); });

    const Command list =
        users.command("tokens", say("List the tokens of other programs", "列出各程序的令牌"));
    const auto listed_in = add_home_options(list);
    list.runs([listed_in] { return list_tokens(*listed_in); });

    const Command revoke =
        users.command("revoke", say("End a token of another program", "作废一个程序的令牌"));
    const auto revoked_in = add_home_options(revoke);
    const auto name = std::make_shared<std::string>();
    revoke.option("NAME", *name, say("Name of the program", "程序的名字")).required();
    revoke.runs([revoked_in, name] { return revoke_token(*revoked_in, *name); });
}

void add_settings_option(const Command& command, UserOptions& options) {
    command.option(
        "--settings", options.settings,
        say("Settings file with the county and its divisions", "设置文件，内有本县及其区划"));
}

void add_move_command(const Command& users) {
    const Command move =
        users.command("move", say("Give an account another division; its sessions end",
                                  "给账号换区划，已登录的须重新登录"));
    const auto choice = add_home_options(move);
    const auto options = std::make_shared<UserOptions>();
    move.option("NAME", options->name, say("Name", "用户名")).required();
    const auto all = std::make_shared<bool>(false);
    const auto division = move.option("--division", options->division,
                                      say("County, township or village, by name or code",
                                          "县、乡镇（街道）或村（社区）的名称或代码"));
    move.flag("--all-divisions", *all, say("The records of all", "不限区划，全部记录"))
        .excludes(division);
    add_settings_option(move, *options);
    move.runs([choice, options, all] {
        if (options->division.empty() && !*all)
            throw Error(Fault::bad_usage, "--division", "请写区划，或用 --all-divisions 表示不限");
        return move_user(*choice, *options);
    });
}

}  // namespace

void add_user_command(const Command& program) {
    const Command command =
        program.group("user", say("Accounts for the review station, tokens for other programs",
                                  "复核台的账号，别的程序的令牌"));
    add_token_commands(command);
    add_move_command(command);
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
    add.option("--division", options->division,
               say("County, township or village, by name or code: sees and decides the records of "
                   "its people only",
                   "县、乡镇（街道）或村（社区）的名称或代码：只看、只处理该处的记录"));
    add_settings_option(add, *options);
    add.runs([choice, options] { return add_user(*choice, *options); });
}

}  // namespace tanfang

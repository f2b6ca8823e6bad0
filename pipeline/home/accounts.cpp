#include "pipeline/home/accounts.h"

#include "pipeline/base/error.h"
#include "pipeline/external/password.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t shortest_password = 8;
constexpr std::size_t longest_password = 200;
constexpr std::size_t longest_account_name = 40;

constexpr std::array<std::pair<Role, const char*>, 5> roles = {{
    {Role::operator_, "operator"},
    {Role::reviewer, "reviewer"},
    {Role::archivist, "archivist"},
    {Role::auditor, "auditor"},
    {Role::admin, "admin"},
}};

/// Whoever guesses names must not learn from the time which of them exist.
const std::string& hash_of_nobody() {
    static const std::string hash = hash_password(random_token());
    return hash;
}

std::string account_place(const std::string& name) {
    return "account/" + name;
}

void refuse_bad_name(const std::string& name) {
    const bool control = std::any_of(name.begin(), name.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    if (name.empty() || name.size() > longest_account_name || control)
        throw Error(Fault::bad_usage, "", "用户名不能为空，也不能超过 13 个汉字或 40 个字母");
}

void refuse_division(Role role) {
    if (role == Role::auditor || role == Role::admin)
        throw Error(Fault::bad_usage, "", "审计员和管理员要看全部记录，不能限定区划");
}

void refuse_bad_password(const std::string& password) {
    if (password.size() < shortest_password || password.size() > longest_password)
        throw Error(Fault::bad_usage, "", "密码至少 8 位，最多 200 位");
}

}  // namespace

std::string role_name(Role role) {
    for (const auto& [known, name] : roles)
        if (known == role)
            return name;
    throw std::logic_error("unknown role");
}

Role role_named(const std::string& name) {
    for (const auto& [role, known] : roles)
        if (known == name)
            return role;
    throw Error(Fault::bad_usage, name,
                "没有这种角色，只有 operator（录入）、reviewer（复核）、archivist（归档）、"
                "auditor（审计）、admin（管理员）");
}

bool may_decide(Role role) {
    return role == Role::operator_ || role == Role::reviewer || role == Role::admin;
}

bool Accounts::empty() {
    bool none = true;
    database_.query("SELECT 1 FROM account LIMIT 1", {}, [&](const SqlRow&) { none = false; });
    return none;
}

void Accounts::add(const Account& account, const std::string& password, const std::string& by) {
    refuse_bad_name(account.name);
    refuse_bad_password(password);
    if (!account.division.is_any())
        refuse_division(account.role);
    const std::string hash = hash_password(password);
    SqlTransaction transaction(database_);
    database_.query("SELECT 1 FROM account WHERE name = $1", {account.name}, [&](const SqlRow&) {
        throw Error(Fault::bad_usage, account.name, "已经有这个用户名，请换一个");
    });
    Json detail = {{"role", role_name(account.role)}};
    if (!account.division.is_any())
        detail["division"] = account.division.name;
    const auto seq = append_audit(
        database_, vault_, {by, "account.added", account_place(account.name), std::move(detail)});
    database_.run(
        "INSERT INTO account (name, role, password, failures, locked_until, change, division_code,"
        " division_name) VALUES ($1, $2, $3, 0, 0, $4, $5, $6)",
        {account.name, role_name(account.role), hash, seq, account.division.code,
         account.division.name});
    transaction.commit();
}

std::vector<AccountState> Accounts::list() {
    std::vector<AccountState> accounts;
    database_.query(
        "SELECT name, role, closed, division_code, division_name FROM account ORDER BY name", {},
        [&](const SqlRow& row) {
            accounts.push_back({{row.text(0), role_named(row.text(1)), {row.text(3), row.text(4)}},
                                row.integer(2) != 0});
        });
    return accounts;
}

std::optional<Account> Accounts::open_account(const std::string& name) {
    std::optional<Account> found;
    database_.query(
        "SELECT name, role, division_code, division_name FROM account"
        " WHERE name = $1 AND NOT closed",
        {name}, [&](const SqlRow& row) {
            found = {row.text(0), role_named(row.text(1)), {row.text(2), row.text(3)}};
        });
    return found;
}

/// @param columns  with their parameters, which follow the first two: "role = $3"
void Accounts::change(const std::string& name, const std::string& columns,
                      const std::vector<SqlValue>& values, const AuditEvent& event) {
    SqlTransaction transaction(database_);
    const auto seq = append_audit(database_, vault_, event);
    std::vector<SqlValue> parameters = {name, seq};
    parameters.insert(parameters.end(), values.begin(), values.end());
    if (database_.run("UPDATE account SET change = $2, " + columns + " WHERE name = $1",
                      parameters) == 0)
        throw Error(Fault::bad_usage, "", "没有这个账号");
    transaction.commit();
}

void Accounts::set_role(const Account& account, const std::string& by) {
    database_.query("SELECT 1 FROM account WHERE name = $1 AND division_code || division_name > ''",
                    {account.name}, [&](const SqlRow&) { refuse_division(account.role); });
    change(account.name, "role = $3", {role_name(account.role)},
           {by,
            "account.role_changed",
            account_place(account.name),
            {{"role", role_name(account.role)}}});
}

void Accounts::set_division(const std::string& name, const AccountDivision& division,
                            const std::string& by) {
    if (!division.is_any())
        database_.query("SELECT role FROM account WHERE name = $1", {name},
                        [&](const SqlRow& row) { refuse_division(role_named(row.text(0))); });
    change(name, "division_code = $3, division_name = $4", {division.code, division.name},
           {by,
            "account.division_changed",
            account_place(name),
            {{"division", division.is_any() ? Json() : Json(division.name)}}});
}

void Accounts::set_closed(const std::string& name, bool closed, const std::string& by) {
    change(name, "closed = $3", {closed ? 1 : 0},
           {by, closed ? "account.closed" : "account.opened", account_place(name)});
}

SignIn Accounts::sign_in(const std::string& name, const std::string& password, std::int64_t now) {
    struct Row {
        Account account;
        std::string hash;
        std::int64_t failures = 0, locked_until = 0;
        bool closed = false;
    };
    std::optional<Row> found;
    database_.query(
        "SELECT role, password, failures, locked_until, closed, division_code, division_name"
        " FROM account WHERE name = $1",
        {name}, [&](const SqlRow& row) {
            found = {{name, role_named(row.text(0)), {row.text(5), row.text(6)}},
                     row.text(1),
                     row.integer(2),
                     row.integer(3),
                     row.integer(4) != 0};
        });
    if (found && found->locked_until > now)
        return {std::nullopt, std::chrono::seconds(found->locked_until - now)};
    const bool right = password_matches(password, found ? found->hash : hash_of_nobody());
    if (!found || found->closed)
        return {};
    if (!right)
        return {std::nullopt, note_failure(name, found->failures + 1, now)};
    note_success(found->account);
    return {found->account, std::chrono::seconds(0)};
}

void Accounts::note_success(const Account& account) {
    SqlTransaction transaction(database_);
    const auto seq = append_audit(database_, vault_,
                                  {account.name, "account.signed_in", account_place(account.name)});
    database_.run("UPDATE account SET failures = 0, locked_until = 0, change = $1 WHERE name = $2",
                  {seq, account.name});
    transaction.commit();
}

std::chrono::seconds Accounts::note_failure(const std::string& name, std::int64_t failures,
                                            std::int64_t now) {
    std::chrono::seconds lock{0};
    for (auto count = failures; count > free_failures && lock < longest_lock; --count)
        lock = std::min(longest_lock, lock.count() == 0 ? first_lock : 2 * lock);
    SqlTransaction transaction(database_);
    const auto seq =
        append_audit(database_, vault_,
                     {name, "account.refused", account_place(name), {{"failures", failures}}});
    database_.run(
        "UPDATE account SET failures = $1, locked_until = $2, change = $3 WHERE name = $4",
        {failures, now + lock.count(), seq, name});
    transaction.commit();
    return lock;
}

}  // namespace tanfang

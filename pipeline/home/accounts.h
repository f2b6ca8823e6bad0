/// Who may work in a home: names, roles, passwords as Argon2id, lock-out with back-off.
///
/// in:  name and password
/// out: Account, or how long to wait
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/audit.h"
#include "pipeline/home/vault.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

enum class Role {
    operator_,  ///< keys and decides
    reviewer,   ///< the same, and looks a second time
    archivist,  ///< packs what is accepted
    auditor,    ///< reads the audit, decides nothing
    admin,      ///< manages accounts, and may do all that a reviewer may
};

std::string role_name(Role role);  ///< "operator", "reviewer", "archivist", "auditor", "admin"

/// @throws Error  Fault::bad_usage if the name is none of the five
Role role_named(const std::string& name);

bool may_decide(Role role);

/// A county, township or village.
struct AccountDivision {
    std::string code;  ///< digits, "350599101"; empty: the home has no table of divisions
    std::string name;

    bool is_any() const { return code.empty() && name.empty(); }
    bool operator==(const AccountDivision&) const = default;
};

struct Account {
    std::string name;
    Role role = Role::operator_;
    AccountDivision division = {};  ///< any: sees the records of all

    bool operator==(const Account&) const = default;
};

/// As the list of accounts shows it.
struct AccountState {
    Account account;
    bool closed = false;  ///< may not sign in
};

struct SignIn {
    std::optional<Account>
        account;  ///< nothing: name or password is wrong, or the account waits or is closed
    std::chrono::seconds to_wait{0};  ///< > 0: too many wrong passwords, try again then
};

/// A wrong password up to the fourth costs nothing; the fifth locks the account for 30 s, each
/// further one for twice as long, up to an hour: 24 guesses a day, and a clerk who mistyped is back
/// after a cup of tea.
constexpr int free_failures = 4;
constexpr std::chrono::seconds first_lock{30};
constexpr std::chrono::seconds longest_lock{3600};

/// Not for several threads at once.
class Accounts {
  public:
    /// All outlive it.
    Accounts(Sqlite& database, const Vault& vault) : database_(database), vault_(vault) {}

    bool empty();

    /// @param by  who adds it, for the audit
    /// @throws Error  Fault::bad_usage if the name is taken, empty, longer than 40 bytes or holds
    ///                control characters, the password is shorter than 8 or longer than 200
    ///                bytes, or an auditor or admin, who answers for all, has a division
    void add(const Account& account, const std::string& password, const std::string& by);

    /// Checks a password and notes the attempt. While an account waits its password is not even
    /// looked at.
    ///
    /// @param now  seconds since 1970
    SignIn sign_in(const std::string& name, const std::string& password, std::int64_t now);

    /// In the order of names.
    std::vector<AccountState> list();

    /// The account as it is now; nothing if there is none of that name or it may not sign in.
    std::optional<Account> open_account(const std::string& name);

    /// @param account  its division is left as it is
    /// @throws Error   Fault::bad_usage if there is no such account, or it has a division and may
    ///                 not have one in that role
    void set_role(const Account& account, const std::string& by);

    /// The account sees what belongs there.
    ///
    /// @param division  any: sees the records of all
    /// @throws Error    Fault::bad_usage if there is no such account, or an account of its role may
    ///                  not have a division
    void set_division(const std::string& name, const AccountDivision& division,
                      const std::string& by);

    /// Whoever is closed cannot sign in; what was decided stays.
    /// @throws Error  Fault::bad_usage if there is no such account
    void set_closed(const std::string& name, bool closed, const std::string& by);

  private:
    void change(const std::string& name, const std::string& columns,
                const std::vector<SqlValue>& values, const AuditEvent& event);
    void note_success(const Account& account);
    std::chrono::seconds note_failure(const std::string& name, std::int64_t failures,
                                      std::int64_t now);

    Sqlite& database_;
    const Vault& vault_;
};

}  // namespace tanfang

// Who may work: passwords are not readable anywhere, and guessing gets slower and slower.
#include "pipeline/home/accounts.h"

#include "pipeline/home/leases.h"

#include "home_fixture.h"

namespace tanfang {

namespace {

class AccountsOfAHome : public testing::Test {
  protected:
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const std::int64_t now = 1'000'000;
};

}  // namespace

TEST_F(AccountsOfAHome, SignInByNameAndPassword) {
    EXPECT_TRUE(home.accounts().empty());
    home.accounts().add({"林小梅", Role::reviewer}, "correct horse", "root");
    EXPECT_FALSE(home.accounts().empty());
    const SignIn right = home.accounts().sign_in("林小梅", "correct horse", now);
    ASSERT_TRUE(right.account);
    EXPECT_EQ(right.account->role, Role::reviewer);
    EXPECT_FALSE(home.accounts().sign_in("林小梅", "wrong horse", now).account);
    EXPECT_FALSE(home.accounts().sign_in("nobody", "correct horse", now).account);
    EXPECT_FALSE(home.check_audit().first_broken);
    EXPECT_EQ(bytes_in(folder / "home" / "home.db").find("correct horse"), std::string::npos);
}

TEST_F(AccountsOfAHome, WaitLongerAfterEachWrongPassword) {
    home.accounts().add({"lin", Role::operator_}, "correct horse", "root");
    const auto wrong = [&](std::int64_t at) {
        return home.accounts().sign_in("lin", "wrong horse", at).to_wait.count();
    };
    for (int attempt = 0; attempt < free_failures; ++attempt) EXPECT_EQ(wrong(now), 0);
    EXPECT_EQ(wrong(now), 30);
    EXPECT_FALSE(home.accounts().sign_in("lin", "correct horse", now + 29).account);
    EXPECT_EQ(wrong(now + 30), 60);
    const SignIn back = home.accounts().sign_in("lin", "correct horse", now + 90);
    EXPECT_TRUE(back.account);
    EXPECT_EQ(wrong(now + 91), 0) << "the right password forgives";
}

TEST_F(AccountsOfAHome, RefuseWhatIsNoNameOrPassword) {
    Accounts accounts = home.accounts();
    accounts.add({"lin", Role::operator_}, "correct horse", "root");
    EXPECT_THROW(accounts.add({"lin", Role::admin}, "correct horse", "root"), Error);
    EXPECT_THROW(accounts.add({"", Role::admin}, "correct horse", "root"), Error);
    EXPECT_THROW(accounts.add({"a\nb", Role::admin}, "correct horse", "root"), Error);
    EXPECT_THROW(accounts.add({std::string(41, 'x'), Role::admin}, "correct horse", "root"), Error);
    EXPECT_THROW(accounts.add({"chen", Role::admin}, "short", "root"), Error);
    EXPECT_THROW(accounts.add({"chen", Role::admin}, std::string(201, 'x'), "root"), Error);
    EXPECT_THROW(role_named("king"), Error);
    EXPECT_FALSE(may_decide(Role::auditor));
}

TEST(Leases, KeepASheetForFiveMinutesFromTheLastSign) {
    Leases leases;
    const Leases::Clock::time_point start{};
    using std::chrono::minutes;
    EXPECT_TRUE(leases.take("a", "lin", start));
    EXPECT_FALSE(leases.take("a", "chen", start + minutes(4)));
    EXPECT_TRUE(leases.take("a", "lin", start + minutes(4)));
    EXPECT_FALSE(leases.take("a", "chen", start + minutes(8)));
    EXPECT_EQ(leases.holder("a", start + minutes(8)), "lin");
    EXPECT_TRUE(leases.take("a", "chen", start + minutes(9)));
    leases.release("chen");
    EXPECT_FALSE(leases.holder("a", start + minutes(9)));
}

TEST_F(AccountsOfAHome, KeepTheirDivisionWhichNeitherAuditorNorAdminHas) {
    home.accounts().add({"nan", Role::operator_, {"350599101", "南浦镇"}}, "correct horse", "root");
    const auto account = home.accounts().sign_in("nan", "correct horse", now).account;
    EXPECT_EQ(account->division.code, "350599101");
    EXPECT_EQ(account->division.name, "南浦镇");
    home.accounts().set_role({"nan", Role::reviewer}, "root");
    EXPECT_EQ(home.accounts().list()[0].account.division.code, "350599101");
    for (const auto role : {Role::auditor, Role::admin}) {
        EXPECT_THROW(home.accounts().set_role({"nan", role}, "root"), Error);
        EXPECT_THROW(home.accounts().add({"all", role, {"", "南浦镇"}}, "correct horse", "root"),
                     Error);
    }
    home.accounts().set_division("nan", {"350599102", "北山乡"}, "root");
    EXPECT_EQ(home.accounts().sign_in("nan", "correct horse", now).account->division.name,
              "北山乡");
    EXPECT_EQ(home.audit_before(0, 2)[1].event.action, "account.division_changed");
    home.accounts().set_division("nan", {}, "root");
    EXPECT_TRUE(home.accounts().list()[0].account.division.is_any());
    EXPECT_THROW(home.accounts().set_division("nobody", {}, "root"), Error);
    home.accounts().add({"root", Role::admin}, "correct horse", "root");
    EXPECT_THROW(home.accounts().set_division("root", {"", "南浦镇"}, "root"), Error);
    EXPECT_FALSE(home.check_audit().first_broken);
}

}  // namespace tanfang

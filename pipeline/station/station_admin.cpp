#include "pipeline/station/station_call.h"

namespace tanfang {

namespace {

constexpr int entries_a_screen = 100;

}  // namespace

/// The latest entries, or those before a number.
HttpResponse Station::audit(const Call& call) {
    const std::scoped_lock lock(mutex_);
    Json entries = Json::array();
    for (const auto& entry : home_.audit_before(call.number("before"), entries_a_screen))
        entries.push_back({{"seq", entry.seq},
                           {"at", entry.at},
                           {"actor", entry.event.actor},
                           {"action", entry.event.action},
                           {"object", entry.event.object},
                           {"detail", entry.event.detail}});
    return json_answer({{"entries", std::move(entries)}});
}

HttpResponse Station::users(const Call&) {
    const std::scoped_lock lock(mutex_);
    Json users = Json::array();
    for (const auto& [account, closed] : home_.accounts().list())
        users.push_back({{"name", account.name},
                         {"role", role_name(account.role)},
                         {"division", account.division.name},
                         {"closed", closed}});
    return json_answer({{"users", std::move(users)}});
}

HttpResponse Station::add_user(const Call& call) {
    const Account account{
        call.text("name"), role_named(call.text("role")),
        division_named(settings_.divisions,
                       call.body.contains("division") ? call.text("division") : "")};
    {
        const std::scoped_lock lock(password_mutex_, mutex_);
        home_.accounts().add(account, call.text("password"), call.person());
    }
    return users(call);
}

/// `role`, `division` ("": all) or `closed`; not one's own, so that an admin remains.
HttpResponse Station::change_user(const Call& call) {
    const std::string name = call.text("name");
    if (name == call.person())
        return refused(400, "不能改自己的账号，请另一位管理员来改");
    {
        const std::scoped_lock lock(mutex_);
        if (call.body.contains("role"))
            home_.accounts().set_role({name, role_named(call.text("role"))}, call.person());
        if (call.body.contains("division"))
            home_.accounts().set_division(
                name, division_named(settings_.divisions, call.text("division")), call.person());
        if (call.body.contains("closed"))
            home_.accounts().set_closed(name, call.body["closed"] == true, call.person());
        leases_.release(name);
    }
    sessions_.close_all(name);
    return users(call);
}

}  // namespace tanfang

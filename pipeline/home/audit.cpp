#include "pipeline/home/audit.h"

#include "pipeline/base/error.h"
#include "pipeline/home/sortable_id.h"

#include <regex>

namespace tanfang {

namespace {

const std::string before_the_first(64, '0');
constexpr std::size_t shown_digits = 32;  // 128 bits: short enough to be printed and typed

/// The signature covers every column; a JSON array keeps their borders apart.
std::string signature(const Vault& vault, std::int64_t seq, const std::string& at,
                      const std::string& actor, const std::string& action,
                      const std::string& object, const std::string& detail,
                      const std::string& previous) {
    return vault.sign_audit(Json::array({seq, at, actor, action, object, detail, previous}).dump());
}

/// The highest entry number that a row of the home refers to.
std::int64_t last_referred(Sqlite& database) {
    std::int64_t last = 0;
    database.query(
        "SELECT MAX(number) FROM (SELECT MAX(arrival) AS number FROM delivery UNION ALL SELECT "
        "MAX(finished) FROM file"
        " UNION ALL SELECT MAX(arrival) FROM page"
        " UNION ALL SELECT MAX(change) FROM account"
        " UNION ALL SELECT MAX(change) FROM api_token"
        " UNION ALL SELECT MAX(change) FROM review_policy"
        " UNION ALL SELECT MAX(change) FROM record_link"
        " UNION ALL SELECT MAX(change) FROM enrolled"
        " UNION ALL SELECT MAX(change) FROM record) AS numbers",
        {}, [&](const SqlRow& row) { last = row.integer(0); });
    return last;
}

}  // namespace

std::string AuditHead::text() const {
    return std::to_string(seq) + "-" + hash.substr(0, shown_digits);
}

AuditHead parse_audit_head(const std::string& text) {
    static const std::regex pattern(R"((\d{1,18})-([0-9a-f]{32,64}))");
    std::smatch parts;
    if (!std::regex_match(text, parts, pattern))
        throw Error(Fault::bad_usage, text,
                    "不是审计链头。它形如 1234-0f3a…，由 tanfang check 输出，请完整填写");
    return {std::stoll(parts[1]), parts[2]};
}

AuditHead audit_head(Sqlite& database) {
    AuditHead head;
    database.query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", {},
                   [&](const SqlRow& row) {
                       head = {row.integer(0), row.text(1)};
                   });
    return head;
}

bool has_audit_entry(Sqlite& database, const AuditHead& entry) {
    bool found = false;
    database.query("SELECT hash FROM audit WHERE seq = $1", {entry.seq},
                   [&](const SqlRow& row) { found = row.text(0).starts_with(entry.hash); });
    return found;
}

std::int64_t append_audit(Sqlite& database, const Vault& vault, const AuditEvent& event) {
    const AuditHead last = audit_head(database);
    const std::int64_t seq = last.seq + 1;
    const std::string previous = last.seq == 0 ? before_the_first : last.hash;
    const std::string at = timestamp_now();
    const std::string detail = event.detail.dump();
    const std::string hash =
        signature(vault, seq, at, event.actor, event.action, event.object, detail, previous);
    database.run(
        "INSERT INTO audit (seq, at, actor, action, object, detail, prev_hash, hash)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {seq, at, event.actor, event.action, event.object, detail, previous, hash});
    return seq;
}

std::vector<AuditEntry> audit_entries(Sqlite& database, std::int64_t before, int most) {
    std::vector<AuditEntry> entries;
    database.query(
        "SELECT seq, at, actor, action, object, detail FROM audit WHERE $1 = 0 OR seq < $1"
        " ORDER BY seq DESC LIMIT $2",
        {before, most}, [&](const SqlRow& row) {
            entries.push_back({row.integer(0),
                               row.text(1),
                               {row.text(2), row.text(3), row.text(4),
                                parse_json(row.text(5), Fault::bad_home, "audit")}});
        });
    return entries;
}

AuditCheck verify_audit(Sqlite& database, const Vault& vault) {
    AuditCheck check;
    std::string previous = before_the_first;
    database.query(
        "SELECT seq, at, actor, action, object, detail, prev_hash, hash FROM audit ORDER BY seq",
        {}, [&](const SqlRow& row) {
            ++check.entries;
            const bool sound =
                row.integer(0) == check.entries && row.text(6) == previous &&
                row.text(7) == signature(vault, row.integer(0), row.text(1), row.text(2),
                                         row.text(3), row.text(4), row.text(5), previous);
            if (!sound && !check.first_broken)
                check.first_broken = check.entries;
            previous = row.text(7);
        });
    if (!check.first_broken && last_referred(database) > check.entries)
        check.first_broken = check.entries + 1;
    return check;
}

}  // namespace tanfang

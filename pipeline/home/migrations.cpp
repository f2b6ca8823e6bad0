#include "pipeline/home/migrations.h"

#include "pipeline/base/error.h"
#include "pipeline/home/sortable_id.h"

#include <array>

namespace tanfang {

namespace {

// Columns named *_sealed are encrypted. `change` and `arrival` are numbers of audit entries: the
// one order of everything that happened, and the cursor of `records --since`.
constexpr std::array migrations = {
    // 1: what is received, what was read on it, who did what
    R"sql(
CREATE TABLE audit (
    seq       BIGINT PRIMARY KEY,
    at        TEXT NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    object    TEXT NOT NULL,
    detail    TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL UNIQUE
);
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE file (
    sha256   TEXT PRIMARY KEY,
    bytes    BIGINT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('received', 'read')),
    pages    BIGINT,
    arrival  BIGINT NOT NULL UNIQUE REFERENCES audit (seq),
    finished BIGINT UNIQUE REFERENCES audit (seq)
);
CREATE INDEX file_by_state ON file (state, arrival);
CREATE TABLE delivery (
    id          TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL REFERENCES file (sha256),
    batch       TEXT NOT NULL,
    name_sealed TEXT NOT NULL,
    arrival     BIGINT NOT NULL UNIQUE REFERENCES audit (seq)
);
CREATE INDEX delivery_by_file ON delivery (sha256, arrival);
CREATE TABLE record (
    id                     TEXT PRIMARY KEY,
    serial                 TEXT UNIQUE,
    form                   TEXT,
    form_version           BIGINT,
    status                 TEXT NOT NULL CHECK (status IN ('accepted', 'review', 'rejected')),
    event_date             TEXT,
    subject_id_fingerprint TEXT,
    document_sealed        TEXT NOT NULL,
    revision               BIGINT NOT NULL,
    created_at             TEXT NOT NULL,
    updated_at             TEXT NOT NULL,
    change                 BIGINT NOT NULL UNIQUE REFERENCES audit (seq)
);
CREATE INDEX record_by_status ON record (status, change);
CREATE INDEX record_by_subject ON record (subject_id_fingerprint, event_date);
CREATE TABLE page (
    sha256      TEXT NOT NULL REFERENCES file (sha256),
    file_page   BIGINT NOT NULL,
    part        BIGINT NOT NULL,
    record      TEXT NOT NULL REFERENCES record (id),
    copy        BIGINT,
    sheet_page  BIGINT,
    form        TEXT,
    status      TEXT NOT NULL CHECK (status IN ('accepted', 'review', 'rejected')),
    errors      BIGINT NOT NULL,
    warnings    BIGINT NOT NULL,
    line_sealed TEXT NOT NULL,
    arrival     BIGINT NOT NULL UNIQUE REFERENCES audit (seq),
    PRIMARY KEY (sha256, file_page, part)
);
CREATE INDEX page_by_record ON page (record, sheet_page, copy);
)sql",
    // 2: what people decide, and who they are
    R"sql(
ALTER TABLE record ADD COLUMN decided BIGINT REFERENCES audit (seq);
CREATE TABLE account (
    name         TEXT PRIMARY KEY,
    role         TEXT NOT NULL CHECK (role IN ('operator', 'reviewer', 'archivist', 'auditor', 'admin')),
    password     TEXT NOT NULL,
    failures     BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    change       BIGINT NOT NULL REFERENCES audit (seq)
);
)sql",
    // 3: who is visited, and what was printed for them. Several rows come from one entry of the
    // audit
    R"sql(
CREATE TABLE person (
    id             TEXT PRIMARY KEY,
    position       BIGINT NOT NULL UNIQUE,
    id_fingerprint TEXT NOT NULL UNIQUE,
    state          TEXT NOT NULL CHECK (state IN ('active', 'moved', 'suspended', 'died')),
    priority_class TEXT NOT NULL CHECK (priority_class IN ('', 'key', 'general')),
    registered_on  TEXT,
    values_sealed  TEXT NOT NULL,
    revision       BIGINT NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    change         BIGINT NOT NULL REFERENCES audit (seq)
);
CREATE TABLE person_version (
    person         TEXT NOT NULL REFERENCES person (id),
    revision       BIGINT NOT NULL,
    state          TEXT NOT NULL,
    priority_class TEXT NOT NULL,
    registered_on  TEXT,
    values_sealed  TEXT NOT NULL,
    change         BIGINT NOT NULL REFERENCES audit (seq),
    PRIMARY KEY (person, revision)
);
CREATE TABLE printed_sheet (
    serial       TEXT PRIMARY KEY,
    form         TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    person       TEXT NOT NULL REFERENCES person (id),
    month        TEXT NOT NULL,
    copies       BIGINT NOT NULL,
    pages        BIGINT NOT NULL,
    batch        TEXT NOT NULL,
    pack         BIGINT NOT NULL,
    position     BIGINT NOT NULL,
    printed      BIGINT NOT NULL REFERENCES audit (seq)
);
CREATE INDEX printed_sheet_by_month ON printed_sheet (month, form, printed, position);
CREATE INDEX printed_sheet_by_person ON printed_sheet (person, month);
CREATE INDEX record_by_event ON record (form, event_date, status, serial);
)sql",
    // 4: accounts that may not sign in any more
    R"sql(
ALTER TABLE account ADD COLUMN closed BIGINT NOT NULL DEFAULT 0;
)sql",
    // 5: whose a record is, where its serial does not say (no person: the link was taken back);
    // which
    // enrollment records the register has taken, in which revision
    R"sql(
CREATE TABLE record_link (
    record TEXT PRIMARY KEY REFERENCES record (id),
    person TEXT REFERENCES person (id),
    change BIGINT NOT NULL UNIQUE REFERENCES audit (seq)
);
CREATE INDEX record_link_by_person ON record_link (person);
CREATE TABLE enrolled (
    record   TEXT PRIMARY KEY REFERENCES record (id),
    revision BIGINT NOT NULL,
    change   BIGINT NOT NULL REFERENCES audit (seq)
);
CREATE VIEW owned_record AS
    SELECT record.id AS id, printed_sheet.person AS person, record.serial AS serial, record.form AS form,
        record.status AS status, record.event_date AS event_date, printed_sheet.month AS month
    FROM printed_sheet JOIN record ON record.serial = printed_sheet.serial
    WHERE printed_sheet.form = record.form
    UNION ALL
    SELECT record.id, record_link.person, record.serial, record.form, record.status, record.event_date, NULL
    FROM record_link JOIN record ON record.id = record_link.record WHERE record_link.person IS NOT NULL;
)sql",
    // 6: accounts that see the records of a county, township or village only
    R"sql(
ALTER TABLE account ADD COLUMN division_code TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN division_name TEXT NOT NULL DEFAULT '';
)sql",
    // 7: divisions that are new, renamed or ended since the built-in table was made
    R"sql(
CREATE TABLE division (
    code        TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    level       TEXT NOT NULL,
    parent      TEXT NOT NULL,
    valid_from  TEXT,
    valid_until TEXT,
    change      BIGINT NOT NULL REFERENCES audit (seq)
);
)sql",
    // 8: by what other programs use the API
    R"sql(
CREATE TABLE api_token (
    name    TEXT PRIMARY KEY,
    hash    TEXT NOT NULL UNIQUE,
    scopes  TEXT NOT NULL,
    until   BIGINT NOT NULL,
    revoked BIGINT NOT NULL,
    change  BIGINT NOT NULL REFERENCES audit (seq)
);
)sql",
    // 9: the same table of people with its conditions written out: for IN SQLite builds two tables
    // in memory with each row that it inserts, a fifth of the time of a long list. What refers to
    // people is judged when all of them are there again
    R"sql(
PRAGMA defer_foreign_keys = ON;
CREATE TABLE person_before AS SELECT * FROM person;
DROP TABLE person;
CREATE TABLE person (
    id             TEXT PRIMARY KEY,
    position       BIGINT NOT NULL UNIQUE,
    id_fingerprint TEXT NOT NULL UNIQUE,
    state          TEXT NOT NULL CHECK (state = 'active' OR state = 'moved' OR state = 'suspended' OR state = 'died'),
    priority_class TEXT NOT NULL CHECK (priority_class = '' OR priority_class = 'key' OR priority_class = 'general'),
    registered_on  TEXT,
    values_sealed  TEXT NOT NULL,
    revision       BIGINT NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    change         BIGINT NOT NULL REFERENCES audit (seq)
);
INSERT INTO person SELECT * FROM person_before ORDER BY position;
DROP TABLE person_before;
)sql",
    // 10: how fields are reviewed, where the admin wants it otherwise
    R"sql(
CREATE TABLE review_policy (
    form   TEXT NOT NULL,
    field  TEXT NOT NULL,
    policy TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES audit (seq),
    PRIMARY KEY (form, field)
);
)sql",
    // 11: whether a village is of the city, a town or the country
    R"sql(
ALTER TABLE division ADD COLUMN urban_rural TEXT;
)sql",
    // 12: whom departments name, by the fingerprint of the ID number
    R"sql(
CREATE TABLE department_list (
    type   TEXT PRIMARY KEY,
    people BIGINT NOT NULL,
    change BIGINT NOT NULL UNIQUE REFERENCES audit (seq)
);
CREATE TABLE listed_person (
    type           TEXT NOT NULL REFERENCES department_list (type),
    id_fingerprint TEXT NOT NULL,
    PRIMARY KEY (type, id_fingerprint)
);
)sql",
};

}  // namespace

int newest_schema() {
    return static_cast<int>(migrations.size());
}

int schema_of(Sqlite& database) {
    database.run_script(
        "CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, at TEXT NOT NULL)");
    int version = 0;
    database.query("SELECT COALESCE(MAX(version), 0) FROM migration", {},
                   [&](const SqlRow& row) { version = static_cast<int>(row.integer(0)); });
    return version;
}

void migrate(Sqlite& database) {
    const int version = schema_of(database);
    if (version > newest_schema())
        throw Error(Fault::bad_home, "",
                    "该数据目录由更新版本的程序建立（结构版本 " + std::to_string(version) +
                        "，本程序只支持到 " + std::to_string(newest_schema()) +
                        "）。请升级 tanfang 后再打开");
    for (int step = version + 1; step <= newest_schema(); ++step) {
        SqlTransaction transaction(database);
        database.run_script(migrations[static_cast<std::size_t>(step - 1)]);
        database.run("INSERT INTO migration (version, at) VALUES ($1, $2)",
                     {step, timestamp_now()});
        transaction.commit();
    }
}

}  // namespace tanfang

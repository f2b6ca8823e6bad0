/// The home: the folder in which work is kept (database, originals, key).
///
/// in:  files as delivered, pages as read
/// out: records: every page of every file in exactly one of them
///
/// What a function has returned from is durable. A file goes: receive() -> read by somebody else,
/// store_page() for each of its pages -> finish_file(). After a crash anywhere in between the file
/// is among the unread() ones again, and pages that are stored already are not doubled.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/accounts.h"
#include "pipeline/home/audit.h"
#include "pipeline/home/decision.h"
#include "pipeline/home/department_lists.h"
#include "pipeline/home/division_table.h"
#include "pipeline/home/enrollments.h"
#include "pipeline/home/home_lock.h"
#include "pipeline/home/originals.h"
#include "pipeline/home/page_lines.h"
#include "pipeline/home/people.h"
#include "pipeline/home/policy_table.h"
#include "pipeline/home/printed_sheets.h"
#include "pipeline/home/read_page.h"
#include "pipeline/home/record_findings.h"
#include "pipeline/home/record_links.h"
#include "pipeline/home/record_search.h"
#include "pipeline/home/tokens.h"
#include "pipeline/home/vault.h"
#include "pipeline/home/visits.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct HomeOptions {
    std::filesystem::path key_file;  ///< empty: the file `key` in the home
    std::string actor;               ///< for the audit, e.g. the login name
    std::function<void()> after_step = [] {
    };            ///< called after each durable step and before each commit
    Judge judge;  ///< evaluates the rules after each decision; empty: what was found on the pages
                  ///< stands until its fields are decided
};

struct Receipt {
    std::string sha256;
    bool known = false;  ///< the same bytes were received before
    FileStamp stamp;     ///< of the delivered file, for move_delivered()
};

/// A file that is stored but of which not all pages are.
struct UnreadFile {
    std::string sha256;
    std::filesystem::path stored;  ///< where the original lies in the home
    std::string name;              ///< the path under which it was first delivered
};

struct RecordFilter {
    std::optional<PageStatus> status;
    std::int64_t since = 0;  ///< cursor: only what was changed after it
};

/// The sealed part of a record.
struct RecordDocument {
    Json decisions;
    Json judged;  ///< see standing_findings(); null: no rule was evaluated since the reading
    std::int64_t revision = 0;
};

/// What the rules and the register have against a record and nobody was asked yet.
struct NewJudgement {
    std::string record;
    std::int64_t revision = 0;  ///< of the record that was judged
    Json judged;                ///< as judged_again()
};

/// A decision that was taken back.
struct Undone {
    std::int64_t revision = 0;  ///< of the record now
    std::string field;
};

/// How far the reading of a file is.
struct FileProgress {
    bool read = false;  ///< all of its pages are stored
    int accepted = 0;   ///< pages
    int review = 0;
    int rejected = 0;
};

/// Several programs may write to a home, and several objects of one program; an object is not for
/// several threads at once.
class Home {
  public:
    /// Opens a home for writing, or makes one in a new or empty folder.
    ///
    /// @throws Error  Fault::bad_home if another program has it alone (restoring, or of another
    ///                version), the key is missing or another home's, the program is older than the
    ///                home, the database is damaged, or the folder holds other things;
    ///                Fault::output_failed if the disk fails or is full
    static Home open_or_create(const std::filesystem::path& path, HomeOptions options);

    /// Opens a home for each_record() and verify_audit(), also while another program writes in it.
    ///
    /// @throws Error  Fault::bad_home as above, and if there is no home
    static Home open_to_read(const std::filesystem::path& path, HomeOptions options);

    /// The clean path of a folder that holds a home.
    ///
    /// @throws Error  Fault::bad_home if it holds none
    static std::filesystem::path existing(const std::filesystem::path& path);

    /// @throws Error  Fault::bad_home if the key is missing or no key
    static Vault key_of(const std::filesystem::path& folder, const HomeOptions& options);

    /// Stores a file and notes its delivery. A file that lies under the same path and was not
    /// written to since is the same delivery, however often it is received: whoever is cut short
    /// before he has moved it away receives it again.
    ///
    /// @param batch  the same for all files of one delivery
    /// @throws Error  as Originals::keep; nothing is noted then
    Receipt receive(const std::filesystem::path& delivered, const std::string& batch);

    /// The same for a file that is open already: opened without following links, or in memory only.
    ///
    /// @param opened  for reading, at its start
    /// @param name    the path under which it was delivered
    Receipt receive(OpenFile opened, const std::filesystem::path& name, const std::string& batch);

    /// What only one program does at a time: nothing if another one is doing it.
    std::optional<HomeLock> try_turn(HomeTurn turn) const {
        return HomeLock::try_turn(folder_, turn);
    }

    /// Files that wait to be read, in order of arrival. Whoever reads them has the turn to read.
    std::vector<UnreadFile> unread();

    /// How far the reading of a file is; all zero for one that was never received.
    FileProgress progress(const std::string& sha256);

    /// Stores a page and puts it into its record: that of its serial, or one of its own.
    ///
    /// @return false if this page of this file was stored before; nothing is changed then
    bool store_page(const std::string& sha256, const ReadPage& page);

    /// Notes that all pages of a file are stored.
    ///
    /// @param pages  how many the reader gave; more may be stored, by an earlier version that was
    /// cut
    ///               short and saw other parts on a page
    /// @throws std::logic_error  if fewer are stored
    void finish_file(const std::string& sha256, int pages);

    /// Shows the records in order of their last change, as lines of `tanfang records`.
    void each_record(const RecordFilter& filter, const std::function<void(const Json&)>& visit);

    /// One record as each_record() shows it; nothing if there is none of this id.
    std::optional<Json> record(const std::string& id);

    /// Notes what a person decides about a field, with the record's status that follows from it.
    /// Decisions outlive later scans of the same sheet.
    ///
    /// @return  the record's new revision; nothing if the record was changed since the person saw
    ///          it: nothing is noted then
    /// @throws Error  Fault::bad_usage if there is no such record, or nothing was read that could
    /// be
    ///                confirmed
    std::optional<std::int64_t> decide(const NewDecision& decision);

    /// Evaluates the rules on what all pages of a record together say, and on what the register
    /// knows of its person.
    ///
    /// @param line  of each_record()
    /// @return      nothing where that asks the same as the record does already, or nobody can
    ///              judge
    std::optional<NewJudgement> judge(const Json& line);

    /// Notes it, with the record's status that follows. Does nothing if the record was changed
    /// since.
    void note(const NewJudgement& judgement);

    /// Takes back the last decision of this person about this record; that is a decision, too.
    ///
    /// @return  nothing if the record was changed since, as decide()
    /// @throws Error  Fault::bad_usage if there is no such record or decision
    std::optional<Undone> undo(const std::string& record, std::int64_t revision,
                               const std::string& actor);

    /// Notes in the audit what changes nothing else, e.g. that somebody looked at an ID number.
    ///
    /// @param detail  ids and states, nothing personal
    void note(const std::string& actor, const std::string& action, const std::string& object,
              const Json& detail);

    /// The people who may work in it. Valid while the home stays where it is.
    Accounts accounts() { return {*database_, vault_}; }

    Tokens tokens() { return {*database_, vault_}; }  ///< of other programs; the same

    PolicyTable policies() { return {*database_, vault_}; }  ///< of the station; the same

    /// Where the bytes of a file lie.
    std::filesystem::path original(const std::string& sha256) const;

    People people();                 ///< who is visited; lives no longer than the home
    PrintedSheets printed_sheets();  ///< what was printed for them; the same
    RecordLinks links();             ///< whose a record is; the same
    Enrollments enrollments();       ///< what the register has not taken yet; the same
    DivisionTable divisions();       ///< what is known better than the built-in table; the same
    DepartmentLists lists();         ///< whom departments name; the same

    /// See visits_of_month().
    std::unordered_map<std::string, VisitState> visits(const std::string& month);

    /// See first_visits_of_month().
    std::unordered_map<std::string, std::string> first_visits(const std::string& month) {
        return first_visits_of_month(*database_, month);
    }

    /// The person's last accepted visit before a day.
    std::optional<LastVisit> last_visit(const std::string& person, const std::string& before);

    RecordSearch records() { return {*database_, vault_}; }  ///< the same

    /// See audit_entries().
    std::vector<AuditEntry> audit_before(std::int64_t before, int most) {
        return audit_entries(*database_, before, most);
    }

    /// Checks the chain of audit entries.
    AuditCheck check_audit();

  private:
    Home(std::filesystem::path folder, HomeOptions options, std::optional<HomeLock> lock,
         Vault vault);
    Receipt note_delivery(const StoredOriginal& stored, const std::filesystem::path& delivered,
                          const std::string& batch);
    void make_or_mend();
    void join();
    bool knows_its_key();  // throws if the home was made with another one
    void note_creation();
    Json pages_of(const std::string& record_id);
    Json line_of_record(const SqlRow& row);
    Json link_of(const std::string& record, const std::optional<std::string>& serial,
                 const Json& form, const Json& fields);
    std::optional<RecordDocument> document_of(const std::string& record);
    void append_decision(const std::string& record, const Json& lines, RecordDocument document,
                         const Json& entry);
    void store_document(const std::string& record, const Json& lines, const Json& document,
                        const AuditEvent& event);
    Judge judge_of(const std::string& record);
    void conclude(const std::string& record, const Json& lines, const Json& document);

    std::filesystem::path folder_;
    HomeOptions options_;
    std::optional<HomeLock> lock_;  // nothing: open for reading
    Vault vault_;
    std::unique_ptr<Sqlite> database_;  // its address must survive a move of the home
    Originals originals_;
    PageLines page_lines_;
};

}  // namespace tanfang

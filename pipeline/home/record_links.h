/// Whose a record is, where its serial does not say: what somebody has linked by hand.
///
/// A foreign or blank visit sheet names nobody. Links are audited and can be taken back; the audit
/// keeps what was before.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tanfang {

/// A record that belongs to nobody yet.
struct UnlinkedRecord {
    std::string id;
    std::string form;                       ///< empty: not known
    std::string status;                     ///< "accepted" or "review"
    std::optional<std::string> event_date;  ///< "2026-03-05"
};

/// Records whose person was changed in the register.
struct TouchedRecords {
    std::vector<std::string> ids;
    std::int64_t seq = 0;  ///< of the last change, as an entry of the audit
};

/// Another page of the delivery in which a record came.
struct PileNeighbor {
    int distance = 0;                   ///< pages; negative: it lay before the record's first page
    std::optional<std::string> person;  ///< whose it is, if anybody knows
    std::string reason;                 ///< why it was rejected, e.g. as a cover sheet; else empty
    /// Of a page without a serial, nearer than any of which somebody knows whose it is: what it
    /// claims, field -> {"value", "state"}; else empty.
    Json fields = Json::object();
};

/// Not for several threads at once; lives no longer than its home.
class RecordLinks {
  public:
    RecordLinks(Sqlite& database, const Vault& vault, std::string actor);

    /// The same, for somebody whose name stands in the audit.
    RecordLinks by(std::string actor) const { return {database_, vault_, std::move(actor)}; }

    /// Whom somebody linked the record to; nothing for nobody, also where the serial says whose it
    /// is.
    std::optional<std::string> person_of(const std::string& record) const;

    /// Whose the record is, by its serial or by a link; nothing if nobody knows.
    std::optional<std::string> owner_of(const std::string& record) const;

    /// Records of people who were added or changed after an entry of the audit.
    ///
    /// @return  none, and the same entry, if nobody was
    TouchedRecords of_people_stored_after(std::int64_t seq) const;

    /// Records of visits of which nobody knows whose they are, in order of arrival; rejected ones
    /// and those that were put away are none.
    void each_unlinked(const std::function<void(const UnlinkedRecord&)>& visit) const;

    /// The pages around a record in the order of the pile, nearest first.
    ///
    /// @param reach  the most pages on each side
    std::vector<PileNeighbor> pile_around(const std::string& record, int reach) const;

    /// Links a record to a person, instead of whom it was linked to before.
    ///
    /// @throws Error  Fault::bad_usage if there is no such record or person, or the record is of a
    ///                sheet that was printed for somebody
    void link(const std::string& record, const std::string& person);

    /// Takes the link back: the record is nobody's again.
    ///
    /// @throws Error  Fault::bad_usage if it is linked to nobody
    void unlink(const std::string& record);

  private:
    void add_neighbors(const std::string& record, int reach, bool before,
                       std::vector<PileNeighbor>& pile) const;
    void store(const std::string& record, const std::optional<std::string>& person,
               const char* action);
    bool is_there(const std::string& query, const std::string& value) const;

    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang

/// The lines of the pages of records, each opened once: a page that is stored never changes.
///
/// in:  the rows of a record's pages, sealed
/// out: lines of tanfang-record/1
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <map>
#include <string>

namespace tanfang {

/// A decision needs the lines of its record several times, and the next one is mostly about the
/// same record. The pages that were asked for last stay open. Not for several threads at once.
class PageLines {
  public:
    /// An array, in the order of the sheet's pages and copies; empty if there is no such record.
    ///
    /// @throws Error  Fault::bad_home if a page does not open with this key
    Json of_record(Sqlite& database, const Vault& vault, const std::string& record);

    /// Before a page is stored: an earlier attempt may have been undone, with another line.
    void forget(const std::string& place) { by_place_.erase(place); }

  private:
    struct Opened {
        Json line;
        std::uint64_t asked = 0;  ///< when it was last asked for, as a count
    };
    void drop_oldest();

    std::map<std::string, Opened> by_place_;
    std::uint64_t asked_ = 0;
};

}  // namespace tanfang

/// The sheets that a home printed for its people: what comes back under a serial is theirs.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// A set of equal copies under one serial: copies 1 to `copies`, each with pages 1 to `pages`.
struct PrintedSheet {
    std::string serial;
    std::string form;
    int form_version = 0;
    std::string person;  ///< id
    std::string month;   ///< "2026-03"
    int copies = 0;
    int pages = 0;
    std::string batch;  ///< of the run, as on the cover sheet
    int pack = 0;       ///< number of its pack within the run, from 1
    int position = 0;   ///< among the sheets of the run in the order of printing, from 1; add()
                       ///< gives it
};

/// A printed sheet and which of its copies came back; a copy counts when all its pages were read.
struct SheetReturn {
    PrintedSheet sheet;
    std::vector<int> missing;  ///< copies, ascending; empty: all are here
    std::optional<std::string> record;
};

/// Not for several threads at once; lives no longer than its home.
class PrintedSheets {
  public:
    PrintedSheets(Sqlite& database, const Vault& vault, std::string actor);

    /// Notes all sheets of a print run or none, with one entry in the audit.
    ///
    /// @throws std::logic_error  if a serial is registered already or a person is not
    void add(const std::vector<PrintedSheet>& sheets);

    /// Notes that sheets are printed once more under their old serials.
    void note_reprint(const std::vector<std::string>& serials);

    std::optional<PrintedSheet> find(const std::string& serial) const;

    /// Copies of a sheet that are not in a record, ascending.
    std::vector<int> missing_copies(const PrintedSheet& sheet, const std::string& record) const;

    /// In the order of printing.
    std::vector<PrintedSheet> of_month(const std::string& form, const std::string& month) const;

    /// The sheets of a month with what came back of them, in the order of printing.
    void each_return(const std::string& month,
                     const std::function<void(const SheetReturn&)>& visit) const;

  private:
    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang

#include "pipeline/home/printed_sheets.h"

#include "pipeline/home/audit.h"

#include <map>
#include <set>
#include <utility>

namespace tanfang {

namespace {

const std::string sheet_columns =
    "printed_sheet.serial, printed_sheet.form, printed_sheet.form_version, printed_sheet.person, "
    "month, copies, pages, batch, pack, position";

PrintedSheet sheet_of(const SqlRow& row) {
    return {row.text(0),
            row.text(1),
            static_cast<int>(row.integer(2)),
            row.text(3),
            row.text(4),
            static_cast<int>(row.integer(5)),
            static_cast<int>(row.integer(6)),
            row.text(7),
            static_cast<int>(row.integer(8)),
            static_cast<int>(row.integer(9))};
}

}  // namespace

PrintedSheets::PrintedSheets(Sqlite& database, const Vault& vault, std::string actor)
    : database_(database), vault_(vault), actor_(std::move(actor)) {}

void PrintedSheets::add(const std::vector<PrintedSheet>& sheets) {
    if (sheets.empty())
        return;
    SqlTransaction transaction(database_);
    const auto printed = append_audit(database_, vault_,
                                      {actor_,
                                       "sheets.printed",
                                       "batch/" + sheets.front().batch,
                                       {{"form", sheets.front().form},
                                        {"month", sheets.front().month},
                                        {"sheets", sheets.size()}}});
    std::int64_t position = 0;
    for (const auto& sheet : sheets)
        database_.run(
            "INSERT INTO printed_sheet (serial, form, form_version, person, month, copies, pages,"
            " batch, pack, position, printed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
            "$11)",
            {sheet.serial, sheet.form, sheet.form_version, sheet.person, sheet.month, sheet.copies,
             sheet.pages, sheet.batch, sheet.pack, ++position, printed});
    transaction.commit();
}

void PrintedSheets::note_reprint(const std::vector<std::string>& serials) {
    SqlTransaction transaction(database_);
    for (const auto& serial : serials)
        append_audit(database_, vault_, {actor_, "sheet.printed_again", "sheet/" + serial});
    transaction.commit();
}

std::optional<PrintedSheet> PrintedSheets::find(const std::string& serial) const {
    std::optional<PrintedSheet> sheet;
    database_.query("SELECT " + sheet_columns + " FROM printed_sheet WHERE serial = $1", {serial},
                    [&](const SqlRow& row) { sheet = sheet_of(row); });
    return sheet;
}

std::vector<PrintedSheet> PrintedSheets::of_month(const std::string& form,
                                                  const std::string& month) const {
    std::vector<PrintedSheet> sheets;
    database_.query("SELECT " + sheet_columns +
                        " FROM printed_sheet WHERE form = $1 AND month = $2"
                        " ORDER BY printed, position",
                    {form, month}, [&](const SqlRow& row) { sheets.push_back(sheet_of(row)); });
    return sheets;
}

std::vector<int> PrintedSheets::missing_copies(const PrintedSheet& sheet,
                                               const std::string& record) const {
    std::map<int, std::set<std::int64_t>> pages_of_copy;
    database_.query(
        "SELECT DISTINCT copy, sheet_page FROM page WHERE record = $1 AND status <> 'rejected'"
        " AND copy IS NOT NULL",
        {record}, [&](const SqlRow& row) {
            pages_of_copy[static_cast<int>(row.integer(0))].insert(row.integer(1));
        });
    std::vector<int> missing;
    for (int copy = 1; copy <= sheet.copies; ++copy)
        if (static_cast<int>(pages_of_copy[copy].size()) < sheet.pages)
            missing.push_back(copy);
    return missing;
}

void PrintedSheets::each_return(const std::string& month,
                                const std::function<void(const SheetReturn&)>& visit) const {
    database_.query("SELECT " + sheet_columns +
                        ", record.id FROM printed_sheet LEFT JOIN record"
                        " ON record.serial = printed_sheet.serial WHERE month = $1"
                        " ORDER BY printed, position",
                    {month}, [&](const SqlRow& row) {
                        SheetReturn back{sheet_of(row), {}, row.maybe_text(10)};
                        back.missing = missing_copies(back.sheet, back.record.value_or(""));
                        visit(back);
                    });
}

}  // namespace tanfang

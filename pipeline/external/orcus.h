/// The door to orcus: the sheets of an .xlsx workbook as rows of texts.
///
/// in:  a file as WPS or Excel saves it
/// out: SheetTable, one for each sheet that holds anything
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang {

struct SheetCell {
    std::string text;      ///< UTF-8; a number as it stands, whole ones without an exponent
    bool number = false;   ///< stored as a number: of more than 15 digits the last are lost
    bool formula = false;  ///< `text` is the result that the workbook holds, perhaps empty
};

struct SheetRow {
    int number = 0;       ///< from 1, as the program shows it
    bool hidden = false;  ///< by hand or by a filter
    std::vector<SheetCell> cells;
};

struct SheetTable {
    std::string name;
    std::vector<SheetRow> rows;  ///< without rows that hold nothing
};

/// Every cell of a merged range has the text of its first one.
///
/// @throws Error  Fault::bad_settings if the file is no workbook, cannot be read, or is larger than
///                lists of people are
std::vector<SheetTable> read_workbook(const std::filesystem::path& file);

}  // namespace tanfang

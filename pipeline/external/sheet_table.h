/// A sheet of a workbook, or a table of text, as rows of cells.
#pragma once

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

}  // namespace tanfang

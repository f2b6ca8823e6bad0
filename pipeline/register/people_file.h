/// A list of people as an office keeps it: the rows of a file, its columns recognized.
///
/// in:  .xlsx, CSV (UTF-8 or GBK; commas, semicolons or tabs), JSON lines
/// out: PeopleList, nothing judged yet
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sheet_table.h"
#include "pipeline/form/field_model.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

struct ListedCell {
    std::string_view field;  ///< as field_of_heading() names it
    SheetCell cell;
};

struct ListedPerson {
    int row = 0;  ///< of the sheet, or line of the file; from 1
    bool hidden = false;
    std::string problem;            ///< in Chinese; empty: the row could be taken apart
    std::vector<ListedCell> cells;  ///< in the order of their fields, each once; no empty cells
    Json more = Json::object();     ///< of JSON lines: further fields of the form

    const SheetCell* cell(std::string_view field) const;  ///< nullptr: the row has none
    void put(std::string_view field, SheetCell cell);     ///< instead of the one that is there
};

struct PeopleList {
    std::string sheet;                      ///< of a workbook; else empty
    std::vector<std::string> passed_over;   ///< headings that mean nothing to us
    std::vector<std::string> other_sheets;  ///< of the workbook, not read
    std::vector<ListedPerson> people;
};

/// What a list has to tell of everybody.
enum class ListKind {
    people,   ///< name and ID number
    numbers,  ///< the ID number, as departments name people
};

/// Rows without a name and without a number (headings, sums, remarks at the end) are left out.
///
/// @param enrollment  the fields that a line of JSON may have besides
/// @throws Error  Fault::bad_settings if the file cannot be read or decoded, or no row has the
///                headings that its kind needs
PeopleList read_people_file(const std::filesystem::path& file, const FieldModel& enrollment,
                            ListKind kind = ListKind::people);

/// The same for JSON lines: field id -> value, as `people list` prints them.
PeopleList listed_lines(const std::string& json_lines, const FieldModel& enrollment);

}  // namespace tanfang

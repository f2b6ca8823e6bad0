#include "pipeline/external/orcus.h"

#include "pipeline/base/error.h"

#include <array>
#include <charconv>
#include <cmath>
#include <new>

#include <ixion/cell_access.hpp>
#include <ixion/formula_result.hpp>
#include <ixion/model_context.hpp>
#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/document.hpp>
#include <orcus/spreadsheet/factory.hpp>
#include <orcus/spreadsheet/sheet.hpp>

namespace tanfang {

namespace {

constexpr int most_rows = 1'048'576;    // of the format
constexpr int most_columns = 256;       // a list of people has some 30
constexpr double first_inexact = 1e18;  // whole numbers below are written out

std::string number_text(double value) {
    std::array<char, 400> text{};
    const bool whole = std::abs(value) < first_inexact && value == std::floor(value);
    const auto end =
        whole ? std::to_chars(text.data(), text.data() + text.size(), static_cast<long long>(value))
              : std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end.ptr};
}

SheetCell cell_of(const ixion::model_context& cells, const ixion::abs_address_t& address) {
    const auto access = cells.get_cell_access(address);
    SheetCell cell;
    cell.formula = access.get_type() == ixion::celltype_t::formula;
    switch (access.get_value_type()) {
        case ixion::cell_value_t::numeric:
            cell.number = true;
            cell.text = number_text(access.get_numeric_value());
            break;
        case ixion::cell_value_t::string:
            cell.text = access.get_string_value();
            break;
        case ixion::cell_value_t::boolean:
            cell.text = access.get_boolean_value() ? "1" : "0";
            break;
        case ixion::cell_value_t::empty:
        case ixion::cell_value_t::error:
        case ixion::cell_value_t::unknown:
            break;
    }
    return cell;
}

bool is_empty(const SheetRow& row) {
    for (const auto& cell : row.cells)
        if (!cell.text.empty() || cell.formula)
            return false;
    return true;
}

/// Gives every cell of a merged range the text of its first one.
void fill_merged(const orcus::spreadsheet::sheet& sheet, std::vector<SheetRow>& rows) {
    const auto row_count = static_cast<int>(rows.size());
    for (int r = 0; r < row_count; ++r)
        for (int c = 0; c < static_cast<int>(rows[static_cast<std::size_t>(r)].cells.size()); ++c) {
            const SheetCell first =
                rows[static_cast<std::size_t>(r)].cells[static_cast<std::size_t>(c)];
            if (first.text.empty())
                continue;
            const auto range = sheet.get_merge_cell_range(r, c);
            for (int y = range.first.row; y <= std::min(range.last.row, row_count - 1); ++y) {
                auto& cells = rows[static_cast<std::size_t>(y)].cells;
                for (int x = range.first.column;
                     x <= std::min<int>(range.last.column, static_cast<int>(cells.size()) - 1); ++x)
                    cells[static_cast<std::size_t>(x)] = first;
            }
        }
}

SheetTable table_of(const orcus::spreadsheet::document& document, int index) {
    const auto& sheet = *document.get_sheet(index);
    SheetTable table{std::string(document.get_sheet_name(index)), {}};
    const auto range = sheet.get_data_range();
    if (!range.valid())
        return table;
    const int columns = std::min(range.last.column + 1, most_columns);
    std::vector<SheetRow> rows;
    for (int r = 0; r <= range.last.row; ++r) {
        SheetRow row{r + 1, sheet.is_row_hidden(r, nullptr, nullptr), {}};
        for (int c = 0; c < columns; ++c)
            row.cells.push_back(cell_of(document.get_model_context(), {index, r, c}));
        rows.push_back(std::move(row));
    }
    fill_merged(sheet, rows);
    for (auto& row : rows)
        if (!is_empty(row))
            table.rows.push_back(std::move(row));
    return table;
}

}  // namespace

bool looks_like_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04");
}

std::vector<SheetTable> read_workbook(std::string_view bytes) {
    try {
        namespace spreadsheet = orcus::spreadsheet;
        spreadsheet::document document({most_rows, most_columns});
        spreadsheet::import_factory factory(document);
        orcus::orcus_xlsx reader(&factory);
        reader.read_stream(bytes);
        std::vector<SheetTable> tables;
        for (int i = 0; i < static_cast<int>(document.get_sheet_count()); ++i)
            if (auto table = table_of(document, i); !table.rows.empty())
                tables.push_back(std::move(table));
        return tables;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        throw Error(Fault::unreadable_scan, "",
                    "不是有效的 xlsx 工作簿，或已损坏。请在 WPS 或 Excel 中打开，另存为 xlsx "
                    "后再试");
    }
}

}  // namespace tanfang

#include "pipeline/generate/table_pages.h"

#include "pipeline/generate/text_layout.h"
#include "pipeline/generate/words.h"

#include <algorithm>

namespace tanfang {

namespace {

// A4 in mm, as the notice is set.
constexpr double page_width = 210;
constexpr double page_height = 297;
constexpr double top = 20;
constexpr double table_foot = 22;
constexpr double title_drop = 14;    // from the head to the title
constexpr double table_drop = 12;    // from the title to the table
constexpr double cell_margin = 2;    // beside and above words
constexpr double table_pitch = 6.2;  // of lines
constexpr double line_width = 0.25;
constexpr double table_text_pt = 11;
constexpr double table_title_pt = 18;
constexpr double head_pt = 13;
constexpr double box_side = 3.6;  // as large as a character
constexpr double box_room = 5.5;  // box and gap

class Setting {
  public:
    Setting(const Table& table, const Fonts& fonts) : table_(table), fonts_(fonts) {
        form_.id = "annex";
        form_.title = table.title;
        form_.page_width = page_width;
        form_.page_height = page_height;
        for (const auto& column : table.columns) width_ += column.width;
        left_ = (page_width - width_) / 2;
    }

    FormTemplate set() && {
        start_page();
        write(table_.head, {left_, y_}, TextAlign::left, FontRole::title, head_pt);
        write(table_.title, {page_width / 2, y_ + title_drop}, TextAlign::center, FontRole::title,
              table_title_pt);
        y_ += title_drop + table_drop;
        start_table();
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            const double height = height_of(table_.rows[row]);
            if (y_ + height > page_height - table_foot) {
                end_table();
                start_page();
                start_table();
            }
            put_row(table_.rows[row], height, y_ == first_row_);
        }
        end_table();
        number_pages();
        return std::move(form_);
    }

  private:
    double room(std::size_t column, const TableCell& cell) const {
        return table_.columns[column].width - 2 * cell_margin - (cell.boxes ? box_room : 0);
    }

    std::vector<std::u32string> lines_of(const std::string& paragraph, double room_mm) const {
        return wrapped(words(paragraph), room_mm * points_per_mm / table_text_pt, fonts_);
    }

    std::size_t line_count(const std::vector<TableCell>& row, std::size_t column) const {
        std::size_t lines = 0;
        for (const auto& paragraph : row[column].paragraphs)
            lines += lines_of(paragraph, room(column, row[column])).size();
        return lines;
    }

    double height_of(const std::vector<TableCell>& row) const {
        std::size_t most = 1;
        for (std::size_t column = 0; column < row.size(); ++column)
            if (!row[column].continues)
                most = std::max(most, line_count(row, column));
        return static_cast<double>(most) * table_pitch + 2 * cell_margin;
    }

    void start_page() {
        form_.pages.emplace_back();
        y_ = top;
    }

    void start_table() {
        start_ = y_;
        rule(left_, y_, left_ + width_, y_);
        double x = left_;
        for (const auto& column : table_.columns) {
            write(column.title, {x + column.width / 2, y_ + cell_margin + table_pitch / 2},
                  TextAlign::center, FontRole::title, table_text_pt);
            x += column.width;
        }
        y_ += table_pitch + 2 * cell_margin;
        first_row_ = y_;
    }

    void end_table() {
        rule(left_, y_, left_ + width_, y_);
        double x = left_;
        rule(x, start_, x, y_);
        for (const auto& column : table_.columns) {
            x += column.width;
            rule(x, start_, x, y_);
        }
    }

    void put_row(const std::vector<TableCell>& row, double height, bool first) {
        double x = left_;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].continues || first) {
                rule(x, y_, x + table_.columns[i].width, y_);
                put_cell(row, i, x, height);
            }
            x += table_.columns[i].width;
        }
        y_ += height;
    }

    void put_cell(const std::vector<TableCell>& row, std::size_t column, double x, double height) {
        const TableCell& cell = row[column];
        const TextAlign align = table_.columns[column].align;
        const double used = static_cast<double>(line_count(row, column)) * table_pitch;
        double middle = y_ + (height - used) / 2 + table_pitch / 2;
        for (const auto& paragraph : cell.paragraphs) {
            if (cell.boxes)
                box({x + cell_margin, middle - box_side / 2});
            const double start = x + cell_margin + (cell.boxes ? box_room : 0);
            for (const auto& line : lines_of(paragraph, room(column, cell))) {
                write(utf8(line),
                      {align == TextAlign::center ? x + table_.columns[column].width / 2 : start,
                       middle},
                      align, FontRole::body, table_text_pt);
                middle += table_pitch;
            }
        }
    }

    void number_pages() {
        const std::string count = std::to_string(form_.pages.size());
        for (std::size_t i = 0; i < form_.pages.size() && form_.pages.size() > 1; ++i)
            form_.pages[i].texts.push_back(
                {{page_width / 2, page_height - table_foot / 2},
                 table_text_pt,
                 TextAlign::center,
                 FontRole::body,
                 "第 " + std::to_string(i + 1) + " 页，共 " + count + " 页"});
    }

    void box(Point<Mm> corner) {
        const double right = corner.x + box_side, bottom = corner.y + box_side;
        rule(corner.x, corner.y, right, corner.y);
        rule(corner.x, bottom, right, bottom);
        rule(corner.x, corner.y, corner.x, bottom);
        rule(right, corner.y, right, bottom);
    }

    void rule(double x0, double y0, double x1, double y1) {
        form_.pages.back().lines.push_back({{x0, y0}, {x1, y1}, line_width});
    }

    void write(const std::string& text, Point<Mm> at, TextAlign align, FontRole font,
               double size_pt) {
        form_.pages.back().texts.push_back({at, size_pt, align, font, text});
    }

    const Table& table_;
    const Fonts& fonts_;
    FormTemplate form_;
    double width_ = 0;
    double left_ = 0;
    double y_ = 0;
    double start_ = 0;      // of the table on this page
    double first_row_ = 0;  // below the table's head
};

}  // namespace

FormTemplate table_pages(const Table& table, const Fonts& fonts) {
    return Setting(table, fonts).set();
}

}  // namespace tanfang

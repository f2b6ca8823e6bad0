#include "pipeline/register/delimited_text.h"

#include "pipeline/base/text.h"
#include "pipeline/external/iconv.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t sampled_bytes = 4096;  // bytes in which separators are counted

char separator_of(std::string_view text) {
    const auto start = text.substr(0, sampled_bytes);
    char best = ',';
    for (const char separator : {';', '\t'})
        if (std::count(start.begin(), start.end(), separator) >
            std::count(start.begin(), start.end(), best))
            best = separator;
    return best;
}

SheetCell cell_of(std::string text) {
    text = trimmed(text);
    if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"'))
        return {text.substr(2, text.size() - 3)};
    if (text.starts_with('='))
        return {"", false, true};
    if (text.starts_with('\''))
        text.erase(0, 1);  // the mark of a text cell, where it was copied along
    return {std::move(text)};
}

/// Takes a text apart, character by character.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    std::vector<SheetRow> rows() {
        row_.number = line_;
        for (at_ = 0; at_ < text_.size(); ++at_) take(text_[at_]);
        end_row();
        return std::move(rows_);
    }

  private:
    void take(char c) {
        if (c == '\n')
            ++line_;
        if (quoted_)
            take_quoted(c);
        else if (c == '"' && (trimmed(cell_).empty() || cell_ == "="))
            begin_quoted();
        else if (c == separator_)
            end_cell();
        else if (c == '\n')
            end_row();
        else if (c != '\r')
            cell_ += c;
    }

    void begin_quoted() {
        quoted_ = true;
        literal_ = cell_ == "=";
        cell_.clear();
    }

    void take_quoted(char c) {
        if (c != '"') {
            cell_ += c;
        } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
            cell_ += c;
            ++at_;
        } else {
            quoted_ = false;
        }
    }

    void end_cell() {
        row_.cells.push_back(literal_ ? SheetCell{trimmed(cell_)} : cell_of(cell_));
        cell_.clear();
        literal_ = false;
    }

    void end_row() {
        end_cell();
        const bool empty = std::all_of(row_.cells.begin(), row_.cells.end(), [](const auto& cell) {
            return cell.text.empty() && !cell.formula;
        });
        const std::size_t columns = row_.cells.size();
        if (!empty)
            rows_.push_back(std::move(row_));
        row_ = SheetRow{line_, false, {}};
        row_.cells.reserve(columns);  // as many as in the row before
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    int line_ = 1;
    bool quoted_ = false;
    bool literal_ = false;  // ="…"
    std::string cell_;
    SheetRow row_;
    std::vector<SheetRow> rows_;
};

}  // namespace

std::optional<std::string> decoded_text(std::string_view bytes) {
    if (bytes.starts_with(byte_order_mark))
        bytes.remove_prefix(byte_order_mark.size());
    if (code_points(bytes))
        return std::string(bytes);
    return utf8_of_gb18030(bytes);
}

std::vector<SheetRow> delimited_rows(std::string_view text) {
    return Reader(text).rows();
}

}  // namespace tanfang

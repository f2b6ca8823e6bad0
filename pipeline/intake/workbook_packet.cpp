#include "pipeline/intake/workbook_packet.h"

#include "pipeline/base/text.h"

#include <cstdint>
#include <limits>

namespace tanfang {

namespace {

constexpr std::uint32_t number_flag = 1, formula_flag = 2;
constexpr std::uint32_t least_bytes = 8;  // of a cell, a row or a table: two numbers

class Packer {
  public:
    void number(std::size_t value) {
        for (int byte = 0; byte < 4; ++byte) bytes_ += static_cast<char>(value >> (8 * byte));
    }
    void text(const std::string& value) {
        number(value.size());
        bytes_ += value;
    }
    std::string bytes() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

struct Nonsense {};

class Unpacker {
  public:
    explicit Unpacker(std::string_view bytes) : left_(bytes) {}

    std::uint32_t number(std::uint32_t highest) {
        const std::string_view bytes = take(4);
        std::uint32_t value = 0;
        for (unsigned byte = 0; byte < 4; ++byte)
            value |= std::uint32_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
        if (value > highest)
            throw Nonsense();
        return value;
    }

    /// How many things follow: not more than there are bytes for.
    std::uint32_t count() {
        const std::uint32_t value = number(std::numeric_limits<std::uint32_t>::max());
        if (value > left_.size() / least_bytes)
            throw Nonsense();
        return value;
    }

    std::string text() {
        const std::string_view bytes = take(number(std::numeric_limits<std::uint32_t>::max()));
        if (!code_points(bytes))
            throw Nonsense();
        return std::string(bytes);
    }

    bool is_at_end() const { return left_.empty(); }

  private:
    std::string_view take(std::size_t size) {
        if (size > left_.size())
            throw Nonsense();
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }

    std::string_view left_;
};

SheetRow unpacked_row(Unpacker& in) {
    constexpr std::uint32_t most_rows = std::numeric_limits<std::int32_t>::max();
    SheetRow row;
    row.number = static_cast<int>(in.number(most_rows));
    row.hidden = in.number(1) != 0;
    row.cells.resize(in.count());
    for (auto& cell : row.cells) {
        const std::uint32_t flags = in.number(number_flag | formula_flag);
        cell = {in.text(), (flags & number_flag) != 0, (flags & formula_flag) != 0};
    }
    return row;
}

}  // namespace

std::string pack_workbook(const std::vector<SheetTable>& tables) {
    Packer out;
    out.number(tables.size());
    for (const auto& table : tables) {
        out.text(table.name);
        out.number(table.rows.size());
        for (const auto& row : table.rows) {
            out.number(static_cast<std::size_t>(row.number));
            out.number(row.hidden ? 1 : 0);
            out.number(row.cells.size());
            for (const auto& cell : row.cells) {
                out.number((cell.number ? number_flag : 0) | (cell.formula ? formula_flag : 0));
                out.text(cell.text);
            }
        }
    }
    return out.bytes();
}

std::optional<std::vector<SheetTable>> unpack_workbook(std::string_view packed) {
    try {
        Unpacker in(packed);
        std::vector<SheetTable> tables(in.count());
        for (auto& table : tables) {
            table.name = in.text();
            const std::uint32_t rows = in.count();
            for (std::uint32_t row = 0; row < rows; ++row) table.rows.push_back(unpacked_row(in));
        }
        if (!in.is_at_end())
            return std::nullopt;
        return tables;
    } catch (const Nonsense&) {
        return std::nullopt;
    }
}

}  // namespace tanfang

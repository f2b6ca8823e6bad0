#include "pipeline/register/divisions_import.h"

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"
#include "pipeline/record/divisions.h"
#include "pipeline/register/headings.h"
#include "pipeline/register/listed_words.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t county_digits = 6, township_digits = 9, village_digits = 12;

const std::map<std::string, std::set<std::string>>& words_of_columns() {
    static const std::map<std::string, std::set<std::string>> words = {
        {"code", {"code", "代码", "区划代码", "行政区划代码", "统计用区划代码", "编码"}},
        {"name", {"name", "名称", "区划名称", "单位名称", "地名"}},
        {"parent", {"parent", "上级", "上级代码", "上级区划", "上级区划代码"}},
        {"valid_from", {"valid_from", "from", "启用日期", "生效日期", "有效期起", "自"}},
        {"valid_until", {"valid_until", "until", "停用日期", "失效日期", "有效期止", "至"}},
        {"urban_rural", {"urban_rural", "class", "城乡分类", "城乡分类代码"}},
    };
    return words;
}

using Columns = std::map<std::string, std::size_t>;

Columns columns_of(const SheetRow& row) {
    Columns columns;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        for (const auto& [column, words] : words_of_columns())
            if (words.contains(trimmed(row.cells[i].text)))
                columns.try_emplace(column, i);
    return columns.contains("code") && columns.contains("name") ? columns : Columns{};
}

/// A code without the zeros that fill a statistical code; empty if it is none.
std::string plain_code(std::string code) {
    if (!is_digits(code))
        return {};
    for (const auto digits : {county_digits, township_digits})
        if (code.size() == village_digits &&
            code.find_first_not_of('0', digits) == std::string::npos)
            code.resize(digits);
    const bool known = code.size() == county_digits || code.size() == township_digits ||
                       code.size() == village_digits;
    return known ? code : std::string();
}

std::string level_of(const std::string& code) {
    if (code.size() == village_digits)
        return "village";
    if (code.size() == township_digits)
        return "township";
    if (code.ends_with("0000"))
        return "province";
    return code.ends_with("00") ? "prefecture" : "county";
}

/// The code above by the digits alone; empty above provinces.
std::string parent_of(const std::string& code) {
    const std::string level = level_of(code);
    if (level == "village")
        return code.substr(0, township_digits);
    if (level == "township")
        return code.substr(0, county_digits);
    if (level == "county")
        return code.substr(0, 4) + "00";
    return level == "prefecture" ? code.substr(0, 2) + "0000" : "";
}

struct ListedDivision {
    int row = 0;
    DatedDivision division;
    std::vector<std::string> refusals;
};

class RowReader {
  public:
    explicit RowReader(const Columns& columns) : columns_(columns) {}

    ListedDivision read(const SheetRow& row) const {
        ListedDivision out{row.number, {}, {}};
        DatedDivision& division = out.division;
        const std::string code = text(row, "code");
        division.code = plain_code(code);
        division.name = text(row, "name");
        if (code.find_first_of("Ee.") != std::string::npos)
            out.refusals.push_back("代码 " + code +
                                   " 已被表格软件改成小数或科学计数，请把该列设为文本后重新填写");
        else if (division.code.empty())
            out.refusals.push_back("代码“" + code +
                                   "”不是 6 位（县区以上）、9 位（乡镇）或 12 位（村）数字");
        if (division.name.empty())
            out.refusals.push_back("缺少名称");
        if (division.code.empty())
            return out;
        division.level = level_of(division.code);
        const std::string parent = text(row, "parent");
        division.parent = parent.empty() ? parent_of(division.code) : plain_code(parent);
        division.valid_from = day(row, "valid_from", "启用日期", out.refusals);
        division.valid_until = day(row, "valid_until", "停用日期", out.refusals);
        if (division.valid_from && division.valid_until &&
            *division.valid_until < *division.valid_from)
            out.refusals.push_back("停用日期早于启用日期");
        if (const std::string urban_rural = text(row, "urban_rural"); !urban_rural.empty())
            division.urban_rural = urban_rural;
        if (division.urban_rural && !is_urban_rural_class(*division.urban_rural))
            out.refusals.push_back("城乡分类“" + *division.urban_rural +
                                   "”不是 111、112、121、122、123、210、220 之一");
        return out;
    }

  private:
    const SheetCell* cell(const SheetRow& row, const char* column) const {
        const auto at = columns_.find(column);
        return at == columns_.end() || at->second >= row.cells.size() ? nullptr
                                                                      : &row.cells[at->second];
    }

    std::string text(const SheetRow& row, const char* column) const {
        const SheetCell* found = cell(row, column);
        return found ? trimmed(half_width(found->text)) : "";
    }

    std::optional<std::string> day(const SheetRow& row, const char* column, const char* name,
                                   std::vector<std::string>& refusals) const {
        const std::string words = text(row, column);
        if (words.empty())
            return std::nullopt;
        const auto date = listed_day(*cell(row, column), {});
        if (!date) {
            refusals.push_back(std::string(name) + "“" + words + "”不是日期，例如 2026-01-01");
            return std::nullopt;
        }
        return iso_date(*date);
    }

    const Columns& columns_;
};

std::string changes(const DatedDivision& before, const DatedDivision& after) {
    std::string words;
    const auto compare = [&](const char* what, const std::string& old, const std::string& now) {
        if (old != now)
            words +=
                (words.empty() ? "" : "，") + std::string(what) + "“" + old + "”→“" + now + "”";
    };
    compare("名称", before.name, after.name);
    compare("上级", before.parent, after.parent);
    compare("启用日期", before.valid_from.value_or(""), after.valid_from.value_or(""));
    compare("停用日期", before.valid_until.value_or(""), after.valid_until.value_or(""));
    compare("城乡分类", before.urban_rural.value_or(""), after.urban_rural.value_or(""));
    return words;
}

class DivisionPlanner {
  public:
    DivisionPlanner(const KnownDivisions& known, const std::vector<ListedDivision>& list)
        : known_(known) {
        for (const auto& one : list)
            if (one.refusals.empty())
                listed_.try_emplace(one.division.code, &one);
    }

    void take(ListedDivision one) {
        const DatedDivision& division = one.division;
        if (one.refusals.empty())
            check_against_others(one);
        if (!one.refusals.empty()) {
            ++plan_.refused;
            for (const auto& why : one.refusals) say(one, "不导入：" + why);
            return;
        }
        const auto before = known_.find(division.code);
        if (listed_.at(division.code)->row != one.row ||
            (before != known_.end() && before->second == division)) {
            ++plan_.same;
            return;
        }
        if (before == known_.end()) {
            ++plan_.added;
            say(one, "新增 " + division.code);
        } else {
            ++plan_.changed;
            say(one, "更改 " + division.code + "：" + changes(before->second, division));
        }
        plan_.to_store.push_back(division);
    }

    DivisionPlan plan() { return std::move(plan_); }

  private:
    void check_against_others(ListedDivision& one) const {
        const DatedDivision& division = one.division;
        const ListedDivision& first = *listed_.at(division.code);
        if (!(first.division == division))
            one.refusals.push_back("与第 " + std::to_string(first.row) +
                                   " 行的代码相同，其他内容却不同");
        if (division.level == "province")
            return;
        const std::string above = level_of(parent_of(division.code));
        const bool is_there = known_.contains(division.parent) || listed_.contains(division.parent);
        if (!is_there)
            one.refusals.push_back("没有上级区划“" + division.parent + "”，请把它也列入表中");
        else if (level_of(division.parent) != above)
            one.refusals.push_back("上级区划 " + division.parent + " 的级别不对");
    }

    void say(const ListedDivision& one, const std::string& what) {
        const std::string& name = one.division.name;
        plan_.words.push_back("第 " + std::to_string(one.row) + " 行" +
                              (name.empty() ? "" : "（" + name + "）") + "：" + what);
    }

    const KnownDivisions& known_;
    std::map<std::string, const ListedDivision*> listed_;  ///< the first row of each code
    DivisionPlan plan_;
};

}  // namespace

DivisionPlan plan_divisions(const std::vector<SheetRow>& rows, const KnownDivisions& known) {
    Columns columns;
    std::size_t head = 0;
    for (; head < std::min(rows.size(), most_lines_above) && columns.empty(); ++head)
        columns = columns_of(rows[head]);
    if (columns.empty())
        throw Error(Fault::bad_settings, "", "表中没有“区划代码”和“名称”两列的表头");
    const RowReader reader(columns);
    std::vector<ListedDivision> list;
    for (; head < rows.size(); ++head) list.push_back(reader.read(rows[head]));
    for (auto& [row, division, refusals] : list)
        if (const auto before = known.find(division.code);
            before != known.end() && !columns.contains("urban_rural"))
            division.urban_rural = before->second.urban_rural;
    DivisionPlanner planner(known, list);
    for (const auto& one : list) planner.take(one);
    return planner.plan();
}

}  // namespace tanfang

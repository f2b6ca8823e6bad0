#include "pipeline/record/divisions.h"

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

namespace tanfang {

namespace {

constexpr std::size_t columns = 4;
constexpr std::string_view header = "code,name,level,parent";
constexpr std::string_view header_with_class = "code,name,level,parent,class";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // Excel writes it
constexpr std::array levels = {"province", "prefecture", "county", "township", "village"};

// Longer endings first, so that 社区居委会 goes as one.
constexpr std::array<std::string_view, 15> endings = {
    "社区居民委员会", "村民委员会", "居民委员会", "社区居委会", "村委员会",
    "社区居委",       "村委会",     "街道办事处", "居委会",     "街道办",
    "街道",           "社区",       "镇",         "乡",         "村"};

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(trimmed(cell));
    if (line.ends_with(','))
        cells.emplace_back();
    return cells;
}

std::string read_all(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        throw Error(Fault::bad_settings, file.string(), "无法读取行政区划表，请检查文件是否存在");
    if (!code_points(text))
        throw Error(Fault::bad_settings, file.string(),
                    "行政区划表不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”");
    return text;
}

Division parse_row(const std::string& line, bool with_class, const Divisions& known,
                   const std::string& where) {
    const auto cells = split(line);
    if (cells.size() != columns + (with_class ? 1 : 0))
        throw Error(Fault::bad_settings, where,
                    with_class ? "应有 5 列：" + std::string(header_with_class)
                               : "应有 4 列：" + std::string(header));
    Division division{cells[0], cells[1], cells[2], cells[3]};
    if (with_class)
        division.urban_rural = cells[columns];
    if (!division.urban_rural.empty() && !is_urban_rural_class(division.urban_rural))
        throw Error(Fault::bad_settings, where, "未知的城乡分类代码：" + division.urban_rural);
    if (!is_digits(division.code))
        throw Error(Fault::bad_settings, where, "区划代码应为数字：" + division.code);
    if (division.name.empty())
        throw Error(Fault::bad_settings, where, "缺少名称");
    if (std::find(levels.begin(), levels.end(), division.level) == levels.end())
        throw Error(Fault::bad_settings, where, "未知的级别：" + division.level);
    if (known.find(division.code) != nullptr)
        throw Error(Fault::bad_settings, where, "区划代码重复：" + division.code);
    return division;
}

}  // namespace

bool is_urban_rural_class(std::string_view text) {
    constexpr std::array<std::string_view, 7> classes = {"111", "112", "121", "122",
                                                         "123", "210", "220"};
    return std::find(classes.begin(), classes.end(), text) != classes.end();
}

std::string short_place_name(std::string_view name) {
    std::string out = trimmed(name);
    const auto shorten = [&out] {
        for (const auto ending : endings) {
            if (!out.ends_with(ending))
                continue;
            const auto rest = code_points(out.substr(0, out.size() - ending.size()));
            if (!rest || rest->size() < 2)
                return false;
            out = utf8(*rest);
            return true;
        }
        return false;
    };
    while (shorten()) {
    }
    return out;
}

bool Division::holds_on(const std::string& day) const {
    return (valid_from.empty() || valid_from <= day) && (valid_until.empty() || day <= valid_until);
}

Divisions Divisions::on(const std::string& day) const {
    Divisions holding;
    for (const auto& [code, division] : by_code_)
        if (division.holds_on(day))
            holding.add(division);
    return holding;
}

bool Divisions::changes_between(const std::string& day, const std::string& other) const {
    return std::any_of(by_code_.begin(), by_code_.end(), [&](const auto& one) {
        return one.second.holds_on(day) != one.second.holds_on(other);
    });
}

const Division* Divisions::find(const std::string& code) const {
    const auto it = by_code_.find(code);
    return it == by_code_.end() ? nullptr : &it->second;
}

bool Divisions::is_inside(const Division& division, const std::string& parent) const {
    // A broken table may hold a cycle; no tree of divisions is deeper than its number of levels.
    const Division* at = &division;
    for (std::size_t depth = 0; at != nullptr && depth < levels.size(); ++depth) {
        if (at->parent == parent)
            return true;
        at = find(at->parent);
    }
    return false;
}

std::vector<const Division*> Divisions::match(std::string_view name, const std::string& level,
                                              const std::string& parent) const {
    const std::string written = trimmed(name);
    std::vector<const Division*> alike, same;
    const auto [first, last] = codes_by_short_name_.equal_range(short_place_name(written));
    for (auto it = first; it != last; ++it) {
        const Division& division = by_code_.at(it->second);
        if (division.level != level || (!parent.empty() && !is_inside(division, parent)))
            continue;
        alike.push_back(&division);
        if (division.name == written)
            same.push_back(&division);
    }
    return same.empty() ? alike : same;
}

std::vector<const Division*> Divisions::within(const std::string& level,
                                               const std::string& parent) const {
    std::vector<const Division*> found;
    for (const auto& [code, division] : by_code_)
        if (division.level == level && is_inside(division, parent))
            found.push_back(&division);
    return found;
}

std::vector<const Division*> Divisions::all() const {
    std::vector<const Division*> found;
    for (const auto& [code, division] : by_code_) found.push_back(&division);
    return found;
}

void Divisions::add(Division division) {
    const std::string code = division.code;
    has_urban_rural_ = has_urban_rural_ || !division.urban_rural.empty();
    codes_by_short_name_.emplace(short_place_name(division.name), code);
    by_code_[code] = std::move(division);
}

Divisions load_divisions(const std::filesystem::path& file) {
    return parse_divisions(read_all(file), file.string());
}

Divisions parse_divisions(std::string text, const std::string& name, const std::string& county) {
    if (text.starts_with(byte_order_mark))
        text.erase(0, byte_order_mark.size());
    std::istringstream in(text);
    Divisions divisions;
    std::map<std::string, int> line_of;
    int number = 0;
    bool with_class = false;
    const auto where = [&name](int line) { return name + "，第 " + std::to_string(line) + " 行"; };
    const auto elsewhere = [&county](const std::string& line) {
        return !county.empty() && line.find(',') > county.size() && !line.starts_with(county);
    };
    for (std::string line; std::getline(in, line);) {
        line = trimmed(line);
        if (++number == 1) {
            with_class = line == header_with_class;
            if (line != header && !with_class)
                throw Error(Fault::bad_settings, where(1), "首行应为 code,name,level,parent");
        } else if (!line.empty() && !elsewhere(line)) {
            Division division = parse_row(line, with_class, divisions, where(number));
            if (division.level == "township" || division.level == "village")
                line_of[division.code] = number;
            divisions.add(std::move(division));
        }
    }
    if (divisions.empty())
        throw Error(Fault::bad_settings, name, "行政区划表是空的");
    for (const auto& [code, line] : line_of)
        if (divisions.find(divisions.find(code)->parent) == nullptr)
            throw Error(Fault::bad_settings, where(line),
                        "表中没有上级区划：" + divisions.find(code)->parent);
    return divisions;
}

}  // namespace tanfang

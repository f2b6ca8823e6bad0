#include "pipeline/register/people_file.h"

#include "pipeline/base/text.h"
#include "pipeline/external/orcus.h"
#include "pipeline/intake/workbook_file.h"
#include "pipeline/register/delimited_text.h"
#include "pipeline/register/headings.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace tanfang {

namespace {

constexpr std::string_view name_field = "subject_name";
constexpr std::string_view number_field = "subject_id_no";

std::string read_all(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        throw Error(Fault::bad_settings, file.string(), "无法读取该文件，请检查路径和权限");
    return bytes;
}

bool is_old_workbook(std::string_view bytes) {
    return bytes.starts_with("\xD0\xCF\x11\xE0");
}

/// @param row  whose cells move into the person
ListedPerson person_of(SheetRow& row, const Headings& headings) {
    ListedPerson person;
    person.row = row.number;
    person.hidden = row.hidden;
    person.cells.reserve(headings.field_of.size());
    for (const auto& [column, field] : headings.field_of) {
        if (column >= row.cells.size())
            continue;
        SheetCell& cell = row.cells[column];
        cell.text = trimmed(cell.text);
        if (!cell.text.empty() || cell.formula)
            person.put(field, std::move(cell));
    }
    return person;
}

PeopleList list_of(std::vector<SheetRow> rows, const Headings& headings) {
    PeopleList list;
    list.passed_over = headings.passed_over;
    list.people.reserve(rows.size());
    for (std::size_t i = headings.row + 1; i < rows.size(); ++i) {
        ListedPerson person = person_of(rows[i], headings);
        if (person.cell(name_field) || person.cell(number_field))
            list.people.push_back(std::move(person));
    }
    return list;
}

std::vector<std::string_view> needed_columns(ListKind kind) {
    return kind == ListKind::people ? std::vector{name_field, number_field}
                                    : std::vector{number_field};
}

/// @param hint  what else may be wrong
Error no_headings(const std::filesystem::path& file, ListKind kind, const std::string& hint) {
    const std::string needed =
        kind == ListKind::people
            ? "“姓名”和“身份证号码”两列（也可以用字段代号 subject_name、subject_id_no）"
            : "“身份证号码”一列";
    return {Fault::bad_settings, file.string(), "没有找到表头：需要有" + needed + hint};
}

PeopleList read_sheets(const std::filesystem::path& file, ListKind kind) {
    std::optional<PeopleList> list;
    std::vector<std::string> others;
    for (auto& table : read_workbook_file(file)) {
        const Headings headings = find_headings(table.rows, needed_columns(kind));
        if (list || headings.field_of.empty()) {
            others.push_back(table.name);
            continue;
        }
        list = list_of(std::move(table.rows), headings);
        list->sheet = table.name;
    }
    if (!list)
        // Some programs write texts as inline strings, which orcus does not see.
        throw no_headings(file, kind, "。如果表里有，请在 WPS 或 Excel 中打开，另存一次再导入");
    list->other_sheets = std::move(others);
    return std::move(*list);
}

bool is_option(const Field& field, const Json& value) {
    return value.is_string() && std::any_of(field.options.begin(), field.options.end(),
                                            [&](const auto& option) { return option.id == value; });
}

/// Is it a value that a field of the form can have?
bool is_value(const Field& field, const Json& value) {
    if (field.is_choice() && value.is_array())
        return std::all_of(value.begin(), value.end(),
                           [&](const Json& one) { return is_option(field, one); });
    if (field.is_choice())
        return is_option(field, value);
    return value.is_string() || value.is_number_integer();
}

/// What `people list` adds to a person's values; a list that comes back says nothing by them.
bool is_ours(const std::string& member) {
    return member == "person" || member == "revision";
}

/// A member of a line: what lists have, too, becomes a cell; other fields stay as they are.
void take_member(PeopleList& list, ListedPerson& person, const std::string& name, const Json& value,
                 const FieldModel& enrollment) {
    if (is_ours(name) || value.is_null() || value == "" || value == Json::array())
        return;
    const std::string_view field = field_of_heading(name);
    const Field* other = enrollment.find(name);
    if (!field.empty() && value.is_string())
        person.put(field, {trimmed(value.get<std::string>())});
    else if (!field.empty() && value.is_number())
        person.put(field, {value.dump(), true});
    else if (!field.empty() && value.is_object() && value.value("name", Json()).is_string())
        person.put(field, {trimmed(value["name"].get<std::string>())});
    else if (field.empty() && other && is_value(*other, value))
        person.more[name] = value;
    else if (!field.empty() || other)
        person.problem = "“" + name + "”不是这一项的值";
    else if (std::find(list.passed_over.begin(), list.passed_over.end(), name) ==
             list.passed_over.end())
        list.passed_over.push_back(name);
}

}  // namespace

const SheetCell* ListedPerson::cell(std::string_view field) const {
    const auto found = std::find_if(cells.begin(), cells.end(),
                                    [&](const ListedCell& one) { return one.field == field; });
    return found == cells.end() ? nullptr : &found->cell;
}

void ListedPerson::put(std::string_view field, SheetCell cell) {
    const auto at = std::find_if(cells.begin(), cells.end(),
                                 [&](const ListedCell& one) { return one.field >= field; });
    if (at != cells.end() && at->field == field)
        at->cell = std::move(cell);
    else
        cells.insert(at, {field, std::move(cell)});
}

PeopleList listed_lines(const std::string& text, const FieldModel& enrollment) {
    PeopleList list;
    std::istringstream in(text);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (trimmed(line).empty())
            continue;
        ListedPerson person;
        person.row = number;
        try {
            const Json json = parse_json(line, Fault::bad_settings, "");
            if (!json.is_object())
                throw Error(Fault::bad_settings, "", "应为一个 JSON 对象");
            for (const auto& [name, value] : json.items())
                take_member(list, person, name, value, enrollment);
        } catch (const Error& e) {
            person.problem = e.what();
        }
        list.people.push_back(std::move(person));
    }
    return list;
}

PeopleList read_people_file(const std::filesystem::path& file, const FieldModel& enrollment,
                            ListKind kind) {
    const std::string bytes = read_all(file);
    if (looks_like_workbook(bytes))
        return read_sheets(file, kind);
    if (is_old_workbook(bytes))
        throw Error(Fault::bad_settings, file.string(),
                    "这是旧的 xls 工作簿，请在 WPS 或 Excel 中另存为 xlsx");
    const auto text = decoded_text(bytes);
    if (!text)
        throw Error(Fault::bad_settings, file.string(),
                    "既不是 UTF-8 也不是 GBK 文字，请在表格软件中另存为“CSV UTF-8”或 xlsx");
    if (trimmed(*text).starts_with('{'))
        return listed_lines(*text, enrollment);
    auto rows = delimited_rows(*text);
    const Headings headings = find_headings(rows, needed_columns(kind));
    if (headings.field_of.empty())
        throw no_headings(file, kind, "");
    return list_of(std::move(rows), headings);
}

}  // namespace tanfang

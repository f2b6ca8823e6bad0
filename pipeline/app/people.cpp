#include "pipeline/app/people.h"

#include "pipeline/app/language.h"
#include "pipeline/external/icu.h"
#include "pipeline/register/people_export.h"

#include <algorithm>
#include <iostream>

namespace tanfang {

namespace {

/// @param words  part of a name, or the first letters of its pinyin; empty: everybody's
bool is_named(const Person& person, const std::string& words) {
    if (person.name().find(words) != std::string::npos)
        return true;
    const auto initials = pinyin_initials(person.name());
    return std::any_of(initials.begin(), initials.end(),
                       [&](const std::string& one) { return one.starts_with(words); });
}

ExitCode list_people(const HomeChoice& choice, bool table, const std::string& words) {
    Home home = Home::open_to_read(choice.folder, choice.options());
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets ask for it
    if (table)
        std::cout << byte_order_mark << people_table_head() << "\r\n";
    home.people().each([&](const Person& person) {
        if (!is_named(person, words))
            return;
        if (table)
            std::cout << people_table_line(person) << "\r\n";
        else
            std::cout << listed(person).dump() << '\n';
    });
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
    return ExitCode::done;
}

void add_list_command(const Command& people) {
    const Command command = people.command(
        "list", say("Print the register: JSON lines, or a table that can be imported again",
                    "输出登记库：JSON lines，或可以再导入的表格"));
    const auto choice = add_home_options(command);
    const auto table = std::make_shared<bool>(false);
    command.flag("--csv", *table, say("As CSV, for a spreadsheet", "输出 CSV 表格"));
    const auto words = std::make_shared<std::string>();
    command.option("--name", *words,
                   say("Only people of this name: a part of it, or the first letters of its pinyin",
                       "只列这个姓名的人：姓名的一部分，或拼音首字母"));
    command.runs([choice, table, words] { return list_people(*choice, *table, *words); });
}

}  // namespace

void add_people_command(const Command& program) {
    const Command people =
        program.group("people", say("The register: who is visited", "登记库：探访关爱服务对象"));
    add_people_import_command(people);
    add_people_enroll_command(people);
    add_list_command(people);
}

}  // namespace tanfang

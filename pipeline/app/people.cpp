#include "pipeline/app/people.h"

#include "pipeline/app/language.h"
#include "pipeline/register/people_export.h"

#include <iostream>

namespace tanfang {

namespace {

ExitCode list_people(const HomeChoice& choice, bool table) {
    Home home = Home::open_to_read(choice.folder, choice.options());
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets ask for it
    if (table)
        std::cout << byte_order_mark << people_table_head() << "\r\n";
    home.people().each([&](const Person& person) {
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
    command.runs([choice, table] { return list_people(*choice, *table); });
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

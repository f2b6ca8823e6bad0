#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/month_option.h"
#include "pipeline/app/output_files.h"
#include "pipeline/app/resources.h"
#include "pipeline/register/people_export.h"
#include "pipeline/register/visit_rate.h"

#include <iostream>

namespace tanfang {

namespace {

struct ReportOptions {
    std::string month;
    std::string csv;  ///< empty: to stdout
};

/// Spreadsheets ask for the mark, terminals do not.
void put_out(const ReportOptions& options, const std::string& table) {
    if (!options.csv.empty())
        return write_files({{options.csv, "\xEF\xBB\xBF" + table}});
    std::cout << table;
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
}

ExitCode report_rate(const HomeChoice& choice, const ReportOptions& options) {
    Home home = Home::open_to_read(choice.folder, choice.options());
    put_out(options,
            rate_csv(rate_of_month(home.people(), options.month, home.visits(options.month))));
    return ExitCode::done;
}

/// "第二联（乡镇（街道）存档）" for each copy that is not here.
std::string missing_words(const SheetReturn& back, const FormTemplate& form) {
    std::string words;
    for (const int copy : back.missing) {
        const auto& printed = form.copies.at(static_cast<std::size_t>(copy - 1));
        words += (words.empty() ? "" : "、") + printed.label + "（" + printed.holder + "存档）";
    }
    return words;
}

ExitCode report_sheets(const HomeChoice& choice, const ReportOptions& options) {
    const Forms forms(resource_folder() / "templates");
    Home home = Home::open_to_read(choice.folder, choice.options());
    std::string table = "编号,姓名,乡镇（街道）,村（社区）,探访员,情况,缺少的联\r\n";
    int sheets = 0, out = 0, incomplete = 0;
    home.printed_sheets().each_return(options.month, [&](const SheetReturn& back) {
        ++sheets;
        if (back.missing.empty())
            return;
        const bool nothing = static_cast<int>(back.missing.size()) == back.sheet.copies;
        ++(nothing ? out : incomplete);
        const Person person = home.people().find(back.sheet.person).value();
        for (const auto& cell :
             {back.sheet.serial, person.name(), person.place_name("residence_township"),
              person.place_name("residence_village"), person.text("visitor")})
            table += csv_cell(cell) + ",";
        table += std::string(nothing ? "未收回" : "不齐") + "," +
                 csv_cell(missing_words(back, forms.by_id(back.sheet.form))) + "\r\n";
    });
    table += "合计," + std::to_string(sheets) + " 套,未收回," + std::to_string(out) + " 套,不齐," +
             std::to_string(incomplete) + " 套\r\n";
    put_out(options, table);
    return ExitCode::done;
}

using Report = ExitCode (*)(const HomeChoice&, const ReportOptions&);

void add_report(const Command& reports, const char* name, const char* words, Report report) {
    const Command command = reports.command(name, words);
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<ReportOptions>();
    add_month_option(command, options->month, say("Month, e.g. 2026-03", "月份，如 2026-03"))
        .required();
    command.option(
        "--csv", options->csv,
        say("Write the table into this file, for a spreadsheet", "把表格写入这个 CSV 文件"));
    command.runs([choice, options, report] { return report(*choice, *options); });
}

}  // namespace

void add_report_command(const Command& program) {
    const Command reports = program.group("report", say("Tables for a month", "按月统计的表格"));
    add_report(reports, "rate",
               say("Visit rate by township and village, and who was not visited",
                   "按乡镇、村统计的月探访率，以及未探访名单"),
               report_rate);
    add_report(reports, "sheets",
               say("Printed sheets that are still out, and copies that are missing",
                   "印出后还没有收回的表，以及缺少的联"),
               report_sheets);
}

}  // namespace tanfang

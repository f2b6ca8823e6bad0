#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/place_knowledge.h"
#include "pipeline/external/sha256.h"
#include "pipeline/register/delimited_text.h"
#include "pipeline/register/people_export.h"

#include <fstream>
#include <iostream>
#include <iterator>

namespace tanfang {

namespace {

struct DivisionOptions {
    std::string file;
    std::string county;
    bool dry_run = false;
};

std::string bytes_in(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in || bytes.empty())
        throw Error(Fault::bad_settings, file, "无法读取区划表，请检查文件是否存在、是否为空");
    return bytes;
}

void print_plan(const DivisionPlan& plan, bool dry_run) {
    for (const auto& words : plan.words) std::cout << words << '\n';
    std::cout << (dry_run ? "试运行，没有改动。将" : "") << "新增 " << plan.added << " 个，更改 "
              << plan.changed << " 个，无变化 " << plan.same << " 个；不导入 " << plan.refused
              << " 行\n";
}

ExitCode import_divisions(const HomeChoice& choice, const DivisionOptions& options) {
    const std::string bytes = bytes_in(options.file);
    const auto text = decoded_text(bytes);
    if (!text)
        throw Error(Fault::bad_settings, options.file,
                    "既不是 UTF-8 也不是 GBK 文字，请在表格软件中另存为“CSV UTF-8”");
    Home home = options.dry_run ? Home::open_to_read(choice.folder, choice.options())
                                : Home::open_or_create(choice.folder, choice.options());
    const auto turn = options.dry_run ? std::nullopt : std::optional(turn_to_plan(home));
    const DivisionPlan plan = plan_divisions(delimited_rows(*text), known_divisions(&home, ""));
    if (!options.dry_run)
        home.divisions().store(plan.to_store, {{"list_sha256", sha256_hex(bytes_of(bytes))}});
    print_plan(plan, options.dry_run);
    return plan.refused > 0 ? ExitCode::rejected : ExitCode::done;
}

ExitCode list_divisions(const HomeChoice& choice, const DivisionOptions& options) {
    Home home = Home::open_to_read(choice.folder, choice.options());
    std::cout << "\xEF\xBB\xBF区划代码,名称,上级代码,启用日期,停用日期,城乡分类\r\n";
    for (const auto& [code, one] : known_divisions(&home, options.county))
        if (options.county.empty() || code.starts_with(options.county))
            std::cout << code << ',' << csv_cell(one.name) << ',' << one.parent << ','
                      << one.valid_from.value_or("") << ',' << one.valid_until.value_or("") << ','
                      << one.urban_rural.value_or("") << "\r\n";
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
    return ExitCode::done;
}

void add_import_command(const Command& divisions) {
    const Command command = divisions.command(
        "import",
        say("Take new, renamed and ended divisions into a home; the others stay as built in. A row "
            "that is wrong is left out and the exit code is 3",
            "把新设、更名、撤销的区划收入数据目录，其余仍用内置的福建区划；有问题的行不导入，"
            "退出码为 3"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<DivisionOptions>();
    command
        .option("CSV", options->file,
                say("Code and name, perhaps parent, valid from and until, urban-rural class; UTF-8 "
                    "or GBK",
                    "区划代码、名称，可有上级代码、启用日期、停用日期、城乡分类代码；UTF-8 或 GBK"))
        .required();
    command.flag("--dry-run", options->dry_run,
                 say("Change nothing, only say what would change", "只说明，不改动"));
    command.runs([choice, options] { return import_divisions(*choice, *options); });
}

void add_list_command(const Command& divisions) {
    const Command command = divisions.command(
        "list", say("Print the divisions that hold in a home, as a table that import takes",
                    "输出数据目录所用的区划，可编辑后再导入"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<DivisionOptions>();
    command.option("--county", options->county,
                   say("Only what lies in it, six digits", "只列一个县区，6 位代码"));
    command.runs([choice, options] { return list_divisions(*choice, *options); });
}

}  // namespace

void add_divisions_command(const Command& program) {
    const Command divisions = program.group(
        "divisions", say("Counties, townships, villages and their codes", "行政区划及其代码"));
    add_import_command(divisions);
    add_list_command(divisions);
}

}  // namespace tanfang

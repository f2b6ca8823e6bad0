#include "pipeline/register/people_import.h"

#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/people.h"
#include "pipeline/app/place_knowledge.h"
#include "pipeline/app/resources.h"
#include "pipeline/external/sha256.h"
#include "pipeline/home/durable_file.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

struct ImportOptions {
    std::string file;
    std::string settings;
    bool dry_run = false;
};

std::string sha256_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return sha256_hex(bytes_of(bytes));
}

void report_columns(const PeopleList& list) {
    const auto joined = [](const std::vector<std::string>& words) {
        std::string all;
        for (const auto& word : words) all += (all.empty() ? "" : "、") + word;
        return all;
    };
    if (!list.sheet.empty())
        spdlog::info("读取工作表“{}”", list.sheet);
    if (!list.other_sheets.empty())
        spdlog::warn("没有读取的工作表：{}", joined(list.other_sheets));
    if (!list.passed_over.empty())
        spdlog::info("用不到的列：{}", joined(list.passed_over));
}

void print_plan(const ImportPlan& plan, bool dry_run) {
    for (const auto& words : plan.words) std::cout << words << '\n';
    std::cout << (dry_run ? "试运行，没有改动。将" : "") << "新增 " << plan.added << " 人，更改 "
              << plan.changed << " 人，无变化 " << plan.same << " 人；不导入 " << plan.refused
              << " 行，请核对 " << plan.asked << " 行\n";
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
}

/// A trial needs no home; where there is one, it is not changed.
std::optional<Home> home_for(const HomeChoice& choice, bool dry_run) {
    if (!dry_run)
        return Home::open_or_create(choice.folder, choice.options());
    if (!is_there(std::filesystem::path(choice.folder) / "home.db"))
        return std::nullopt;
    return Home::open_to_read(choice.folder, choice.options());
}

ExitCode import_people(const HomeChoice& choice, const ImportOptions& options) {
    const auto templates = resource_folder() / "templates";
    const Forms forms(templates);
    Knowledge knowledge =
        load_knowledge(templates, options.settings.empty()
                                      ? std::nullopt
                                      : std::optional<std::filesystem::path>(options.settings));
    const PeopleList list =
        read_people_file(options.file, forms.fields_of(forms.by_id("enrollment")));
    report_columns(list);
    std::optional<Home> home = home_for(choice, options.dry_run);
    know_places(knowledge, home ? &*home : nullptr);
    const auto turn = options.dry_run ? std::nullopt : std::optional(turn_to_plan(*home));
    std::optional<People> people;
    PersonFinder find = [](const std::string&) { return std::nullopt; };
    if (home)
        find = people.emplace(home->people()).finder();
    ImportPlan plan = plan_import(list, knowledge, find);
    if (!options.dry_run)
        people->store(plan.to_store, {{"list_sha256", sha256_of(options.file)}});
    print_plan(plan, options.dry_run);
    return plan.refused > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_people_import_command(const Command& people) {
    const Command command = people.command(
        "import",
        say("Take a list of people into the register; says row by row what changes and what is "
            "wrong. A row that is wrong is left out and the exit code is 3",
            "把人员名单导入登记库，逐行说明更改和问题；有问题的行不导入，退出码为 3"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<ImportOptions>();
    command
        .option("FILE", options->file,
                say("xlsx, CSV (UTF-8 or GBK; commas or tabs) or JSON lines; columns are known "
                    "by the usual Chinese headings or by field ids",
                    "xlsx、CSV（UTF-8 或 GBK，逗号或制表符）或 JSON "
                    "lines；按常用中文表头或字段代号识别各列"))
        .required();
    command.flag("--dry-run", options->dry_run,
                 say("Change nothing, only say what would change", "只说明，不改动"));
    command.option("--settings", options->settings,
                   say("County, divisions, today's date, rules: see templates/README.md",
                       "县区、区划、当前日期、规则的设置文件"));
    command.runs([choice, options] { return import_people(*choice, *options); });
}

}  // namespace tanfang

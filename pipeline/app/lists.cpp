#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/resources.h"
#include "pipeline/external/sha256.h"
#include "pipeline/register/department_list.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

namespace tanfang {

namespace {

constexpr std::size_t day_length = 10;  // "2026-11-26", of a time

struct ListOptions {
    std::string type;
    std::string file;
    std::string settings;
    bool dry_run = false;
};

FieldModel enrollment_fields_of(const Forms& forms) {
    return forms.fields_of(forms.by_id("enrollment"));
}

/// @param name  id of an option of subject_types, or the words that stand on the form
/// @throws Error  Fault::bad_usage if it is none, with all that there are
const FieldOption& type_named(const FieldModel& enrollment, const std::string& name) {
    const auto& options = enrollment.find("subject_types")->options;
    const auto found = std::find_if(options.begin(), options.end(), [&](const FieldOption& option) {
        return option.id == name || option.zh == name;
    });
    if (found != options.end())
        return *found;
    std::string known;
    for (const auto& option : options)
        known += (known.empty() ? "" : "、") + option.id + "（" + option.zh + "）";
    throw Error(Fault::bad_usage, name, "不是对象类型。可用：" + known);
}

std::string sha256_of_file(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return sha256_hex(bytes_of(bytes));
}

void flush_result() {
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
}

ExitCode import_list(const HomeChoice& choice, const ListOptions& options) {
    const auto templates = resource_folder() / "templates";
    const FieldModel enrollment = enrollment_fields_of(Forms(templates));
    const FieldOption& type = type_named(enrollment, options.type);
    const Knowledge knowledge =
        load_knowledge(templates, options.settings.empty()
                                      ? std::nullopt
                                      : std::optional<std::filesystem::path>(options.settings));
    const NamedPeople named =
        named_people(read_people_file(options.file, enrollment, ListKind::numbers), knowledge);
    for (const auto& words : named.words) std::cout << words << '\n';
    if (named.id_nos.empty())
        throw Error(Fault::bad_settings, options.file, "名单中没有可以收入的身份证号码，没有改动");
    if (!options.dry_run) {
        Home home = Home::open_or_create(choice.folder, choice.options());
        home.lists().replace(type.id, named.id_nos,
                             {{"list_sha256", sha256_of_file(options.file)}});
    }
    std::cout << (options.dry_run ? "试运行，没有改动。将" : "") << "收入" << type.zh << "名单 "
              << named.id_nos.size() << " 人，代替原有名单；重复 " << named.repeated
              << " 行，不收入 " << named.words.size() << " 行\n";
    flush_result();
    return named.words.empty() ? ExitCode::done : ExitCode::rejected;
}

ExitCode show_lists(const HomeChoice& choice) {
    const FieldModel enrollment = enrollment_fields_of(Forms(resource_folder() / "templates"));
    Home home = Home::open_to_read(choice.folder, choice.options());
    for (const auto& list : home.lists().all())
        std::cout << list.type << "（" << type_named(enrollment, list.type).zh << "）："
                  << list.people << " 人，收入于 " << list.taken_at.substr(0, day_length) << '\n';
    flush_result();
    return ExitCode::done;
}

ExitCode remove_list(const HomeChoice& choice, const std::string& name) {
    const FieldModel enrollment = enrollment_fields_of(Forms(resource_folder() / "templates"));
    const FieldOption& type = type_named(enrollment, name);
    Home::existing(choice.folder);
    Home home = Home::open_or_create(choice.folder, choice.options());
    home.lists().replace(type.id, {}, Json::object());
    std::cout << "已去掉" << type.zh << "名单\n";
    flush_result();
    return ExitCode::done;
}

const char* words_of_type() {
    return say("Option of 对象类型, e.g. severe_disability or family_planning_special",
               "对象类型的代号或名称，如 severe_disability（重残老年人）、"
               "family_planning_special（计划生育特殊家庭老年人）");
}

void add_list_import_command(const Command& lists) {
    const Command command = lists.command(
        "import",
        say("Take a department's list of people into a home, in the place of the one of its type. "
            "Only fingerprints of the ID numbers are kept. A row without a sound number is left "
            "out and the exit code is 3",
            "把部门提供的名单收入数据目录，代替同一类型的原有名单；只保存身份证号码的指纹，"
            "不保存号码和姓名。没有正确号码的行不收入，退出码为 3"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<ListOptions>();
    command.option("TYPE", options->type, words_of_type()).required();
    command
        .option("FILE", options->file,
                say("xlsx, CSV (UTF-8 or GBK; commas or tabs) or JSON lines with a column of ID "
                    "numbers",
                    "有“身份证号码”一列的 xlsx、CSV（UTF-8 或 GBK，逗号或制表符）或 JSON lines"))
        .required();
    command.flag("--dry-run", options->dry_run,
                 say("Change nothing, only say what would change", "只说明，不改动"));
    command.option("--settings", options->settings,
                   say("Today's date, rules: see templates/README.md", "当前日期、规则的设置文件"));
    command.runs([choice, options] { return import_list(*choice, *options); });
}

}  // namespace

void add_lists_command(const Command& program) {
    const Command lists = program.group(
        "lists", say("Lists of people whom departments name, against which registration forms are "
                     "checked (R59)",
                     "部门名单（如卫健部门、残联提供的），用来核对登记表的对象类型（R59）"));
    add_list_import_command(lists);
    const Command show = lists.command(
        "show", say("Of which types there are lists, of how many people and since when",
                    "列出已收入的名单：类型、人数、收入时间"));
    const auto shown = add_home_options(show);
    show.runs([shown] { return show_lists(*shown); });
    const Command removal =
        lists.command("remove", say("Keep a list no longer: its type is not checked any more",
                                    "去掉一份名单，不再核对这一类型"));
    const auto choice = add_home_options(removal);
    const auto type = std::make_shared<std::string>();
    removal.option("TYPE", *type, words_of_type()).required();
    removal.runs([choice, type] { return remove_list(*choice, *type); });
}

}  // namespace tanfang

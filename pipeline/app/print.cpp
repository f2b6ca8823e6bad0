#include "pipeline/app/commands.h"
#include "pipeline/app/language.h"
#include "pipeline/app/month_option.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/print_month.h"


namespace tanfang {

namespace {

/// Out of the register: the form is always that of a visit, on paper, with all copies.
ExitCode print_of_register(const PrintCommand& options, MonthPrint job) {
    if (options.form != "visit" || options.sets > 1 || options.split > 0 || options.eform ||
        options.copies > 0 || !options.manifest.empty())
        throw Error(Fault::bad_usage, "--home",
                    "按登记库只印 visit（记录表），各联齐全，不能同时用 --sets、--split、--eform、"
                    "--copies、--manifest");
    if (options.month.empty() && job.serials.empty())
        throw Error(Fault::bad_usage, "--month", "请写明月份，如 --month 2026-03");
    job.form = options.form;
    job.out = options.out;
    job.month = options.month;
    return print_month(job);
}

ExitCode print(const PrintCommand& options) {
    if (is_annex(options.form)) {
        if (!options.people.empty() || !options.record.empty() || !options.manifest.empty() ||
            options.sets > 1 || options.split > 0 || options.cover || options.eform)
            throw Error(Fault::bad_usage, options.form,
                        "这是说明材料，没有套数、名单、清单和填写域");
        return print_annex(options);
    }
    if (!options.manifest.empty() && std::filesystem::weakly_canonical(options.manifest) ==
                                         std::filesystem::weakly_canonical(options.out))
        throw Error(Fault::bad_usage, "--manifest", "清单和 PDF 不能是同一个文件");
    if (!options.record.empty())
        return print_records(options);
    const bool packed = options.split > 0 || options.per_village || options.cover;
    return options.flat || packed ? print_run(options) : print_fillable(options);
}

/// Packs are for paper: each of these means --flat.
void add_pack_options(const Command& command, PrintCommand& options) {
    const auto split = command
                           .option("--split", options.split,
                                   say("Files of so many sets, each with a cover sheet",
                                       "按套数分成几个文件，每个文件带封面"))
                           .between(1, most_sets);
    const auto per_village = command.flag(
        "--per-village", options.per_village,
        say("A file for each village, with a cover sheet", "每个村（社区）一个文件，带封面"));
    const auto cover =
        command.flag("--cover", options.cover,
                     say("Begin the file with a cover sheet: batch, month, serials; no names",
                         "文件开头加封面：批次、月份、编号，不含姓名"));
    per_village.needs(command.added("--people"));
    for (const auto& option : {split, per_village, cover})
        option.excludes(command.added("--record")).excludes(command.added("--eform"));
    add_month_option(command, options.month,
                     say("Month on the cover, e.g. 2026-11; this month if not given",
                         "封面上的月份，如 2026-11，默认本月"));
}

/// --home and what goes with it.
void add_register_options(const Command& command, MonthPrint& job) {
    const auto home =
        command
            .option("--home", job.home.folder,
                    say("A set for each person who is due in the month, out of the register of "
                        "this home; every sheet is registered there",
                        "按此数据目录的登记库，为该月应探访的每人印一套，并登记每张表的编号"))
            .excludes(command.added("--people"))
            .excludes(command.added("--record"));
    command
        .option("--key", job.home.key_file,
                say("Key file; by default the file `key` in the home",
                    "密钥文件；默认是数据目录里的 key"))
        .needs(home);
    command
        .option("--village", job.village,
                say("Only this village, name as registered or code", "只印这个村（名称或代码）"))
        .needs(home);
    command
        .option("--general-months", job.general_months,
                say("Visit the general class once in so many months; default every month",
                    "一般对象每几个月探访一次，默认每月"))
        .between(1, 12)
        .needs(home);
    const auto again = command.flag(
        "--again", job.again,
        say("Print the month's registered sheets once more", "重印该月已登记的表，编号不变"));
    again.needs(home);
    command
        .option("--serial", job.serials,
                say("Print only these registered sheets once more", "只重印这些编号的表"))
        .needs(home)
        .excludes(again);
}

}  // namespace

void add_print_command(const Command& program) {
    const Command command =
        program.command("print", say("Make the PDF of a form for printing or filling in on screen",
                                     "生成表单 PDF，供打印或在屏幕上填写"));
    const auto options = std::make_shared<PrintCommand>();
    command
        .option(
            "FORM", options->form,
            say("Form: enrollment or visit; or guide (who is visited) or duties (who does what)",
                "表单：enrollment（登记表）或 visit（记录表）；也可以是 guide（附件2 "
                "探访关爱服务对象）"
                "或 duties（附件1 职责任务清单）"))
        .required();
    command.option("--out", options->out, say("The PDF to write", "要写出的 PDF 文件")).required();
    const auto people = command.option(
        "--people", options->people,
        say("JSON lines, one person a line: field id -> value; one set of copies for each",
            "JSON lines 文件，每行一人：字段代号 → 值；每人一套"));
    const auto record = command.option(
        "--record", options->record,
        say("JSON lines of read: equal flat copies of each sheet; what is doubtful stays open",
            "read 输出的 JSON lines：为每张表印出各联，存疑之处不印，标明待核"));
    record.excludes(people);
    command
        .flag("--with-scan", options->with_scan,
              say("Add the scans that the records come from", "附上记录所依据的扫描件"))
        .needs(record);
    const auto sets = command
                          .option("--sets", options->sets,
                                  say("Number of blank sets, each with its own serial",
                                      "空白表单的套数，每套一个编号"))
                          .between(1, most_sets)
                          .excludes(people)
                          .excludes(record);
    const auto copies =
        command
            .option("--copies", options->copies,
                    say("Copies of each set; all if not given", "每套打印的联数，默认全部"))
            .between(1, 9);
    const auto flat = command.flag(
        "--flat", options->flat,
        say("Without fields to fill in on screen. If neither this nor --eform is given, the "
            "fields are for ticks, dates and numbers: viewers may not show other Chinese "
            "characters than those filled in from --people",
            "不带屏幕填写域。既不加此项也不加 --eform 时，填写域只用于勾选、日期和数字：除 "
            "--people 预填的字以外，屏幕上新输入的汉字可能显示不出来"));
    command
        .flag("--eform", options->eform,
              say("One set of all copies to hand out as a file and fill in on screen, with a "
                  "font of all usual Chinese characters (3 MB); its number stands for one "
                  "person, one visit",
                  "一套全联的电子表单，发给填表人在屏幕上填写，内嵌常用汉字字体（约 3 "
                  "MB）；每份文件一个编号，只能填一人一次"))
        .excludes(people)
        .excludes(record)
        .excludes(sets)
        .excludes(copies)
        .excludes(flat);
    command.option(
        "--manifest", options->manifest,
        say("Write what stands on each page, as JSON lines; with it an interrupted "
            "flat run goes on when it is started again",
            "另写一份清单（JSON lines）：每一页是什么；有清单时，中断的打印再次运行即可继续"));
    add_pack_options(command, *options);
    const auto job = std::make_shared<MonthPrint>();
    add_register_options(command, *job);
    command.runs([options, job] {
        return job->home.folder.empty() ? print(*options) : print_of_register(*options, *job);
    });
}

}  // namespace tanfang

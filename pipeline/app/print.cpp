#include "pipeline/generate/print.h"

#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/output_files.h"
#include "pipeline/app/resources.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/people.h"

#include <random>

namespace tanfang {

namespace {

struct PrintCommand {
    std::string form;
    std::string out;
    std::string people;  // empty: blank sets
    int sets = 1;
    int copies = 0;  // 0: as many as the form has
    bool flat = false;
    std::string manifest;
};

std::string random_serial() {
    static std::random_device source;  // the kernel's random numbers
    return serial_from_bits(static_cast<unsigned long long>(source()) << 32 | source());
}

int copies_of(const PrintCommand& options, const FormTemplate& form) {
    const int most = static_cast<int>(form.copies.size());
    if (options.copies > most)
        throw Error(Fault::bad_usage, "--copies", "这张表单最多 " + std::to_string(most) + " 联");
    return options.copies == 0 ? most : options.copies;
}

std::vector<PrintedSet> sets_of(const PrintCommand& options, const FormTemplate& form,
                                const FieldModel& model, const Fonts& fonts) {
    std::vector<PrintedSet> sets;
    if (options.people.empty()) {
        for (int i = 0; i < options.sets; ++i) sets.push_back({random_serial(), std::nullopt, {}});
        return sets;
    }
    int index = 0;
    for (auto& person : read_people(options.people, form, model, fonts))
        sets.push_back({random_serial(), index++, std::move(person)});
    return sets;
}

std::string manifest_lines(const FormTemplate& form, const std::vector<PrintedPage>& pages) {
    std::string lines;
    for (std::size_t i = 0; i < pages.size(); ++i)
        lines += Json{{"page", i},
                      {"form", form.id},
                      {"version", form.version},
                      {"serial", pages[i].serial},
                      {"copy", pages[i].copy},
                      {"sheet_page", pages[i].sheet_page},
                      {"person", pages[i].person ? Json(*pages[i].person) : Json()}}
                     .dump() +
                 "\n";
    return lines;
}

ExitCode print(const PrintCommand& options) {
    if (!options.manifest.empty() && std::filesystem::weakly_canonical(options.manifest) ==
                                         std::filesystem::weakly_canonical(options.out))
        throw Error(Fault::bad_usage, "--manifest", "清单和 PDF 不能是同一个文件");
    const auto templates = resource_folder() / "templates";
    const Forms forms(templates);
    const FormTemplate& form = forms.by_id(options.form);
    const FieldModel model = forms.fields_of(form);
    const Fonts fonts = load_fonts(templates / "fonts.json");
    const PrintOptions how{copies_of(options, form), !options.flat};
    const std::vector<PrintedSet> sets = sets_of(options, form, model, fonts);
    if (how.fillable && sets.size() > most_fillable_sets)
        throw Error(Fault::bad_usage, "",
                    "可填写的 PDF 一次最多 " + std::to_string(most_fillable_sets) +
                        " 套，请分几次生成，或加 --flat");
    const Print print = print_sets(form, model, fonts, sets, how);
    std::vector<OutputFile> files = {{options.out, print.pdf}};
    if (!options.manifest.empty())
        files.push_back({options.manifest, manifest_lines(form, print.pages)});
    write_files(files);
    return ExitCode::done;
}

}  // namespace

void add_print_command(CLI::App& program, Work& work) {
    CLI::App& command = *program.add_subcommand(
        "print", say("Make the PDF of a form for printing or filling in on screen",
                     "生成表单 PDF，供打印或在屏幕上填写"));
    const auto options = std::make_shared<PrintCommand>();
    command
        .add_option(
            "FORM", options->form,
            say("Form: enrollment or visit", "表单：enrollment（登记表）或 visit（记录表）"))
        ->required();
    command.add_option("--out", options->out, say("The PDF to write", "要写出的 PDF 文件"))
        ->required();
    const auto people = command.add_option(
        "--people", options->people,
        say("JSON lines, one person a line: field id -> value; one set of copies for each",
            "JSON lines 文件，每行一人：字段代号 → 值；每人一套"));
    command
        .add_option(
            "--sets", options->sets,
            say("Number of blank sets, each with its own serial", "空白表单的套数，每套一个编号"))
        ->check(CLI::Range(1, most_sets))
        ->excludes(people);
    command
        .add_option("--copies", options->copies,
                    say("Copies of each set; all if not given", "每套打印的联数，默认全部"))
        ->check(CLI::Range(1, 9));
    command.add_flag("--flat", options->flat,
                     say("Without fields to fill in on screen", "不带屏幕填写域"));
    command.add_option("--manifest", options->manifest,
                       say("Write what stands on each page, as JSON lines",
                           "另写一份清单（JSON lines）：每一页是什么"));
    command.callback([options, &work] { work = [options] { return print(*options); }; });
}

}  // namespace tanfang

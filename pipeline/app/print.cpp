#include "pipeline/generate/print.h"

#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/output_files.h"
#include "pipeline/app/resources.h"
#include "pipeline/form/sheet_code.h"

#include <random>

namespace tanfang {

namespace {

struct PrintOptions {
    std::string form;
    std::string out;
    int sets = 1;
    int copies = 0;  // 0: as many as the form has
    bool flat = false;
    std::string manifest;
};

std::string random_serial() {
    static std::random_device source;  // the kernel's random numbers
    return serial_from_bits(static_cast<unsigned long long>(source()) << 32 | source());
}

int copies_of(const PrintOptions& options, const FormTemplate& form) {
    const int most = static_cast<int>(form.copies.size());
    if (options.copies > most)
        throw Error(Fault::bad_usage, "--copies", "这张表单最多 " + std::to_string(most) + " 联");
    return options.copies == 0 ? most : options.copies;
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

ExitCode print(const PrintOptions& options) {
    const auto templates = resource_folder() / "templates";
    const Forms forms(templates);
    const FormTemplate& form = forms.by_id(options.form);
    const int copies = copies_of(options, form);
    std::vector<PrintedSet> sets;
    for (int i = 0; i < options.sets; ++i) sets.push_back({random_serial(), std::nullopt});
    const Print print = print_sets(form, load_fonts(templates / "fonts.json"), sets, copies);
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
    const auto options = std::make_shared<PrintOptions>();
    command
        .add_option(
            "FORM", options->form,
            say("Form: enrollment or visit", "表单：enrollment（登记表）或 visit（记录表）"))
        ->required();
    command.add_option("--out", options->out, say("The PDF to write", "要写出的 PDF 文件"))
        ->required();
    command
        .add_option(
            "--sets", options->sets,
            say("Number of blank sets, each with its own serial", "空白表单的套数，每套一个编号"))
        ->check(CLI::Range(1, 5000));
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

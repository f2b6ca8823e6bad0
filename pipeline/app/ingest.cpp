#include "pipeline/app/commands.h"
#include "pipeline/app/decode_options.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/ingest_files.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/app/read_batch.h"
#include "pipeline/intake/printable_path.h"

#include <algorithm>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

struct IngestOptions {
    std::vector<std::string> paths;
    std::string form;
    std::string settings;
    int jobs = 0;  // 0: one a core
};

void report(const IngestCount& count) {
    spdlog::info("收到文件 {} 个（其中 {} 个以前收到过），无法接收 {} 个", count.received,
                 count.known, count.refused);
    spdlog::info("读出文件 {} 个，页：通过 {}，待复核 {}，退回 {}", count.read, count.accepted,
                 count.review, count.rejected);
}

ExitCode ingest(const HomeChoice& choice, const DecodeChoice& decoding,
                const IngestOptions& options) {
    if (!decoding.start())
        return ExitCode::environment;
    const std::optional<std::filesystem::path> settings =
        options.settings.empty() ? std::nullopt
                                 : std::optional<std::filesystem::path>(options.settings);
    const InputList delivered = list_inputs({options.paths.begin(), options.paths.end()});
    for (const auto& repeat : delivered.repeats)
        spdlog::warn("{}：重复的文件，只收一次", printable_path(repeat));
    if (delivered.passed_over > 0)
        spdlog::info("文件夹中有 {} 个文件不是扫描件，已略过", delivered.passed_over);
    const ReadingRoom room(options.form, settings);
    Home home = Home::open_or_create(choice.folder, choice.options());
    note_interruptions();
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const int jobs = options.jobs > 0 ? options.jobs : cores;
    const auto read = [&](const InputList& stored, const std::function<void(const Json&)>& sink) {
        read_batch(room, stored, jobs, sink, throw_if_interrupted);
    };
    const IngestCount count = ingest_files(home, delivered, read, throw_if_interrupted);
    report(count);
    return count.rejected > 0 || count.refused > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_ingest_command(CLI::App& program, Work& work) {
    CLI::App& command =
        *program.add_subcommand("ingest", say("Take scans into a home: store, read and keep them",
                                              "把扫描件收入数据目录：保存原件、读取、存成记录"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<IngestOptions>();
    command
        .add_option("PATH", options->paths,
                    say("Scans (PNG, JPEG, TIFF, PDF) or folders of them",
                        "扫描件（PNG、JPEG、TIFF、PDF）或其所在文件夹"))
        ->required();
    command
        .add_option("--jobs", options->jobs,
                    say("Threads; one a core if not given", "线程数，默认每核一个"))
        ->check(CLI::Range(1, 64));
    command.add_option("--form", options->form,
                       say("Only sheets of this form are ours", "只认这一种表单"));
    command.add_option("--settings", options->settings,
                       say("County, divisions, today's date, rules: see templates/README.md",
                           "县区、区划、当前日期、规则的设置文件"));
    const auto decoding = add_decode_options(command);
    command.callback([choice, decoding, options, &work] {
        work = [choice, decoding, options] { return ingest(*choice, *decoding, *options); };
    });
}

}  // namespace tanfang

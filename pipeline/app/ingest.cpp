#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/ingest_files.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/kept_prints.h"
#include "pipeline/app/known_sheets.h"
#include "pipeline/app/language.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/home/daily_head.h"
#include "pipeline/intake/printable_path.h"

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

void report(const IngestCount& count) {
    spdlog::info("收到文件 {} 个（其中 {} 个以前收到过），无法接收 {} 个", count.received,
                 count.known, count.refused);
    spdlog::info("读出文件 {} 个，页：通过 {}，待复核 {}，退回 {}", count.read, count.accepted,
                 count.review, count.rejected);
}

ExitCode ingest(const HomeChoice& choice, const ReadingChoice& reading,
                const std::vector<std::string>& paths) {
    if (!reading.decoding->start())
        return ExitCode::environment;
    const InputList delivered = list_inputs({paths.begin(), paths.end()});
    for (const auto& repeat : delivered.repeats)
        spdlog::warn("{}：重复的文件，只收一次", printable_path(repeat));
    if (delivered.passed_over > 0)
        spdlog::info("文件夹中有 {} 个文件不是扫描件，已略过", delivered.passed_over);
    ReadingRoom room = reading.open_room();
    Home home = Home::open_or_create(choice.folder, choice.options());
    DailyHead(Home::existing(choice.folder)).keep(day_by_clock());
    use_kept_prints(room, choice.folder);
    use_register(room, choice);
    note_interruptions();
    const IngestCount count =
        ingest_files(home, delivered, reading.reader(room), throw_if_interrupted);
    report(count);
    return count.rejected > 0 || count.refused > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_ingest_command(const Command& program) {
    const Command command =
        program.command("ingest", say("Take scans into a home: store, read and keep them",
                                      "把扫描件收入数据目录：保存原件、读取、存成记录"));
    const auto choice = add_home_options(command);
    const auto reading = add_reading_options(command);
    const auto paths = std::make_shared<std::vector<std::string>>();
    command
        .option("PATH", *paths,
                say("Scans (PNG, JPEG, TIFF, PDF) or folders of them",
                    "扫描件（PNG、JPEG、TIFF、PDF）或其所在文件夹"))
        .required();
    command.runs([choice, reading, paths] { return ingest(*choice, *reading, *paths); });
}

}  // namespace tanfang

#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/kept_prints.h"
#include "pipeline/app/language.h"
#include "pipeline/app/reading_beside.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/app/scan_sheets.h"
#include "pipeline/home/sortable_id.h"

#include <ctime>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

struct ScanOptions {
    std::string device;
    bool one_side = false;
};

/// The scanner to use: the one named, or the only one.
/// @throws Error  Fault::bad_usage if the user has to choose
/// @return        empty if there is none
std::string choose(const Sane& sane, const std::string& named) {
    if (!named.empty())
        return named;
    const auto scanners = sane.scanners();
    if (scanners.size() <= 1)
        return scanners.empty() ? "" : scanners[0].name;
    std::string list;
    for (const auto& scanner : scanners)
        list += fmt::format("\n  {}  {}", scanner.name, scanner.words);
    throw Error(Fault::bad_usage, "", "有多台扫描仪，请用 --device 写明用哪一台：" + list);
}

/// "扫描 2026-11-26 093015", by the office's clock.
std::string name_of_run() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    char text[32] = "";
    std::strftime(text, sizeof text, "%Y-%m-%d %H%M%S", &local);
    return std::string("扫描 ") + static_cast<const char*>(text);
}

void tell(const ScanWay& way) {
    spdlog::info("开始扫描：{}，{}，{} dpi，按 Ctrl-C 结束",
                 way.feeder ? way.both_sides ? "进纸器双面" : "进纸器单面" : "平板一页",
                 way.color ? "彩色" : "灰度", way.dpi);
}

ExitCode scan(const HomeChoice& choice, const ReadingChoice& options, const ScanOptions& wanted) {
    if (!options.decoding->start())
        return ExitCode::environment;
    const Sane sane;
    const std::string device = choose(sane, wanted.device);
    if (device.empty()) {
        spdlog::error("没有找到扫描仪。请检查电源和数据线；网络扫描仪请管理员先在系统里添加");
        return ExitCode::environment;
    }
    Scanner scanner = sane.open(device);
    if (scanner.state() != ScannerState::ready) {
        spdlog::error("{}：{}", device, words_for(scanner.state(), 0));
        return ExitCode::environment;
    }
    ScanWish wish;
    wish.both_sides = !wanted.one_side;
    const ScanWay way = scanner.prepare(wish);
    ReadingRoom room = options.open_room();
    Home home = Home::open_or_create(choice.folder, choice.options());
    use_kept_prints(room, choice.folder);
    note_interruptions();
    ReadingBeside reading(home, options.reader(room), throw_if_interrupted);
    tell(way);
    const ScanRun run = scan_sheets(
        [&] { return scanner.next(throw_if_interrupted); }, way,
        [&](OpenFile opened, const std::filesystem::path& name, const std::string& batch) {
            return reading.receive(std::move(opened), name, batch);
        },
        name_of_run(), new_sortable_id(),
        [&] {
            throw_if_interrupted();
            reading.check();
        });
    const bool emptied =
        run.state == ScannerState::ready || (run.state == ScannerState::no_paper && run.pages > 0);
    spdlog::log(emptied ? spdlog::level::info : spdlog::level::err, "{}",
                words_for(run.state, run.pages));
    reading.finish();
    const IngestCount read = reading.count();
    spdlog::info("共扫 {} 页；读出的页：通过 {}，待复核 {}，退回 {}", run.pages, read.accepted,
                 read.review, read.rejected);
    if (!emptied)
        return ExitCode::environment;
    return read.rejected > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_scan_command(const Command& program) {
    const Command command = program.command(
        "scan", say("Scan the sheets in a scanner's feeder into a home: both sides, color, 300 dpi",
                    "用扫描仪把进纸器里的表格扫进数据目录：双面、彩色、300 dpi"));
    const auto choice = add_home_options(command);
    const auto reading = add_reading_options(command);
    const auto options = std::make_shared<ScanOptions>();
    command.option("--device", options->device,
                   say("Which scanner, if there are several; named when it is left out",
                       "有多台扫描仪时用哪一台；不写时会列出名称"));
    command.flag("--one-side", options->one_side,
                 say("Only the front of each sheet", "只扫每张纸的正面"));
    command.runs([choice, reading, options] { return scan(*choice, *reading, *options); });
}

}  // namespace tanfang

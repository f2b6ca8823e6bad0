#include "pipeline/app/commands.h"
#include "pipeline/app/folder_intake.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/kept_prints.h"
#include "pipeline/app/known_sheets.h"
#include "pipeline/app/language.h"
#include "pipeline/app/reading_beside.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/home/daily_head.h"
#include "pipeline/home/sortable_id.h"
#include "pipeline/intake/folder_events.h"

#include <algorithm>

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>

namespace tanfang {

namespace {

// On a network share the system gives no notices: this is how soon a file is seen there.
constexpr std::chrono::milliseconds look_again(2000);
constexpr std::chrono::milliseconds look_again_at_waiting(500);
constexpr WatchTime between_words(5000);  // of progress, so that a busy hour stays readable

WatchTime time_now() {
    return std::chrono::duration_cast<WatchTime>(
        std::chrono::steady_clock::now().time_since_epoch());
}

bool is_within(const std::filesystem::path& inner, const std::filesystem::path& outer) {
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first ==
           outer.end();
}

/// A home in the watched folder would be taken for scans; a watched folder in the home is no
/// home's.
void check_folders(const std::string& watched, const std::string& home) {
    std::error_code error;
    if (!std::filesystem::is_directory(watched, error))
        throw Error(Fault::bad_usage, watched, "没有这个文件夹，请检查路径；共享文件夹请先连接好");
    const auto folder = std::filesystem::weakly_canonical(watched);
    const auto kept = std::filesystem::weakly_canonical(std::filesystem::absolute(home) / "");
    const auto home_folder = kept.has_filename() ? kept : kept.parent_path();
    if (is_within(folder, home_folder) || is_within(home_folder, folder))
        throw Error(Fault::bad_usage, watched,
                    "监视的文件夹和数据目录（--home）不能相同，也不能一个在另一个里面。请另选一个");
}

/// One program watches for a home: two would take the same files from a folder.
///
/// @return  keeps others away as long as it lives
/// @throws Error  Fault::bad_home if another program watches
OpenFile only_watcher(const std::filesystem::path& home) {
    OpenFile file(home / "watching", O_RDWR | O_CREAT, Fault::bad_home);
    if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0)
        throw Error(Fault::bad_home, home.string(),
                    "另一个 tanfang 程序正在为该数据目录监视文件夹，请先停止它");
    return file;
}

/// Says how far things are, when something has changed and not too often.
class Progress {
  public:
    void say(const FolderCount& folder, const IngestCount& read, WatchTime now) {
        std::string words = words_for(folder, read);
        if (words == said_ || (!said_.empty() && now - at_ < between_words))
            return;
        spdlog::info("{}", words);
        said_ = std::move(words);
        at_ = now;
    }

    static std::string words_for(const FolderCount& folder, const IngestCount& read) {
        return fmt::format(
            "收到文件 {} 个（其中 {} 个以前收到过），等待写完 {} 个，未收 {} 个；读出文件 {} "
            "个，页：通过 {}，待复核 {}，退回 {}",
            folder.received, folder.known, folder.waiting, folder.refused, read.read, read.accepted,
            read.review, read.rejected);
    }

  private:
    std::string said_;
    WatchTime at_{};
};

/// Watches until the user ends it.
void watch_folder(const std::string& folder, FolderIntake& intake, ReadingBeside& reading,
                  DailyHead& heads) {
    FolderEvents events;
    Progress progress;
    std::set<std::filesystem::path> renamed_in;
    for (;;) {
        heads.keep(day_by_clock());
        intake.round(renamed_in, time_now(), throw_if_interrupted);
        reading.check();
        throw_if_interrupted();
        progress.say(intake.count(), reading.count(), time_now());
        events.watch(folder, intake.folders());
        renamed_in = events.wait(intake.count().waiting > 0 ? look_again_at_waiting : look_again);
    }
}

ExitCode watch(const HomeChoice& choice, const ReadingChoice& options, const std::string& folder) {
    check_folders(folder, choice.folder);
    if (!options.decoding->start())
        return ExitCode::environment;
    ReadingRoom room = options.open_room();
    Home home = Home::open_or_create(choice.folder, choice.options());
    const OpenFile alone = only_watcher(choice.folder);
    use_kept_prints(room, choice.folder);
    use_register(room, choice);
    note_interruptions();
    ReadingBeside reading(home, options.reader(room), throw_if_interrupted);
    const Receiver receive = [&](OpenFile opened, const std::filesystem::path& name,
                                 const std::string& batch) {
        return reading.receive(std::move(opened), name, batch);
    };
    FolderIntake intake(folder, receive, new_sortable_id());
    DailyHead heads(Home::existing(choice.folder));
    spdlog::info("开始监视 {}，按 Ctrl-C 结束", folder);
    try {
        watch_folder(folder, intake, reading, heads);
    } catch (const Error& error) {
        if (error.fault() != Fault::interrupted)
            throw;
    }
    const IngestCount read = reading.count();
    spdlog::info("已按要求停止，收到的都已保存；没读完的下次运行时继续");
    spdlog::info("{}", Progress::words_for(intake.count(), read));
    return read.rejected > 0 || intake.count().refused > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_watch_command(const Command& program) {
    const Command command = program.command(
        "watch", say("Take in the scans that arrive in a folder, until Ctrl-C; files taken are "
                     "moved to 已收 in it, others to 未收 with the reason",
                     "监视一个文件夹，随到随收扫描件，按 Ctrl-C 结束；收好的移到其中的“已收”，"
                     "收不了的移到“未收”并写明原因"));
    const auto choice = add_home_options(command);
    const auto reading = add_reading_options(command);
    const auto folder = std::make_shared<std::string>();
    command
        .option("DIR", *folder,
                say("Folder that scanners write to; folders in it are batches",
                    "扫描仪存放文件的文件夹；其中的子文件夹各为一批"))
        .required();
    command.runs([choice, reading, folder] { return watch(*choice, *reading, *folder); });
}

}  // namespace tanfang

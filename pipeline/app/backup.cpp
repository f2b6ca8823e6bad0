#include "pipeline/home/backup.h"

#include "pipeline/app/commands.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/intake/printable_path.h"

#include <iostream>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

struct Folders {
    std::string home;
    std::string backup;
};

ExitCode back_up(const Folders& folders) {
    note_interruptions();
    const auto print = [](const std::string& finding) {
        std::cout << printable_path(finding) << '\n';
    };
    const BackupResult result =
        back_up_home(folders.home, folders.backup, {print, throw_if_interrupted});
    const BackupContents& contents = result.contents;
    spdlog::info("备份完成：原件 {} 个，其中这次新备份 {} 个；审计链头 {}",
                 contents.originals - static_cast<std::int64_t>(contents.missing.size()),
                 result.copied, contents.head);
    spdlog::info("密钥不在备份里。请把密钥文件 key 另存一份，放在别处：没有它，备份无法读出");
    if (!contents.missing.empty())
        spdlog::warn("有 {} 个原件没有备份到", contents.missing.size());
    return contents.missing.empty() ? ExitCode::done : ExitCode::rejected;
}

}  // namespace

void add_backup_command(const Command& program) {
    const Command command = program.command(
        "backup",
        say("Back up a home, also while others write; copies only what is new. The key is "
            "not in it: keep a copy elsewhere",
            "备份数据目录，别的程序正在写入也可以；只复制新的原件。密钥不在备份里，请另存"));
    const auto folders = std::make_shared<Folders>();
    command
        .option("--home", folders->home,
                say("Folder in which the work is kept", "保存工作成果的数据目录"))
        .required();
    command
        .option("--to", folders->backup,
                say("Folder of the backup: new, empty, or an earlier backup of this home",
                    "备份目录：新目录、空目录，或同一数据目录以前的备份"))
        .required();
    command.runs([folders] { return back_up(*folders); });
}

}  // namespace tanfang

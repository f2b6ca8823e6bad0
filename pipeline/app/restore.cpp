#include "pipeline/home/restore.h"

#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/intake/printable_path.h"

#include <iostream>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

ExitCode restore(const HomeChoice& choice, const std::string& from) {
    note_interruptions();
    const auto print = [](const std::string& finding) {
        std::cout << printable_path(finding) << '\n';
    };
    const RestoreResult result =
        restore_home(from, choice.folder, choice.options(), {print, throw_if_interrupted});
    spdlog::info("已恢复并核对：原件 {} 个、页 {} 个、记录 {} 条；审计链头 {}（备份时间 {}）",
                 result.check.originals, result.check.pages, result.check.records,
                 result.contents.head, result.contents.made);
    spdlog::info("密钥已复制到数据目录里的 key");
    if (!result.contents.missing.empty())
        spdlog::warn("有 {} 个原件在备份以前就不见了或已损坏", result.contents.missing.size());
    return result.contents.missing.empty() ? ExitCode::done : ExitCode::rejected;
}

}  // namespace

void add_restore_command(const Command& program) {
    const Command command =
        program.command("restore", say("Make a home out of a backup; everything is verified "
                                       "first, --key FILE is the copy of the key",
                                       "从备份恢复出数据目录，先逐项核对；用 --key 指明另存的"
                                       "密钥文件"));
    const auto choice = add_home_options(command);
    command.added("--key").required();
    const auto from = std::make_shared<std::string>();
    command.option("--from", *from, say("Folder of the backup", "备份目录")).required();
    command.runs([choice, from] { return restore(*choice, *from); });
}

}  // namespace tanfang

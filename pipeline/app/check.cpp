#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/home/home_check.h"
#include "pipeline/intake/printable_path.h"

#include <iostream>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

ExitCode check(const HomeChoice& choice, const std::string& kept_head) {
    std::optional<AuditHead> kept;
    if (!kept_head.empty())
        kept = parse_audit_head(kept_head);
    note_interruptions();
    const auto print = [](const std::string& finding) {
        std::cout << printable_path(finding) << '\n';
    };
    const HomeCheck result =
        check_home(choice.folder, choice.options(), kept, {print, throw_if_interrupted});
    if (result.others_write)
        spdlog::info("另一个 tanfang 程序正在写入，没有登记的原件和没有写完的文件这次不作判断");
    spdlog::info(
        "核对了原件 {} 个、页 {} 个、记录 {} 条、登记人员 {} 名、审计 {} 条；等待读取的文件 {} 个",
        result.originals, result.pages, result.records, result.people, result.entries,
        result.waiting);
    if (result.findings > 0)
        spdlog::warn("发现问题 {} 处", result.findings);
    if (result.head.seq > 0)
        std::cout << "审计链头 " << result.head.text() << '\n';
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
    return result.findings > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_check_command(const Command& program) {
    const Command command =
        program.command("check", say("Check a home: every original, record and entry of "
                                     "the audit; prints one finding a line "
                                     "and the head of the audit, to be kept elsewhere",
                                     "核对数据目录：每个原件、每条记录、审计链；每行输出一"
                                     "个问题，最后输出审计链头，请另存或打印"));
    const auto choice = add_home_options(command);
    const auto head = std::make_shared<std::string>();
    command.option("--head", *head,
                   say("An earlier head of the audit, which must still be in the chain",
                       "以前留存的审计链头，核对它仍在链中"));
    command.runs([choice, head] { return check(*choice, *head); });
}

}  // namespace tanfang

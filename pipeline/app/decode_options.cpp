#include "pipeline/app/decode_options.h"

#include "pipeline/app/language.h"
#include "pipeline/intake/launcher.h"
#include "pipeline/intake/lock_down.h"

#include <spdlog/spdlog.h>

namespace tanfang {

bool DecodeChoice::start() const {
    if (unsafe) {
        spdlog::warn("--unsafe-decode：解码不在系统沙箱内进行，只可用于来源可信的扫描件");
    } else if (!decoder_can_be_confined()) {
        spdlog::error(
            "系统内核不提供解码所需的沙箱（seccomp 过滤器），为安全起见不打开扫描件。请在普通的 "
            "Linux "
            "系统或允许 seccomp 的容器中运行；如果扫描件来源可信，可以加上 --unsafe-decode");
        return false;
    }
    Launcher::shared({.confined = !unsafe});
    return true;
}

std::shared_ptr<DecodeChoice> add_decode_options(const Command& command) {
    auto choice = std::make_shared<DecodeChoice>();
    command.flag("--unsafe-decode", choice->unsafe,
                 say("Decode without the kernel's sandbox: for trusted scans, where it is missing",
                     "不用系统沙箱解码：仅限来源可信的扫描件、且系统不提供沙箱时"));
    return choice;
}

}  // namespace tanfang

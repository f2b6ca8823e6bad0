#include "pipeline/app/interruption.h"

#include "pipeline/base/error.h"

#include <csignal>

namespace tanfang {

namespace {

volatile std::sig_atomic_t noted = 0;

extern "C" void note(int signal) {
    noted = 1;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void note_interruptions() {
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

void throw_if_interrupted() {
    if (noted)
        throw Error(Fault::interrupted, "",
                    "已按要求停止。已完成的部分都已保存，再次运行同样的命令即可继续");
}

}  // namespace tanfang

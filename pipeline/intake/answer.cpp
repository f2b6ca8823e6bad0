#include "pipeline/intake/answer.h"

#include "pipeline/base/text.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"

#include <array>
#include <csignal>
#include <cstring>

#include <sys/wait.h>

namespace tanfang {

namespace {

constexpr const char* too_slow = "解码超时，文件可能已损坏，请重新扫描或另存";

/// What is behind the end of a child, by its wait status.
const char* words_for(std::optional<int> ended) {
    if (ended && WIFSIGNALED(*ended)) {
        switch (WTERMSIG(*ended)) {
            case SIGSYS:
                return "解码进程用了沙箱不允许的系统调用，已被终止。这多半是程序的缺陷，不是文件的"
                       "问题，"
                       "请把这句话告诉开发者";
            case SIGPROF:
            case SIGXCPU:
                return too_slow;
            default:
                break;
        }
    }
    if (ended && WIFEXITED(*ended) && WEXITSTATUS(*ended) == exit_of_unconfined)
        return "系统内核不提供解码所需的沙箱（seccomp），文件没有打开";
    return "解码进程意外结束，文件可能已损坏，请重新扫描或另存";
}

/// The child's own account of what went wrong, if it is one that a child can give.
Error reported(const DecoderAnswer& answer, Launcher::Child& child, const std::string& where) {
    const auto fault = static_cast<Fault>(answer.value);
    switch (fault) {
        case Fault::unreadable_scan:
        case Fault::unsupported_format:
        case Fault::too_large:
        case Fault::encrypted_pdf: {
            const std::string words(answer.words, strnlen(answer.words, sizeof answer.words));
            return code_points(words) ? Error(fault, where, words) : death_of(child, where);
        }
        default:
            return death_of(child, where);
    }
}

}  // namespace

Error death_of(Launcher::Child& child, const std::string& where) {
    return {Fault::decoder_died, where, words_for(child.end())};
}

DecoderAnswer answer_from(Launcher::Child& child, const std::string& where) {
    if (!wait_for_packet(child.socket(), child.patience()))
        throw Error(Fault::decoder_died, where, too_slow);
    DecoderAnswer answer;
    if (!receive_packet(child.socket(), answer))
        throw death_of(child, where);
    if (answer.kind == DecoderAnswer::Kind::failed)
        throw reported(answer, child, where);
    return answer;
}

std::string block_from(Launcher::Child& child, std::size_t size, const std::string& where) {
    const Descriptor memory = memory_file_of_size(size);
    const std::array files{memory.get()};
    if (!send_packet(child.socket(), DecoderRequest{DecoderRequest::give_block}) ||
        !send_packet(child.socket(), PixelMemory{size}, files))
        throw death_of(child, where);
    if (answer_from(child, where).kind != DecoderAnswer::Kind::done)
        throw broken_answer(where);
    const Mapping bytes(memory.get(), size, Mapping::Use::read);
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

Error broken_answer(const std::string& where) {
    return {Fault::decoder_died, where, "解码进程的回答不合规则，文件可能已损坏，请重新扫描或另存"};
}

}  // namespace tanfang

#include "pipeline/intake/answer.h"

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"
#include "pipeline/intake/packet.h"

#include <cstring>

namespace tanfang {

namespace {

Error died(const std::string& where) {
    return {Fault::decoder_died, where, "解码进程意外结束，文件可能已损坏，请重新扫描"};
}

/// The child's own account of what went wrong, if it is one that a child can give.
Error reported(const DecoderAnswer& answer, const std::string& where) {
    const auto fault = static_cast<Fault>(answer.value);
    switch (fault) {
        case Fault::unreadable_scan:
        case Fault::unsupported_format:
        case Fault::too_large:
        case Fault::encrypted_pdf: {
            const std::string words(answer.words, strnlen(answer.words, sizeof answer.words));
            return code_points(words) ? Error(fault, where, words) : died(where);
        }
        default:
            return died(where);
    }
}

}  // namespace

DecoderAnswer answer_from(int socket, std::chrono::milliseconds patience,
                          const std::string& where) {
    if (!wait_for_packet(socket, patience))
        throw Error(Fault::decoder_died, where, "解码超时，文件可能已损坏，请重新扫描");
    DecoderAnswer answer;
    if (!receive_packet(socket, answer))
        throw died(where);
    if (answer.kind == DecoderAnswer::Kind::failed)
        throw reported(answer, where);
    return answer;
}

}  // namespace tanfang

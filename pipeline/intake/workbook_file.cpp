#include "pipeline/intake/workbook_file.h"

#include "pipeline/base/error.h"
#include "pipeline/intake/answer.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/printable_path.h"
#include "pipeline/intake/workbook_packet.h"

namespace tanfang {

namespace {

constexpr std::size_t most_bytes = 64 << 20;  // 60,000 people with 20 columns have 5 MB

/// Errors name no file.
std::vector<SheetTable> sheets_from(Launcher::Child& child) {
    if (!send_packet(child.socket(), DecoderRequest{DecoderRequest::open_workbook}))
        throw death_of(child, "");
    const DecoderAnswer answer = answer_from(child, "");
    if (answer.kind != DecoderAnswer::Kind::page_count || answer.block_size <= 0 ||
        answer.block_size > static_cast<std::int64_t>(max_packed_workbook))
        throw broken_answer("");
    auto tables =
        unpack_workbook(block_from(child, static_cast<std::size_t>(answer.block_size), ""));
    if (!tables)
        throw broken_answer("");
    return std::move(*tables);
}

}  // namespace

std::vector<SheetTable> read_workbook_file(const std::filesystem::path& file, Launcher& launcher) {
    const std::string where = printable_path(file);
    const Descriptor bytes = memory_copy_of(file, where);
    if (size_of(bytes) > most_bytes)
        throw Error(Fault::bad_settings, where, "文件太大，不像是人员名单。请分成几个文件");
    Launcher::Child child = launcher.serve(bytes);
    try {
        return sheets_from(child);
    } catch (const Error& error) {
        const bool died = error.fault() == Fault::decoder_died;
        throw Error(died ? Fault::decoder_died : Fault::bad_settings, where, error.what());
    }
}

}  // namespace tanfang

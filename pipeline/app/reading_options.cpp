#include "pipeline/app/reading_options.h"

#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/app/read_batch.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

namespace tanfang {

ReadingRoom ReadingChoice::open_room() const {
    return {form, settings.empty() ? std::nullopt : std::optional<std::filesystem::path>(settings)};
}

StoredFilesReader ReadingChoice::reader(const ReadingRoom& room) const {
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    return [&room, threads = jobs > 0 ? jobs : cores](
               const InputList& stored, const std::function<void(const Json& line)>& sink) {
        read_batch(room, stored, threads, sink, throw_if_interrupted);
    };
}

std::shared_ptr<ReadingChoice> add_reading_options(const Command& command) {
    auto choice = std::make_shared<ReadingChoice>();
    command
        .option("--jobs", choice->jobs,
                say("Threads; one a core if not given", "线程数，默认每核一个"))
        .between(1, 64);
    command.option("--form", choice->form,
                   say("Only sheets of this form are ours", "只认这一种表单"));
    command.option("--settings", choice->settings,
                   say("County, divisions, today's date, rules: see templates/README.md",
                       "县区、区划、当前日期、规则的设置文件"));
    choice->decoding = add_decode_options(command);
    return choice;
}

}  // namespace tanfang

#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"

#include <iostream>

namespace tanfang {

namespace {

struct RecordsOptions {
    std::string status;
    std::int64_t since = 0;
};

ExitCode print_records(const HomeChoice& choice, const RecordsOptions& options) {
    Home home = Home::open_to_read(choice.folder, choice.options());
    RecordFilter filter;
    if (!options.status.empty())
        filter.status = page_status_named(options.status);
    filter.since = options.since;
    home.each_record(filter, [](const Json& record) {
        std::cout << record.dump() << '\n';
        if (!std::cout)
            throw Error(Fault::output_failed, "stdout", "无法写出结果");
    });
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
    return ExitCode::done;
}

}  // namespace

void add_records_command(const Command& program) {
    const Command command = program.command(
        "records",
        say("Print the records of a home as JSON lines", "以 JSON 行输出数据目录中的记录"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<RecordsOptions>();
    command.option("--status", options->status,
                   say("Only these: accepted, review or rejected",
                       "只输出这种状态：accepted（通过）、review（待核对）、rejected（被拒）"));
    command.option("--since", options->since,
                   say("Only what changed after this cursor, from a line printed earlier",
                       "只输出此后有变化的记录；填以前某行的 cursor"));
    command.runs([choice, options] { return print_records(*choice, *options); });
}

}  // namespace tanfang

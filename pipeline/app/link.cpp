#include "pipeline/app/commands.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/record/id_number.h"
#include "pipeline/register/unlinked_visit.h"

#include <iostream>

namespace tanfang {

namespace {

constexpr std::size_t most_candidates = 10;

struct LinkOptions {
    std::string record;
    std::string person;
    bool undo = false;
};

void say_line(const Json& line) {
    std::cout << line.dump() << '\n';
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
}

void list_unlinked(Home& home) {
    home.links().each_unlinked([](const UnlinkedRecord& record) {
        say_line({{"record", record.id},
                  {"status", record.status},
                  {"visit_date", record.event_date ? Json(*record.event_date) : Json()}});
    });
}

void list_candidates(Home& home, const std::string& record) {
    const auto line = home.record(record);
    if (!line)
        throw Error(Fault::bad_usage, record, "没有这条记录");
    for (const auto& candidate : candidates_in_home(home, *line, most_candidates))
        say_line({{"person", candidate.person},
                  {"name", candidate.name},
                  {"village", candidate.village},
                  {"score", candidate.score},
                  {"reasons", candidate.reasons}});
}

/// @param words  an id of the register, or an ID number
std::string person_named(Home& home, const std::string& words) {
    if (words.size() != id_length)
        return words;
    const auto person = home.people().with_id_no(words);
    if (!person)
        throw Error(Fault::bad_usage, "", "登记库中没有这个身份证号码的人");
    return person->id;
}

ExitCode link(const HomeChoice& choice, const LinkOptions& options) {
    Home::existing(choice.folder);
    const bool changes = options.undo || !options.person.empty();
    Home home = changes ? Home::open_or_create(choice.folder, choice.options())
                        : Home::open_to_read(choice.folder, choice.options());
    if (options.undo)
        home.links().unlink(options.record);
    else if (changes)
        home.links().link(options.record, person_named(home, options.person));
    else if (options.record.empty())
        list_unlinked(home);
    else
        list_candidates(home, options.record);
    return ExitCode::done;
}

}  // namespace

void add_link_command(const Command& program) {
    const Command command = program.command(
        "link",
        say("Say whose a visit sheet without a serial is. Without RECORD: sheets of which nobody "
            "knows; with RECORD: whose it may be, the likeliest first, with reasons",
            "指明没有编号的探访表是谁的。不写 RECORD：列出不知道是谁的表；只写 "
            "RECORD：列出可能的人及理由，最可能的在前"));
    const auto choice = add_home_options(command);
    const auto options = std::make_shared<LinkOptions>();
    const auto record = command.option("RECORD", options->record,
                                       say("Id, as `records` prints it", "记录编号，见 records"));
    const auto person = command.option("PERSON", options->person,
                                       say("Id, as `people list` prints it, or ID number",
                                           "人员编号（见 people list）或身份证号码"));
    command.flag("--undo", options->undo, say("Take the link back", "撤销关联"))
        .needs(record)
        .excludes(person);
    command.runs([choice, options] { return link(*choice, *options); });
}

}  // namespace tanfang

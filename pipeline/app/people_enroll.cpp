#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/people.h"
#include "pipeline/app/place_knowledge.h"
#include "pipeline/app/resources.h"
#include "pipeline/register/people_import.h"

#include <iostream>

namespace tanfang {

namespace {

/// What a record claims of its person, as a line of a list.
std::string line_of(const Json& record) {
    Json line = Json::object();
    for (const auto& [id, field] : record.at("fields").items()) {
        const std::string state = field.at("state");
        if (state != "doubtful" && state != "unreadable")
            line[id] = field.at("value");
    }
    return line.dump();
}

struct EnrollCount {
    int added = 0;
    int changed = 0;
    int same = 0;
    int refused = 0;
};

/// @return the plan's words about the one person of a record
ImportPlan take(Home& home, const Enrollment& enrollment, const FieldModel& model,
                const Knowledge& knowledge) {
    const Json record = home.record(enrollment.record).value();
    People people = home.people();
    ImportPlan plan =
        plan_import(listed_lines(line_of(record), model), knowledge,
                    [&](const std::string& id_no) { return people.with_id_no(id_no); });
    if (plan.refused > 0)
        return plan;
    people.store(plan.to_store, {{"record", enrollment.record}});
    home.enrollments().note_taken(enrollment);
    return plan;
}

ExitCode enroll_people(const HomeChoice& choice, const std::string& settings) {
    Home::existing(choice.folder);
    const auto templates = resource_folder() / "templates";
    const Forms forms(templates);
    const FieldModel model = forms.fields_of(forms.by_id("enrollment"));
    Knowledge knowledge = load_knowledge(
        templates,
        settings.empty() ? std::nullopt : std::optional<std::filesystem::path>(settings));
    Home home = Home::open_or_create(choice.folder, choice.options());
    know_places(knowledge, &home);
    const HomeLock turn = turn_to_plan(home);
    EnrollCount count;
    for (const auto& enrollment : home.enrollments().untaken()) {
        const ImportPlan plan = take(home, enrollment, model, knowledge);
        for (const auto& words : plan.words)
            std::cout << "记录 " << enrollment.record << "：" << words << '\n';
        count.added += plan.added;
        count.changed += plan.changed;
        count.same += plan.same;
        count.refused += plan.refused;
    }
    std::cout << "新增 " << count.added << " 人，更改 " << count.changed << " 人，无变化 "
              << count.same << " 人；没有收入 " << count.refused << " 份\n";
    if (!std::cout.flush())
        throw Error(Fault::output_failed, "stdout", "无法写出结果");
    return count.refused > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_people_enroll_command(const Command& people) {
    const Command command = people.command(
        "enroll",
        say("Take the people of confirmed registration forms (附件3) into the register; a second "
            "form of a person is a new version. What cannot be taken is said, the exit code is 3",
            "把已核对的登记表（附件3）上的人员收入登记库；同一人的第二份登记表是新的版本。"
            "不能收入的会说明，退出码为 3"));
    const auto choice = add_home_options(command);
    const auto settings = std::make_shared<std::string>();
    command.option("--settings", *settings,
                   say("County, divisions, today's date, rules: see templates/README.md",
                       "县区、区划、当前日期、规则的设置文件"));
    command.runs([choice, settings] { return enroll_people(*choice, *settings); });
}

}  // namespace tanfang

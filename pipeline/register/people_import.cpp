#include "pipeline/register/people_import.h"

#include "pipeline/base/side_by_side.h"
#include "pipeline/register/listed_values.h"
#include "pipeline/register/listed_words.h"

#include <unordered_map>

namespace tanfang {

namespace {

bool is_same(const Person& one, const Person& other) {
    return one.state == other.state && one.values == other.values;
}

bool is_same_place(const Json& one, const Json& other) {
    return one.is_object() && other.is_object() &&
           one.value("name", Json()) == other.value("name", Json());
}

/// The stored person with what the row says. A code is not given up for a mere name.
Person merged(Person stored, const JudgedPerson& row) {
    for (const auto& [field, value] : row.person.values.items()) {
        const Json known = stored.values.value(field, Json());
        if (!(is_same_place(known, value) && value.value("code", Json()).is_null()))
            stored.values[field] = value;
    }
    if (row.says_state)
        stored.state = row.person.state;
    if (!row.person.priority_class.empty())
        stored.priority_class = row.person.priority_class;
    if (row.person.registered_on)
        stored.registered_on = row.person.registered_on;
    return stored;
}

std::string changed_fields(const Person& before, const Person& after) {
    std::string names;
    const auto add = [&](const std::string& name) { names += (names.empty() ? "" : "、") + name; };
    for (const auto& [field, value] : after.values.items())
        if (before.values.value(field, Json()) != value)
            add(register_field_name(field));
    if (before.state != after.state)
        add(register_field_name("state"));
    return names;
}

class PeoplePlanner {
  public:
    /// @param count  of the rows
    PeoplePlanner(const Knowledge& knowledge, const PersonFinder& find, std::size_t count)
        : judge_(knowledge), find_(find) {
        first_with_.reserve(count);
        first_named_.reserve(count);
    }

    /// @param listed  outlives the planner
    /// @param row     what it says, judged; its person moves into the plan
    void take(const ListedPerson& listed, JudgedPerson& row) {
        if (row.refusals.empty())
            check_repeat(row);
        if (!row.refusals.empty())
            return refuse(listed.row, row);
        check_namesake(listed.row, row);
        const bool first = first_with_.try_emplace(row.person.id_no(), &listed).second;
        const std::string name = row.person.name();
        if (first)
            store(listed.row, row);
        else
            ++plan_.same;
        plan_.asked += row.questions.empty() ? 0 : 1;
        for (const auto& what : row.questions) say(listed.row, name, "请核对：" + what);
    }

    ImportPlan plan() { return std::move(plan_); }

  private:
    void check_repeat(JudgedPerson& row) {
        const auto first = first_with_.find(row.person.id_no());
        // Judged once more: it is rare, and keeping everybody twice is dear.
        if (first != first_with_.end() && !is_same(judge_.judge(*first->second).person, row.person))
            row.refusals.push_back("与第 " + std::to_string(first->second->row) +
                                   " 行的身份证号码相同，其他内容却不同");
    }

    void check_namesake(int number, JudgedPerson& row) {
        const std::string village = row.person.place_code("residence_village") + "\n" +
                                    row.person.place_name("residence_village");
        const auto [first, added] = first_named_.try_emplace(row.person.name() + "\n" + village,
                                                             number, row.person.id_no());
        if (!added && first->second.second != row.person.id_no())
            row.questions.push_back("与第 " + std::to_string(first->second.first) +
                                    " 行同村同名，确是两个人吗？");
    }

    /// @param row  whose person moves into the plan
    void store(int number, JudgedPerson& row) {
        const auto stored = find_(row.person.id_no());
        if (!stored) {
            ++plan_.added;
            say(number, row.person.name(), "新增");
            plan_.to_store.push_back(std::move(row.person));
            return;
        }
        Person after = merged(*stored, row);
        if (is_same(*stored, after)) {
            ++plan_.same;
            return;
        }
        ++plan_.changed;
        say(number, after.name(), "更改：" + changed_fields(*stored, after));
        plan_.to_store.push_back(std::move(after));
    }

    void refuse(int number, const JudgedPerson& row) {
        ++plan_.refused;
        for (const auto& why : row.refusals) say(number, row.person.name(), "不导入：" + why);
    }

    void say(int number, const std::string& name, const std::string& what) {
        plan_.words.push_back("第 " + std::to_string(number) + " 行" +
                              (name.empty() ? "" : "（" + name + "）") + "：" + what);
    }

    PersonJudge judge_;
    const PersonFinder& find_;
    ImportPlan plan_;
    std::unordered_map<std::string, const ListedPerson*> first_with_;  // by ID number
    std::unordered_map<std::string, std::pair<int, std::string>>
        first_named_;  // by name and village
};

}  // namespace

ImportPlan plan_import(const PeopleList& list, const Knowledge& knowledge,
                       const PersonFinder& find) {
    const std::size_t count = list.people.size();
    std::vector<JudgedPerson> judged(count);
    side_by_side(count, [&](std::size_t first, std::size_t last) {
        PersonJudge judge(knowledge);
        for (std::size_t i = first; i < last; ++i) judged[i] = judge.judge(list.people[i]);
    });
    PeoplePlanner planner(knowledge, find, count);
    for (std::size_t i = 0; i < count; ++i) planner.take(list.people[i], judged[i]);
    return planner.plan();
}

}  // namespace tanfang

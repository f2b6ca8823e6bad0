/// A township office with invented people, for the tests of the register.
#pragma once

#include "pipeline/record/id_number.h"
#include "pipeline/register/people_import.h"

#include <algorithm>

#include "../home/home_fixture.h"

namespace tanfang {

inline const Knowledge& example_knowledge() {
    static const Knowledge knowledge =
        load_knowledge(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates",
                       std::filesystem::path(TANFANG_SOURCE_DIR) / "samples/settings.json");
    return knowledge;
}

inline const FieldModel& enrollment_fields() {
    static const FieldModel model = parse_field_model(
        load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates/fields.json",
                  Fault::bad_template),
        "enrollment");
    return model;
}

/// A sound number of area 350599: the n-th person, born in the forties; odd ones are men.
inline std::string id_no(int n) {
    const auto digits = [](int number, std::size_t count) {
        const std::string text = std::to_string(number);
        return std::string(count - text.size(), '0') + text;
    };
    const int day = n / 1000;
    const std::string number = "350599194" + digits(day / 336 % 10, 1) +
                               digits(day / 28 % 12 + 1, 2) + digits(day % 28 + 1, 2) +
                               digits(n % 1000, 3);
    return number + check_character(number + "0");
}

/// A home and a file of people.
class Township : public testing::Test {
  protected:
    std::filesystem::path file(const std::string& bytes) {
        return write_file(folder / "people", bytes);
    }

    ImportPlan plan(const std::filesystem::path& list) {
        return plan_import(
            read_people_file(list, enrollment_fields()), example_knowledge(),
            [&](const std::string& number) { return home.people().with_id_no(number); });
    }

    ImportPlan import(const std::filesystem::path& list) {
        ImportPlan made = plan(list);
        home.people().store(made.to_store, Json::object());
        return made;
    }

    std::vector<Person> people() {
        std::vector<Person> all;
        home.people().each([&](const Person& person) { all.push_back(person); });
        return all;
    }

    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
};

/// Does a row's message say this?
inline bool says(const ImportPlan& plan, int row, const std::string& words) {
    const std::string start = "第 " + std::to_string(row) + " 行";
    return std::any_of(plan.words.begin(), plan.words.end(), [&](const std::string& line) {
        return line.starts_with(start) && line.find(words) != std::string::npos;
    });
}

}  // namespace tanfang

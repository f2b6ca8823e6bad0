#include "pipeline/app/sheet_knowledge.h"

#include "pipeline/base/text.h"

#include "tests/unit/record/paper_sheet.h"
#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

const std::string number = "350599194503120010";  // its 15th and 16th digits may be 1 and 9 as well

Expected expected_of(const std::string& name, const std::string& id_no) {
    Expected expected;
    expected.values["subject_name"] = {{{name}, name}};
    expected.values["subject_id_no"] = {{{id_no}, id_no}};
    expected.values["emergency_contact_name"] = {{{"陈建国"}, "陈建国"}};
    return expected;
}

/// A register of one person.
class OnePerson : public SheetKnowledge {
  public:
    explicit OnePerson(std::string name) : name_(std::move(name)) {}

    Expected of_serial(const std::string&, const FieldModel&) override { return {}; }
    Expected of_person(const std::string& id_no, const FieldModel&) override {
        return id_no == number ? expected_of(name_, number) : Expected{};
    }

  private:
    std::string name_;
};

/// Characters of which each may be another, that nobody lists, as well.
TextReading written(const std::string& text) {
    TileGraph graph;
    const auto characters = code_points(text).value();
    for (const char32_t c : characters) {
        CharacterTile tile = cell({{c, 0.8}});
        tile.from = graph.places;
        tile.to = ++graph.places;
        graph.best += std::log(0.8);
        graph.tiles.push_back(std::move(tile));
    }
    TextReading reading = seen(graph, text);
    reading.confidence = 0.8;
    return reading;
}

/// The state of the contact's name, where the number is nearly another sound one.
FieldState contact_of(const std::string& name, const std::string& registered) {
    TileGraph graph = with_rival(comb(number), 14, '0', 0.7, '1', 0.29);
    graph = with_rival(graph, 15, '0', 0.7, '9', 0.29);
    TextReading in_doubt = seen(graph, number);
    in_doubt.confidence = 0.7;
    PaperSheet sheet("enrollment");
    sheet.put_text("subject_id_no", in_doubt).put_text("subject_name", written(name));
    sheet.put_text("emergency_contact_name", written("陈建国"));
    Knowledge knowledge = example_county();
    for (const char* kind : {"id_number", "name"})
        knowledge.calibration.fields[kind] = {0.999, -4, 1};
    OnePerson people(registered);
    const auto check = [&](SheetKnowledge* sheets) {
        return check_sheet(sheet.readings(), sheet.form(), model_of("enrollment"), knowledge,
                           std::nullopt, sheets);
    };
    EXPECT_EQ(value_of(check(nullptr), "subject_id_no").state, FieldState::doubtful);
    const CheckedRecord record = check(&people);
    EXPECT_EQ(claims(value_of(record, "subject_id_no").state), name == registered);
    return value_of(record, "emergency_contact_name").state;
}

}  // namespace

TEST(SheetKnowledge, ANumberThatAsksIsTheRegisteredPersonsWhereTheNameIsToo) {
    EXPECT_EQ(contact_of("陈阿水", "陈阿水"), FieldState::read);
    EXPECT_EQ(contact_of("陈阿水", "林阿满"), FieldState::doubtful) << "somebody else";
}

}  // namespace tanfang

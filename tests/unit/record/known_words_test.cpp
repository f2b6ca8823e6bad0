/// Chinese words from tiles to claims: closed words, places, names, enumerations.
#include "pipeline/base/text.h"
#include "pipeline/record/known_names.h"
#include "pipeline/record/known_places.h"
#include "pipeline/record/spelling.h"
#include "pipeline/record/word_acceptor.h"

#include "tests/unit/record/paper_sheet.h"
#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// A line of characters, each read with the given probability; a second text gives each its rival
/// with nearly all of the rest.
TextReading line(const std::string& text, double probability = 0.9, const std::string& rival = "") {
    const std::u32string best = *code_points(text), second = *code_points(rival);
    TileGraph graph;
    for (std::size_t i = 0; i < best.size(); ++i) {
        CharacterTile tile = cell({{best[i], probability}});
        if (i < second.size())
            tile.characters.push_back({second[i], 0.99 * (1 - probability)});
        tile.from = graph.places;
        tile.to = ++graph.places;
        graph.best += std::log(probability);
        graph.tiles.push_back(std::move(tile));
    }
    return seen(graph, text);
}

Knowledge reading_county() {
    Knowledge knowledge = example_county();
    for (const char* kind : {"word", "place", "name", "text"})
        knowledge.calibration.fields[kind] = {0.95, -8, 1};
    return knowledge;
}

std::string shown(const FieldValue& is) {
    return std::string(state_name(is.state)) + " " + is.value.dump();
}

std::string shown(const std::string& field, const TextReading& reading) {
    PaperSheet sheet("enrollment");
    sheet.put_text(field, reading);
    return shown(value_of(check(sheet, reading_county()), field));
}

/// The hukou line, then what it was taken for.
std::string place(const TextReading& township, const TextReading& village) {
    PaperSheet sheet("enrollment");
    sheet.put_text("hukou_township", township).put_text("hukou_village", village);
    const CheckedRecord record = check(sheet, reading_county());
    return shown(value_of(record, "hukou_township")) + " " +
           shown(value_of(record, "hukou_village"));
}

}  // namespace

TEST(KnownWords, AListSettlesWhatTheNetworkDoesNot) {
    EXPECT_EQ(shown("water_safe", line("安全")), "read \"yes\"");
    EXPECT_EQ(shown("water_safe", line("女全", 0.6, "安")), "derived \"yes\"");
    EXPECT_EQ(shown("family_1_relation", line("儿子")), "read \"儿子\"");
}

TEST(KnownWords, AWordThatTheListLacksAsksAndStaysAsItStands) {
    EXPECT_EQ(shown("family_1_health", line("硬朗")), "doubtful \"硬朗\"");
    EXPECT_EQ(shown("subject_sex", line("阳")).substr(0, 8), "doubtful");
}

TEST(KnownWords, AWordThatHardlyAnythingButTheListSpeaksForAsks) {
    const auto with_chance = [](double chance) {
        TextReading reading = line("晃", 0.12);
        reading.graph.tiles.front().characters.push_back({U'无', chance});
        return shown("housing_safe", reading);
    };
    EXPECT_EQ(with_chance(0.1), "derived \"no\"");
    EXPECT_EQ(with_chance(0.03).substr(0, 8), "doubtful");
}

TEST(KnownWords, TraditionalCharactersAreNeverClaimed) {
    // the network has no 穩: whatever it takes it for, the field holds no word of the list
    EXPECT_EQ(shown("water_safe", line("隐安", 0.4, "稳")).substr(0, 8), "doubtful");
}

TEST(KnownWords, AnEnumerationHasCommas) {
    const Acceptor words = accept_enumeration({U"高血压", U"糖尿病", U"中风"});
    const auto spelled = [&](const std::string& text) {
        const auto spelling = best_spelling(line(text).graph, words);
        return spelling ? utf8(spelling->text) + (spelling->mass < -8 ? "!" : "") : "nothing";
    };
    EXPECT_EQ(spelled("高血压"), "高血压");
    EXPECT_EQ(spelled("高血压、中风"), "高血压、中风");
    EXPECT_EQ(spelled("高血压，糖尿病、中风"), "高血压，糖尿病、中风");
    EXPECT_EQ(spelled("高血压中风").back(), '!') << "a comma may have been overlooked";
    EXPECT_EQ(spelled("高血压、"), "nothing");
}

TEST(KnownPlaces, AVillageLiesInItsTownship) {
    EXPECT_EQ(place(line("灵秀镇"), line("金林")),
              R"(read {"name":"灵秀镇","code":"350599003"})"
              R"( read {"name":"金林村委会","code":"350599003003"})");
    EXPECT_EQ(place(line("湖滨"), line("金林")),
              R"(read {"name":"湖滨街道","code":"350599001"})"
              R"( read {"name":"金林社区居委会","code":"350599001001"})");
}

TEST(KnownPlaces, TheVillageTellsTheTownshipThatIsHardToRead) {
    EXPECT_EQ(place(line("湖秀", 0.5, "灵滨"), line("仕林")),
              R"(derived {"name":"灵秀镇","code":"350599003"})"
              R"( read {"name":"仕林村委会","code":"350599003002"})");
}

TEST(KnownPlaces, AVillageThatTheTableLacksAsks) {
    EXPECT_EQ(place(line("灵秀"), line("石桥")), R"(read {"name":"灵秀镇","code":"350599003"})"
                                                 R"( doubtful {"name":"石桥","code":null})");
}

TEST(KnownPlaces, DittoCopiesTheLineAbove) {
    PaperSheet sheet("enrollment");
    sheet.put_text("hukou_township", line("灵秀")).put_text("hukou_village", line("仕林"));
    sheet.put_text("residence_township", line("同上"));
    sheet.clear("residence_village");
    const CheckedRecord record = check(sheet, reading_county());
    EXPECT_EQ(shown(value_of(record, "residence_township")),
              R"(derived {"name":"灵秀镇","code":"350599003"})");
    EXPECT_EQ(shown(value_of(record, "residence_village")),
              R"(derived {"name":"仕林村委会","code":"350599003002"})");
}

TEST(KnownNames, ASurnameIsLikelyAndNotRequired) {
    TextReading reading = line("禾小明");
    reading.candidates = {{"禾小明", 0.5}, {"林小明", 0.4}};
    EXPECT_EQ(shown("subject_name", reading), "doubtful \"林小明\"");
    reading.candidates = {{"禾小明", 0.9999}};
    EXPECT_EQ(shown("subject_name", reading), "read \"禾小明\"");
    reading.candidates = {{"林小明", 0.97}, {"禾小明", 0.03}};
    EXPECT_EQ(shown("subject_name", reading), "derived \"林小明\"");
}

TEST(KnownNames, APrintedNameWithASurnameThatNobodyHasAsks) {
    TextReading reading;
    reading.sure = true;
    reading.confidence = 0.999;
    reading.text = "由悦";
    EXPECT_EQ(shown("subject_name", reading), "read \"由悦\"") << "typed";
    reading.printed = true;
    EXPECT_EQ(shown("subject_name", reading), "doubtful \"由悦\"");
    reading.text = "林悦";
    EXPECT_EQ(shown("subject_name", reading), "read \"林悦\"");
}

}  // namespace tanfang

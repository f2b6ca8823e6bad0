/// Whose a foreign visit sheet may be.
#include "pipeline/register/link_candidates.h"

#include "pipeline/form/sheet_code.h"

#include "month.h"

namespace tanfang {

namespace {

RegisteredPerson neighbor(const std::string& name, const std::string& village) {
    RegisteredPerson known;
    known.person.id = name;
    known.person.values = {{"subject_name", name},
                           {"residence_village", {{"name", village}, {"code", village}}}};
    return known;
}

std::string names(const std::vector<LinkCandidate>& candidates) {
    std::string all;
    for (const auto& candidate : candidates) all += candidate.name + " ";
    return all;
}

const std::vector<RegisteredPerson> people = {
    neighbor("林阿满", "金林社区居委会"), neighbor("陈阿水", "金林社区居委会"),
    neighbor("吴阿珠", "新湖社区居委会"), neighbor("蔡阿福", "花园城社区居委会")};

}  // namespace

TEST(LinkCandidates, ThePileTellsTheVillage) {
    UnknownVisit visit;
    visit.pile = {{-1, "陈阿水", ""}, {2, "陈阿水", ""}, {-3, "吴阿珠", ""}};
    const auto candidates = link_candidates(visit, people, 10);
    EXPECT_EQ(names(candidates), "林阿满 陈阿水 ");
    ASSERT_EQ(candidates[0].reasons.size(), 1u);
    EXPECT_NE(candidates[0].reasons[0].find("前后的表"), std::string::npos);
}

TEST(LinkCandidates, NobodyIsProposedForNothing) {
    EXPECT_TRUE(link_candidates({}, people, 10).empty());
    EXPECT_TRUE(link_candidates({}, {}, 10).empty());
}

TEST(LinkCandidates, OrdinalWordsAndEarlierVisitsWeigh) {
    auto known = people;
    known[0].last = LastVisit{"2026-02-05", 4};
    known[1].last = LastVisit{"2026-02-05", 7};
    known[1].visited = true;
    known[2].last = LastVisit{"2026-02-05", 7};
    UnknownVisit visit;
    visit.day = "2026-03-05";
    visit.ordinal = 8;
    EXPECT_EQ(names(link_candidates(visit, known, 10)), "吴阿珠 ")
        << "the other one with seven visits was seen this month";
    visit.words = "请关注蔡阿福家用电安全";
    EXPECT_EQ(names(link_candidates(visit, known, 10)), "蔡阿福 吴阿珠 ");
    EXPECT_EQ(names(link_candidates(visit, known, 1)), "蔡阿福 ");
    known[3].person.state = PersonState::moved;
    EXPECT_NE(names(link_candidates(visit, known, 10)).find("吴阿珠 "), std::string::npos);
}

TEST(LinkCandidates, ACoverSheetTellsPackAndVillage) {
    auto known = people;
    known[3].sheet =
        PrintedSheet{"0000000000", "visit", 1, "蔡阿福", "2026-03", 3, 1, "8J4K2M7Q9T", 2};
    const std::string cover = encode(PackCode{'V', "8J4K2M7Q9T", "0", "202603", 2});
    UnknownVisit visit;
    visit.pile = {{1, std::nullopt, "not_our_form: 封面（" + cover + "）"}};
    EXPECT_EQ(names(link_candidates(visit, known, 10)), "")
        << "a cover behind it is of another pack";
    visit.pile.front().distance = -1;
    EXPECT_EQ(names(link_candidates(visit, known, 10)), "蔡阿福 ");
    visit.pile.front().reason[30] ^= 1;
    EXPECT_EQ(names(link_candidates(visit, known, 10)), "") << "a damaged code says nothing";
}

TEST(LinkCandidates, APileUnderACoverLiesAsItWasPrinted) {
    auto known = people;
    for (int i = 0; i < 4; ++i)
        known[i].sheet = PrintedSheet{std::to_string(i), "visit", 1, known[i].person.id,
                                      "2026-03",         3,       1, "8J4K2M7Q9T",
                                      i < 3 ? 2 : 3,     i + 7};
    const std::string cover =
        "封面（" + encode(PackCode{'V', "8J4K2M7Q9T", "0", "202603", 2}) + "）";
    UnknownVisit visit;
    visit.pile = {{-1, std::nullopt, ""}, {-2, std::nullopt, cover}};
    EXPECT_EQ(names(link_candidates(visit, known, 1)), "陈阿水 ") << "the second under its cover";
    EXPECT_EQ(month_of(visit), "2026-03");
    visit.pile = {{-1, "陈阿水", ""},
                  {1, std::nullopt, cover},
                  {-2, "林阿满", ""},
                  {-3, std::nullopt, cover}};
    const auto candidates = link_candidates(visit, known, 4);
    EXPECT_EQ(names({candidates.begin(), candidates.begin() + 1}), "吴阿珠 ")
        << "the sheets of the others are here";
    for (const auto& candidate : candidates) EXPECT_NE(candidate.name, "蔡阿福") << "another pack";
}

TEST(LinkCandidates, SeveralCopiesOfASheetTakeOnePlaceOfThePile) {
    auto known = people;
    for (int i = 0; i < 4; ++i) {
        known[i].person.values["residence_village"]["name"] = "村" + std::to_string(i);
        PrintedSheet& sheet = known[i].sheet.emplace();
        sheet = {std::to_string(i), "visit", 1, known[i].person.id, "2026-03", 3, 1,
                 "8J4K2M7Q9T",      2};
        sheet.position = i + 7;
    }
    const auto sheet = [](int ordinal) {
        Json fields = {{"visit_ordinal", {{"value", ordinal}, {"state", "read"}}}};
        for (int i = 0; i < 8; ++i)
            fields["box" + std::to_string(i)] = {{"value", "same"}, {"state", "read"}};
        return fields;
    };
    UnknownVisit visit;
    visit.fields = sheet(5);
    visit.pile = {{-1, {}, "", sheet(5)}, {-2, {}, "", sheet(5)}, {-3, {}, "", sheet(7)},
                  {-4, {}, "", sheet(7)}, {-5, {}, "", sheet(7)}, {-6, "林阿满", ""}};
    const std::string cover =
        "封面（" + encode(PackCode{'V', "8J4K2M7Q9T", "0", "202603", 2}) + "）";
    visit.pile.push_back({-7, std::nullopt, cover});
    EXPECT_EQ(names(link_candidates(visit, known, 1)), "吴阿珠 ") << "the second after 林阿满";
    for (auto& neighbor : visit.pile) neighbor.fields = Json::object();
    EXPECT_NE(names(link_candidates(visit, known, 1)), "吴阿珠 ") << "six sheets between";
    for (auto& neighbor : visit.pile)
        if (neighbor.distance > -6)
            neighbor.fields = sheet(5);
    EXPECT_EQ(names(link_candidates(visit, known, 1)), "吴阿珠 ") << "a form has three copies";
}

TEST_F(Month, TheRightPersonOfAPileIsFirst) {
    register_people({"重点,,", "重点,,", "重点,,", "重点,,", "重点,,", "重点,,"});
    for (std::size_t n : {0u, 2u, 4u}) print(n, "000000000" + std::to_string(n));  // 金林
    take("0000000000", "2026-03-04", 1, "accepted", 3);
    take("", "2026-03-05", 1, "accepted", 9);
    take("0000000004", "2026-03-06", 1, "accepted", 5);
    std::string open;
    home.links().each_unlinked([&](const UnlinkedRecord& record) { open = record.id; });
    const UnknownVisit visit =
        unknown_visit(home.record(open).value(), home.links().pile_around(open, 5));
    EXPECT_EQ(visit.day, "2026-03-05");
    EXPECT_EQ(visit.ordinal, 9);
    ASSERT_EQ(visit.pile.size(), 2u);
    EXPECT_EQ(visit.pile[0].person, all[0].id);
    EXPECT_EQ(visit.pile[1].person, all[4].id);
    std::vector<RegisteredPerson> known;
    for (const auto& person : all) known.push_back({person, {}, false, {}});
    known[0].visited = known[4].visited = true;
    const auto candidates = link_candidates(visit, known, 3);
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates.front().person, all[2].id) << "the one of that village not visited yet";
}

}  // namespace tanfang

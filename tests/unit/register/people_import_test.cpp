#include "pipeline/external/iconv.h"
#include "pipeline/register/people_export.h"

#include "township.h"

namespace tanfang {

namespace {

const std::string head = "姓名,性别,身份证号码,乡镇,村（社区）,类别,探访员,建档日期,联系电话\n";

std::string row(const std::string& name, const std::string& number,
                const std::string& village = "金林社区", const std::string& sex = "男") {
    return name + "," + sex + "," + number + ",湖滨街道," + village +
           ",重点,王探访,2026-01-05,13800000000\n";
}

}  // namespace

TEST_F(Township, TakesAListAndChangesNothingTheSecondTime) {
    const auto list = file(head + row("林阿满", id_no(1)) + row("陈阿水", id_no(3)));
    EXPECT_EQ(import(list).added, 2);
    const auto stored = people();
    ASSERT_EQ(stored.size(), 2u);
    EXPECT_EQ(stored[0].name(), "林阿满");
    EXPECT_EQ(stored[0].place_name("residence_village"), "金林社区居委会");
    EXPECT_EQ(stored[0].place_code("residence_village"), "350599001001");
    EXPECT_EQ(stored[0].priority_class, "key");
    EXPECT_EQ(stored[0].registered_on, "2026-01-05");
    EXPECT_EQ(stored[0].text("visitor"), "王探访");
    const ImportPlan again = import(list);
    EXPECT_EQ(again.same, 2);
    EXPECT_TRUE(again.to_store.empty());
    EXPECT_TRUE(again.words.empty());
}

TEST_F(Township, WhateverFollowsADayIsNoMatter) {
    const std::string columns = "姓名,性别,身份证号码,乡镇,村（社区）,类别,建档日期\n";
    for (const std::string rest : {" 10:30:00", "T00:00", " "}) {
        const std::string much = rest + std::string(500'000, 'x');
        import(file(columns + "林阿满,男," + id_no(1) + ",湖滨街道,金林社区,重点,2026-01-05" +
                    much + "\n"));
        ASSERT_EQ(people().size(), 1u);
        EXPECT_EQ(people()[0].registered_on, "2026-01-05");
    }
}

TEST_F(Township, SaysWhichFieldsOfAPersonChange) {
    import(file(head + row("林阿满", id_no(1))));
    const ImportPlan moved =
        import(file("姓名,身份证号,村,重点/一般,状态\n林阿满," + id_no(1) + ",新湖,一般,迁出\n"));
    EXPECT_EQ(moved.changed, 1);
    EXPECT_TRUE(says(moved, 2, "更改：居住村（社区）、类别、状态")) << moved.words.front();
    const auto stored = people();
    ASSERT_EQ(stored.size(), 1u);
    EXPECT_EQ(stored[0].state, PersonState::moved);
    EXPECT_EQ(stored[0].text("visitor"), "王探访") << "what a list does not say stays";
    EXPECT_EQ(stored[0].revision, 2);
    import(file("姓名,身份证号,村,重点/一般\n林阿满," + id_no(1) + ",新湖,一般\n"));
    EXPECT_EQ(people()[0].state, PersonState::moved) << "an empty state brings nobody back";
}

TEST_F(Township, NoNameAndNoNumberLiesOpenInTheHome) {
    import(file(head + row("林阿满", id_no(1))));
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "home"))
        if (entry.is_regular_file())
            bytes += bytes_in(entry.path());
    EXPECT_EQ(bytes.find("林阿满"), std::string::npos);
    EXPECT_EQ(bytes.find("王探访"), std::string::npos);
    EXPECT_EQ(bytes.find(id_no(1)), std::string::npos);
    EXPECT_EQ(bytes.find("13800000000"), std::string::npos);
}

TEST_F(Township, WrongNumbersAreRefusedWithTheirRow) {
    std::string wrong = id_no(1);
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    const ImportPlan made =
        import(file(head + row("甲一", wrong) + row("甲二", "3.50599E+17") + row("甲三", "12345") +
                    row("甲四", "") + row("甲五", "350599195302290181") +
                    row("甲六", "160599194503120015") + row("甲七", id_no(7))));
    EXPECT_EQ(made.added, 1);
    EXPECT_EQ(made.refused, 6);
    EXPECT_TRUE(says(made, 2, "R11"));
    EXPECT_TRUE(says(made, 3, "存成了数字"));
    EXPECT_TRUE(says(made, 4, "R10"));
    EXPECT_TRUE(says(made, 5, "没有身份证号码"));
    EXPECT_TRUE(says(made, 6, "R14"));
    EXPECT_TRUE(says(made, 7, "R12"));
}

TEST_F(Township, OneNumberTwiceIsTakenOnceAndRefusedWhereItContradicts) {
    const ImportPlan made = import(
        file(head + row("林阿满", id_no(1)) + row("林阿满", id_no(1)) + row("林阿福", id_no(1))));
    EXPECT_EQ(made.added, 1);
    EXPECT_EQ(made.same, 1);
    EXPECT_TRUE(says(made, 4, "与第 2 行的身份证号码相同"));
    EXPECT_EQ(people().size(), 1u);
}

/// Long enough for several threads to judge it.
TEST_F(Township, ALongListIsTakenInItsOrder) {
    constexpr int rows = 3000;
    std::string list = head;
    for (int n = 0; n < rows; ++n)
        list += row("甲" + std::string(n % 2 ? "一" : "二"), id_no(n % 1500 == 1499 ? 0 : n),
                    n % 7 == 6 ? "桃花源村"
                    : n % 3    ? "金林社区"
                               : "新湖社区",
                    n % 2 ? "男" : "女");
    const ImportPlan made = import(file(list));
    EXPECT_EQ(made.refused, rows / 7 + 2) << "and two with the number of the first one";
    EXPECT_EQ(made.same, 0);
    EXPECT_TRUE(says(made, 1501, "与第 2 行的身份证号码相同"));
    int last = 0;
    for (const auto& words : made.words) {
        const int number = std::stoi(words.substr(std::string("第 ").size()));
        EXPECT_GE(number, last) << words;
        last = number;
    }
    const auto stored = people();
    ASSERT_EQ(stored.size(), static_cast<std::size_t>(rows - made.refused));
    auto next = stored.begin();
    for (int n = 0; n < rows; ++n) {
        if (n % 7 == 6 || n % 1500 == 1499)
            continue;
        ASSERT_EQ(next->id_no(), id_no(n)) << "in the order of the list";
        EXPECT_EQ(next->name(), n % 2 ? "甲一" : "甲二");
        EXPECT_EQ(next->place_name("residence_village"),
                  n % 3 ? "金林社区居委会" : "新湖社区居委会");
        EXPECT_EQ(home.people().with_id_no(id_no(n)).value().id, next->id);
        ++next;
    }
}

TEST_F(Township, UnknownVillagesAreRefused) {
    const ImportPlan made =
        import(file(head + row("甲一", id_no(1), "桃花源村") + row("甲二", id_no(3), "")));
    EXPECT_TRUE(says(made, 2, "“桃花源村”在行政区划表中找不到"));
    EXPECT_TRUE(says(made, 3, "没有村（社区）"));
    EXPECT_TRUE(people().empty());
}

TEST_F(Township, SexAgainstTheNumberAndNamesakesAsk) {
    const ImportPlan made =
        import(file(head + row("林阿满", id_no(1), "金林社区", "女") + row("林阿满", id_no(3)) +
                    row("林阿满", id_no(5), "新湖社区")));
    EXPECT_EQ(made.added, 3);
    EXPECT_EQ(made.asked, 2);
    EXPECT_TRUE(says(made, 2, "R13"));
    EXPECT_TRUE(says(made, 3, "与第 2 行同村同名"));
    EXPECT_FALSE(says(made, 4, "同村同名")) << "another village";
}

TEST_F(Township, DaysAreTextOrNumbersOfASpreadsheet) {
    const std::string days = "姓名,身份证号,村,类别,登记日期\n";
    const auto line = [](int n, const std::string& day) {
        return "甲" + std::string("一") + "," + id_no(n) + ",金林,一般," + day + "\n";
    };
    const ImportPlan made =
        import(file(days + line(1, "2026/3/5") + line(3, "2026年3月5日") + line(5, "46086") +
                    line(7, "20260305") + line(9, "二〇二六年三月五日") + line(11, "2026-02-30") +
                    line(13, "下个月") + line(15, "2027-01-01") + line(17, "1998-01-01")));
    EXPECT_EQ(made.added, 5);
    for (const auto& person : people()) EXPECT_EQ(person.registered_on, "2026-03-05");
    EXPECT_TRUE(says(made, 7, "R30"));
    EXPECT_TRUE(says(made, 8, "R30"));
    EXPECT_TRUE(says(made, 9, "R31"));
    EXPECT_TRUE(says(made, 10, "R30"));
}

TEST_F(Township, GbkTabsSemicolonsAndQuotesAreRead) {
    const std::string name_in_gbk = "\xC1\xD6\xB0\xA2\xC2\xFA";
    ASSERT_EQ(utf8_of_gb18030(name_in_gbk), "林阿满");
    const std::string head_in_gbk =
        "\xD0\xD5\xC3\xFB\t\xC9\xED\xB7\xDD\xD6\xA4\xBA\xC5\t\xB4\xE5\n";
    const std::string village_in_gbk = "\xBD\xF0\xC1\xD6";
    EXPECT_EQ(
        import(file(head_in_gbk + name_in_gbk + "\t" + id_no(1) + "\t" + village_in_gbk + "\n"))
            .added,
        1);
    EXPECT_EQ(people()[0].name(), "林阿满");
    EXPECT_EQ(import(file("\xEF\xBB\xBF\"姓\n名\";\"身份证号\";村\r\n\"陈 \"\"水\"\"\";=\"" +
                          id_no(3) + "\";金林\r\n"))
                  .added,
              1);
    EXPECT_THROW(import(file("姓名\xFF\xFF\xFE,\xFF\n")), Error);
}

TEST_F(Township, HeadingsStandUnderATitleInTwoLines) {
    const ImportPlan made = import(
        file("特殊困难老年人台账,,,,,\n序号,姓名,居民身份证号码,户籍地址,,居住地址,\n,,,乡镇,村,"
             "乡镇（街道）,村（社区）\n1,林阿满," +
             id_no(1) + ",湖滨街道,新湖,湖滨街道,金林\n合计,,,,,,\n"));
    EXPECT_EQ(made.added, 1);
    EXPECT_EQ(made.refused, 0);
    EXPECT_EQ(people()[0].place_name("hukou_village"), "新湖社区居委会");
    EXPECT_EQ(people()[0].place_name("residence_village"), "金林社区居委会");
}

TEST_F(Township, AListWithoutNameOrNumberIsRefusedAsAWhole) {
    EXPECT_THROW(plan(file("姓名,村\n林阿满,金林\n")), Error);
    EXPECT_THROW(plan(file("")), Error);
    EXPECT_THROW(plan(file("\xD0\xCF\x11\xE0 an old workbook")), Error);
    EXPECT_THROW(plan(file("PK\x03\x04 no workbook at all")), Error);
    EXPECT_THROW(plan(folder / "nowhere.csv"), Error);
}

TEST_F(Township, TheRegisterComesBackAsLinesAndAsATable) {
    import(file(head + row("林阿满", id_no(1)) + row("陈，水\"", id_no(3))));
    std::string lines, table = people_table_head() + "\r\n";
    for (const auto& person : people()) {
        lines += listed(person).dump() + "\n";
        table += people_table_line(person) + "\r\n";
    }
    for (const auto& text : {lines, table}) {
        const ImportPlan again = plan(file(text));
        EXPECT_EQ(again.same, 2) << text;
        EXPECT_EQ(again.refused, 0);
    }
    EXPECT_EQ(csv_cell("=1+1"), "'=1+1") << "a spreadsheet must not run it";
}

TEST_F(Township, LinesOfJsonKeepOtherFieldsOfTheForm) {
    const Json line = {{"subject_name", "林阿满"},
                       {"subject_id_no", id_no(1)},
                       {"residence_village", {{"name", "金林社区居委会"}, {"code", nullptr}}},
                       {"priority_class", "key"},
                       {"ability_level", "mild"},
                       {"subject_types", {"kinless"}},
                       {"unheard_of", 1}};
    Json wrong = line;
    wrong["subject_id_no"] = id_no(3);
    wrong["ability_level"] = "superb";
    const ImportPlan made = import(file(line.dump() + "\n" + wrong.dump() + "\n{\n"));
    EXPECT_EQ(made.added, 1);
    EXPECT_EQ(people()[0].text("ability_level"), "mild");
    EXPECT_TRUE(says(made, 2, "ability_level"));
    EXPECT_TRUE(says(made, 3, "不导入"));
}

}  // namespace tanfang

#include "pipeline/register/department_list.h"

#include "township.h"
#include <gmock/gmock.h>
#include <xlsxwriter.h>

namespace tanfang {

namespace {

NamedPeople named_in(const std::filesystem::path& file) {
    return named_people(read_people_file(file, enrollment_fields(), ListKind::numbers),
                        example_knowledge());
}

bool tells(const NamedPeople& named, int row, const std::string& words) {
    const std::string start = "第 " + std::to_string(row) + " 行：不收入";
    return std::any_of(named.words.begin(), named.words.end(), [&](const std::string& line) {
        return line.starts_with(start) && line.find(words) != std::string::npos;
    });
}

}  // namespace

TEST_F(Township, ADepartmentsListNeedsNumbersOnly) {
    EXPECT_EQ(named_in(file("身份证号码\n" + id_no(1) + "\n" + id_no(2) + "\n")).id_nos,
              (std::set<std::string>{id_no(1), id_no(2)}));
    const NamedPeople named =
        named_in(file("持证重度残疾人名单\n序号\t姓名\t公民身份号码\t备注\n"
                      "1\t林阿满\t" +
                      id_no(1) + "\t一级\n2\t陈阿水\t" + id_no(1) + "\t\n"));
    EXPECT_EQ(named.id_nos, std::set<std::string>{id_no(1)});
    EXPECT_EQ(named.repeated, 1);
    EXPECT_TRUE(named.words.empty());
    EXPECT_THROW(named_in(file("姓名,残疾证号\n林阿满,1\n")), Error);
    EXPECT_THROW(read_people_file(file("身份证号码\n" + id_no(1) + "\n"), enrollment_fields()),
                 Error)
        << "a list of people needs names, too";
}

TEST_F(Township, RowsThatNameNobodyAreToldWithoutNameAndNumber) {
    std::string wrong = id_no(3);
    wrong.back() = wrong.back() == '1' ? '2' : '1';
    const NamedPeople named =
        named_in(file("姓名,身份证号\n林阿满," + id_no(1) + "\n陈阿水," + wrong +
                      "\n吴阿珠,3.50599E+17\n蔡阿福,35059919450312\n洪阿春,\n"));
    EXPECT_EQ(named.id_nos, std::set<std::string>{id_no(1)});
    EXPECT_EQ(named.words.size(), 4u);
    EXPECT_TRUE(tells(named, 3, "R11"));
    EXPECT_TRUE(tells(named, 4, "存成了数字"));
    EXPECT_TRUE(tells(named, 5, "R10"));
    EXPECT_TRUE(tells(named, 6, "没有身份证号码"));
    for (const auto& words : named.words) {
        EXPECT_EQ(words.find("阿"), std::string::npos) << words;
        EXPECT_EQ(words.find("350599"), std::string::npos) << words;
    }
}

TEST_F(Township, HiddenRowsAndFormulasOfAWorkbookNameNobody) {
    const std::string path = folder / "list.xlsx";
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "名单");
    worksheet_write_string(sheet, 0, 0, "身份证号码", nullptr);
    for (lxw_row_t row : {1, 2})
        worksheet_write_string(sheet, row, 0, id_no(static_cast<int>(row)).c_str(), nullptr);
    lxw_row_col_options hidden = {.hidden = 1, .level = 0, .collapsed = 0};
    worksheet_set_row_opt(sheet, 2, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    worksheet_write_formula_str(sheet, 3, 0, "=A2", nullptr, "");
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    const NamedPeople named = named_in(path);
    EXPECT_EQ(named.id_nos, std::set<std::string>{id_no(1)});
    EXPECT_TRUE(tells(named, 3, "隐藏"));
    EXPECT_TRUE(tells(named, 4, "公式"));
}

TEST_F(Township, AListTakesThePlaceOfTheOneOfItsType) {
    const auto lists = [&] { return home.lists(); };
    EXPECT_TRUE(lists().listed(id_no(1)).empty()) << "no list at all";
    lists().replace("severe_disability", {id_no(1), id_no(2)}, Json::object());
    lists().replace("family_planning_special", {id_no(3)}, Json::object());
    using Answer = std::map<std::string, bool>;
    EXPECT_EQ(lists().listed(id_no(1)),
              (Answer{{"family_planning_special", false}, {"severe_disability", true}}));
    lists().replace("severe_disability", {id_no(3)}, Json::object());
    EXPECT_EQ(lists().listed(id_no(1)),
              (Answer{{"family_planning_special", false}, {"severe_disability", false}}));
    ASSERT_EQ(lists().all().size(), 2u);
    EXPECT_EQ(lists().all()[1].people, 1);
    lists().replace("severe_disability", {}, Json::object());
    EXPECT_EQ(lists().listed(id_no(3)), (Answer{{"family_planning_special", true}}));
}

}  // namespace tanfang

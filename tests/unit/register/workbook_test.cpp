#include "township.h"
#include <xlsxwriter.h>

namespace tanfang {

namespace {

/// A workbook as an office keeps it: title, merged headings in two lines, people from row 4 on.
class Book {
  public:
    explicit Book(const std::filesystem::path& file)
        : file_(file),
          book_(workbook_new(file.c_str())),
          sheet_(workbook_add_worksheet(book_, "台账")) {
        worksheet_merge_range(sheet_, 0, 0, 0, 4, "特殊困难老年人台账", nullptr);
        worksheet_merge_range(sheet_, 1, 0, 2, 0, "姓名", nullptr);
        worksheet_merge_range(sheet_, 1, 1, 2, 1, "身份证号码", nullptr);
        worksheet_merge_range(sheet_, 1, 2, 1, 3, "居住地址", nullptr);
        text(2, 2, "乡镇（街道）");
        text(2, 3, "村（社区）");
        worksheet_merge_range(sheet_, 1, 4, 2, 4, "建档日期", nullptr);
    }

    void person(int row, const std::string& name, const std::string& number) {
        text(row, 0, name);
        text(row, 1, number);
        text(row, 2, "湖滨街道");
        text(row, 3, "金林社区");
    }

    void text(int row, int column, const std::string& words) {
        worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                               words.c_str(), nullptr);
    }

    lxw_workbook* book() { return book_; }
    lxw_worksheet* sheet() { return sheet_; }

    std::filesystem::path close() {
        EXPECT_EQ(workbook_close(book_), LXW_NO_ERROR);
        return file_;
    }

  private:
    std::filesystem::path file_;
    lxw_workbook* book_;
    lxw_worksheet* sheet_;
};

}  // namespace

TEST_F(Township, AWorkbookWithMergedHeadingsIsRead) {
    Book book(folder / "list.xlsx");
    book.person(3, "林阿满", id_no(1));
    lxw_format* day = workbook_add_format(book.book());
    format_set_num_format(day, "yyyy-mm-dd");
    lxw_datetime date = {2026, 3, 5, 0, 0, 0};
    worksheet_write_datetime(book.sheet(), 3, 4, &date, day);
    const ImportPlan made = import(book.close());
    EXPECT_EQ(made.added, 1) << made.words.size();
    ASSERT_EQ(people().size(), 1u);
    EXPECT_EQ(people()[0].place_name("residence_village"), "金林社区居委会");
    EXPECT_EQ(people()[0].registered_on, "2026-03-05");
}

TEST_F(Township, ANumberThatLostItsDigitsIsRefusedWithItsRow) {
    Book book(folder / "list.xlsx");
    book.person(3, "林阿满", "");
    worksheet_write_number(book.sheet(), 3, 1, 350599194503120010.0, nullptr);
    const ImportPlan made = import(book.close());
    EXPECT_TRUE(says(made, 4, "存成了数字"));
    EXPECT_TRUE(people().empty());
}

TEST_F(Township, AFormulaCountsByItsResultAndIsRefusedWithoutOne) {
    Book book(folder / "list.xlsx");
    book.person(3, "", id_no(1));
    worksheet_write_formula_str(book.sheet(), 3, 0, "=\"林\"&\"阿满\"", nullptr, "林阿满");
    EXPECT_EQ(import(book.close()).added, 1);
    EXPECT_EQ(people()[0].name(), "林阿满");
    const ImportPlan made = import(file("姓名,身份证号,村\n=A1&B1," + id_no(3) + ",金林\n"));
    EXPECT_TRUE(says(made, 2, "公式"));
}

TEST_F(Township, HiddenRowsAreNamedAndLeftOut) {
    Book book(folder / "list.xlsx");
    book.person(3, "林阿满", id_no(1));
    book.person(4, "陈阿水", id_no(3));
    lxw_row_col_options hidden = {1, 0, 0};
    worksheet_set_row_opt(book.sheet(), 4, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    const ImportPlan made = import(book.close());
    EXPECT_EQ(made.added, 1);
    EXPECT_TRUE(says(made, 5, "被隐藏"));
}

TEST_F(Township, DamagedWorkbooksAreRefused) {
    Book book(folder / "list.xlsx");
    book.person(3, "林阿满", id_no(1));
    const std::string bytes = bytes_in(book.close());
    for (std::size_t length = 4; length < bytes.size(); length += bytes.size() / 40)
        EXPECT_THROW(plan(file(bytes.substr(0, length))), Error) << length;
}

TEST_F(Township, SixtyThousandRowsAreTaken) {
    std::string list = "姓名,身份证号,村,类别\n";
    for (int n = 0; n < 60'000; ++n) list += "林阿满," + id_no(n) + ",金林,重点\n";
    const ImportPlan made = plan(file(list));
    EXPECT_EQ(made.added, 60'000);
    EXPECT_EQ(made.refused, 0);
}

}  // namespace tanfang

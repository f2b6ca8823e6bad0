/// A month of visits in a small township, for the tests of the register.
#pragma once

#include "pipeline/register/visit_rate.h"

#include "township.h"

namespace tanfang {

inline const std::string month = "2026-03";

class Month : public Township {
  protected:
    /// @param more  columns 类别, 建档日期, 状态
    void register_people(const std::vector<std::string>& more) {
        std::string list = "姓名,身份证号,村,类别,建档日期,状态\n";
        int n = 0;
        for (const auto& columns : more) {
            ++n;
            list += "甲" + std::string("一") + "," + id_no(n) + "," + (n % 2 ? "金林" : "新湖") +
                    "," + columns + "\n";
        }
        ASSERT_EQ(import(file(list)).added, static_cast<int>(more.size()));
        all = people();
    }

    /// A sheet of three copies printed for the n-th person.
    void print(std::size_t n, const std::string& serial) {
        home.printed_sheets().add(
            {{serial, "visit", 1, all.at(n).id, month, 3, 1, "0000000000", 1}});
    }

    /// A page that came back.
    ///
    /// @param ordinal  0: it asks
    void take(const std::string& serial, const std::string& day, int copy = 1,
              const std::string& status = "accepted", int ordinal = 0) {
        const std::string number = std::to_string(++scans);
        const auto scan = write_file(folder / ("scan" + number), "scan " + number);
        Json line = line_of(0, serial, status);
        line["form"] = "visit";
        line["copy"] = copy;
        line["fields"] = {{"visit_date", {{"value", day}, {"state", "read"}, {"confidence", 1}}}};
        if (ordinal > 0)
            line["fields"]["visit_ordinal"] = {
                {"value", ordinal}, {"state", "read"}, {"confidence", 1}};
        const auto sha256 = home.receive(scan, "batch").sha256;
        ASSERT_TRUE(home.store_page(sha256, parse_read_page(line)));
    }

    MonthRate rate() { return rate_of_month(home.people(), month, home.visits(month)); }

    std::vector<SheetReturn> returns() {
        std::vector<SheetReturn> all_of_month;
        home.printed_sheets().each_return(
            month, [&](const SheetReturn& back) { all_of_month.push_back(back); });
        return all_of_month;
    }

    std::vector<Person> all;
    int scans = 0;
};

}  // namespace tanfang

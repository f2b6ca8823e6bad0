/// Many random sheets that break no rule: read right, they must raise no error, whatever their
/// content.
#include "pipeline/record/id_number.h"

#include <random>

#include "tests/unit/record/paper_sheet.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr int sheets_of_each_form = 300;

class Chance {
  public:
    explicit Chance(unsigned seed) : random_(seed) {}

    int number(int low, int high) {  // both included; the same on every platform
        return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
    }
    bool one_in(int n) { return number(1, n) == 1; }
    std::string of(const std::vector<std::string>& words) {
        return words[static_cast<std::size_t>(number(0, static_cast<int>(words.size()) - 1))];
    }

  private:
    std::mt19937 random_;
};

std::string id_number(Chance& chance, int year, bool male) {
    char body[40];
    std::snprintf(body, sizeof body, "350599%04d%02d%02d%02d%d", year, chance.number(1, 12),
                  chance.number(1, 28), chance.number(0, 99),
                  chance.number(0, 4) * 2 + (male ? 1 : 0));
    return std::string(body) + check_character(body);
}

std::string name(Chance& chance) {
    return chance.of({"蔡", "王", "林", "陈", "李", "欧阳", "黄", "邱"}) +
           chance.of({"秀", "英", "建", "国", "阿"}) + chance.of({"", "珍", "水", "梅", "添"});
}

std::string phone(Chance& chance) {
    if (chance.one_in(3))
        return "0595-" + std::to_string(chance.number(80000000, 89999999));
    return "139" + std::to_string(chance.number(10000000, 99999999));
}

void write_day(PaperSheet& sheet, const char* field, const Date& day, bool in_words) {
    const auto part = [](unsigned number) { return std::to_string(number); };
    const unsigned month = static_cast<unsigned>(day.month()),
                   date = static_cast<unsigned>(day.day());
    if (in_words)
        sheet.write_date(field, "二〇二五", month == 12 ? "十二" : part(month),
                         date == 21 ? "廿一" : part(date));
    else
        sheet.write_date(field, part(static_cast<unsigned>(year_of(day))), part(month), part(date));
}

Date some_day(Chance& chance, int year) {
    return *real_date(year, chance.number(1, 10), chance.number(1, 28));
}

void family(PaperSheet& sheet, Chance& chance, int born, bool kinless) {
    const int rows = kinless ? chance.number(0, 1) : chance.number(0, 4);
    for (int row = 1; row <= rows; ++row) {
        const bool male = chance.one_in(2);
        const std::string prefix = "family_" + std::to_string(row) + "_";
        const std::string relation = kinless ? chance.of({"侄子", "外甥"})
                                     : male  ? chance.of({"儿子", "长子", "孙子", "女婿"})
                                             : chance.of({"女儿", "次女", "孙女", "儿媳"});
        sheet.write(prefix + "name", name(chance)).write(prefix + "relation", relation);
        sheet.write(prefix + "sex", male || kinless ? "男" : "女")
            .write(prefix + "health", chance.of({"健康", "患病"}));
        sheet.write(prefix + "id_no", id_number(chance, born + 20 + row, male || kinless));
        sheet.write(prefix + "visits_often", chance.of({"是", "否", "经常", "√"}));
    }
}

PaperSheet enrollment(Chance& chance) {
    PaperSheet sheet("enrollment");
    const bool male = chance.one_in(2), in_words = chance.one_in(5);
    const int born = chance.number(1930, 1962);
    write_day(sheet, "filing_date", some_day(chance, in_words ? 2025 : chance.number(2023, 2026)),
              in_words);
    const std::string number = id_number(chance, born, male);
    sheet.write("subject_name", name(chance))
        .write("subject_sex", male ? "男" : "女")
        .write("subject_id_no", number);
    if (!chance.one_in(5))
        sheet.write("subject_phone", phone(chance));
    sheet.write("emergency_contact_name", name(chance))
        .write("emergency_contact_phone", phone(chance));
    sheet.write("emergency_contact_sex", chance.of({"男", "女"}));
    sheet.write("hukou_township", "灵秀").write("hukou_village", chance.of({"仕林", "金林村"}));
    sheet.write("residence_township", chance.of({"同上", "灵秀镇"}))
        .write("residence_village", "仕林");

    const std::string ability = chance.of({"intact", "mild", "moderate", "severe"});
    sheet.tick("ability_level." + ability);
    const bool kinless = chance.one_in(4), severe = chance.one_in(4);
    sheet.tick(kinless ? "subject_types.kinless" : "subject_types.empty_nest");
    if (ability == "moderate" || ability == "severe")
        sheet.tick("subject_types.disabled");
    if (severe)
        sheet.tick("subject_types.severe_disability")
            .write("disability_card_no", number + chance.of({"11", "42", "72B1"}));
    sheet.tick(chance.of({"priority_class.key", "priority_class.general"}));
    if (chance.one_in(2))
        sheet.tick(chance.of(
            {"economic_status.extreme_poverty", "economic_status.subsistence_allowance"}));
    sheet.write("household_income_monthly", chance.of({"3200", "¥1,800元", "900.50"}));
    sheet.write("disposable_income_monthly", chance.of({"无", "800", "约500元"}));

    family(sheet, chance, born, kinless);
    for (const char* field : {"water_safe", "electricity_safe", "housing_safe"})
        sheet.write(field, chance.of({"安全", "不安全", "是", "否"}));
    if (chance.one_in(4))
        sheet.tick("pension_status.none")
            .write("pension_amount_monthly", chance.of({"无", "0", "—"}));
    else
        sheet.tick("pension_status.has")
            .write("pension_amount_monthly", std::to_string(chance.number(130, 3500)));
    sheet.write("subsidy_items", "低保").write("subsidy_amount_monthly", "600");
    if (chance.one_in(2))
        sheet.tick("assist_orgs.volunteer")
            .tick("assist_orgs.enterprise")
            .write("assist_measures", "定期探访");
    sheet.sign("staff_signature");
    write_day(sheet, "staff_signature_date", *real_date(2026, 10, 30), false);
    return sheet;
}

PaperSheet visit(Chance& chance) {
    PaperSheet sheet("visit");
    const bool in_words = chance.one_in(5);
    write_day(sheet, "visit_date", some_day(chance, in_words ? 2025 : chance.number(2022, 2026)),
              in_words);
    sheet.write("visit_ordinal", chance.of({"3", "十二", "第40次"}));
    const std::string method = chance.of({"home", "phone", "online_av", "other"});
    sheet.tick("service_method." + method).sign("visitor_signature");
    if (method == "home" || chance.one_in(3))
        sheet.sign("subject_signature",
                   chance.one_in(3) ? SignatureKind::fingerprint : SignatureKind::ink);
    const std::string change = chance.of({"none", "increase", "decrease"});
    sheet.tick("population_change." + change);
    if (change != "none")
        sheet.write("population_" + change, chance.of({"1", "2人", "三"}));
    for (const char* field : {"expression_ability", "mobility", "emotion", "personal_hygiene",
                              "household_hygiene", "indoor_environment"})
        sheet.tick(field + chance.of({".no_change", ".better", ".worse"}));
    for (const char* field : {"gas_safety", "water_heating_safety", "electricity_safety"})
        sheet.tick(field + chance.of({".safe", ".fairly_safe", ".unsafe"}));
    const std::string disease = chance.of({"no_change", "serious", "improved"});
    sheet.tick("disease_status." + disease);
    if (disease == "serious")
        sheet.write("disease_name", "中风");
    sheet.write("care_needs", chance.of({"助餐、买药", "已联系维修"}));
    return sheet;
}

/// Makes some readings unsure, as a bad scan does; what is left of the sheet is as sound as before.
Readings with_doubt(Readings readings, Chance& chance) {
    for (auto& spot : readings) {
        if (!chance.one_in(6))
            continue;
        if (auto* mark = std::get_if<MarkReading>(&spot.reading))
            *mark = {MarkState::doubtful, MarkHow::none, 0.5, false};
        else if (auto* text = std::get_if<TextReading>(&spot.reading))
            *text = {"", 0, false, {}, {}};
        else
            spot.reading = SignatureReading{};
    }
    return readings;
}

void expect_no_error(const CheckedRecord& record, const std::string& where) {
    for (const auto& finding : record.findings)
        EXPECT_NE(finding.severity, Severity::error)
            << where << ": " << finding.rule << " " << finding.text;
}

}  // namespace

TEST(SoundSheets, RaiseNoErrorAndAskNothing) {
    const Knowledge knowledge = example_county();
    for (unsigned seed = 0; seed < sheets_of_each_form; ++seed) {
        Chance chance(seed);
        for (const PaperSheet& sheet : {enrollment(chance), visit(chance)}) {
            const auto record = check(sheet, knowledge);
            expect_no_error(record, sheet.form().id + " " + std::to_string(seed));
            for (const auto& [id, value] : record.fields)
                EXPECT_TRUE(claims(value.state)) << id << " of " << sheet.form().id << " " << seed;
        }
    }
}

TEST(SoundSheets, RaiseNoErrorPageByPage) {
    const Knowledge knowledge = example_county();
    for (unsigned seed = 0; seed < sheets_of_each_form; ++seed) {
        Chance chance(seed);
        const PaperSheet sheet = enrollment(chance);
        for (const int page : {0, 1})
            expect_no_error(
                check_record(sheet.page(page), sheet.form(), model_of("enrollment"), knowledge),
                "page " + std::to_string(page) + " of " + std::to_string(seed));
    }
}

TEST(SoundSheets, RaiseNoErrorWhereReadingsAreUnsure) {
    const Knowledge knowledge = example_county();
    for (unsigned seed = 0; seed < sheets_of_each_form; ++seed) {
        Chance chance(seed);
        for (const PaperSheet& sheet : {enrollment(chance), visit(chance)}) {
            const auto readings = with_doubt(sheet.readings(), chance);
            for (const auto& finding :
                 check_record(readings, sheet.form(), model_of(sheet.form().id), knowledge)
                     .findings) {
                // Ink in the amount beside "none" is a fault until a person has read it as 0 or 无.
                const bool unread_amount = finding.rule == "R62";
                EXPECT_TRUE(unread_amount || finding.severity != Severity::error)
                    << sheet.form().id << " " << seed << ": " << finding.rule << " "
                    << finding.text;
            }
        }
    }
}

}  // namespace tanfang

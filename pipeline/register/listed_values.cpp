#include "pipeline/register/listed_values.h"

#include "pipeline/base/text.h"
#include "pipeline/record/id_number.h"
#include "pipeline/record/values.h"
#include "pipeline/register/listed_number.h"
#include "pipeline/register/listed_words.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr int first_year_of_forms = 2022;  // R30
constexpr int usual_age = 60;              // R14
constexpr int highest_usual_age = 110;     // R14
constexpr std::size_t shortest_name = 2;   // R01
constexpr std::size_t longest_name = 15;   // R01

std::string without_blanks(const std::string& text) {
    std::u32string kept;
    for (const char32_t c : code_points(text).value_or(U""))
        if (c != U' ' && c != U'\t' && c != U'　' && c != U' ')
            kept += c;
    return utf8(kept);
}

/// Judges one row; each function takes one field.
class RowJudge {
  public:
    RowJudge(const ListedPerson& listed, const Knowledge& knowledge, ListedPlaces& places)
        : listed_(listed), knowledge_(knowledge), places_(places) {
        constexpr std::size_t places_added = 2;  // townships of the villages
        values().reserve(listed.cells.size() + listed.more.size() + places_added);
    }

    JudgedPerson judge() {
        if (const auto refusal = row_refusal(listed_); !refusal.empty())
            refuse(refusal);
        else
            take_all();
        return std::move(judged_);
    }

  private:
    void take_all() {
        for (const auto& cell : listed_.cells)
            if (const auto refusal = formula_refusal(cell); !refusal.empty())
                refuse(refusal);
        if (!judged_.refusals.empty())
            return;
        take_name();
        take_number();
        take_sex();
        take_places();
        take_class();
        take_state();
        take_filing_date();
        for (const std::string field : {"subject_phone", "emergency_contact_phone"})
            take_phone(field);
        for (const std::string field : {"emergency_contact_name", "visitor"})
            if (const auto name = without_blanks(text(field)); !name.empty())
                set(field, name);
        if (const auto history = text("medical_history"); !history.empty())
            set("medical_history", history);
        for (const auto& [name, value] : listed_.more.items()) set(name, value);
    }

    void take_name() {
        const std::string name = without_blanks(text("subject_name"));
        const auto characters = code_points(name).value_or(U"");
        if (name.empty())
            return refuse("没有姓名");
        set("subject_name", name);
        const bool strange = std::any_of(characters.begin(), characters.end(), [](char32_t c) {
            return c < 0x3400 && c != U'·' && c != U'•' && c != U'・';
        });
        if (strange || characters.size() < shortest_name || characters.size() > longest_name)
            ask("姓名“" + name + "”少见，请核对（R01）");
    }

    void take_number() {
        const ListedNumber found = listed_number(listed_, knowledge_);
        if (!found.refusal.empty())
            return refuse(found.refusal);
        set("subject_id_no", found.number);
        const int age = whole_years(birth_date(found.number).value(), knowledge_.today);
        if (age < usual_age || age > highest_usual_age)
            ask("按身份证号码现年 " + std::to_string(age) + " 岁，请核对（R14）");
        if (found.derived)
            ask("15 位的旧身份证号码已换算成 18 位，请核对（R10）");
    }

    void take_sex() {
        const std::string written = text("subject_sex");
        if (written.empty())
            return;
        const std::string sex = listed_sex(written);
        if (sex.empty())
            return ask("性别应为男或女，没有导入这一项（R02）");
        set("subject_sex", sex);
        const std::string number = judged_.person.id_no();
        if (!number.empty() && sex != (is_male_number(number) ? "male" : "female"))
            ask("性别与身份证号码第 17 位不符，请核对（R13）");
    }

    void take_places() {
        take_address("hukou_township", "hukou_village", false);
        take_address("residence_township", "residence_village", true);
    }

    /// @param required  where the person is visited: without it nobody prints or counts
    void take_address(const std::string& township_field, const std::string& village_field,
                      bool required) {
        const std::string township = text(township_field), village = text(village_field);
        if (village.empty() && required)
            return refuse("没有村（社区）");
        std::string inside = knowledge_.county;
        if (!township.empty())
            inside = take_place(township_field, township, "township", inside, required);
        if (!village.empty() && judged_.refusals.empty())
            inside = take_place(village_field, village, "village", inside, required);
        if (!township.empty() || inside.empty())
            return;
        if (const Json& found = places_.township_of(inside); !found.is_null())
            set(township_field, found);
    }

    /// @return the code of the place; that of where it should be, if it is not known
    std::string take_place(const std::string& field, const std::string& name,
                           const std::string& level, const std::string& inside, bool required) {
        if (knowledge_.divisions.empty()) {
            set(field, {{"name", name}, {"code", nullptr}});
            return inside;
        }
        const ListedPlace& found = places_.find(name, level, inside);
        if (found.matches == 1) {
            set(field, found.value);
            return found.code;
        }
        const std::string words =
            "“" + name + "”" +
            (found.matches == 0 ? "在行政区划表中找不到" : "有几个同名的，请写明乡镇") + "（R40）";
        if (required)
            refuse(words);
        else
            ask(words + "，没有导入这一项");
        return inside;
    }

    void take_class() {
        const std::string written = without_blanks(text("priority_class"));
        if (written.empty())
            return ask("没有写明重点还是一般，暂按重点对象每月探访（R58）");
        judged_.person.priority_class = listed_class(written);
        if (judged_.person.priority_class.empty())
            return refuse("类别“" + written + "”应为重点或一般（R58）");
        set("priority_class", judged_.person.priority_class);
    }

    void take_state() {
        const std::string written = without_blanks(text("state"));
        if (written.empty())
            return;
        const auto state = person_state_named(listed_state(written));
        if (!state)
            return refuse("状态“" + written + "”应为在册、迁出、暂停或死亡");
        judged_.person.state = *state;
        judged_.says_state = true;
    }

    void take_filing_date() {
        const SheetCell* const cell = listed_.cell("filing_date");
        if (cell == nullptr)
            return;
        const auto day = listed_day(*cell, knowledge_.lexicon.numbers);
        if (!day || year_of(*day) < first_year_of_forms)
            return refuse("建档日期“" + cell->text + "”不是 2022 年以来的日期（R30）");
        if (*day > knowledge_.today)
            return refuse("建档日期在将来（R31）");
        judged_.person.registered_on = iso_date(*day);
        set("filing_date", iso_date(*day));
    }

    void take_phone(const std::string& field) {
        const std::string written = text(field);
        if (written.empty())
            return;
        const auto phone = phone_value(written);
        phone ? set(field, phone->json)
              : ask(register_field_name(field) + "不是电话号码，没有导入这一项（R20）");
    }

    std::string text(std::string_view field) const {
        const SheetCell* const cell = listed_.cell(field);
        return cell ? cell->text : std::string();
    }

    Json::object_t& values() { return judged_.person.values.get_ref<Json::object_t&>(); }
    void set(const std::string& field, Json value) { values()[field] = std::move(value); }
    void refuse(const std::string& why) { judged_.refusals.push_back(why); }
    void ask(const std::string& what) { judged_.questions.push_back(what); }

    const ListedPerson& listed_;
    const Knowledge& knowledge_;
    ListedPlaces& places_;
    JudgedPerson judged_;
};

}  // namespace

JudgedPerson PersonJudge::judge(const ListedPerson& listed) {
    return RowJudge(listed, knowledge_, places_).judge();
}

}  // namespace tanfang

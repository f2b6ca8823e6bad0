#include "pipeline/register/listed_number.h"

#include "pipeline/base/text.h"
#include "pipeline/record/id_number.h"
#include "pipeline/record/values.h"
#include "pipeline/register/listed_words.h"

#include <algorithm>
#include <regex>

namespace tanfang {

namespace {

/// Did a spreadsheet store it as a number of more digits than numbers have?
bool has_lost_digits(const SheetCell& cell, const std::string& written) {
    static const std::regex scientific(R"(\d(\.\d+)?[Ee]\+?\d+)");
    constexpr std::size_t exact_digits = 15;
    return (written.size() < exact_digits && std::regex_match(written, scientific)) ||
           (cell.number && written.size() > exact_digits);
}

/// @return  empty: it is sound
std::string number_refusal(const std::string& number, const Knowledge& knowledge) {
    const auto& provinces = knowledge.rules.at("R12").parameters.at("provinces");
    const auto birth = birth_date(number);
    if (!check_character_holds(number))
        return "身份证号码的校验码不对，至少有一位写错了（R11）";
    if (std::find(provinces.begin(), provinces.end(), std::stoi(number.substr(0, 2))) ==
        provinces.end())
        return "身份证号码开头两位不是任何省份（R12）";
    if (!birth || *birth > knowledge.today)
        return "身份证号码中的出生日期不存在或在将来（R14）";
    return "";
}

}  // namespace

std::string row_refusal(const ListedPerson& listed) {
    if (!listed.problem.empty())
        return listed.problem;
    return listed.hidden
               ? "这一行在表中被隐藏（可能被筛选掉了），没有导入。请取消隐藏或删去后再导入"
               : "";
}

std::string formula_refusal(const ListedCell& cell) {
    if (!cell.cell.formula || !cell.cell.text.empty())
        return "";
    return "“" + register_field_name(std::string(cell.field)) +
           "”是公式，文件里没有它的结果。请把这一列复制、选择性粘贴为数值";
}

ListedNumber listed_number(const ListedPerson& listed, const Knowledge& knowledge) {
    constexpr std::string_view field = "subject_id_no";
    const SheetCell* const cell = listed.cell(field);
    if (cell == nullptr)
        return {"", "没有身份证号码"};
    if (const auto refusal = formula_refusal({field, *cell}); !refusal.empty())
        return {"", refusal};
    const std::string written = half_width(cell->text);
    if (has_lost_digits(*cell, written))
        return {"",
                "身份证号码被表格软件存成了数字（显示为 3.50599E+17 之类），末几位已经丢失，"
                "无法恢复。请把该列设为“文本”格式后重新填写"};
    const auto value = id_value(written);
    if (!value)
        return {"", "身份证号码不是 18 位（R10）"};
    const std::string number = value->json.get<std::string>();
    const std::string refusal = number_refusal(number, knowledge);
    return refusal.empty() ? ListedNumber{number, "", value->derived} : ListedNumber{"", refusal};
}

}  // namespace tanfang

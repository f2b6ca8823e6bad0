#include "pipeline/register/headings.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

/// Words as township tables have them, folded by plain_heading().
const std::map<std::string, std::vector<std::string>>& words_of_fields() {
    static const std::map<std::string, std::vector<std::string>> words = {
        {"subject_name",
         {"姓名", "老人姓名", "老年人姓名", "服务对象", "服务对象姓名", "对象姓名"}},
        {"subject_sex", {"性别"}},
        {"subject_id_no",
         {"身份证", "身份证号", "身份证号码", "居民身份证号码", "居民身份证号", "公民身份号码",
          "公民身份证号码", "证件号码"}},
        {"subject_phone",
         {"联系电话", "电话", "手机", "手机号", "手机号码", "本人电话", "本人联系电话",
          "联系方式"}},
        {"emergency_contact_name", {"紧急联系人", "紧急联系人姓名", "家属姓名", "监护人"}},
        {"emergency_contact_phone",
         {"紧急联系人电话", "紧急联系电话", "家属电话", "家属联系电话", "监护人电话",
          "紧急联系人·电话", "紧急联系人·联系电话"}},
        {"hukou_township",
         {"户籍乡镇", "户籍乡镇街道", "户籍地址·乡镇", "户籍地址·乡镇街道", "户籍地·乡镇",
          "户籍·乡镇"}},
        {"hukou_village",
         {"户籍村", "户籍村社区", "户籍地址·村", "户籍地址·村社区", "户籍地·村", "户籍·村"}},
        {"residence_township",
         {"乡镇", "乡镇街道", "镇街", "镇街道", "街道", "所属乡镇", "所在乡镇", "居住乡镇",
          "居住乡镇街道", "居住地址·乡镇", "居住地址·乡镇街道", "居住地·乡镇", "现住址·乡镇"}},
        {"residence_village",
         {"村", "社区", "村社区", "村居", "村居社区", "村居委会", "村委会", "所属村", "所在村",
          "所在村社区", "居住村", "居住村社区", "居住地址·村", "居住地址·村社区", "居住地·村",
          "现住址·村"}},
        {"priority_class",
         {"类别", "重点一般", "对象分类", "重点类别", "探访类别", "是否重点", "重点或一般",
          "类别·重点一般"}},
        {"filing_date", {"建档日期", "建档时间", "登记日期", "登记时间", "纳入日期"}},
        {"visitor",
         {"探访员", "探访人", "探访人员", "走访人", "走访人员", "服务人员", "包保人", "责任人",
          "网格员"}},
        {"state", {"状态", "人员状态", "在册状态", "目前状态"}},
        {"medical_history", {"病史", "曾患病史", "健康情况·曾患病史", "疾病"}},
    };
    return words;
}

std::string plain_heading(const std::string& heading) {
    static const std::u32string dropped = U" \t\r\n　()[]{}<>（）【】《》/、:：*＊_";
    std::u32string plain;
    for (const char32_t c : code_points(half_width(heading)).value_or(U""))
        if (dropped.find(c) == std::u32string::npos)
            plain += c;
    return utf8(plain);
}

std::string text_at(const SheetRow& row, std::size_t column) {
    return column < row.cells.size() ? trimmed(row.cells[column].text) : std::string();
}

/// The group that stands over a column: merged cells of a CSV are empty after their first one.
std::string group_over(const SheetRow& row, std::size_t column) {
    for (std::size_t c = column + 1; c-- > 0;)
        if (const auto text = text_at(row, c); !text.empty())
            return text;
    return {};
}

/// Reads one row as the last row of headings, with the one above it.
Headings headings_at(const std::vector<SheetRow>& rows, std::size_t index,
                     const std::vector<std::string_view>& needed) {
    Headings found;
    found.row = index;
    std::set<std::string_view> taken;
    for (std::size_t column = 0; column < rows[index].cells.size(); ++column) {
        const std::string own = text_at(rows[index], column);
        const std::string above = index > 0 ? text_at(rows[index - 1], column) : "";
        std::string_view field;
        if (!own.empty() && index > 0)
            field = field_of_heading(group_over(rows[index - 1], column) + "·" + own);
        if (field.empty())
            field = field_of_heading(own.empty() ? above : own);
        if (!field.empty() && taken.insert(field).second)
            found.field_of[column] = field;
        else if (!own.empty())
            found.passed_over.push_back(own);
    }
    if (!std::all_of(needed.begin(), needed.end(),
                     [&](std::string_view field) { return taken.contains(field); }))
        found.field_of.clear();
    return found;
}

}  // namespace

std::string_view field_of_heading(const std::string& heading) {
    static const auto fields = [] {
        std::map<std::string, std::string> by_word;
        for (const auto& [field, words] : words_of_fields()) {
            by_word[plain_heading(field)] = field;
            for (const auto& word : words) by_word[word] = field;
        }
        return by_word;
    }();
    const auto found = fields.find(plain_heading(heading));
    return found == fields.end() ? std::string_view() : found->second;
}

Headings find_headings(const std::vector<SheetRow>& rows,
                       const std::vector<std::string_view>& needed) {
    Headings best;
    for (std::size_t row = 0; row < std::min(rows.size(), most_lines_above); ++row) {
        Headings here = headings_at(rows, row, needed);
        if (here.field_of.size() > best.field_of.size())
            best = std::move(here);
    }
    return best;
}

}  // namespace tanfang

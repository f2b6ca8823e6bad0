#include "pipeline/record/rule_run.h"

#include "pipeline/record/id_number.h"

#include <algorithm>
#include <cstdlib>

namespace tanfang {

const FieldMeaning* RuleRun::claimed(std::string_view id) const {
    const FieldMeaning* field = page_.find(id);
    return field != nullptr && claims(field->is.state) ? field : nullptr;
}

std::string RuleRun::text(std::string_view id) const {
    const FieldMeaning* field = claimed(id);
    return field != nullptr && field->is.value.is_string() ? field->is.value : "";
}

std::optional<Date> RuleRun::date(std::string_view id) const {
    return parse_date(text(id));
}

std::optional<double> RuleRun::amount(std::string_view id) const {
    const FieldMeaning* field = claimed(id);
    if (field == nullptr)
        return std::nullopt;
    if (field->is.value.is_number())
        return field->is.value.get<double>();
    if (field->is.value.is_string())
        return std::strtod(field->is.value.get<std::string>().c_str(), nullptr);
    return std::nullopt;
}

std::string RuleRun::id_number(std::string_view id) const {
    const std::string number = text(id);
    return has_id_shape(number) ? number : "";
}

bool RuleRun::is_absent(std::string_view id) const {
    const FieldMeaning* field = page_.find(id);
    return field != nullptr && field->is.state == FieldState::blank;
}

bool RuleRun::has_ink(std::string_view id) const {
    const FieldMeaning* field = page_.find(id);
    return field != nullptr && field->ink;
}

bool RuleRun::has_option(std::string_view id, std::string_view option) const {
    const FieldMeaning* field = claimed(id);
    return field != nullptr &&
           std::find(field->marked.begin(), field->marked.end(), option) != field->marked.end();
}

std::optional<std::vector<std::string>> RuleRun::sure_marks(std::string_view id) const {
    const FieldMeaning* field = page_.find(id);
    if (field == nullptr || !field->sure)
        return std::nullopt;
    return field->marked;
}

std::string RuleRun::zh(std::string_view id) const {
    const Field* field = model_.find(std::string(id));
    if (field == nullptr)
        return std::string(id);
    // Rows of the family table share their names; the row tells them apart.
    constexpr std::string_view row_prefix = "family_";
    if (id.starts_with(row_prefix))
        return "家庭成员第 " + std::string(id.substr(row_prefix.size(), 1)) + " 行的" + field->zh;
    return field->zh;
}

void RuleRun::report(const std::string& case_name, std::vector<std::string> fields, Words words) {
    const RuleCase& broken = rule_.cases.at(case_name);
    words.emplace_back("field", zh(fields.front()));
    std::string text = broken.text;
    for (const auto& [name, word] : words) {
        const std::string placeholder = "{" + name + "}";
        for (auto at = text.find(placeholder); at != std::string::npos;
             at = text.find(placeholder, at + word.size()))
            text.replace(at, placeholder.size(), word);
    }
    findings_.push_back({rule_.id, broken.severity, std::move(fields), text});
}

bool lists(const Json& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace tanfang

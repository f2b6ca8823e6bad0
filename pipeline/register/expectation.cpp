#include "pipeline/register/expectation.h"

#include "pipeline/base/text.h"
#include "pipeline/record/divisions.h"

#include <algorithm>

namespace tanfang {

namespace {

const std::string disease_field = "disease_name";
const std::string history_field = "medical_history";
// Shares of sheets on which something is as it was on the last one; chosen.
constexpr double needs_repeat = 0.5;
constexpr double amounts_repeat = 0.5;

/// The words of an enumeration.
std::vector<std::string> words_in(const std::string& text) {
    constexpr std::u32string_view separators = U"、，,；;。 　/";
    std::vector<std::string> words;
    std::u32string word;
    const auto end = [&] {
        if (!word.empty())
            words.push_back(utf8(word));
        word.clear();
    };
    for (const char32_t c : code_points(text).value_or(U"")) {
        if (separators.find(c) == std::u32string_view::npos)
            word += c;
        else
            end();
    }
    end();
    return words;
}

std::vector<ExpectedValue> diseases(const Person& person) {
    std::vector<ExpectedValue> expected;
    const std::string history = person.text(history_field);
    for (const auto& word : words_in(history)) expected.push_back({{word}, word});
    if (expected.size() > 1)
        expected.push_back({{history}, history});
    return expected;
}

std::vector<ExpectedValue> ordinals(const PrintedSheet& sheet, const LastVisit& last) {
    std::vector<ExpectedValue> expected;
    if (last.ordinal)
        expected.push_back({{std::to_string(*last.ordinal + 1)}, *last.ordinal + 1});
    constexpr std::size_t year_digits = 4;
    if (last.day.substr(0, year_digits) < sheet.month.substr(0, year_digits))
        expected.push_back({{"1"}, 1});
    return expected;
}

/// The words for a value of a list, e.g. 男 for "male". A word without an id stands for itself.
std::vector<std::string> words_of(const CodeList& list, const std::string& value) {
    std::vector<std::string> words;
    for (const auto& item : list.items) {
        if (item.id != value)
            continue;
        words.push_back(item.zh);
        for (const auto& [word, code] : list.synonyms)
            if (code == item.code)
                words.push_back(word);
    }
    return words.empty() ? std::vector{value} : words;
}

/// The ways of writing a value of the register; none for what is ticked, signed or dated.
std::vector<std::string> texts_of(const Field& field, const Json& value, const FieldModel& model) {
    switch (field.type) {
        case FieldType::text_line:
        case FieldType::text_multi:
        case FieldType::id_number:
        case FieldType::disability_card:
        case FieldType::phone:
        case FieldType::money:
            return value.is_string() ? std::vector<std::string>{value} : std::vector<std::string>{};
        case FieldType::closed_word: {
            const auto list = model.codelists.find(field.codelist);
            if (!value.is_string())
                return {};
            return list == model.codelists.end() ? std::vector<std::string>{value}
                                                 : words_of(list->second, value);
        }
        case FieldType::division: {
            if (!value.is_object() || !value.value("name", Json()).is_string())
                return {};
            const std::string name = value["name"], brief = short_place_name(name);
            return brief == name ? std::vector{name} : std::vector{name, brief};
        }
        default:
            return {};
    }
}

}  // namespace

Expected expected_visit(const Person& person, const PrintedSheet& sheet,
                        const std::optional<LastVisit>& last) {
    Expected expected;
    expected.month = sheet.month;
    expected.values[disease_field] = diseases(person);
    if (!last)
        return expected;
    expected.values["visit_ordinal"] = ordinals(sheet, *last);
    auto& known = expected.values[disease_field];
    const bool is_known = std::any_of(known.begin(), known.end(), [&](const ExpectedValue& one) {
        return one.value == last->disease;
    });
    if (!last->disease.empty() && !is_known)
        known.push_back({{last->disease}, last->disease});
    if (!last->needs.empty())
        expected.values["care_needs"] = {{{last->needs}, last->needs, needs_repeat}};
    return expected;
}

Expected expectation(const Person& person, const FieldModel& enrollment) {
    Expected expected;
    for (const auto& field : enrollment.fields) {
        const auto known = person.values.find(field.id);
        if (known == person.values.end())
            continue;
        ExpectedValue value{texts_of(field, *known, enrollment), *known};
        if (field.type == FieldType::money)
            value.share = amounts_repeat;
        if (!value.texts.empty())
            expected.values[field.id] = {std::move(value)};
    }
    return expected;
}

}  // namespace tanfang

#include "pipeline/record/lexicon.h"

#include "pipeline/base/text.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr const char* needed_lists[] = {"surname", "surname_compound_common", "ditto_words",
                                        "no_need", "nothing_words"};

bool is_word_list(const Json& json) {
    return json.is_array() && std::all_of(json.begin(), json.end(), [](const Json& word) {
               return word.is_string() && !word.get_ref<const std::string&>().empty();
           });
}

}  // namespace

bool Lexicon::contains(const std::string& list, const std::string& word) const {
    const auto it = lists.find(list);
    return it != lists.end() &&
           std::find(it->second.begin(), it->second.end(), word) != it->second.end();
}

Lexicon parse_lexicon(const Json& json) {
    Lexicon lexicon;
    for (const auto& [name, value] : json.items()) {
        if (!value.is_array())
            continue;
        if (!is_word_list(value))
            throw Error(Fault::bad_template, "templates/lexicon.json",
                        name + "：应为词语列表，不得有空词");
        lexicon.lists[name] = value.get<std::vector<std::string>>();
    }
    for (const char* name : needed_lists)
        if (!lexicon.lists.contains(name))
            throw Error(Fault::bad_template, "templates/lexicon.json",
                        std::string("缺少词表 ") + name);
    if (!json.contains("number_words") || !json["number_words"].is_object())
        throw Error(Fault::bad_template, "templates/lexicon.json", "缺少 number_words");
    for (const auto& [word, value] : json["number_words"].items()) {
        const auto points = code_points(word);
        if (!points || points->size() != 1 || !value.is_number_integer())
            throw Error(Fault::bad_template, "templates/lexicon.json",
                        "number_words：应为单字对数值：" + word);
        lexicon.numbers[points->front()] = value.get<int>();
    }
    return lexicon;
}

void override_lexicon(Lexicon& lexicon, const Json& overrides, const std::string& where) {
    if (!overrides.is_object())
        throw Error(Fault::bad_settings, where, "lexicons 应为对象：词表名 -> 词语列表");
    for (const auto& [name, words] : overrides.items()) {
        if (!lexicon.lists.contains(name))
            throw Error(Fault::bad_settings, where, "lexicons：没有名为 " + name + " 的词表");
        if (!is_word_list(words))
            throw Error(Fault::bad_settings, where,
                        "lexicons." + name + "：应为词语列表，不得有空词");
        lexicon.lists[name] = words.get<std::vector<std::string>>();
    }
}

}  // namespace tanfang

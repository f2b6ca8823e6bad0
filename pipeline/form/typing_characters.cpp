#include "pipeline/form/typing_characters.h"

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"

namespace tanfang {

namespace {

constexpr const char* source_file = "templates/characters.json";

void add_lines(std::set<char32_t>& characters, const Json& lines) {
    for (const auto& line : lines) {
        const auto points = code_points(line.get<std::string>());
        if (!points)
            throw Error(Fault::bad_template, source_file, "不是有效的 UTF-8 文字");
        characters.insert(points->begin(), points->end());
    }
}

}  // namespace

TypingCharacters parse_typing_characters(const Json& json) {
    try {
        TypingCharacters characters;
        add_lines(characters.standard, json.at("standard"));
        characters.all = characters.standard;
        add_lines(characters.all, json.at("more"));
        return characters;
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, source_file, e.what());
    }
}

}  // namespace tanfang

#include "pipeline/form/print_words.h"

#include "pipeline/base/text.h"

namespace tanfang {

namespace {

[[noreturn]] void complain(const std::string& what) {
    throw Error(Fault::bad_template, "templates/print_words.json", what);
}

PrintFlow parse_flow(const std::string& text) {
    PrintFlow flow;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool box = text[at] == '[', gap = text[at] == '{';
        if (box || gap) {
            const auto end = text.find(box ? ']' : '}', at);
            if (end == std::string::npos)
                complain("括号没有配对：" + text);
            flow.push_back({box ? PrintToken::Kind::box : PrintToken::Kind::gap, 0,
                            text.substr(at + 1, end - at - 1)});
            at = end + 1;
            continue;
        }
        const auto end = std::min(text.find_first_of("[{", at), text.size());
        for (const char32_t c : printed_characters(text.substr(at, end - at)))
            flow.push_back({PrintToken::Kind::character, c, ""});
        at = end;
    }
    return flow;
}

}  // namespace

std::u32string printed_characters(const std::string& text) {
    std::u32string characters;
    if (const auto points = code_points(half_width(text)))
        for (const char32_t c : *points)
            if (c != U' ' && c != U'\u3000')
                characters += c;
    return characters;
}

std::vector<PrintWords> parse_print_words(const Json& json) {
    std::vector<PrintWords> forms;
    try {
        if (json.at("schema") != "tanfang-print-words/2")
            complain("格式版本不对");
        for (const auto& form : json.at("forms")) {
            PrintWords words;
            words.form = form.at("form");
            words.above = parse_flow(form.at("above"));
            for (const auto& section : form.at("sections")) {
                words.sections.push_back(words.cells.size());
                for (const auto& cell : section) words.cells.push_back(parse_flow(cell));
            }
            forms.push_back(std::move(words));
        }
    } catch (const Json::exception& e) {
        complain(e.what());
    }
    return forms;
}

}  // namespace tanfang

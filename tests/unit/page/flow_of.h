/// Words as print_words.json writes them, for tests.
#pragma once

#include "pipeline/form/print_words.h"

#include <string>

namespace tanfang {

inline PrintFlow flow_of(const std::string& text) {
    const Json json = {
        {"schema", "tanfang-print-words/2"},
        {"forms", Json::array({{{"form", "f"}, {"above", text}, {"sections", Json::array()}}})}};
    return parse_print_words(json).front().above;
}

}  // namespace tanfang

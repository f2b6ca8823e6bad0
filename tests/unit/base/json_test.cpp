#include "pipeline/base/json.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {

std::string words_for(const std::string& text) {
    try {
        parse_json(text, Fault::bad_settings, "people.jsonl, line 3");
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_settings);
        return error.what();
    }
    return "parsed";
}

}  // namespace

TEST(ParseJson, GivesWhatStandsThere) {
    EXPECT_EQ(parse_json(R"({"b": 1, "a": "甲"})", Fault::bad_settings, "").dump(),
              R"({"b":1,"a":"甲"})");
}

TEST(ParseJson, RefusesWhatIsNoJson) {
    for (const char* bad : {"", "{", "[1,]", "{\"a\": \"\xFF\"}", "1 2"})
        EXPECT_NE(words_for(bad).find("people.jsonl, line 3: 不是有效的 JSON"), std::string::npos)
            << bad;
}

TEST(ParseJson, RefusesNumbersThatAreTooLarge) {
    EXPECT_NE(words_for(R"({"income": 1e999})").find("数字过大"), std::string::npos);
}

}  // namespace tanfang

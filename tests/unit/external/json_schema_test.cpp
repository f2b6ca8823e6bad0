#include "pipeline/external/json_schema.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

const Json schema =
    Json::parse(R"({"type": "object", "required": ["copies"], "additionalProperties": false,
    "properties": {"copies": {"type": "array", "items": {"type": "integer", "minimum": 1}}}})");

TEST(JsonSchema, AcceptsWhatItDescribes) {
    EXPECT_NO_THROW(
        check_schema(Json::parse(R"({"copies": [1, 2]})"), schema, Fault::bad_template, "a.json"));
}

TEST(JsonSchema, NamesFileAndPlaceOfAProblem) {
    for (const auto& [document, place] : {std::pair{R"({"copies": [1, 0]})", "[1]"},
                                          {R"({"copies": "three"})", "copies"},
                                          {R"({"copies": [], "more": 1})", "more"},
                                          {R"({})", "copies"}}) {
        try {
            check_schema(Json::parse(document), schema, Fault::bad_template, "a.json");
            FAIL() << document;
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::bad_template);
            EXPECT_EQ(std::string(e.what()).find("a.json"), 0U) << e.what();
            EXPECT_NE(std::string(e.what()).find(place), std::string::npos) << e.what();
        }
    }
}

}  // namespace
}  // namespace tanfang

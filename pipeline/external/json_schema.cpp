#include "pipeline/external/json_schema.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace tanfang {

void check_schema(const Json& document, const Json& schema, Fault fault, const std::string& where) {
    using Adapter = valijson::adapters::NlohmannJsonAdapter;
    const nlohmann::json plain_document(document),
        plain_schema(schema);  // valijson knows no ordered_json
    valijson::Schema rules;
    try {
        valijson::SchemaParser().populateSchema(Adapter(plain_schema), rules);
    } catch (const std::exception& e) {
        throw Error(fault, where, std::string("JSON Schema 本身有错：") + e.what());
    }
    valijson::ValidationResults problems;
    if (valijson::Validator().validate(rules, Adapter(plain_document), &problems))
        return;
    // Of the reports, the one about the innermost place says most.
    std::string place, what = "不符合 JSON Schema";
    valijson::ValidationResults::Error problem;
    std::size_t deepest = 0;
    while (problems.popError(problem)) {
        if (problem.context.size() < deepest)
            continue;
        deepest = problem.context.size();
        place.clear();
        for (const auto& step : problem.context) place += step;
        what = problem.description;
    }
    throw Error(fault, where, "不符合 JSON Schema，位置 " + place + "：" + what);
}

}  // namespace tanfang

/// JSON that describes forms: of prints that are not ours, and of templates that fit the schema.
#include "pipeline/base/json.h"
#include "pipeline/external/json_schema.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/variant.h"

#include <cstdint>

namespace {

using namespace tanfang;

void read_variant(const Json& json) {
    try {
        const FormTemplate form = parse_variant(json, "x");
        for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
            reference_page(form, page);
        variant_json(form);
        check_all_checkboxes(form, "x");
    } catch (const Error&) {
    }
}

void read_template(const Json& json) {
    static const Json schema =
        load_json(TANFANG_SOURCE_DIR "/templates/form.schema.json", Fault::bad_template);
    try {
        check_schema(json, schema, Fault::bad_template, "x");
        layout_json(parse_form(json));
    } catch (const Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Json json;
    try {
        json = parse_json(std::string(reinterpret_cast<const char*>(data), size),
                          Fault::bad_settings, "x");
    } catch (const Error&) {
        return 0;
    }
    read_variant(json);
    read_template(json);
    return 0;
}

/// Lines of people to print: refused, or values for spots that the form has.
#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/person_values.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace tanfang;

struct Form {
    explicit Form(const std::string& id)
        : form(parse_form(load("/templates/" + id + ".json"))),
          model(parse_field_model(load("/templates/fields.json"), id)) {}

    static Json load(const std::string& file) {
        return load_json(TANFANG_SOURCE_DIR + file, Fault::bad_template);
    }
    FormTemplate form;
    FieldModel model;
};

void read_person(const Json& person, const Form& form, ValueSource source) {
    try {
        const PersonValues values = person_values(person, form.form, form.model, source);
        for (const auto& [spot, words] : values.words)
            if (!form.form.find_spot(spot) || words.empty())
                std::abort();
        for (const auto& spot : values.ticks)
            if (!form.form.find_spot(spot))
                std::abort();
    } catch (const Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Form forms[] = {Form("visit"), Form("enrollment")};
    try {
        const Json person = parse_json(std::string(reinterpret_cast<const char*>(data), size),
                                       Fault::bad_settings, "x");
        for (const Form& form : forms)
            for (const ValueSource source : {ValueSource::entered, ValueSource::record})
                read_person(person, form, source);
    } catch (const Error&) {
    }
    return 0;
}

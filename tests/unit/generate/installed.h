/// The installed forms and fonts, loaded once for all tests of the print.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"

#include <filesystem>

namespace tanfang::installed {

inline const std::filesystem::path templates =
    std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";

inline const FormTemplate& form(const std::string& id) {
    static const auto load = [](const std::string& name) {
        return parse_form(load_json(templates / (name + ".json"), Fault::bad_template));
    };
    static const FormTemplate visit = load("visit"), enrollment = load("enrollment");
    return id == "visit" ? visit : enrollment;
}

inline const FieldModel& model(const std::string& form) {
    static const auto load = [](const std::string& name) {
        return parse_field_model(load_json(templates / "fields.json", Fault::bad_template), name);
    };
    static const FieldModel visit = load("visit"), enrollment = load("enrollment");
    return form == "visit" ? visit : enrollment;
}

inline const Fonts& fonts() {
    static const Fonts loaded = load_fonts(templates / "fonts.json");
    return loaded;
}

}  // namespace tanfang::installed

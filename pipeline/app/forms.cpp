#include "pipeline/app/forms.h"

#include "pipeline/external/json_schema.h"

#include <algorithm>
#include <set>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

std::vector<fs::path> json_files(const fs::path& folder) {
    std::error_code problem;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    if (problem)
        throw Error(Fault::bad_template, folder.string(), "无法读取模板文件夹，请重新安装");
    std::sort(files.begin(), files.end());  // one order on every file system
    return files;
}

bool is_form(const Json& json) {
    return json.is_object() && json.value("schema", Json()) == "tanfang-form/1";
}

/// Letters and fiducials tell forms apart on paper, so no two forms may share one.
void check_distinct(const std::vector<FormTemplate>& forms) {
    std::set<std::string> names;
    for (const auto& form : forms) {
        const auto claim = [&](const std::string& name) {
            if (!names.insert(name).second)
                throw Error(Fault::bad_template, "templates/" + form.id + ".json",
                            "与另一张表单重复：" + name);
        };
        claim("form " + form.id);
        claim(std::string("code ") + form.code);
        for (const auto& page : form.pages)
            for (const auto& fiducial : page.fiducials)
                claim("fiducial " + std::to_string(fiducial.id));
    }
}

}  // namespace

Forms::Forms(const fs::path& templates) : templates_(templates) {
    const Json schema = load_json(templates / "form.schema.json", Fault::bad_template);
    for (const auto& file : json_files(templates)) {
        const Json json = load_json(file, Fault::bad_template);
        if (!is_form(json))
            continue;
        check_schema(json, schema, Fault::bad_template, file.string());
        forms_.push_back(parse_form(json));
    }
    check_distinct(forms_);
}

const FormTemplate& Forms::by_id(const std::string& id) const {
    std::string known;
    for (const auto& form : forms_) {
        if (form.id == id)
            return form;
        known += (known.empty() ? "" : "、") + form.id;
    }
    throw Error(Fault::bad_usage, id, "没有这张表单。现有表单：" + known);
}

const FormTemplate* Forms::by_code(char letter) const {
    for (const auto& form : forms_)
        if (form.code == letter)
            return &form;
    return nullptr;
}

const FormTemplate* Forms::by_fiducial(int fiducial) const {
    for (const auto& form : forms_)
        for (const auto& page : form.pages)
            for (const auto& printed : page.fiducials)
                if (printed.id == fiducial)
                    return &form;
    return nullptr;
}

FieldModel Forms::fields_of(const FormTemplate& form) const {
    return parse_field_model(load_json(templates_ / "fields.json", Fault::bad_template), form.id);
}

}  // namespace tanfang

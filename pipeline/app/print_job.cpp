#include "pipeline/app/print_job.h"

#include "pipeline/app/resources.h"

namespace tanfang {

namespace {

const char* kind_name(PageKind kind) {
    switch (kind) {
        case PageKind::cover:
            return "cover";
        case PageKind::supplement:
            return "supplement";
        case PageKind::scan:
            return "scan";
        case PageKind::blank:
            return "blank";
        case PageKind::form:
            break;
    }
    return "form";
}

}  // namespace

PrintShop::PrintShop(const std::string& form_id)
    : templates(resource_folder() / "templates"), fonts(load_fonts(templates / "fonts.json")) {
    const Forms forms(templates);
    form = forms.by_id(form_id);
    model = forms.fields_of(form);
}

int copies_of(const PrintCommand& options, const FormTemplate& form) {
    const int most = static_cast<int>(form.copies.size());
    if (options.copies > most)
        throw Error(Fault::bad_usage, "--copies", "这张表单最多 " + std::to_string(most) + " 联");
    return options.copies == 0 ? most : options.copies;
}

std::string manifest_line(const FormTemplate& form, const PrintedPage& printed, std::size_t page,
                          const std::string& file) {
    Json line{{"page", page},
              {"form", form.id},
              {"version", form.version},
              {"serial", printed.serial.empty() ? Json() : Json(printed.serial)},
              {"copy", printed.copy},
              {"sheet_page", printed.sheet_page},
              {"person", printed.person ? Json(*printed.person) : Json()}};
    if (printed.kind != PageKind::form)  // a page of the form has the members that it always had
        line["kind"] = kind_name(printed.kind);
    if (!file.empty())
        line["file"] = file;
    return line.dump() + "\n";
}

}  // namespace tanfang

#include "pipeline/app/output_files.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/resources.h"
#include "pipeline/generate/annex.h"

namespace tanfang {

bool is_annex(const std::string& form) {
    return form == "guide" || form == "duties";
}

ExitCode print_annex(const PrintCommand& options) {
    const auto templates = resource_folder() / "templates";
    const Fonts fonts = load_fonts(templates / "fonts.json");
    const Json annexes = load_json(templates / "annexes.json", Fault::bad_template);
    if (options.form == "duties") {
        const Json duties = load_json(templates / "duties.json", Fault::bad_template);
        write_files({{options.out, print_duties(annexes, duties, fonts)}});
    } else {
        const Forms forms(templates);
        const FieldModel model = forms.fields_of(forms.by_id("enrollment"));
        write_files({{options.out, print_guide(annexes, model, fonts)}});
    }
    return ExitCode::done;
}

}  // namespace tanfang

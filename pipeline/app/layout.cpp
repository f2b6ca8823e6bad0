#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/resources.h"

#include <iostream>

namespace tanfang {

void add_layout_command(const Command& program) {
    const Command command =
        program.command("layout", say("Print where every box and field of a form stands, as JSON",
                                      "以 JSON 输出表单每个方框和填写处的位置"));
    const auto form = std::make_shared<std::string>();
    command
        .option("FORM", *form,
                say("Form: enrollment or visit", "表单：enrollment（登记表）或 visit（记录表）"))
        .required();
    command.runs([form] {
        const Forms forms(resource_folder() / "templates");
        std::cout << layout_json(forms.by_id(*form)).dump(1) << std::endl;
        if (!std::cout)
            throw Error(Fault::output_failed, "stdout", "无法写出结果");
        return ExitCode::done;
    });
}

}  // namespace tanfang

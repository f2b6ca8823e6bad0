#include "tests/support/print_shop.h"

#include "pipeline/base/json.h"
#include "pipeline/intake/scan_file.h"

#include <sstream>
#include <stdexcept>

#include "tests/support/program.h"

namespace tanfang::simulate {
namespace {

const std::filesystem::path templates = std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";

}  // namespace

FormTemplate installed_form(const std::string& id) {
    return parse_form(load_json(templates / (id + ".json"), Fault::bad_template));
}

std::vector<PrintedSheet> print_sheets(const std::string& form, int copy) {
    const Folder folder;
    const std::string pdf = folder / "print.pdf";
    const std::string manifest = folder / "manifest.jsonl";
    const Outcome outcome =
        run_tanfang({"print", form, "--out", pdf, "--flat", "--manifest", manifest});
    if (outcome.exit_code != 0)
        throw std::runtime_error("print failed: " + outcome.err);
    const FormTemplate design = installed_form(form);
    std::vector<PrintedSheet> sheets;
    std::istringstream lines(read_file(manifest));
    for (std::string text; std::getline(lines, text);) {
        const Json line = parse_json(text, Fault::output_failed, manifest);
        if (line.at("copy") == copy)
            sheets.push_back({design, line.at("sheet_page").get<int>(),
                              line.at("serial").get<std::string>(), copy,
                              printed_page(pdf, line.at("page").get<int>())});
    }
    if (sheets.size() != design.pages.size())
        throw std::runtime_error("the manifest does not list every page of the copy");
    return sheets;
}

cv::Mat reference_picture(const FormTemplate& form, int page) {
    const auto& reference = form.pages.at(static_cast<std::size_t>(page)).reference;
    return ScanFile(templates / reference).page(0).gray;
}

}  // namespace tanfang::simulate

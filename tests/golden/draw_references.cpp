/// Draws templates/FORM.pageN.png and open_mark.png anew, after a template or the drawing has
/// changed: the CMake target `references`.
#include "pipeline/app/forms.h"
#include "pipeline/generate/print.h"

#include <fstream>
#include <iostream>

#include "open_mark_picture.h"
#include "raster.h"

int main() {
    using namespace tanfang;
    const std::filesystem::path templates = std::filesystem::path(TANFANG_SOURCE_DIR) / "templates";
    const std::filesystem::path pdf = std::filesystem::path(TANFANG_BINARY_DIR) / "reference.pdf";
    try {
        const Fonts fonts = load_fonts(templates / "fonts.json");
        const Forms forms(templates);
        const FormTemplate& visit = forms.by_id("visit");
        golden::write_png(golden::open_mark_picture(visit, forms.fields_of(visit), fonts, pdf),
                          templates / "open_mark.png");
        for (const auto& form : forms.all()) {
            std::ofstream(pdf, std::ios::binary) << print_reference(form, fonts);
            for (std::size_t page = 0; page < form.pages.size(); ++page)
                golden::write_png(golden::render(pdf, static_cast<int>(page),
                                                 golden::reference_width, golden::reference_height),
                                  templates / form.pages[page].reference);
        }
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}

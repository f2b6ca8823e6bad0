/// Cuts the comb cells of scanned pages into the tiles that the reader sees, each with its label.
///
/// usage: comb_tiles FOLDER > TILES
///
/// in:  pages of digit_sheets (or any with truth files like theirs)
/// out: records of u8 label ('0'..'9', 'X', '_' empty, '?' no single digit) and 32 x 32 bytes,
/// white 255
#include "pipeline/intake/scan_file.h"
#include "pipeline/page/register_page.h"
#include "pipeline/recognize/comb.h"
#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <stdexcept>
#include <vector>

#include "tests/support/print_shop.h"

namespace {

using namespace tanfang;

std::vector<PrintedInk> prints_of(const FormTemplate& form) {
    std::vector<PrintedInk> prints;
    for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
        prints.push_back(printed_ink(simulate::reference_picture(form, page), form.page_width));
    return prints;
}

void hand_out(const Ink& ink, const Spot& spot, std::string text) {
    const FieldInk field = cut_field(ink, spot.box);
    const CombCells comb = cut_comb(field, measure_writing(field, spot.cells), spot.cells);
    text.resize(static_cast<std::size_t>(spot.cells), '_');
    for (int i = 0; i < spot.cells; ++i) {
        const bool inked = comb.cells[static_cast<std::size_t>(i)].presence != Presence::none;
        const char label = text[static_cast<std::size_t>(i)];
        if (inked != (label != '_'))
            continue;  // ink that the cutter loses or puts elsewhere cannot be learned here
        const cv::Mat tile = comb.strip(cv::Rect(i * tile_px, 0, tile_px, tile_px)).clone();
        std::putchar(label);
        std::fwrite(tile.data, 1, tile.total(), stdout);
    }
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 2)
        throw std::runtime_error("usage: comb_tiles FOLDER");
    std::map<std::string, FormTemplate> forms;
    std::map<std::string, std::vector<PrintedInk>> prints;
    for (const std::string id : {"enrollment", "visit"}) {
        forms.emplace(id, simulate::installed_form(id));
        prints.emplace(id, prints_of(forms.at(id)));
    }
    std::vector<std::filesystem::path> pages;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
        if (entry.path().extension() != ".json")
            pages.push_back(entry.path());
    std::sort(pages.begin(), pages.end());
    int lost = 0;
    for (const auto& path : pages) try {
            const Json truth = load_json(
                std::filesystem::path(path).replace_extension(".truth.json"), Fault::bad_usage);
            const FormTemplate& form = forms.at(truth.at("form"));
            ScanFile file(path);
            const PageImage image = file.page(0);
            const RegisteredPage page = register_page(image, {&form}, {}).front();
            const Ink ink(page, prints.at(form.id).at(static_cast<std::size_t>(page.page)));
            for (const auto& [id, text] : truth.at("spots").items())
                if (const Spot* spot = form.find_spot(id);
                    spot && spot->cells > 0 && spot->page == page.page)
                    hand_out(ink, *spot, text);
        } catch (const Error& error) {
            ++lost;
            std::cerr << path.filename().string() << ": " << error.what() << '\n';
        }
    std::cerr << pages.size() << " pages, " << lost << " lost\n";
    return 0;
} catch (const std::exception& error) {
    std::cerr << "comb_tiles: " << error.what() << '\n';
    return 1;
}

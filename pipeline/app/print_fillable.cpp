#include "pipeline/app/output_files.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/print_ledger.h"
#include "pipeline/generate/people.h"

namespace tanfang {

namespace {

std::vector<PrintedSet> sets_of(const PrintCommand& options, const PrintShop& shop) {
    std::vector<PrintedSet> sets;
    if (options.people.empty()) {
        for (int i = 0; i < options.sets; ++i) sets.push_back({random_serial(), std::nullopt, {}});
        return sets;
    }
    PeopleFile people(options.people, shop.form, shop.model, shop.fonts);
    for (int i = 0; i < people.count(); ++i) sets.push_back({random_serial(), i, people.read(i)});
    return sets;
}

}  // namespace

ExitCode print_fillable(const PrintCommand& options) {
    const PrintShop shop(options.form);
    const PrintOptions how{copies_of(options, shop.form),
                           options.eform ? PrintKind::eform : PrintKind::fillable};
    const std::vector<PrintedSet> sets = sets_of(options, shop);
    if (sets.size() > most_fillable_sets)
        throw Error(Fault::bad_usage, "",
                    "可填写的 PDF 一次最多 " + std::to_string(most_fillable_sets) +
                        " 套，请分几次生成，或加 --flat");
    const Print print = print_sets(shop.form, shop.model, shop.fonts, sets, how);
    std::vector<OutputFile> files = {{options.out, print.pdf}};
    if (!options.manifest.empty()) {
        std::string lines;
        for (std::size_t i = 0; i < print.pages.size(); ++i)
            lines += manifest_line(shop.form, print.pages[i], i);
        files.push_back({options.manifest, lines});
    }
    write_files(files);
    return ExitCode::done;
}

}  // namespace tanfang

#include "pipeline/app/print_shelf.h"

#include <algorithm>

namespace tanfang {

void PrintShelf::add(KnownPrint print) {
    const std::lock_guard lock(mutex_);
    prints_.push_back(std::move(print));
}

std::vector<const ReferencePrint*> PrintShelf::references() const {
    const std::lock_guard lock(mutex_);
    std::vector<const ReferencePrint*> references;
    for (const auto& print : prints_)
        for (const auto& page : print.pages) references.push_back(&page);
    return references;
}

std::vector<KeptPage> PrintShelf::kept() const {
    const std::lock_guard lock(mutex_);
    std::vector<KeptPage> kept;
    for (const auto& print : prints_)
        if (!print.name.empty())
            for (const auto& page : print.pages)
                kept.push_back(
                    {print.name, &page, &print.ink.at(static_cast<std::size_t>(page.page()))});
    return kept;
}

const PrintedInk& PrintShelf::ink_of(const FormTemplate& form, int page) const {
    const std::lock_guard lock(mutex_);
    const auto print =
        std::find_if(prints_.begin(), prints_.end(),
                     [&form](const KnownPrint& known) { return known.form.get() == &form; });
    return print->ink.at(static_cast<std::size_t>(page));
}

}  // namespace tanfang

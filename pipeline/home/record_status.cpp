#include "pipeline/home/record_status.h"

#include <algorithm>

namespace tanfang {

PageStatus record_status(const std::vector<PageOfRecord>& pages) {
    const auto rejected = [](const PageOfRecord& page) {
        return page.status == PageStatus::rejected;
    };
    if (std::all_of(pages.begin(), pages.end(), rejected))
        return PageStatus::rejected;
    const auto replaced = [&](const PageOfRecord& page) {
        return page.sheet_page &&
               std::any_of(pages.begin(), pages.end(), [&](const PageOfRecord& other) {
                   return !rejected(other) && other.sheet_page == page.sheet_page;
               });
    };
    const std::string* form = nullptr;
    for (const auto& page : pages) {
        if (page.status == PageStatus::review || (rejected(page) && !replaced(page)))
            return PageStatus::review;
        if (page.form && form && *form != *page.form)
            return PageStatus::review;
        if (page.form)
            form = &*page.form;
    }
    return PageStatus::accepted;
}

}  // namespace tanfang

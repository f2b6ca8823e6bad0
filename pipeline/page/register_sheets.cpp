#include "pipeline/page/register_sheets.h"

#include "pipeline/page/fiducials.h"

#include <set>

namespace tanfang {

namespace {

bool shows_own_print(const cv::Mat& gray, const std::vector<const FormTemplate*>& forms) {
    std::set<int> ids;
    for (const auto* form : forms)
        for (const auto& page : form->pages)
            for (const auto& fiducial : page.fiducials) ids.insert(fiducial.id);
    return shows_fiducial(gray, ids);
}

}  // namespace

std::vector<RegisteredPage> register_sheets(const PageImage& image,
                                            const std::vector<const FormTemplate*>& forms,
                                            const std::vector<const ReferencePrint*>& prints,
                                            const CodeTextSource& code_text) {
    const auto own = [&] { return register_page(image, forms, code_text); };
    const auto other = [&] { return register_by_reference(image, prints); };
    if (prints.empty())
        return own();
    const bool own_first = shows_own_print(image.gray, forms);
    try {
        return own_first ? own() : other();
    } catch (const Error& first) {
        try {
            return own_first ? other() : own();
        } catch (const Error& second) {
            // "None of ours" is what the one says of the other's sheets.
            if (second.fault() == Fault::not_our_form && first.fault() != Fault::not_our_form)
                throw first;
            throw;
        }
    }
}

}  // namespace tanfang

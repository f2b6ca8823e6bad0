#include "pipeline/page/reference_print.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace tanfang {

ReferencePrint::ReferencePrint(const FormTemplate& form, int page, const cv::Mat& picture)
    : form_(&form),
      page_(page),
      features_(find_print_features(picture, feature_side)),
      patches_(choose_patches(picture, form.page_width, form.page_height)) {
    mark_distinctive(features_);
}

std::vector<RegisteredPage> register_by_reference(
    const PageImage& image, const std::vector<const ReferencePrint*>& prints) {
    const auto t0 = cv::getTickCount();
    const PrintFeatures scan = find_print_features(image.gray, feature_side);
    const auto t1 = cv::getTickCount();
    for (const auto* print : prints) {
        const auto t2 = cv::getTickCount();
        const auto match = match_print(print->features(), scan);
        const auto t3 = cv::getTickCount();
        if (!match) {
            std::printf("%s no match\n", print->form().id.c_str());
            continue;
        }
        RegisteredPage page;
        page.image = &image;
        page.form = &print->form();
        page.page = print->page();
        const double sx = print->features().size.width / page.form->page_width,
                     sy = print->features().size.height / page.form->page_height;
        page.map = PaperMap(match->scan_from_reference * cv::Matx33d(sx, 0, 0, 0, sy, 0, 0, 0, 1));
        std::vector<FoundPoint> points;
        for (std::size_t i = 0; i < match->reference.size(); ++i)
            points.push_back({{match->reference[i].x / sx, match->reference[i].y / sy},
                              {match->scan[i].x, match->scan[i].y}});
        const auto fit = fit_print_patches(page, points, print->patches());
        const auto t4 = cv::getTickCount();
        const double f = 1e3 / cv::getTickFrequency();
        std::printf(
            "%s found %.2f patches %zu %.2f worst %.2f residual %.3f feat %.0f match %.0f fit %.0f "
            "ms\n",
            print->form().id.c_str(), match->found, print->patches().size(), fit.found,
            fit.worst_area, fit.residual_mm, static_cast<double>(t1 - t0) * f,
            static_cast<double>(t3 - t2) * f, static_cast<double>(t4 - t3) * f);
        page.map = fit.map;
        return {page};
    }
    return {};
}

}  // namespace tanfang

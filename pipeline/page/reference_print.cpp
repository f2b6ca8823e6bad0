#include "pipeline/page/reference_print.h"

#include "pipeline/page/shown_corners.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/unseen_print.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Of the patches of a print, 0.95 and more were found on 192 simulated sheets of it, 0.5 and more
// in its worst part; on sheets of others at most 0.55, and 0.12 in the worst part.
constexpr double least_found = 0.75;
constexpr double least_in_worst_part = 0.3;
// A print of the same words in other row heights can be stretched onto the reference, but then its
// letters have another shape: sheets of the print correlated with 0.84 and more in the mean.
constexpr double least_likeness = 0.75;
// No scanner stretches paper so much in one direction; a phone that is held at a slant does, but
// then opposite sides of the sheet differ as well.
constexpr double most_stretch = 0.04;
constexpr double least_perspective = 0.01;
// A photo without perspective all the same, of the very print: 0.96 and more.
constexpr double least_likeness_of_stretched = 0.94;
// Whole parts that fit and others that do not: paper is missing, folded or covered.
constexpr double least_whole_parts = 0.25;
// Where a hand shows the place, parts may be missing, but what is there must be this print. Of 10
// drawn pages, down to a third of which was left, 0.97 and more of that was found again; of another
// print's words at most 0.50, at the place of another row at most 0.83 while its words are there.
constexpr double least_found_as_shown = 0.3, least_agreement_as_shown = 0.9;
// Where what tells the rows of a form apart is missing, a row further fits as well: then the
// corners tell, which the print itself puts elsewhere.
constexpr double farthest_corner_mm = 5;
// Prints whose matched features come this close to the best one's are all held against the patches.
constexpr double worth_a_look = 0.7;
constexpr int most_sheets = 8;
// px: for sheets that fill a small part of their picture, and once more for good measure
constexpr int other_sides[] = {2000, 1000};
constexpr double fax_stretch = 204 / 98.0;  // standard fax: 204 dpi across, 98 down
constexpr std::size_t most_fax_pixels = 4'000'000;

struct Fitted {
    RegisteredPage page;
    PatchFit fit;
    bool stretched = false;  ///< in one direction, and not as a slanted photo is

    bool accepted() const {
        return fit.found >= least_found && fit.worst_part >= least_in_worst_part &&
               fit.residual_mm <= largest_residual_mm && fit.likeness >= least_likeness &&
               (!stretched || fit.likeness >= least_likeness_of_stretched);
    }
    bool accepted_as_shown() const {
        return fit.found >= least_found_as_shown && fit.agreement >= least_agreement_as_shown &&
               fit.residual_mm <= largest_residual_mm && fit.likeness >= least_likeness &&
               (!stretched || fit.likeness >= least_likeness_of_stretched);
    }
};

/// Whether the paper seems longer or wider than it is, and not for its perspective.
bool is_stretched(const PaperMap& map, const FormTemplate& form, double stretch) {
    const double w = form.page_width, h = form.page_height;
    const Point<Mm> corners[] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
    double side[4];
    for (int i = 0; i < 4; ++i) {
        const Point<Px> a = map(corners[i]), b = map(corners[(i + 1) % 4]);
        side[i] = std::hypot(b.x - a.x, (b.y - a.y) * stretch) / (i % 2 == 0 ? w : h);
    }
    const auto apart = [](double a, double b) { return std::max(a, b) / std::min(a, b) - 1; };
    const double perspective = std::max(apart(side[0], side[2]), apart(side[1], side[3]));
    return perspective < least_perspective &&
           apart(side[0] + side[2], side[1] + side[3]) > most_stretch;
}

/// Pixels of a print's features per millimetre, as a matrix.
cv::Matx33d features_px_from_mm(const ReferencePrint& print) {
    const cv::Size& size = print.features().size;
    return cv::Matx33d::diag(
        {size.width / print.form().page_width, size.height / print.form().page_height, 1});
}

/// @param stretch  of the picture's height when it was looked at
Fitted fit_print(const PageImage& image, const ReferencePrint& print, const PrintMatch& match,
                 double stretch) {
    Fitted out;
    RegisteredPage& page = out.page;
    page.image = &image;
    page.form = &print.form();
    page.page = print.page();
    const cv::Matx33d px_from_mm = features_px_from_mm(print);
    page.map = PaperMap(match.scan_from_reference * px_from_mm);
    std::vector<FoundPoint> points;
    for (std::size_t i = 0; i < match.reference.size(); ++i)
        points.push_back(
            {{match.reference[i].x / px_from_mm(0, 0), match.reference[i].y / px_from_mm(1, 1)},
             {match.scan[i].x, match.scan[i].y}});
    out.fit = fit_print_patches(page, points, print.patches());
    page.map = out.fit.map;
    out.stretched = is_stretched(page.map, *page.form, stretch);
    const Point<Mm> middle{page.form->page_width / 2, page.form->page_height / 2};
    page.registration = {"reference", out.fit.residual_mm, page.map.px_per_mm(middle) * mm_per_inch,
                         rotation_of(page.map, *page.form)};
    return out;
}

/// The sheets of one image, looked for print by print.
class SheetSearch {
  public:
    SheetSearch(const PageImage& image, const std::vector<const ReferencePrint*>& prints)
        : image_(image), prints_(prints) {}

    std::vector<RegisteredPage> find(int longer_side, double stretch) {
        stretch_ = stretch;
        PrintFeatures scan = find_print_features(image_.gray, longer_side, stretch);
        std::vector<RegisteredPage> sheets;
        while (static_cast<int>(sheets.size()) < most_sheets) {
            auto best = best_print(scan);
            if (!best)
                break;
            if (!best->accepted()) {
                if (!failed_ || best->fit.whole_parts > failed_->fit.whole_parts)
                    failed_ = std::move(best);
                break;
            }
            sheets.push_back(std::move(best->page));
            leave_out(sheets.back(), scan);
        }
        return sheets;
    }

    [[noreturn]] void reject() const {
        if (failed_ && failed_->fit.whole_parts >= least_whole_parts && !failed_->stretched)
            throw Error(Fault::poor_registration, image_.file,
                        "与空白表对不上，纸张可能有缺损、折叠或被遮挡，请展平后重新扫描");
        throw Error(Fault::not_our_form, image_.file, "与已知的空白表都不相同");
    }

  private:
    std::optional<Fitted> best_print(const PrintFeatures& scan) const {
        std::vector<std::pair<const ReferencePrint*, PrintMatch>> matches;
        double most = 0;
        for (const auto* print : prints_)
            if (auto match = match_print(print->features(), scan)) {
                most = std::max(most, match->found);
                matches.emplace_back(print, std::move(*match));
            }
        std::optional<Fitted> best;
        for (const auto& [print, match] : matches) {
            if (match.found < worth_a_look * most)
                continue;
            Fitted fitted = fit_print(image_, *print, match, stretch_);
            if (!best || fitted.fit.found > best->fit.found)
                best = std::move(fitted);
        }
        return best;
    }

    /// Takes the points of a sheet that was found out of the search for the next one.
    static void leave_out(const RegisteredPage& sheet, PrintFeatures& scan) {
        const cv::Matx33d mm_from_px = sheet.map.px_from_mm().inv();
        PrintFeatures rest;
        rest.size = scan.size;
        for (std::size_t i = 0; i < scan.at.size(); ++i) {
            const cv::Vec3d p = mm_from_px * cv::Vec3d(scan.at[i].x, scan.at[i].y, 1);
            const double x = p[0] / p[2], y = p[1] / p[2];
            if (x >= 0 && y >= 0 && x <= sheet.form->page_width && y <= sheet.form->page_height)
                continue;
            rest.at.push_back(scan.at[i]);
            rest.angle.push_back(scan.angle[i]);
            rest.descriptors.push_back(scan.descriptors.row(static_cast<int>(i)));
        }
        scan = std::move(rest);
    }

    const PageImage& image_;
    const std::vector<const ReferencePrint*>& prints_;
    double stretch_ = 1;            ///< of the picture's height in this look at it
    std::optional<Fitted> failed_;  ///< the print that came closest
};

/// How far the corners that were shown lie from where a map puts those of the frame, in mm.
double miss_of(const PaperMap& map, const Box<Mm>& frame, const Quad<Px>& corners) {
    const Quad<Mm> on_paper = {{frame.top_left,
                                {frame.right(), frame.top()},
                                {frame.right(), frame.bottom()},
                                {frame.left(), frame.bottom()}}};
    double worst = 0;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point<Px> at = map(on_paper[i]);
        worst = std::max(worst, std::hypot(at.x - corners[i].x, at.y - corners[i].y) /
                                    map.px_per_mm(on_paper[i]));
    }
    return worst;
}

void check_pixels(const RegisteredPage& sheet) {
    if (sheet.registration.dpi < fewest_dpi)
        throw Error(Fault::too_few_pixels, sheet.image->file,
                    "图像太小（约 " + std::to_string(std::lround(sheet.registration.dpi)) +
                        " dpi），请用 300 dpi 扫描；手机拍照请勾选【原图】重新发送");
}

double place_in_reading_order(const RegisteredPage& sheet) {
    const Point<Px> center = sheet.map({sheet.form->page_width / 2, sheet.form->page_height / 2});
    return center.x + center.y;
}

/// @param picture  of the blank page
Box<Mm> frame_of_print(const FormTemplate& form, const cv::Mat& picture) {
    cv::Mat page;
    cv::resize(picture, page,
               {static_cast<int>(std::lround(form.page_width * patch_px_per_mm)),
                static_cast<int>(std::lround(form.page_height * patch_px_per_mm))},
               0, 0, cv::INTER_AREA);
    const auto table = find_table_cells(
        ink_of_print(page, patch_px_per_mm) | hairlines(page, patch_px_per_mm), patch_px_per_mm);
    if (!table)
        return {{0, 0}, form.page_width, form.page_height};
    return {{table->frame.x / patch_px_per_mm, table->frame.y / patch_px_per_mm},
            table->frame.width / patch_px_per_mm,
            table->frame.height / patch_px_per_mm};
}

}  // namespace

ReferencePrint::ReferencePrint(const FormTemplate& form, int page, const cv::Mat& picture)
    : form_(&form),
      page_(page),
      frame_(frame_of_print(form, picture)),
      features_(find_print_features(picture, reference_side)),
      patches_(choose_patches(picture, form.page_width, form.page_height)) {
    mark_distinctive(features_);
}

std::vector<RegisteredPage> register_by_reference(
    const PageImage& image, const std::vector<const ReferencePrint*>& prints) {
    SheetSearch search(image, prints);
    auto sheets = search.find(scan_side, 1);
    for (const int side : other_sides)
        if (sheets.empty() && std::max(image.gray.cols, image.gray.rows) > side)
            sheets = search.find(side, 1);
    if (sheets.empty() && image.gray.total() < most_fax_pixels)
        for (const double stretch : {fax_stretch, 1 / fax_stretch})
            if (sheets.empty())
                sheets = search.find(scan_side, stretch);
    if (sheets.empty())
        search.reject();
    for (const auto& sheet : sheets) check_pixels(sheet);
    std::stable_sort(sheets.begin(), sheets.end(), [](const auto& a, const auto& b) {
        return place_in_reading_order(a) < place_in_reading_order(b);
    });
    return sheets;
}

RegisteredPage register_at_corners(const PageImage& image, const ReferencePrint& print,
                                   const Quad<Px>& corners) {
    const cv::Matx33d px_from_mm = px_from_mm_at(print.frame(), corners, image);
    PrintMatch shown;
    shown.scan_from_reference = px_from_mm * features_px_from_mm(print).inv();
    const PrintFeatures scan = find_print_features(image.gray, scan_side);
    for (auto& match : {match_print_at(print.features(), scan, shown.scan_from_reference),
                        match_print(print.features(), scan)})
        if (match && match->found > shown.found)
            shown = *match;
    Fitted fitted = fit_print(image, print, shown, 1);
    if (!fitted.accepted_as_shown() ||
        miss_of(fitted.page.map, print.frame(), corners) > farthest_corner_mm)
        throw Error(Fault::poor_registration, image.file, "这里印的与所选的版式不同");
    check_pixels(fitted.page);
    fitted.page.registration.method = "corners+reference";
    fitted.page.unseen = unseen_parts(print.patches(), fitted.fit.seen);
    return std::move(fitted.page);
}

}  // namespace tanfang

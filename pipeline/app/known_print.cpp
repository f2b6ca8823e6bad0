#include "pipeline/app/known_print.h"

#include "pipeline/form/variant.h"
#include "pipeline/intake/printable_path.h"
#include "pipeline/intake/scan_file.h"
#include "pipeline/recognize/reference_ink.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

constexpr double aspect_tolerance = 0.01;
constexpr double fewest_print_dpi = 100;  // below it the print's letters are no longer told apart

[[noreturn]] void complain(const std::string& where, const std::string& what) {
    throw Error(Fault::bad_settings, where, what);
}

/// The references' pages, each file opened once.
class References {
  public:
    explicit References(fs::path folder) : folder_(std::move(folder)) {}

    cv::Mat page(const std::string& file, int page) {
        const fs::path path = folder_ / file;
        const std::string where = printable_path(path);
        try {
            auto& opened = files_[file];
            if (!opened)
                opened = std::make_unique<ScanFile>(path);
            if (page >= opened->page_count())
                complain(where, "空白表只有 " + std::to_string(opened->page_count()) + " 页");
            return opened->page(page).gray;
        } catch (const Error& error) {
            if (error.fault() == Fault::output_failed || error.fault() == Fault::bad_settings)
                throw;
            complain(where, std::string("空白表（reference）无法读取：") + error.what());
        }
    }

  private:
    fs::path folder_;
    std::map<std::string, std::unique_ptr<ScanFile>> files_;
};

void check_shape(const cv::Mat& picture, const FormTemplate& form, const std::string& where) {
    const double paper = form.page_width / form.page_height;
    const double seen = static_cast<double>(picture.cols) / picture.rows;
    if (std::abs(seen / paper - 1) > aspect_tolerance)
        complain(where, "空白表图像的长宽比与 page_mm 不符，图像应正好是整张纸");
    if (picture.cols < form.page_width / mm_per_inch * fewest_print_dpi)
        complain(where, "空白表图像太小，至少需要 100 dpi");
}

bool installed(const Forms& forms, const std::string& id) {
    return std::any_of(forms.all().begin(), forms.all().end(),
                       [&id](const FormTemplate& form) { return form.id == id; });
}

}  // namespace

KnownPrint know_print(FormTemplate form, const std::vector<cv::Mat>& pictures) {
    KnownPrint print;
    print.form = std::make_unique<FormTemplate>(std::move(form));
    for (int page = 0; page < static_cast<int>(pictures.size()); ++page) {
        const cv::Mat& picture = pictures[static_cast<std::size_t>(page)];
        if (!picture.empty())
            print.pages.emplace_back(*print.form, page, picture);
        print.ink.push_back(picture.empty() ? PrintedInk{}
                                            : reference_ink(picture, *print.form, page));
    }
    return print;
}

KnownPrint load_known_print(const fs::path& variant, const Forms& forms) {
    const std::string where = printable_path(variant);
    FormTemplate form = parse_variant(load_json(variant, Fault::bad_settings), where);
    if (installed(forms, form.id))
        check_spots_of_form(form, forms.fields_of(forms.by_id(form.id)), where);
    else
        check_all_checkboxes(form, where);
    References references(variant.parent_path());
    std::vector<cv::Mat> pictures;
    for (int page = 0; page < static_cast<int>(form.pages.size()); ++page) {
        const std::string& file = form.pages[static_cast<std::size_t>(page)].reference;
        if (file.empty()) {
            pictures.emplace_back();
            continue;
        }
        pictures.push_back(references.page(file, reference_page(form, page)));
        check_shape(pictures.back(), form, where);
    }
    return know_print(std::move(form), pictures);
}

}  // namespace tanfang

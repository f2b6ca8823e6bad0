#include "pipeline/page/register_page.h"

#include "pipeline/page/fiducials.h"
#include "pipeline/page/printed_lines.h"
#include "pipeline/page/qr.h"
#include "pipeline/page/sheets.h"
#include "pipeline/page/shown_corners.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Share of the probes on table lines that must find their line. Chosen, not measured at its edge:
// 626 simulated pages passed.
constexpr double least_followed = 0.45;
// Where a hand shows the place, no fiducial proves it: lines of another form, or a row further, are
// followed, too. On 12 drawn pages 84 wrong places reached 0.86 at most; the right one, shown up to
// 2.2 mm beside, at least 0.99.
constexpr double least_followed_as_shown = 0.92;
constexpr double ink_of_a_blank_page = 0.002;  // share of dark pixels, dust included

std::string where(const PageImage& image) {
    return image.file;
}

/// Says what the page is, as far as a QR code on it tells.
void reject_known_code(const PageImage& image, const std::vector<const FormTemplate*>& forms) {
    for (const auto& text : read_qr_anywhere(image.gray)) {
        if (const auto pack = decode_pack_code(text))
            throw Error(Fault::not_our_form, where(image),
                        "这是第 " + std::to_string(pack->pack) + " 包的分发封面（" + text +
                            "），不是填写的表");
        const auto code = decode_sheet_code(text);
        if (!code)
            continue;
        const auto known = std::find_if(forms.begin(), forms.end(), [&](const FormTemplate* form) {
            return form->code == code->form && form->version == code->version;
        });
        if (known != forms.end() && code->page > static_cast<int>((*known)->pages.size()))
            throw Error(Fault::not_our_form, where(image),
                        "这是编号 " + code->serial + " 第 " + std::to_string(code->copy) +
                            " 联的附页，不是填写的表，不必扫描");
        if (known == forms.end())
            throw Error(Fault::other_version, where(image),
                        "这张表的模板版本是 " + std::to_string(code->version) +
                            "，本机没有安装该版本，请更新程序后重新读取");
        throw Error(Fault::poor_registration, where(image),
                    "定位标记不足三个，请检查纸张是否放正、四角是否完整，然后重新扫描");
    }
}

[[noreturn]] void reject_unregistered(const PageImage& image,
                                      const std::vector<const FormTemplate*>& forms,
                                      std::size_t fiducials) {
    reject_known_code(image, forms);
    if (fiducials > 0)
        throw Error(Fault::poor_registration, where(image),
                    "定位标记不足三个，请检查纸张是否放正、四角是否完整，然后重新扫描");
    const cv::Scalar mean = cv::mean(image.gray);
    const double dark = cv::mean(image.gray < mean[0] * 0.6)[0] / 255;
    if (dark < ink_of_a_blank_page)
        throw Error(Fault::not_our_form, where(image), "这是空白页");
    throw Error(Fault::not_our_form, where(image),
                "这不是本系统打印的登记表或记录表（没有找到定位标记）；说明材料等不必扫描");
}

RegisteredPage fit(const PageImage& image, const SheetCandidate& sheet, const char* method,
                   double least) {
    LineFit best;
    for (const auto& px_from_mm : sheet.px_from_mm) {
        auto lines =
            fit_printed_lines(image.gray, px_from_mm, sheet.fiducials, *sheet.form, sheet.page);
        if (lines.followed >= best.followed)
            best = std::move(lines);
        if (best.followed > 2 * least_followed)
            break;
    }
    RegisteredPage page;
    page.image = &image;
    page.form = sheet.form;
    page.page = sheet.page;
    page.map = best.map;
    const Point<Mm> middle{sheet.form->page_width / 2, sheet.form->page_height / 2};
    page.registration = {method, best.residual_mm, best.map.px_per_mm(middle) * mm_per_inch,
                         rotation_of(best.map, *sheet.form)};
    if (page.registration.dpi < fewest_dpi)
        throw Error(Fault::too_few_pixels, where(image),
                    "图像太小（约 " + std::to_string(std::lround(page.registration.dpi)) +
                        " dpi），请用 300 dpi 扫描；手机拍照请勾选【原图】重新发送");
    if (best.followed < least || best.residual_mm > largest_residual_mm)
        throw Error(Fault::poor_registration, where(image),
                    "表格线与模板对不上，纸张可能有缺损或折叠，请展平后重新扫描");
    return page;
}

/// Believes a code only if it names the form and the page that the fiducials show.
bool agrees(const RegisteredPage& page, const SheetCode& code) {
    return code.form == page.form->code && code.page == page.page + 1 &&
           code.copy <= static_cast<int>(page.form->copies.size());
}

void identify(RegisteredPage& page, const CodeTextSource& code_text) {
    const auto texts = read_qr(page);
    for (const auto& text : texts) {
        const auto code = decode_sheet_code(text);
        if (!code) {
            page.code_problem = text.starts_with("TF") ? "二维码校验不符" : "二维码不是本系统的";
            continue;
        }
        if (!agrees(page, *code)) {
            page.code_problem = "二维码属于另一张表或另一页";
            continue;
        }
        if (code->version != page.form->version)
            throw Error(Fault::other_version, where(*page.image),
                        "这张表的模板版本是 " + std::to_string(code->version) +
                            "，本机没有安装该版本，请更新程序后重新读取");
        page.code = code;
        page.code_problem.clear();
        return;
    }
    if (texts.empty())
        page.code_problem = "二维码无法识别";
    // a readable code of another sheet pasted or printed here is a contradiction that no text
    // settles
    if (code_text && page.code_problem != "二维码属于另一张表或另一页")
        if (const auto code = code_text(page);
            code && agrees(page, *code) && code->version == page.form->version) {
            page.code = code;
            page.code_problem.clear();
        }
}

/// The outer frame of the printed table.
Box<Mm> frame_of(const FormPage& page) {
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (const auto& line : page.lines) {
        left = std::min(left, line.from.x);
        top = std::min(top, line.from.y);
        right = std::max(right, line.to.x);
        bottom = std::max(bottom, line.to.y);
    }
    return {{left, top}, right - left, bottom - top};
}

}  // namespace

RegisteredPage register_at_corners(const PageImage& image, const ShownCorners& shown,
                                   const CodeTextSource& code_text) {
    if (shown.page < 0 || shown.page >= static_cast<int>(shown.form->pages.size()))
        throw Error(Fault::bad_usage, where(image), "这种表没有这一页");
    SheetCandidate sheet;
    sheet.form = shown.form;
    sheet.page = shown.page;
    const auto& page = shown.form->pages[static_cast<std::size_t>(shown.page)];
    sheet.px_from_mm = {px_from_mm_at(frame_of(page), shown.corners, image)};
    RegisteredPage registered = fit(image, sheet, "corners+lines", least_followed_as_shown);
    identify(registered, code_text);
    return registered;
}

std::vector<RegisteredPage> register_page(const PageImage& image,
                                          const std::vector<const FormTemplate*>& forms,
                                          const CodeTextSource& code_text) {
    std::set<int> ids;
    for (const auto* form : forms)
        for (const auto& page : form->pages)
            for (const auto& fiducial : page.fiducials) ids.insert(fiducial.id);
    const auto found = find_fiducials(image.gray, ids);
    const auto sheets = sheets_of(found, forms);
    if (sheets.empty())
        reject_unregistered(image, forms, found.size());
    std::vector<RegisteredPage> pages;
    for (const auto& sheet : sheets) {
        pages.push_back(fit(image, sheet, "fiducials+lines", least_followed));
        identify(pages.back(), code_text);
    }
    return pages;
}

}  // namespace tanfang

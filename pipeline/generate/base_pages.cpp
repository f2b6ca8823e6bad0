#include "pipeline/generate/base_pages.h"

#include "pipeline/base/text.h"
#include "pipeline/external/aruco.h"
#include "pipeline/external/haru.h"
#include "pipeline/generate/paper.h"

namespace tanfang {

namespace {

// A comb guides the hand and must vanish when the reader binarizes: light grey, and only at the
// foot.
constexpr double comb_gray = 0.55;        // 0 black, 1 white
constexpr double comb_tick_height = 2.0;  // mm
constexpr double comb_line = 0.2;         // mm

/// The characters of every text of one role, to cut the font before libharu sees it.
std::set<char32_t> characters_of(const FormTemplate& form, FontRole role) {
    std::set<char32_t> out;
    for (const auto& page : form.pages)
        for (const auto& text : page.texts)
            if (text.font == role)
                for (const char32_t c : code_points(text.text).value_or(U"")) out.insert(c);
    return out;
}

class Drawing {
  public:
    Drawing(const FormTemplate& form, const Fonts& fonts)
        : form_(form), fonts_(fonts), paper_(form) {
        for (const FontRole role : {FontRole::title, FontRole::body}) {
            const Face face = face_of(role);
            base_.characters[static_cast<int>(face)] = characters_of(form, role);
            haru_fonts_[static_cast<int>(face)] = haru_.embed(
                fonts[face]
                    .subset(base_.characters[static_cast<int>(face)], SubsetUse::drawing)
                    .file);
        }
    }

    BasePages draw() && {
        for (std::size_t i = 0; i < form_.pages.size(); ++i) {
            page_ = HPDF_AddPage(haru_.get());
            HPDF_Page_SetWidth(page_, static_cast<HPDF_REAL>(form_.page_width * points_per_mm));
            HPDF_Page_SetHeight(page_, static_cast<HPDF_REAL>(form_.page_height * points_per_mm));
            HPDF_Page_GSave(page_);  // what follows on the page starts from a clean graphics state
            draw_page(form_.pages[i]);
            for (const auto& spot : form_.spots)
                if (spot.page == static_cast<int>(i))
                    draw_spot(spot);
            HPDF_Page_GRestore(page_);
            haru_.check("draw page");
        }
        base_.pdf = haru_.bytes();
        return std::move(base_);
    }

  private:
    void draw_page(const FormPage& page) {
        for (const auto& fiducial : page.fiducials) draw_fiducial(fiducial);
        for (const auto& line : page.lines) draw_line(line, 0);
        for (const auto& text : page.texts) draw_text(text);
    }

    void draw_spot(const Spot& spot) {
        if (spot.kind == SpotKind::checkbox)
            draw_checkbox(spot.box);
        else if (spot.cells > 0)
            draw_comb(spot.box, spot.cells);
    }

    void draw_checkbox(const Box<Mm>& inner) {
        HPDF_Page_SetLineWidth(page_, length(checkbox_line));
        HPDF_Page_SetGrayStroke(page_, 0);
        add_rectangle(inner.grown(checkbox_line / 2));
        HPDF_Page_Stroke(page_);
    }

    void draw_comb(const Box<Mm>& box, int cells) {
        draw_line({{box.left(), box.bottom()}, {box.right(), box.bottom()}, comb_line}, comb_gray);
        for (int i = 0; i <= cells; ++i) {
            const double x = box.left() + box.width * i / cells;
            draw_line({{x, box.bottom() - comb_tick_height}, {x, box.bottom()}, comb_line},
                      comb_gray);
        }
    }

    void draw_line(const PrintedLine& line, double gray) {
        HPDF_Page_SetLineWidth(page_, length(line.width));
        HPDF_Page_SetLineCap(page_, HPDF_PROJECTING_SCUARE_END);  // closed corners
        HPDF_Page_SetGrayStroke(page_, static_cast<HPDF_REAL>(gray));
        HPDF_Page_MoveTo(page_, x_of(line.from), y_of(line.from));
        HPDF_Page_LineTo(page_, x_of(line.to), y_of(line.to));
        HPDF_Page_Stroke(page_);
    }

    void draw_fiducial(const Fiducial& fiducial) {
        const double size = form_.fiducial_size;
        const Box<Mm> square{
            {fiducial.center.x - size / 2, fiducial.center.y - size / 2}, size, size};
        HPDF_Page_SetGrayFill(page_, 0);
        for (const auto& bar : dark_bars(aruco_modules(fiducial.id), square)) add_rectangle(bar);
        HPDF_Page_Fill(page_);
    }

    void draw_text(const PrintedText& text) {
        const Face face = face_of(text.font);
        const auto characters = code_points(text.text);
        if (!characters)
            throw Error(Fault::bad_template, "templates/" + form_.id + ".json",
                        "文字不是有效的 UTF-8");
        for (const auto& run : fonts_.runs(*characters, face))
            if (run.face != face)
                throw Error(Fault::missing_glyph, "templates/" + form_.id + ".json",
                            "字体缺少表单文字“" + text.text + "”中的字");
        const Point<Mm> start =
            baseline_start(text.at, text.align, text.size_pt, fonts_.width(*characters, face));
        HPDF_Page_BeginText(page_);
        HPDF_Page_SetGrayFill(page_, 0);
        HPDF_Page_SetFontAndSize(page_, haru_fonts_[static_cast<int>(face)],
                                 static_cast<HPDF_REAL>(text.size_pt));
        HPDF_Page_TextOut(page_, x_of(start), y_of(start), text.text.c_str());
        HPDF_Page_EndText(page_);
    }

    void add_rectangle(const Box<Mm>& box) {
        HPDF_Page_Rectangle(page_, static_cast<HPDF_REAL>(paper_.x(box.left())),
                            static_cast<HPDF_REAL>(paper_.y(box.bottom())), length(box.width),
                            length(box.height));
    }
    HPDF_REAL x_of(Point<Mm> p) const { return static_cast<HPDF_REAL>(paper_.x(p.x)); }
    HPDF_REAL y_of(Point<Mm> p) const { return static_cast<HPDF_REAL>(paper_.y(p.y)); }
    static HPDF_REAL length(double mm) { return static_cast<HPDF_REAL>(mm * points_per_mm); }

    const FormTemplate& form_;
    const Fonts& fonts_;
    PaperToPdf paper_;
    HaruDocument haru_;
    HPDF_Font haru_fonts_[2] = {};
    HPDF_Page page_ = nullptr;
    BasePages base_;
};

}  // namespace

BasePages draw_base_pages(const FormTemplate& form, const Fonts& fonts) {
    return Drawing(form, fonts).draw();
}

}  // namespace tanfang

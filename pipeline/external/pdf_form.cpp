#include "pipeline/external/pdf_form.h"

#include "pipeline/base/text.h"
#include "pipeline/external/pdf_content.h"
#include "pipeline/external/pdf_field_values.h"
#include "pipeline/external/qpdf_call.h"
#include "pipeline/external/qpdf_open.h"

#include <algorithm>
#include <map>
#include <set>

#include <qpdf/QPDFPageObjectHelper.hh>

namespace tanfang {

namespace {

constexpr int deepest_field = 16;           // ours lie 3 deep, those of form designers 5 to 8
constexpr std::size_t longest_name = 1024;  // bytes
constexpr int most_nodes = 400'000;         // 500 sets of ours, the most in one file, have 200,000

struct Inherited {
    std::string name;
    QPDFObjectHandle type;
    QPDFObjectHandle value;
    int depth = 0;
};

/// Reads the tree of fields.
class FieldReader {
  public:
    FieldReader(PdfForm& form, const std::map<QPDFObjGen, int>& page_of_annotation)
        : form_(form), page_of_annotation_(page_of_annotation) {}

    void read(QPDFObjectHandle node, const Inherited& above) {
        if (++nodes_ > most_nodes)
            throw Error(Fault::too_large, "", "PDF 的填写域过多，不是正常的表单");
        const bool seen_before = node.isIndirect() && !seen_.insert(node.getObjGen()).second;
        if (!node.isDictionary() || seen_before || above.depth > deepest_field) {
            form_.damaged = true;
            return;
        }
        const Inherited here = inherited(node, above);
        std::vector<QPDFObjectHandle> widgets;
        bool has_fields = false;
        for (auto& kid : kids_of(node)) {
            if (kid.isDictionary() && kid.hasKey("/T")) {
                has_fields = true;
                read(kid, here);
            } else {
                widgets.push_back(kid);
            }
        }
        if (has_fields && widgets.empty())
            return;
        if (widgets.empty())
            widgets.push_back(node);  // field and widget in one
        take_field(node, here, widgets);
    }

    /// Widgets whose values were taken.
    const std::set<QPDFObjGen>& typed() const { return typed_; }

  private:
    Inherited inherited(QPDFObjectHandle node, const Inherited& above) {
        Inherited here = above;
        ++here.depth;
        if (node.hasKey("/FT"))
            here.type = node.getKey("/FT");
        if (node.hasKey("/V"))
            here.value = node.getKey("/V");
        QPDFObjectHandle title = node.getKey("/T");
        if (title.isString() && here.name.size() <= longest_name) {
            const std::string part = title.getUTF8Value();
            here.name += (here.name.empty() ? "" : ".") +
                         (code_points(part) ? part : unknown_text).substr(0, longest_name);
        }
        return here;
    }

    std::vector<QPDFObjectHandle> kids_of(QPDFObjectHandle node) {
        QPDFObjectHandle kids = node.getKey("/Kids");
        return kids.isArray() ? kids.getArrayAsVector() : std::vector<QPDFObjectHandle>();
    }

    void take_field(QPDFObjectHandle node, const Inherited& here,
                    std::vector<QPDFObjectHandle>& widgets) {
        PdfFormField field;
        field.name = code_points(here.name) ? here.name : unknown_text;
        field.kind = kind_of(here.type);
        for (auto& widget : widgets) {
            if (++nodes_ > most_nodes)
                throw Error(Fault::too_large, "", "PDF 的填写域过多，不是正常的表单");
            const auto page = page_of_annotation_.find(widget.getObjGen());
            if (!widget.isIndirect() || page == page_of_annotation_.end())
                continue;
            field.pages.push_back(page->second);
            if (field.kind != PdfFormField::Kind::other)
                typed_.insert(widget.getObjGen());
        }
        std::sort(field.pages.begin(), field.pages.end());
        field.pages.erase(std::unique(field.pages.begin(), field.pages.end()), field.pages.end());
        const bool merged = widgets.size() == 1 && widgets.front().isSameObjectAs(node);
        if (field.kind == PdfFormField::Kind::text)
            take_texts(field, here.value, merged ? std::vector<QPDFObjectHandle>() : widgets);
        if (field.kind == PdfFormField::Kind::button)
            take_states(field, here.value, widgets);
        form_.fields.push_back(std::move(field));
    }

    static PdfFormField::Kind kind_of(QPDFObjectHandle type) {
        if (type.isInitialized() && type.isNameAndEquals("/Tx"))
            return PdfFormField::Kind::text;
        if (type.isInitialized() && type.isNameAndEquals("/Btn"))
            return PdfFormField::Kind::button;
        return PdfFormField::Kind::other;
    }

    PdfForm& form_;
    const std::map<QPDFObjGen, int>& page_of_annotation_;
    std::set<QPDFObjGen> seen_;
    std::set<QPDFObjGen> typed_;
    int nodes_ = 0;
};

std::vector<QPDFObjectHandle> annotations_of(QPDFObjectHandle page) {
    QPDFObjectHandle annotations = page.getKey("/Annots");
    return annotations.isArray() ? annotations.getArrayAsVector() : std::vector<QPDFObjectHandle>();
}

bool is_redrawn(QPDFObjectHandle page) {
    QPDFObjectHandle contents = page.getKey("/Contents");
    QPDFObjectHandle claimed = page.getKey(std::string("/") + content_streams_key);
    return !contents.isArray() || !claimed.isInteger() ||
           contents.getArrayNItems() != claimed.getIntValue();
}

/// What is neither a field nor invisible by its kind.
void take_additions(PdfFormPage& out, QPDFObjectHandle page, const std::set<QPDFObjGen>& typed) {
    const auto box = page_box(page, "/MediaBox");
    if (box) {
        out.width = box->urx - box->llx;
        out.height = box->ury - box->lly;
    }
    for (auto& annotation : annotations_of(page)) {
        if (annotation.isIndirect() && typed.contains(annotation.getObjGen()))
            continue;
        if (!annotation.isDictionary() || annotation.getKey("/Subtype").isNameAndEquals("/Link") ||
            annotation.getKey("/Subtype").isNameAndEquals("/Popup"))
            continue;
        QPDFObjectHandle rectangle = annotation.getKey("/Rect");
        if (!rectangle.isRectangle() || !box) {
            out.has_hidden = true;
            continue;
        }
        const auto at = rectangle.getArrayAsRectangle();
        if (at.urx > at.llx && at.ury > at.lly)  // signatures without a picture have no area
            out.additions.push_back(
                {at.llx - box->llx, box->ury - at.ury, at.urx - box->llx, box->ury - at.lly});
    }
}

void take_page(PdfFormPage& out, QPDFObjectHandle page, const std::set<QPDFObjGen>& typed) {
    take_additions(out, page, typed);
    out.is_redrawn = is_redrawn(page);
    QPDFPageObjectHelper(page).forEachImage(
        true, [&out](QPDFObjectHandle&, QPDFObjectHandle&, const std::string&) {
            out.has_pictures = true;
        });
}

std::map<QPDFObjGen, int> pages_of_annotations(const std::vector<QPDFObjectHandle>& pages) {
    std::map<QPDFObjGen, int> out;
    for (std::size_t i = 0; i < pages.size(); ++i)
        for (auto& annotation : annotations_of(pages[i])) {
            if (annotation.isIndirect())
                out.emplace(annotation.getObjGen(), static_cast<int>(i));
            if (out.size() > most_nodes)
                throw Error(Fault::too_large, "", "PDF 的批注过多，不是正常的表单");
        }
    return out;
}

}  // namespace

std::optional<PdfForm> PdfFile::form() const {
    return with_qpdf([this]() -> std::optional<PdfForm> {
        QPDFObjectHandle acro_form = open_->pdf.getRoot().getKey("/AcroForm");
        if (!acro_form.isDictionary())
            return std::nullopt;
        if (!acro_form.getKey("/XFA").isNull())
            throw Error(Fault::unsupported_format, "",
                        "PDF 是 XFA 动态表单，无法读取其中的内容，请打印出来签字后扫描");
        QPDFObjectHandle fields = acro_form.getKey("/Fields");
        if (!fields.isArray())
            return std::nullopt;
        PdfForm form;
        const auto page_of_annotation = pages_of_annotations(open_->pages);
        FieldReader reader(form, page_of_annotation);
        for (auto& field : fields.getArrayAsVector()) reader.read(field, {});
        if (std::all_of(form.fields.begin(), form.fields.end(), [](const PdfFormField& field) {
                return field.kind == PdfFormField::Kind::other;
            }))
            return std::nullopt;
        for (const auto& page : open_->pages)
            take_page(form.pages.emplace_back(), page, reader.typed());
        form.damaged = form.damaged || open_->pdf.anyWarnings();
        form.rewritten = open_->rewritten;
        return form;
    });
}

}  // namespace tanfang

#include "pipeline/form/variant.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

// From a slip of paper to A2, the largest that intake draws at full resolution.
constexpr double least_side_mm = 50, largest_side_mm = 600;
constexpr int most_pages = 99;
constexpr int most_cells = 40;
constexpr double rounding_mm = 0.05;  // a spot on the page's edge may lie this far outside of it

/// The JSON of a variant, asked piece by piece; what is missing or wrong is said in Chinese.
class VariantJson {
  public:
    VariantJson(const Json& json, const std::string& where) : json_(json), where_(where) {
        if (!json.is_object())
            complain("应为一个 JSON 对象");
    }

    [[noreturn]] void complain(const std::string& what) const {
        throw Error(Fault::bad_settings, where_, "版式文件有误：" + what);
    }

    std::string form() const {
        const auto form = json_.find("form");
        if (form == json_.end() || !form->is_string() || form->get<std::string>().empty())
            complain("缺少 form（表单名称）");
        return *form;
    }

    int version() const {
        const auto version = json_.find("version");
        if (version == json_.end())
            return 0;
        if (!version->is_number_integer() || *version < 0 || *version > 1'000'000)
            complain("version 应为非负整数");
        return *version;
    }

    void page_size(FormTemplate& form) const {
        const auto size = json_.find("page_mm");
        if (size == json_.end() || !size->is_array() || size->size() != 2 ||
            !size->at(0).is_number() || !size->at(1).is_number())
            complain("缺少 page_mm（纸张宽和高，毫米）");
        form.page_width = size->at(0);
        form.page_height = size->at(1);
        for (const double side : {form.page_width, form.page_height})
            if (!(side >= least_side_mm && side <= largest_side_mm))
                complain("page_mm 应在 50 到 600 毫米之间");
    }

    int pages() const {
        const auto pages = json_.find("pages");
        if (pages == json_.end())
            return highest_page() + 1;
        if (!pages->is_number_integer() || *pages < 1 || *pages > most_pages)
            complain("pages 应为 1 到 99 的整数");
        return *pages;
    }

    std::vector<std::string> references(int pages) const {
        const auto reference = json_.find("reference");
        if (reference == json_.end())
            complain("缺少 reference（空白表的图像或 PDF）");
        std::vector<std::string> files;
        if (reference->is_string())
            files.assign(static_cast<std::size_t>(pages), *reference);
        else if (reference->is_array() &&
                 std::all_of(reference->begin(), reference->end(),
                             [](const Json& file) { return file.is_string() || file.is_null(); }))
            for (const Json& file : *reference) files.push_back(file.is_null() ? "" : file);
        else
            complain("reference 应为文件名，或每页一个文件名的列表");
        if (static_cast<int>(files.size()) != pages)
            complain("reference 有 " + std::to_string(files.size()) + " 个文件，而表有 " +
                     std::to_string(pages) + " 页");
        if (std::all_of(files.begin(), files.end(), [](const auto& file) { return file.empty(); }))
            complain("reference 的文件名为空");
        return files;
    }

    std::vector<Spot> spots(const FormTemplate& form) const {
        std::vector<Spot> spots;
        for (const auto& [id, json] : spots_json().items()) spots.push_back(spot(id, json, form));
        return spots;
    }

  private:
    const Json& spots_json() const {
        const auto spots = json_.find("spots");
        if (spots == json_.end() || !spots->is_object() || spots->empty())
            complain("缺少 spots（填写位置）");
        return *spots;
    }

    int page_of(const std::string& id, const Json& spot) const {
        const auto page = spot.find("page");
        if (page == spot.end())
            return 0;
        if (!page->is_number_integer() || *page < 0 || *page >= most_pages)
            complain(id + "：page 应为从 0 起的页号");
        return *page;
    }

    int highest_page() const {
        int highest = 0;
        for (const auto& [id, spot] : spots_json().items())
            if (spot.is_object())
                highest = std::max(highest, page_of(id, spot));
        return highest;
    }

    Box<Mm> rect_of(const std::string& id, const Json& spot) const {
        const auto rect = spot.find("rect");
        if (rect == spot.end() || !rect->is_array() || rect->size() != 4 ||
            !std::all_of(rect->begin(), rect->end(), [](const Json& v) { return v.is_number(); }))
            complain(id + "：rect 应为四个数 [左, 上, 右, 下]（点）");
        const auto mm = [&rect](std::size_t i) {
            return rect->at(i).template get<double>() / points_per_mm;
        };
        return {{mm(0), mm(1)}, mm(2) - mm(0), mm(3) - mm(1)};
    }

    Spot spot(const std::string& id, const Json& json, const FormTemplate& form) const {
        if (id.empty() || !json.is_object())
            complain("填写位置 “" + id + "” 的内容有误");
        Spot spot;
        spot.id = id;
        const auto dot = id.rfind('.');
        spot.field = id.substr(0, dot);
        spot.part = dot == std::string::npos ? "" : id.substr(dot + 1);
        const auto kind = json.find("kind");
        if (kind == json.end() || (*kind != "checkbox" && *kind != "field"))
            complain(id + "：kind 应为 checkbox 或 field");
        spot.kind = *kind == "checkbox" ? SpotKind::checkbox : SpotKind::field;
        spot.page = page_of(id, json);
        if (spot.page >= static_cast<int>(form.pages.size()))
            complain(id + "：没有第 " + std::to_string(spot.page + 1) + " 页");
        if (form.pages[static_cast<std::size_t>(spot.page)].reference.empty())
            complain(id + "：它那一页没有 reference（空白表）");
        spot.box = rect_of(id, json);
        if (!(spot.box.width > 0 && spot.box.height > 0))
            complain(id + "：位置没有大小，rect 应为 [左, 上, 右, 下]");
        const Box<Mm> page{{0, 0}, form.page_width, form.page_height};
        const Box<Mm> paper = page.grown(rounding_mm);
        if (spot.box.left() < paper.left() || spot.box.top() < paper.top() ||
            spot.box.right() > paper.right() || spot.box.bottom() > paper.bottom())
            complain(id + "：位置超出纸面");
        if (const auto cells = json.find("cells"); cells != json.end()) {
            if (!cells->is_number_integer() || *cells < 0 || *cells > most_cells)
                complain(id + "：cells 应为 0 到 40 的整数");
            spot.cells = *cells;
        }
        return spot;
    }

    const Json& json_;
    const std::string& where_;
};

bool can_have(const Field& field, const Spot& spot) {
    if (field.is_choice())
        return spot.kind == SpotKind::checkbox &&
               std::any_of(field.options.begin(), field.options.end(),
                           [&](const FieldOption& option) { return option.id == spot.part; });
    if (spot.kind != SpotKind::field)
        return false;
    if (field.type == FieldType::date)
        return spot.part == "year" || spot.part == "month" || spot.part == "day";
    return spot.part.empty();
}

}  // namespace

FormTemplate parse_variant(const Json& json, const std::string& where) {
    const VariantJson in(json, where);
    FormTemplate form;
    form.id = in.form();
    form.title = form.id;
    form.version = in.version();
    in.page_size(form);
    form.pages.resize(static_cast<std::size_t>(in.pages()));
    const auto references = in.references(static_cast<int>(form.pages.size()));
    for (std::size_t i = 0; i < form.pages.size(); ++i) form.pages[i].reference = references[i];
    form.spots = in.spots(form);
    return form;
}

void check_spots_of_form(const FormTemplate& variant, const FieldModel& model,
                         const std::string& where) {
    for (const auto& spot : variant.spots) {
        const Field* field = model.find(spot.field);
        if (field == nullptr || !can_have(*field, spot))
            throw Error(Fault::bad_settings, where,
                        "版式文件有误：表单 " + variant.id + " 没有填写位置 " + spot.id +
                            (spot.kind == SpotKind::checkbox ? "（方框）" : "（填写处）"));
    }
}

void check_all_checkboxes(const FormTemplate& variant, const std::string& where) {
    for (const auto& spot : variant.spots)
        if (spot.kind != SpotKind::checkbox)
            throw Error(Fault::bad_settings, where,
                        "版式文件有误：" + variant.id + " 不是本系统的表单，只能读方框，而 " +
                            spot.id + " 不是方框");
}

int reference_page(const FormTemplate& variant, int page) {
    const auto first = variant.pages.begin();
    const std::string& file = variant.pages.at(static_cast<std::size_t>(page)).reference;
    return static_cast<int>(std::count_if(first, first + page, [&file](const FormPage& earlier) {
        return earlier.reference == file;
    }));
}

Json variant_json(const FormTemplate& variant) {
    Json json = layout_json(variant);
    const auto& pages = variant.pages;
    const bool one_file = std::all_of(pages.begin(), pages.end(), [&](const FormPage& page) {
        return page.reference == pages.front().reference;
    });
    if (one_file && !pages.empty()) {
        json["reference"] = pages.front().reference;
    } else {
        json["reference"] = Json::array();
        for (const auto& page : pages)
            json["reference"].push_back(page.reference.empty() ? Json() : Json(page.reference));
    }
    return json;
}

}  // namespace tanfang

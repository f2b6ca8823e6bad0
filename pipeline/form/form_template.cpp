#include "pipeline/form/form_template.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tanfang {

namespace {

constexpr double default_size_pt = 10.5;  // 五号, the body size of Chinese official forms

Point<Mm> parse_point(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

Box<Mm> parse_rect(const Json& json) {
    const double x0 = json.at(0), y0 = json.at(1), x1 = json.at(2), y1 = json.at(3);
    return {{x0, y0}, x1 - x0, y1 - y0};
}

PrintedText parse_text(const Json& json) {
    PrintedText text;
    text.at = parse_point(json.at("at"));
    text.size_pt = json.value("size_pt", default_size_pt);
    const std::string align = json.value("align", "left");
    text.align = align == "center"  ? TextAlign::center
                 : align == "right" ? TextAlign::right
                                    : TextAlign::left;
    text.font = json.value("font", "body") == "title" ? FontRole::title : FontRole::body;
    text.text = json.value("text", "");
    return text;
}

FormPage parse_page(const Json& json) {
    FormPage page;
    for (const auto& fiducial : json.at("fiducials"))
        page.fiducials.push_back({fiducial.at("id"), parse_point(fiducial.at("center"))});
    page.qr = parse_rect(json.at("qr"));
    page.copy_label = parse_text(json.at("copy_label"));
    page.code_text = parse_text(json.at("code_text"));
    if (json.contains("stamp_area"))
        page.stamp_area = parse_rect(json.at("stamp_area"));
    for (const auto& line : json.at("lines"))
        page.lines.push_back({{line.at(0), line.at(1)}, {line.at(2), line.at(3)}, line.at(4)});
    for (const auto& text : json.at("texts")) page.texts.push_back(parse_text(text));
    page.reference = json.at("reference");
    return page;
}

Spot parse_spot(const std::string& id, const Json& json) {
    Spot spot;
    spot.id = id;
    const auto dot = id.find('.');
    spot.field = id.substr(0, dot);
    spot.part = dot == std::string::npos ? "" : id.substr(dot + 1);
    spot.kind = json.at("kind") == "checkbox" ? SpotKind::checkbox : SpotKind::field;
    spot.page = json.at("page");
    spot.box = parse_rect(json.at("rect"));
    spot.cells = json.value("cells", 0);
    return spot;
}

void check(const FormTemplate& form) {
    const auto complain = [&form](const std::string& what) {
        throw Error(Fault::bad_template, "templates/" + form.id + ".json", what);
    };
    std::set<int> fiducials;
    for (const auto& page : form.pages)
        for (const auto& fiducial : page.fiducials)
            if (!fiducials.insert(fiducial.id).second)
                complain("定位标记编号重复：" + std::to_string(fiducial.id));
    const Box<Mm> paper{{0, 0}, form.page_width, form.page_height};
    for (const auto& spot : form.spots) {
        if (spot.page >= static_cast<int>(form.pages.size()))
            complain(spot.id + "：没有这一页");
        if (spot.box.width <= 0 || spot.box.height <= 0 || spot.box.left() < 0 ||
            spot.box.top() < 0 || spot.box.right() > paper.right() ||
            spot.box.bottom() > paper.bottom())
            complain(spot.id + "：位置超出纸面");
    }
}

}  // namespace

const Spot* FormTemplate::find_spot(const std::string& spot_id) const {
    const auto it =
        std::find_if(spots.begin(), spots.end(), [&](const Spot& s) { return s.id == spot_id; });
    return it == spots.end() ? nullptr : &*it;
}

FormTemplate parse_form(const Json& json) {
    FormTemplate form;
    try {
        form.id = json.at("form");
        form.version = json.at("version");
        form.code = json.at("code").get<std::string>().at(0);
        form.title = json.at("title");
        form.page_width = json.at("page_mm").at(0);
        form.page_height = json.at("page_mm").at(1);
        form.fiducial_size = json.at("fiducial_size_mm");
        form.duplex = json.at("duplex");
        for (const auto& copy : json.at("copies"))
            form.copies.push_back({copy.at("copy"), copy.at("label"), copy.at("holder")});
        for (const auto& page : json.at("pages")) form.pages.push_back(parse_page(page));
        for (const auto& [id, spot] : json.at("spots").items())
            form.spots.push_back(parse_spot(id, spot));
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, "templates/" + form.id + ".json", e.what());
    }
    check(form);
    return form;
}

Json layout_json(const FormTemplate& form) {
    const auto points = [](double mm) { return std::round(mm * points_per_mm * 1000) / 1000; };
    Json spots = Json::object();
    for (const auto& spot : form.spots) {
        Json& out = spots[spot.id];
        out["kind"] = spot.kind == SpotKind::checkbox ? "checkbox" : "field";
        out["page"] = spot.page;
        out["rect"] = {points(spot.box.left()), points(spot.box.top()), points(spot.box.right()),
                       points(spot.box.bottom())};
        if (spot.cells > 0)
            out["cells"] = spot.cells;
    }
    return {{"form", form.id},
            {"version", form.version},
            {"page_mm", {form.page_width, form.page_height}},
            {"pages", form.pages.size()},
            {"spots", spots}};
}

}  // namespace tanfang

#include "pipeline/generate/annex.h"

#include "pipeline/generate/print.h"
#include "pipeline/generate/table_pages.h"

namespace tanfang {

namespace {

constexpr const char* annexes_file = "templates/annexes.json";

// Widths of the columns in mm, 170 together.
constexpr double number_width = 15;
constexpr double task_width = 120;
constexpr double unit_width = 35;
constexpr double boxes_width = 58;
constexpr double category_width = 112;

Table table_of(const Json& annex, const std::vector<double>& widths) {
    Table table{annex.at("annex"), annex.at("title"), {}, {}};
    for (std::size_t i = 0; i < widths.size(); ++i)
        table.columns.push_back({annex.at("columns").at(i), widths[i], TextAlign::left});
    return table;
}

std::string unit_name(const Json& duties, const std::string& id) {
    for (const auto& unit : duties.at("departments"))
        if (unit.at("id") == id)
            return unit.at("zh");
    throw Error(Fault::bad_template, "templates/duties.json", "没有责任单位 " + id);
}

/// "失能老年人（包括中、重）" for "subject_types.disabled".
std::string box_name(const FieldModel& model, const std::string& spot) {
    const auto dot = spot.find('.');
    if (const Field* field = model.find(spot.substr(0, dot)))
        for (const auto& option : field->options)
            if (field->id + "." + option.id == spot)
                return option.zh;
    throw Error(Fault::bad_template, annexes_file, "登记表没有方框 " + spot);
}

/// What JSON says when something is missing, in our words.
template <class Make>
std::string from_data(Make make) {
    try {
        return make();
    } catch (const Json::exception& e) {
        throw Error(Fault::bad_template, annexes_file, e.what());
    }
}

}  // namespace

std::string print_duties(const Json& annexes, const Json& duties, const Fonts& fonts) {
    return from_data([&] {
        const Json& annex = annexes.at("duties");
        Table table = table_of(annex, {number_width, task_width, unit_width});
        table.columns.front().align = table.columns.back().align = TextAlign::center;
        std::string previous;
        for (const auto& duty : duties.at("duties")) {
            const auto number = duty.at("no").get<std::size_t>();
            const std::string unit = duty.at("dept");
            table.rows.push_back({{{std::to_string(number)}},
                                  {{annex.at("tasks").at(number - 1)}},
                                  {{unit_name(duties, unit)}, false, unit == previous}});
            previous = unit;
        }
        return print_reference(table_pages(table, fonts), fonts);
    });
}

std::string print_guide(const Json& annexes, const FieldModel& enrollment, const Fonts& fonts) {
    return from_data([&] {
        const Json& annex = annexes.at("guide");
        Table table = table_of(annex, {boxes_width, category_width});
        for (const auto& category : annex.at("categories")) {
            TableCell boxes{{}, true, false};
            for (const auto& box : category.at("boxes"))
                boxes.paragraphs.push_back(box_name(enrollment, box));
            table.rows.push_back({boxes, {{category.at("text")}}});
        }
        return print_reference(table_pages(table, fonts), fonts);
    });
}

}  // namespace tanfang

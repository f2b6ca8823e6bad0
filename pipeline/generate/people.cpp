#include "pipeline/generate/people.h"

#include "pipeline/base/text.h"
#include "pipeline/generate/print.h"
#include "pipeline/generate/text_layout.h"

#include <fstream>
#include <optional>

namespace tanfang {

namespace {

constexpr std::size_t most_problems = 20;      // a screenful
constexpr std::size_t longest_line = 1 << 20;  // bytes; a full form has about 4000

/// Every word of a person must have glyphs and room.
void check_printable(const PersonValues& person, const FormTemplate& form, const FieldModel& model,
                     const Fonts& fonts) {
    for (const auto& [spot_id, text] : person.words) {
        const Spot& spot = *form.find_spot(spot_id);
        const Field& field = *model.find(spot.field);
        const std::string where = spoken_name(field) + "（" + field.id + "）";
        try {
            if (!lay_out(text, spot, field.type == FieldType::text_multi, fonts))
                throw Error(Fault::bad_settings, "", "文字太长，表格里写不下");
        } catch (const Error& e) {
            throw Error(e.fault(), where, e.what());
        }
    }
}

PersonValues read_person(std::string line, const FormTemplate& form, const FieldModel& model,
                         const Fonts& fonts) {
    if (line.size() > longest_line)
        throw Error(Fault::bad_settings, "", "这一行太长");
    if (!code_points(line))
        throw Error(Fault::bad_settings, "", "不是有效的 UTF-8 文字，请以 UTF-8 编码保存文件");
    const PersonValues person =
        person_values(parse_json(line, Fault::bad_settings, ""), form, model);
    check_printable(person, form, model, fonts);
    return person;
}

/// What goes wrong in the lines of a file.
class Problems {
  public:
    void add(Fault fault, std::size_t line, const std::string& what) {
        fault_ = fault_.value_or(fault);
        if (++count_ <= most_problems)
            text_ += "\n  第 " + std::to_string(line) + " 行：" + what;
    }
    void throw_if_any(const std::string& file) const {
        if (count_ > most_problems)
            throw Error(
                *fault_, file,
                "没有生成文件，共 " + std::to_string(count_) + " 行有问题，前面的是：" + text_);
        if (count_ > 0)
            throw Error(*fault_, file, "没有生成文件，请先改正：" + text_);
    }

  private:
    std::optional<Fault> fault_;
    std::size_t count_ = 0;
    std::string text_;
};

}  // namespace

std::vector<PersonValues> read_people(const std::filesystem::path& file, const FormTemplate& form,
                                      const FieldModel& model, const Fonts& fonts) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    std::vector<PersonValues> people;
    Problems problems;
    std::size_t number = 0;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // Windows editors write it
    while (std::getline(in, line)) {
        if (++number == 1 && line.starts_with(byte_order_mark))
            line.erase(0, byte_order_mark.size());
        if (trimmed(line).empty())
            continue;
        try {
            people.push_back(read_person(line, form, model, fonts));
        } catch (const Error& e) {
            problems.add(e.fault(), number, e.what());
        }
        if (people.size() > most_sets)
            throw Error(Fault::bad_settings, file.string(),
                        "一次最多 " + std::to_string(most_sets) + " 人，请分几次打印");
    }
    if (!in.eof())
        throw Error(Fault::bad_settings, file.string(), "无法读取该文件");
    problems.throw_if_any(file.string());
    if (people.empty())
        throw Error(Fault::bad_settings, file.string(), "文件里没有人员");
    return people;
}

}  // namespace tanfang

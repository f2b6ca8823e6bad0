#include "pipeline/generate/people.h"

#include "pipeline/base/text.h"
#include "pipeline/external/sodium.h"
#include "pipeline/generate/print.h"
#include "pipeline/generate/text_layout.h"
#include "pipeline/generate/words.h"

#include <algorithm>
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

constexpr const char* village_member = "village";
constexpr std::size_t longest_village_code = 12;  // GB/T 10114: county 6, township 3, village 3

/// Takes the place out of a line, so that the form's fields remain.
Village take_village(Json& person, const FieldModel& model) {
    Json place;
    if (person.is_object() && person.contains(village_member)) {
        place = person[village_member];
        person.erase(village_member);
        if (!place.is_string() && !(place.is_object() && place.contains("name")))
            throw Error(Fault::bad_settings, village_member, "应为地名，或 {\"name\", \"code\"}");
    } else if (person.is_object()) {
        for (const auto& field : model.fields)  // the last one: where the person lives today
            if (field.level == "village" && person.contains(field.id))
                place = person[field.id];
    }
    const auto text = [&place](const char* member) {
        const Json value = place.value(member, Json());
        return value.is_string() ? value.get<std::string>() : "";
    };
    if (!place.is_object())
        return {place.is_string() ? place.get<std::string>() : "", ""};
    const std::string code = text("code");
    return {text("name"), is_digits(code) && code.size() <= longest_village_code ? code : ""};
}

struct Person {
    PersonValues values;
    Village village;
};

Person read_person(const std::string& line, const FormTemplate& form, const FieldModel& model) {
    if (line.size() > longest_line)
        throw Error(Fault::bad_settings, "", "这一行太长");
    if (!code_points(line))
        throw Error(Fault::bad_settings, "", "不是有效的 UTF-8 文字，请以 UTF-8 编码保存文件");
    Json json = parse_json(line, Fault::bad_settings, "");
    const Village village = take_village(json, model);
    return {person_values(json, form, model), village};
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

PeopleFile::PeopleFile(const std::filesystem::path& file, const FormTemplate& form,
                       const FieldModel& model, const Fonts& fonts)
    : file_(file), form_(form), model_(model), in_(file, std::ios::binary) {
    Sha256 hash;
    Problems problems;
    std::string line;
    std::size_t number = 0;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // Windows editors write it
    for (std::streamoff start = 0; std::getline(in_, line);) {
        const auto length = static_cast<std::streamoff>(line.size() + 1);
        hash.update(bytes_of(line + "\n"));
        std::streamoff skipped = 0;
        if (++number == 1 && line.starts_with(byte_order_mark)) {
            line.erase(0, byte_order_mark.size());
            skipped = static_cast<std::streamoff>(byte_order_mark.size());
        }
        if (!trimmed(line).empty())
            try {
                const Person person = read_person(line, form, model);
                check_printable(person.values, form, model, fonts);
                fonts.runs(words(person.village.name), Face::body);  // it stands on covers
                places_.push_back({start + skipped, village_number(person.village)});
            } catch (const Error& e) {
                problems.add(e.fault(), number, e.what());
            }
        start += length;
        if (places_.size() > most_sets)
            throw Error(Fault::bad_settings, file.string(),
                        "一次最多 " + std::to_string(most_sets) + " 人，请分几次打印");
    }
    if (!in_.eof())
        throw Error(Fault::bad_settings, file.string(), "无法读取该文件");
    problems.throw_if_any(file.string());
    if (places_.empty())
        throw Error(Fault::bad_settings, file.string(), "文件里没有人员");
    sha256_ = hash.hex();
}

std::size_t PeopleFile::village_number(const Village& village) {
    const auto known = std::find(villages_.begin(), villages_.end(), village);
    if (known == villages_.end())
        return villages_.push_back(village), villages_.size() - 1;
    return static_cast<std::size_t>(known - villages_.begin());
}

PersonValues PeopleFile::read(int person) {
    std::string line;
    in_.clear();
    in_.seekg(places_[static_cast<std::size_t>(person)].start);
    std::getline(in_, line);
    try {
        return read_person(line, form_, model_).values;
    } catch (const Error&) {  // it was in order when it was checked
        throw Error(Fault::bad_settings, file_.string(), "打印途中文件被改动，请重新打印");
    }
}

}  // namespace tanfang

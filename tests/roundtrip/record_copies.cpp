#include "tests/roundtrip/record_copies.h"

#include "pipeline/base/text.h"
#include "pipeline/generate/person_values.h"

#include <fstream>
#include <iostream>
#include <stdexcept>

#include "tests/golden/random_person.h"
#include "tests/support/image_file.h"
#include "tests/unit/app/record_lines.h"

namespace tanfang::simulate {

namespace {

constexpr const char* surnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"};
constexpr const char* given[] = {"伟", "芳",   "秀英", "敏",   "丽华",
                                 "强", "建国", "军",   "玉兰", "明"};
constexpr const char* words[] = {"高血压", "糖尿病",   "退休金", "子女赡养", "良好", "每月探访一次",
                                 "送餐",   "打扫卫生", "父子",   "女儿",     "配偶", "一般"};

template <std::size_t N>
std::string pick(const char* const (&from)[N], Random& random) {
    return from[random.below(N)];
}

/// Numbers that there may be: of others the reader knows better, and would correct them.
Json possible_value(const Field& field, const Json& value, Random& random) {
    if (field.type != FieldType::phone)
        return value;
    std::string number = value;
    number[1] = "3589"[random.below(4)];
    return number;
}

/// What an office writes, where the random person has texts of any characters.
Json usual_value(const Field& field, const FieldModel& model, const Json& value, Random& random) {
    switch (field.type) {
        case FieldType::money:
            return std::to_string(100 * (1 + random.below(50)));
        case FieldType::closed_word:
            return model.codelists.contains(field.codelist) ? value : Json(pick(words, random));
        case FieldType::text_line:
        case FieldType::text_multi:
            return field.id.ends_with("_name") ? pick(surnames, random) + pick(given, random)
                                               : pick(words, random);
        case FieldType::division:
            return {{"name", random.chance(0.5) ? "蚶江镇" : "石渔村"}, {"code", nullptr}};
        default:
            return possible_value(field, value, random);
    }
}

/// Words of a code list stand in records by their ids.
Json listed_value(const Field& field, const Json& value, const FieldModel& model) {
    const auto list = model.codelists.find(field.codelist);
    if (field.type != FieldType::closed_word || list == model.codelists.end())
        return field.type == FieldType::choice_multi ? Json::array({value}) : value;
    for (const auto& item : list->second.items)
        if (value == item.zh && !item.id.empty())
            return item.id;
    return value;
}

void set_signature(Json& line, const std::string& id, Random& random) {
    const bool present = random.chance(0.7);
    record_lines::set(line, id, {{"present", present}, {"kind", present ? Json("ink") : Json()}},
                      random.chance(0.3) ? "doubtful" : "read");
}

/// The lines of one sheet: one field in six is doubtful, what is left out is blank.
std::vector<Json> record_of(const std::string& form, const std::string& serial, bool strange,
                            Random& random) {
    const FieldModel& model = installed::model(form);
    const Json person = golden::random_person(model, installed::fonts(), random);
    std::vector<Json> lines;
    for (std::size_t page = 0; page < installed::form(form).pages.size(); ++page) {
        Json line = record_lines::blank_line(form, serial, static_cast<int>(page) + 1);
        for (auto& [id, field] : line["fields"].items()) {
            const Field& known = *model.find(id);
            if (known.type == FieldType::signature) {
                set_signature(line, id, random);
                continue;
            }
            if (!person.contains(id))
                continue;
            const Json value = strange ? possible_value(known, person[id], random)
                                       : usual_value(known, model, person[id], random);
            record_lines::set(line, id, listed_value(known, value, model),
                              random.chance(0.17) ? "doubtful" : "read");
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

bool claims(const Json& field) {
    return field.at("state") == "read" || field.at("state") == "derived" ||
           field.at("state") == "blank";
}

bool is_blank(const Json& field) {
    return field.at("state") == "blank";
}

/// What stands in the places of the claimed fields, by spot.
PersonValues printed_values(const Json& record) {
    Json values = Json::object();
    for (const auto& [id, field] : record.at("fields").items())
        if (claims(field))
            values[id] = field.at("value");
    const std::string form = record.at("form");
    return person_values(values, installed::form(form), installed::model(form),
                         ValueSource::record);
}

void compare(const Json& record, const Json& read, CopyComparison& out) {
    const std::string serial = record.at("serial");
    for (const auto& [id, printed] : record.at("fields").items()) {
        if (!read.at("fields").contains(id)) {
            out.wrong.push_back(serial + " " + id + ": no field");
            continue;
        }
        const Json& field = read.at("fields").at(id);
        const Field& known = *installed::model(record.at("form")).find(id);
        const bool words = !known.is_choice() && known.type != FieldType::signature;
        if (!claims(printed) && words && field.at("state") != "unreadable")
            out.guessed.push_back(serial + " " + id + ": " + field.dump());
        if (!claims(field))
            ++(claims(printed) ? out.asked : out.open);
        else if (claims(printed) && (field.at("value") == printed.at("value") ||
                                     (is_blank(field) && is_blank(printed))))
            ++out.equal;
        else
            out.wrong.push_back(serial + " " + id + ": " + printed.dump() + " / " + field.dump());
    }
    for (const auto& [spot, text] : printed_values(record).words)
        if (const Json& reading = read.at("readings").at(spot); reading.contains("text"))
            ++(reading.at("text") == utf8(text) ? out.spelled : out.misread);
}

/// A scan of each page of the form in a print of copies.
std::vector<std::string> scans_of(const Office& office, const std::string& pdf,
                                  const std::string& manifest, const ScanCondition& how,
                                  Random& random) {
    std::vector<std::string> files;
    std::ifstream lines(manifest);
    for (std::string text; std::getline(lines, text);) {
        const Json page = parse_json(text, Fault::output_failed, manifest);
        if (page.contains("kind"))  // a supplement, or an empty back
            continue;
        const Paper paper = printed_page(pdf, page.at("page").get<int>());
        files.push_back(
            office.store(page.at("form").get<std::string>() + std::to_string(files.size()) + ".jpg",
                         jpeg_bytes(scan(paper, how, random).image, 80)));
    }
    return files;
}

void add(CopyComparison& all, const std::vector<Json>& records, const std::vector<Json>& lines) {
    for (const auto& record : records)
        for (const auto& line : lines)
            if (line.at("serial") == record.at("serial") && line.at("page") == record.at("page"))
                compare(record, line, all);
}

}  // namespace

CopyComparison copied_and_read(int sheets, bool strange, const ScanCondition& how,
                               std::uint64_t seed) {
    Random random(seed);
    CopyComparison all;
    for (const std::string form : {"visit", "enrollment"}) {
        const Office office;
        std::vector<Json> records;
        std::string text;
        for (int i = 0; i < sheets; ++i)
            for (auto& line : record_of(form, std::to_string(1'000'000'000 + i), strange, random)) {
                text += line.dump() + "\n";
                records.push_back(std::move(line));
            }
        const std::string pdf = office.store("copies.pdf", ""),
                          manifest = office.store("manifest.jsonl", "");
        const Outcome printed =
            run_tanfang({"print", form, "--record", office.store("records.jsonl", text), "--copies",
                         "1", "--out", pdf, "--manifest", manifest});
        if (printed.exit_code != 0)
            throw std::runtime_error("no copies: " + printed.err);
        const auto lines = office.read(scans_of(office, pdf, manifest, how, random)).lines();
        if (lines.size() != records.size())
            throw std::runtime_error("not a line for each page");
        add(all, records, lines);
    }
    std::cout << all.equal << " fields equal, " << all.asked << " asked, " << all.open
              << " open and asked (" << all.guessed.size() << " with a guess), " << all.wrong.size()
              << " wrong; readings of print: " << all.spelled << " as printed, " << all.misread
              << " not\n";
    return all;
}

}  // namespace tanfang::simulate

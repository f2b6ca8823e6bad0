/// Copies of records of random people: is each file PDF/A-1b, and does its text say what the record
/// says?
#include "pipeline/app/commands.h"
#include "pipeline/base/text.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/external/sodium.h"
#include "pipeline/generate/person_values.h"

#include <map>
#include <span>

#include "../support/temporary_folder.h"
#include "../unit/app/record_lines.h"
#include "pdf_text.h"
#include "preflight.h"
#include "random_person.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

/// A scan of which there is no need to know more than that it is one.
struct ScanOnDisk {
    std::filesystem::path file;
    std::string sha256;
};

ScanOnDisk store_scan(const support::TemporaryFolder& folder, bool color) {
    cv::Mat picture(300, 200, color ? CV_8UC3 : CV_8UC1, cv::Scalar::all(230));
    picture.rowRange(0, 100) = cv::Scalar::all(20);
    const std::string bytes = encode_png(picture);
    return {folder.file(color ? "color.png" : "gray.png", bytes),
            sha256_hex(std::as_bytes(std::span(bytes)))};
}

/// Lines of all pages of a sheet. Now and then a field is doubtful, and a text too long for its
/// place.
std::vector<Json> random_record(const std::string& form, const ScanOnDisk& scan,
                                simulate::Random& random) {
    const FieldModel& model = installed::model(form);
    const Json person = golden::random_person(model, installed::fonts(), random);
    std::vector<Json> lines;
    for (std::size_t page = 0; page < installed::form(form).pages.size(); ++page) {
        Json line = record_lines::blank_line(form, "8J4K2M7Q9T", static_cast<int>(page) + 1);
        line["source"]["file"] = scan.file.string();
        line["source"]["sha256"] = scan.sha256;
        for (auto& [id, field] : line["fields"].items()) {
            if (!person.contains(id))
                continue;
            Json value = person[id];
            if (model.find(id)->type == FieldType::choice_multi)
                value = Json::array({value});
            if (model.find(id)->type == FieldType::text_line && random.chance(0.1))
                for (int i = 0; i < 5; ++i)
                    value = value.get<std::string>() + value.get<std::string>();
            record_lines::set(line, id, value, random.chance(0.1) ? "doubtful" : "read");
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::map<std::string, std::u32string> claimed_words(const std::vector<Json>& lines) {
    std::map<std::string, std::u32string> words;
    for (const auto& line : lines) {
        Json values = Json::object();
        for (const auto& [id, field] : line.at("fields").items())
            if (field.at("state") != "doubtful")
                values[id] = field.at("value");
        const std::string form = line.at("form");
        words.merge(person_values(values, installed::form(form), installed::model(form),
                                  ValueSource::record)
                        .words);
    }
    return words;
}

void expect_words(const std::filesystem::path& pdf, const std::vector<Json>& lines) {
    const std::u32string text = golden::pdf_text(pdf);
    for (auto [spot, value] : claimed_words(lines)) {
        std::erase_if(value, [](char32_t c) { return c <= U' '; });
        EXPECT_NE(text.find(value), std::u32string::npos)
            << pdf.filename() << " " << spot << ": " << utf8(value);
    }
}

TEST(Preflight, FindsEveryCopyOfARecordValidAndItsTextAsInTheRecord) {
    constexpr int records = 200;
    const support::TemporaryFolder inputs, copies;
    simulate::Random random(2);
    std::size_t supplements = 0;
    for (int i = 0; i < records; ++i) {
        const std::string form = i % 2 == 0 ? "visit" : "enrollment";
        const auto lines = random_record(form, store_scan(inputs, i % 4 < 2), random);
        std::string text;
        for (const auto& line : lines) text += line.dump() + "\n";
        const auto pdf = copies.path() / (std::to_string(i) + ".pdf");
        std::vector<std::string> arguments = {"print",    form,
                                              "--record", inputs.file("r.jsonl", text).string(),
                                              "--out",    pdf.string()};
        if (random.chance(0.5))
            arguments.push_back("--with-scan");
        ASSERT_EQ(run_program(arguments), 0) << i;
        expect_words(pdf, lines);
        supplements += golden::pdf_text(pdf).find(U"附页第") != std::u32string::npos ? 1 : 0;
    }
    EXPECT_GT(supplements, records / 10U);
    const golden::Preflight judged = golden::preflight(copies.path());
    EXPECT_THAT(judged.complaints, testing::IsEmpty());
    EXPECT_EQ(judged.valid, records);
}

}  // namespace
}  // namespace tanfang

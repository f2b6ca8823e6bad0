/// Three signed copies of a visit become one record: what somebody changed on one of them asks, and
/// what all say alike does not.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

constexpr int set_count = 200;
constexpr int every = 20;  // of as many sets, `changed` have a difference: 30 of 200
constexpr int changed = 3;

const std::vector<std::string> groups = {
    "expression_ability", "mobility",           "emotion",    "personal_hygiene",
    "household_hygiene",  "indoor_environment", "gas_safety", "water_heating_safety",
    "electricity_safety"};

/// Options of a group, in the order of the form.
std::vector<std::string> boxes_of(const FormTemplate& form, const std::string& group) {
    std::vector<std::string> boxes;
    for (const auto& spot : form.spots)
        if (spot.field == group)
            boxes.push_back(spot.id);
    return boxes;
}

/// A plain visit: one tick in each group, a day and a number.
Filling plain_visit(const FormTemplate& form, Random& random) {
    Filling filling;
    for (const auto& group : groups)
        filling.gestures[random.pick(boxes_of(form, group))] = Gesture::tick;
    filling.gestures["service_method.home"] = Gesture::tick;
    filling.gestures["population_change.none"] = Gesture::tick;
    filling.gestures["disease_status.no_change"] = Gesture::tick;
    filling.digits["visit_date.year"] = "2026";
    filling.digits["visit_date.month"] = std::to_string(1 + random.below(9));
    filling.digits["visit_date.day"] = std::to_string(10 + random.below(19));
    filling.digits["visit_ordinal"] = std::to_string(1 + random.below(9));
    filling.signatures = {{"visitor_signature", false}, {"subject_signature", false}};
    return filling;
}

/// Moves a tick to another box of its group. @return the group
std::string change_a_tick(Filling& filling, const FormTemplate& form, Random& random) {
    const std::string group = random.pick(groups);
    for (const auto& box : boxes_of(form, group))
        if (filling.gestures.erase(box) > 0) {
            std::string other = box;
            while (other == box) other = random.pick(boxes_of(form, group));
            filling.gestures[other] = Gesture::tick;
            break;
        }
    return group;
}

struct PrintedPage {
    std::string serial;
    int copy = 0;
    int page = 0;  ///< of the PDF
};

std::vector<PrintedPage> print_sets(const Office& office, const std::string& pdf) {
    const std::string manifest = office.folder() / "manifest.jsonl";
    const Outcome outcome = run_tanfang({"print", "visit", "--sets", std::to_string(set_count),
                                         "--flat", "--out", pdf, "--manifest", manifest});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::vector<PrintedPage> pages;
    std::istringstream lines(read_file(manifest));
    for (std::string text; std::getline(lines, text);) {
        const Json line = parse_json(text, Fault::output_failed, manifest);
        pages.push_back({line.at("serial"), line.at("copy"), line.at("page")});
    }
    return pages;
}

/// The first copy is written on, the others are what comes through.
Pen pen_of(int copy) {
    Pen pen;
    pen.width_mm = copy == 1 ? 0.5 : 0.6;
    pen.color = copy == 1 ? cv::Vec3b{60, 35, 30} : cv::Vec3b{150, 110, 95};
    return pen;
}

/// Fills and scans all copies of all sets into a folder.
/// @return  serial -> the field in which one copy differs
std::map<std::string, std::string> fill_all(const Office& office) {
    const FormTemplate form = installed_form("visit");
    const std::string pdf = office.folder() / "print.pdf";
    std::filesystem::create_directory(office.folder() / "scans");
    std::map<std::string, std::string> planted;
    std::uint64_t set = 0;
    Filling filling;
    int odd_copy = 0;
    for (const auto& [serial, copy, page] : print_sets(office, pdf)) {
        Random of_set(1000 + (copy == 1 ? ++set : set));
        if (copy == 1) {
            filling = plain_visit(form, of_set);
            odd_copy = set % every < changed ? 1 + of_set.below(3) : 0;
        }
        Filling mine = filling;
        if (copy == odd_copy) {
            Random change(5000 + set);
            planted[serial] = change_a_tick(mine, form, change);
        }
        Random strokes(9000 + set);  // the same hand movement on all copies
        Paper paper = printed_page(pdf, page);
        fill(paper, form, 0, mine, pen_of(copy), strokes);
        Random feed(20'000 + set * 4 + static_cast<std::uint64_t>(copy));
        write_bytes(office.folder() / ("scans/" + serial + "-" + std::to_string(copy) + ".jpg"),
                    jpeg_bytes(scan(paper, plain_scan(), feed).image, 85));
    }
    return planted;
}

/// Fields that two copies claim with different values.
std::set<std::string> contradictions(const Json& record) {
    std::map<std::string, Json> first;
    std::set<std::string> fields;
    for (const auto& page : record.at("pages"))
        for (const auto& [id, field] : page.at("fields").items()) {
            if (field.at("state") == "doubtful" || field.at("state") == "unreadable")
                continue;
            if (!first.try_emplace(id, field.at("value")).second && first[id] != field.at("value"))
                fields.insert(id);
        }
    return fields;
}

}  // namespace

TEST(Triplicates, WhatDiffersIsFoundAndWhatAgreesIsNotAsked) {
    const Office office;
    const auto planted = fill_all(office);
    ASSERT_EQ(planted.size(), std::size_t{set_count} * changed / every);
    const std::string home = office.folder() / "home";
    const Outcome ingest = run_tanfang({"ingest", office.folder() / "scans", "--home", home});
    ASSERT_EQ(ingest.exit_code, 0) << ingest.err;
    int records = 0, found = 0, false_alarms = 0;
    for (const auto& record : run_tanfang({"records", "--home", home}).lines()) {
        ++records;
        EXPECT_EQ(record.at("pages").size(), 3u) << "copies of one serial are one record";
        const auto difference = planted.find(record.at("serial").get<std::string>());
        const Json& open = record.at("open");
        if (difference != planted.end())
            found += std::find(open.begin(), open.end(), difference->second) != open.end() ? 1 : 0;
        for (const auto& field : contradictions(record))
            if (difference == planted.end() || field != difference->second) {
                ++false_alarms;
                std::cout << "false alarm: " << record.at("serial") << " " << field << "\n";
            }
    }
    std::cout << records << " sets, " << planted.size() << " planted, " << found << " found, "
              << false_alarms << " false alarms\n";
    EXPECT_EQ(records, set_count);
    EXPECT_EQ(found, static_cast<int>(planted.size()));
    EXPECT_LE(false_alarms, set_count * 2 / 100);
}

}  // namespace tanfang::simulate

/// Reads samples/ with the program and holds every claim against the truth files.
///
/// The table it prints is the one in the README.
#include "pipeline/base/json.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "tests/support/program.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
const fs::path samples = TANFANG_SOURCE_DIR "/samples";

struct Tally {
    int pages = 0, lost = 0, serials_wrong = 0, serials_missing = 0;
    int boxes = 0, right = 0, asked = 0, wrong = 0;
    int fields = 0, fields_asked = 0, fields_wrong = 0;  ///< of records
    std::vector<std::string> mistakes;                   ///< of spots and fields

    Tally& operator+=(const Tally& o) {
        pages += o.pages, lost += o.lost, serials_wrong += o.serials_wrong,
            serials_missing += o.serials_missing;
        boxes += o.boxes, right += o.right, asked += o.asked, wrong += o.wrong;
        fields += o.fields, fields_asked += o.fields_asked, fields_wrong += o.fields_wrong;
        mistakes.insert(mistakes.end(), o.mistakes.begin(), o.mistakes.end());
        return *this;
    }
};

/// Without the stroke after an area code: the numbers of the form are read as digits.
std::string without_strokes(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
    return text;
}

bool is_phone(const std::string& spot) {
    return spot.ends_with("_phone");
}

/// What one place of writing or signature claims by itself: wrong only if it is sure and not so.
void check_spot(const std::string& spot, const Json& reading, const std::string& truth,
                Tally& tally) {
    const bool right =
        reading.contains("present")
            ? reading["present"].get<bool>() != truth.empty()
            : reading.at("text") == (is_phone(spot) ? without_strokes(truth) : truth);
    if (reading.at("sure").get<bool>() && !right)
        tally.mistakes.push_back(spot + " reads " + reading.dump() + ", written is " + truth);
}

/// What the truth says of a value, in the value's own words: "" is null, a place has a name.
bool means_the_same(const Json& value, const Json& truth) {
    if (value.is_null())
        return truth.is_null() || truth == "";
    if (value.is_object() && truth.is_object())
        return value.at("present") == truth.at("present");
    if (value.is_object())  // people write 凤里, the division's name is 凤里街道
        return truth.is_string() && truth != "" &&
               value.at("name").get<std::string>().starts_with(truth.get<std::string>());
    return value == truth;
}

/// The record's fields: claimed, so that no person will look at them, or asked.
void tally_fields(const Json& fields, const Json& truth, Tally& tally) {
    for (const auto& [field, claim] : fields.items()) {
        ++tally.fields;
        const std::string state = claim.at("state");
        if (state == "doubtful" || state == "unreadable") {
            ++tally.fields_asked;
        } else if (!means_the_same(claim.at("value"), truth.at(field))) {
            ++tally.fields_wrong;
            tally.mistakes.push_back(field + " is said to be " + claim.dump() + ", it is " +
                                     truth.at(field).dump());
        }
    }
}

void tally_box(const Json& reading, bool truth, Tally& tally) {
    ++tally.boxes;
    const std::string mark = reading.at("mark");
    if (mark == "doubtful" || !reading.at("sure").get<bool>())
        ++tally.asked;
    else
        ++((mark == "marked") == truth ? tally.right : tally.wrong);
}

Tally tally_page(const Json& line, const Json& truth) {
    Tally tally;
    tally.pages = 1;
    if (line.at("status") == "rejected" || line.at("form") != truth.at("form")) {
        tally.lost = 1;
        return tally;
    }
    if (line.at("serial").is_null())
        tally.serials_missing = 1;
    else
        tally.serials_wrong =
            line["serial"] != truth.at("serial") || line["copy"] != truth.at("copy");
    for (const auto& [spot, value] : truth.at("spots").items()) {
        const Json& reading = line.at("readings").at(spot);
        if (value.is_boolean())
            tally_box(reading, value, tally);
        else
            check_spot(spot, reading, value, tally);
    }
    tally_fields(line.at("fields"), truth.at("fields"), tally);
    return tally;
}

void print_row(const std::string& name, const Tally& t) {
    std::printf("| %-7s | %5d | %4d | %7d | %5d | %5d | %5d | %5d | %6d | %5d | %5d |\n",
                name.c_str(), t.pages, t.lost,
                t.pages - t.lost - t.serials_missing - t.serials_wrong, t.boxes, t.right, t.asked,
                t.wrong, t.fields, t.fields_asked, t.fields_wrong);
}

}  // namespace

TEST(Samples, EveryClaimIsTrueAndTheRestAsks) {
    const auto result = simulate::run_tanfang(
        {"read", (samples / "scans").string(), "--settings", (samples / "settings.json").string()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    std::map<std::string, Tally> by_profile;
    Tally all;
    for (const Json& line : result.lines()) {
        const fs::path scan = line.at("source").at("file").get<std::string>();
        const Json truth = load_json(samples / "scans" / (scan.stem().string() + ".truth.json"),
                                     Fault::bad_settings);
        const Tally tally = tally_page(line, truth);
        by_profile[truth.at("profile")] += tally;
        all += tally;
    }
    std::printf(
        "| scan    | pages | lost | serials | boxes | right | asked | wrong | fields | asked | "
        "wrong |\n");
    std::printf(
        "| ------- | ----- | ---- | ------- | ----- | ----- | ----- | ----- | ------ | ----- | "
        "----- |\n");
    for (const auto& [profile, tally] : by_profile) print_row(profile, tally);
    print_row("all", all);
    EXPECT_EQ(all.pages, 24) << "a sample is missing";
    EXPECT_EQ(all.lost, 0);
    EXPECT_EQ(all.serials_wrong, 0);
    EXPECT_EQ(all.serials_missing, 0);
    EXPECT_EQ(all.wrong, 0);
    EXPECT_EQ(all.fields_wrong, 0);
    EXPECT_EQ(all.mistakes, std::vector<std::string>());
    EXPECT_LE(all.fields_asked, all.fields / 4) << "hardly anything is held against the truth";
    EXPECT_LE(all.asked, all.boxes / 20);
}

}  // namespace tanfang

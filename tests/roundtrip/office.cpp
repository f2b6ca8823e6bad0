#include "tests/roundtrip/office.h"

#include "tests/support/image_file.h"

namespace tanfang::simulate {

FilledScan Office::fill_and_scan(const PrintedSheet& sheet, const ScanCondition& how,
                                 std::uint64_t seed) const {
    Random random(seed);
    Habit habit = some_habit(random);
    habit.pen.color = {60, 35, 30};
    const Filling filling = some_filling(sheet.form, sheet.page, habit, random);
    Paper paper{sheet.paper.bgr.clone(), sheet.paper.px_per_mm};
    fill(paper, sheet.form, sheet.page, filling, habit.pen, random);
    return {sheet, filling, scan(paper, how, random)};
}

std::string Office::store(const std::string& name, const std::string& bytes) const {
    write_bytes(folder_ / name, bytes);
    return folder_ / name;
}

Outcome Office::read(std::vector<std::string> arguments,
                     const std::map<std::string, std::string>& environment) const {
    const std::string settings =
        store("settings.json", R"({"county": "350599", "today": "2026-11-01"})");
    arguments.insert(arguments.begin(), "read");
    arguments.insert(arguments.end(), {"--settings", settings});
    return run_tanfang(arguments, environment);
}

ScanCondition plain_scan() {
    ScanCondition how;
    how.name = "plain";
    how.color = false;
    how.skew_degrees = 0.7;
    how.blur_mm = 0.05;
    how.noise = 2;
    return how;
}

}  // namespace tanfang::simulate

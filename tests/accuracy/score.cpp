#include "tests/accuracy/score.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tanfang::simulate {
namespace {

const char* word(MarkState state) {
    return state == MarkState::marked ? "marked" : state == MarkState::empty ? "empty" : "doubtful";
}

}  // namespace

double Score::median_placement() const {
    if (placement_mm.empty())
        return 0;
    auto sorted = placement_mm;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

double Score::worst_placement() const {
    return placement_mm.empty() ? 0 : *std::max_element(placement_mm.begin(), placement_mm.end());
}

double Score::placed_beyond(double mm) const {
    if (placement_mm.empty())
        return 0;
    const auto beyond = std::count_if(placement_mm.begin(), placement_mm.end(),
                                      [mm](double off) { return off > mm; });
    return static_cast<double>(beyond) / static_cast<double>(placement_mm.size());
}

void score_registration(Score& score, const RegisteredPage& page, const TrueMap& truth,
                        const std::string& serial) {
    ++score.sheets;
    if (!page.code)
        ++score.serials_missing;
    else if (page.code->serial != serial)
        ++score.serials_wrong;
    for (const auto& spot : page.form->spots) {
        if (spot.page != page.page)
            continue;
        const auto claimed = page.map(spot.box.center());
        const auto real = truth(spot.box.center());
        const double off_px = std::hypot(claimed.x - real.x, claimed.y - real.y);
        score.placement_mm.push_back(off_px / page.map.px_per_mm(spot.box.center()));
    }
}

void score_boxes(Score& score, const Filling& truth,
                 const std::vector<std::pair<std::string, MarkReading>>& readings,
                 const std::string& sheet) {
    for (const auto& [spot, reading] : readings) {
        const auto gesture = truth.gestures.find(spot);
        const bool chosen = gesture != truth.gestures.end() && chooses(gesture->second);
        ++score.boxes;
        score.chosen += chosen ? 1 : 0;
        if (!reading.sure || reading.state == MarkState::doubtful) {
            ++score.asked;
            score.chosen_asked += chosen ? 1 : 0;
        } else if ((reading.state == MarkState::marked) != chosen) {
            ++score.wrong;
            const std::string drawn =
                gesture == truth.gestures.end() ? "nothing" : gesture_name(gesture->second);
            score.mistakes.push_back(sheet + ' ' + spot + ": " + drawn + " claimed to be " +
                                     word(reading.state));
        }
    }
}

std::string summary(const std::string& name, const Score& score) {
    char line[256];
    std::snprintf(line, sizeof line,
                  "%-10s sheets %3d lost %d | mm median %.3f worst %.2f | boxes %5d chosen %4d "
                  "wrong %d asked %d (chosen %d) | "
                  "serials missing %d wrong %d",
                  name.c_str(), score.sheets, score.lost, score.median_placement(),
                  score.worst_placement(), score.boxes, score.chosen, score.wrong, score.asked,
                  score.chosen_asked, score.serials_missing, score.serials_wrong);
    return line;
}

}  // namespace tanfang::simulate

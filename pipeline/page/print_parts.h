/// How much of a print was found in each part of its page.
#pragma once

#include "pipeline/base/geometry.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace tanfang {

/// Counts patches by the part of the page they lie in.
class PrintParts {
  public:
    /// Share of its patches by which a part is all there.
    static constexpr double whole_part = 0.8;

    void count(Point<Mm> at, bool found) {
        auto& part = parts_[{static_cast<int>(at.x / part_mm), static_cast<int>(at.y / part_mm)}];
        ++part.patches;
        part.found += found;
        ++all_.patches;
        all_.found += found;
    }
    double found() const { return all_.share(); }
    double worst() const {
        double worst = 1;
        for (const auto& part : telling()) worst = std::min(worst, part.share());
        return worst;
    }
    double whole_share() const {
        const auto parts = telling();
        const auto count = std::count_if(parts.begin(), parts.end(), [](const Count& part) {
            return part.share() >= whole_part;
        });
        return parts.empty() ? 0 : static_cast<double>(count) / static_cast<double>(parts.size());
    }

  private:
    static constexpr double part_mm = 60;
    static constexpr int fewest_in_a_part = 4;  // patches, else the part says nothing
    struct Count {
        int patches = 0, found = 0;
        double share() const { return patches > 0 ? static_cast<double>(found) / patches : 0; }
    };
    std::vector<Count> telling() const {
        std::vector<Count> parts;
        for (const auto& [where, part] : parts_)
            if (part.patches >= fewest_in_a_part)
                parts.push_back(part);
        return parts;
    }

    std::map<std::pair<int, int>, Count> parts_;
    Count all_;
};

}  // namespace tanfang

#include "pipeline/page/unseen_print.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tanfang {

namespace {

constexpr double around_mm = 25;      // patches stand 14 mm from each other: up to nine are asked
constexpr double least_around = 0.5;  // share of them that must be there
constexpr double half_side_mm = 10;   // of what a patch stands for

}  // namespace

std::vector<Box<Mm>> unseen_parts(const std::vector<PrintPatch>& patches,
                                  const std::vector<bool>& seen) {
    std::vector<Box<Mm>> parts;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        if (seen[i])
            continue;
        const Point<Mm> here = patches[i].center;
        int near = 0, found = 0;
        for (std::size_t k = 0; k < patches.size(); ++k) {
            const Point<Mm> there = patches[k].center;
            if (std::abs(there.x - here.x) > around_mm || std::abs(there.y - here.y) > around_mm)
                continue;
            ++near;
            found += seen[k] ? 1 : 0;
        }
        if (found < least_around * near)
            parts.push_back(Box<Mm>{here, 0, 0}.grown(half_side_mm));
    }
    return parts;
}

bool RegisteredPage::is_unseen(const Box<Mm>& box) const {
    return std::any_of(unseen.begin(), unseen.end(), [&box](const Box<Mm>& part) {
        return part.left() < box.right() && box.left() < part.right() &&
               part.top() < box.bottom() && box.top() < part.bottom();
    });
}

}  // namespace tanfang

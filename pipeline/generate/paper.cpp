#include "pipeline/generate/paper.h"

namespace tanfang {

Point<Mm> baseline_start(Point<Mm> at, TextAlign align, double size_pt, double width_em) {
    const double em = size_pt / points_per_mm;  // mm
    const double shift = align == TextAlign::center ? 0.5 : align == TextAlign::right ? 1.0 : 0.0;
    return {at.x - shift * width_em * em, at.y + baseline_below_middle * em};
}

std::vector<Box<Mm>> dark_bars(const std::vector<std::vector<bool>>& modules,
                               const Box<Mm>& square) {
    std::vector<Box<Mm>> bars;
    const double module = square.width / static_cast<double>(modules.size());
    for (std::size_t row = 0; row < modules.size(); ++row) {
        const auto& dark = modules[row];
        for (std::size_t from = 0; from < dark.size();) {
            std::size_t to = from;
            while (to < dark.size() && dark[to]) ++to;
            if (to > from)
                bars.push_back({{square.left() + static_cast<double>(from) * module,
                                 square.top() + static_cast<double>(row) * module},
                                static_cast<double>(to - from) * module,
                                module});
            from = to + 1;
        }
    }
    return bars;
}

}  // namespace tanfang

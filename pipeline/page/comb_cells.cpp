#include "pipeline/page/comb_cells.h"

#include "pipeline/page/joined_cells.h"

#include <cstdlib>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_teeth = 10;
constexpr double widest_tooth_mm = 12;
constexpr double equal_mm = 1;  // by which the cells of a comb differ in width at most

}  // namespace

std::vector<PrintedRegion> with_combs_joined(const std::vector<PrintedRegion>& cells,
                                             double px_per_mm) {
    std::vector<PrintedRegion> out;
    for (const auto& row : rows_of_cells(cells, px_per_mm))
        for (std::size_t at = 0; at < row.size();) {
            const int wide = row[at].box.width;
            std::size_t end = at;
            while (end < row.size() && row[end].items.size() <= 1 &&
                   wide <= widest_tooth_mm * px_per_mm &&
                   std::abs(row[end].box.width - wide) <= equal_mm * px_per_mm)
                ++end;
            if (end - at < fewest_teeth) {
                out.push_back(row[at++]);
                continue;
            }
            out.push_back(as_one_cell(row, at, end));
            at = end;
        }
    return out;
}

}  // namespace tanfang

#include "pipeline/page/cell_union.h"

#include "pipeline/page/cell_division.h"
#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr double clearly_fuller = 0.05;   // agreement of a cell that holds another's words too
constexpr double joined_read = 0.7;       // of the words of each
constexpr std::size_t fewest_joined = 3;  // signs of each
constexpr std::size_t longest_run = 12;   // cells: six rows with a label each

struct Run {
    std::size_t begin = 0, end = 0;  ///< known cells
    PrintFlow flow;                  ///< of all
    double agreement = 0;
};

/// Tries the runs of known cells that may stand in one cell of the print.
class RunSearch {
  public:
    RunSearch(const KnownCells& known, std::size_t cell, const std::vector<bool>& elsewhere,
              const std::vector<PrintedRegion>& cells)
        : known_(known), cell_(cell), elsewhere_(elsewhere), items_(cells[cell].items) {}

    /// Nothing unless the words of all stand there, and agree better than those of any alone.
    std::optional<Run> best() const {
        std::optional<Run> found;
        for (std::size_t begin = 0; begin < known_.size(); ++begin) {
            Run run{begin, begin, {}, 0};
            double alone = 0;
            while (run.end < known_.size() && run.end - begin < longest_run && may_take(run)) {
                const KnownCell& next = known_[run.end++];
                run.flow.insert(run.flow.end(), next.flow.begin(), next.flow.end());
                alone = std::max(alone, next.fits[cell_]);
                if (run.end - begin < 2 || !has_words(next.flow))
                    continue;
                const FlowMatch words = match_flow(run.flow, items_);
                run.agreement = words.agreement;
                if (run.agreement >= alone + clearly_fuller &&
                    (!found || run.agreement > found->agreement) && all_are_read(run, words))
                    found = run;
            }
        }
        return found;
    }

  private:
    bool may_take(const Run& run) const {
        return !elsewhere_[run.end] && (run.end == run.begin || !known_[run.end].begins_section) &&
               (run.end > run.begin || has_words(known_[run.end].flow)) &&
               2 * run.flow.size() <= 3 * items_.size();
    }

    bool all_are_read(const Run& run, const FlowMatch& words) const {
        auto first = words.item_of.begin();
        for (std::size_t at = run.begin; at < run.end; ++at) {
            const PrintFlow& flow = known_[at].flow;
            const auto last = first + static_cast<std::ptrdiff_t>(flow.size());
            FlowMatch own;
            own.item_of.assign(first, last);
            first = last;
            const auto signs = static_cast<std::size_t>(std::count_if(
                flow.begin(), flow.end(),
                [](const PrintToken& token) { return token.kind == PrintToken::Kind::character; }));
            if (has_words(flow) &&
                (signs < fewest_joined || share_read(flow, items_, own) < joined_read))
                return false;
        }
        return true;
    }

    const KnownCells& known_;
    std::size_t cell_;
    const std::vector<bool>& elsewhere_;
    const std::vector<PrintedItem>& items_;
};

}  // namespace

std::optional<KnownCells> with_a_run_joined(const KnownCells& known, const CellAlignment& alignment,
                                            const std::vector<PrintedRegion>& cells) {
    std::vector<std::size_t> cell_of(known.size(), cells.size());
    for (const auto& [cell, at] : alignment.pairs)
        if (has_words(known[at].flow) && known[at].fits[cell] >= same_words)
            cell_of[at] = cell;
    std::optional<Run> best;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        std::vector<bool> elsewhere(known.size());
        for (std::size_t at = 0; at < known.size(); ++at)
            elsewhere[at] = cell_of[at] != cells.size() && cell_of[at] != cell;
        auto run = RunSearch(known, cell, elsewhere, cells).best();
        if (run && (!best || run->agreement > best->agreement))
            best = std::move(run);
    }
    if (!best)
        return std::nullopt;
    KnownCells other = known;
    KnownCell one = known_cell(best->flow, cells);
    one.begins_section = known[best->begin].begins_section;
    other[best->begin] = std::move(one);
    const auto begin = other.begin() + static_cast<std::ptrdiff_t>(best->begin) + 1;
    other.erase(begin, begin + static_cast<std::ptrdiff_t>(best->end - best->begin) - 1);
    return other;
}

}  // namespace tanfang

#include "pipeline/page/label_room.h"

#include "pipeline/page/blank_cells.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double least_room_mm = 8;  // a place for 男 or 女
constexpr double left_aligned = 3;   // the room behind a label is so many times that before it

bool begins_with_gap(const PrintFlow& flow) {
    return !flow.empty() && flow.front().kind == PrintToken::Kind::gap;
}

/// Whether all of a cell's print begins at its left edge, and has more room behind it.
bool has_room_behind(const PrintedRegion& cell, double px_per_mm) {
    cv::Rect print;
    for (const auto& row : cell.rows) print |= row.box;
    if (print.empty())
        return false;
    const int before = print.x - cell.box.x, behind = cell.box.br().x - print.br().x;
    return behind >= least_room_mm * px_per_mm && behind >= left_aligned * before;
}

class LabelRooms {
  public:
    LabelRooms(FormMatch& match, const std::vector<PrintedRegion>& cells, double px_per_mm)
        : match_(match), cells_(cells), px_per_mm_(px_per_mm) {}

    void settle() {
        for (std::size_t label = 0; label + 1 < match_.flows.size(); ++label)
            if (is_written_above_next(label))
                put_above_next(label);
        for (std::size_t place = 1; place < match_.flows.size(); ++place) {
            const auto label = match_of(place - 1);
            if (label == match_.cells.end() || !is_print_alone(match_.flows[place - 1]) ||
                cells_[label->cell].rows.size() != 1 || !is_without_cell(place, label->cell) ||
                !has_room_behind(cells_[label->cell], px_per_mm_))
                continue;
            match_.flows[place - 1].push_back(match_.flows[place].front());
            label->words.item_of.push_back(-1);
            take_first_gap_out(place);
        }
    }

  private:
    /// Whether a label fills its cell and its writing must be beside it, where words of the same
    /// known cell have a cell that begins with their own place: 签字 | 年月日.
    bool is_written_above_next(std::size_t label) {
        const PrintFlow &own = match_.flows[label], &next = match_.flows[label + 1];
        const auto here = match_of(label), there = match_of(label + 1);
        return own.size() > 1 && own.back().kind == PrintToken::Kind::gap &&
               begins_with_gap(next) && next.size() > 1 && here != match_.cells.end() &&
               there != match_.cells.end() &&
               follows(cells_[there->cell].box, cells_[here->cell].box, px_per_mm_) &&
               !has_room_behind(cells_[here->cell], px_per_mm_);
    }

    void put_above_next(std::size_t label) {
        PrintFlow &own = match_.flows[label], &next = match_.flows[label + 1];
        next.insert(next.begin(), own.back());
        own.pop_back();
        const auto here = match_of(label), there = match_of(label + 1);
        here->words.item_of.pop_back();
        there->words.item_of.insert(there->words.item_of.begin(), -1);
    }

    std::vector<CellMatch>::iterator match_of(std::size_t known) {
        return std::find_if(match_.cells.begin(), match_.cells.end(),
                            [known](const CellMatch& cell) { return cell.known == known; });
    }

    /// Whether a known cell is or begins with a place of writing, the only one of its label, that
    /// no cell beside the label can be.
    bool is_without_cell(std::size_t place, std::size_t label) {
        if (!begins_with_gap(match_.flows[place]))
            return false;
        const auto own = match_of(place);
        if (match_.flows[place].size() == 1) {
            const bool one_of_several = place + 1 < match_.flows.size() &&
                                        match_.flows[place + 1].size() == 1 &&
                                        begins_with_gap(match_.flows[place + 1]);
            return own == match_.cells.end() && !one_of_several && !has_free_cell_behind(label);
        }
        const bool may_be_beside = own != match_.cells.end() &&
                                   follows(cells_[own->cell].box, cells_[label].box, px_per_mm_);
        return !may_be_beside && !has_free_cell_behind(label);
    }

    bool has_free_cell_behind(std::size_t label) const {
        for (std::size_t cell = 0; cell < cells_.size(); ++cell)
            if (follows(cells_[cell].box, cells_[label].box, px_per_mm_) &&
                std::none_of(match_.cells.begin(), match_.cells.end(),
                             [cell](const CellMatch& known) { return known.cell == cell; }))
                return true;
        return false;
    }

    /// A known cell without its first gap; a cell that was nothing else is none any more.
    void take_first_gap_out(std::size_t place) {
        PrintFlow& flow = match_.flows[place];
        flow.erase(flow.begin());
        const auto own = match_of(place);
        if (own != match_.cells.end())
            own->words.item_of.erase(own->words.item_of.begin());
        if (!flow.empty())
            return;
        match_.flows.erase(match_.flows.begin() + static_cast<std::ptrdiff_t>(place));
        for (auto& cell : match_.cells) cell.known -= cell.known > place;
    }

    FormMatch& match_;
    const std::vector<PrintedRegion>& cells_;
    double px_per_mm_;
};

}  // namespace

void settle_label_rooms(FormMatch& match, const std::vector<PrintedRegion>& cells,
                        double px_per_mm) {
    LabelRooms(match, cells, px_per_mm).settle();
}

}  // namespace tanfang

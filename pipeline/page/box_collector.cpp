#include "pipeline/page/box_collector.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/covered_square.h"
#include "pipeline/page/lost_box.h"
#include "pipeline/page/option_cells.h"
#include "pipeline/page/print_order.h"

#include <algorithm>
#include <cstdlib>

#include <opencv2/core.hpp>

namespace tanfang {

namespace {

constexpr double symbol_reach_mm = 2.2;  // the reader of print places characters no better
constexpr std::size_t label_seen =
    3;                         // characters of the label of which one must stand in its place
constexpr int label_room = 4;  // box widths behind a box where its own label begins
constexpr double printed_share = 0.03;  // of that place, where a character stands in it
constexpr double pitch = 1.3;  // from a box to its label, in widths of the box's inside, where
                               // fewer boxes than these tell their print's own
constexpr std::size_t telling_boxes = 3;
constexpr double lost_share = 0.5;   // of a print's boxes, that are brackets where none is a square
constexpr double lost_height = 0.8;  // of a box that would stand there, in heights of its line

std::ptrdiff_t squares_of(const PrintedRegion& region) {
    return std::count_if(region.items.begin(), region.items.end(),
                         [](const auto& item) { return item.square; });
}

std::ptrdiff_t boxes_of(const PrintFlow& flow) {
    return std::count_if(flow.begin(), flow.end(),
                         [](const auto& token) { return token.kind == PrintToken::Kind::box; });
}

int middle_of(std::vector<int> values) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// The size that most squares have, nearly.
cv::Size usual_size(const std::vector<cv::Rect>& squares) {
    std::vector<int> widths, heights;
    for (const auto& square : squares) {
        widths.push_back(square.width);
        heights.push_back(square.height);
    }
    return {middle_of(widths), middle_of(heights)};
}

/// A copy: the page itself is read on.
cv::Mat upside_down(const cv::Mat& ink) {
    cv::Mat out;
    cv::flip(ink, out, -1);
    return out;
}

}  // namespace

bool has_twice_the_boxes(const PrintedRegion& region, const PrintFlow& flow) {
    const auto known = boxes_of(flow);
    return known > 0 && squares_of(region) >= 2 * known;
}

const PrintedItem* BoxCollector::Place::item(std::size_t at) const {
    if (at >= flow->size() || match->item_of[at] < 0)
        return nullptr;
    return &region->items[static_cast<std::size_t>(match->item_of[at])];
}

bool BoxCollector::Place::has_another_label() const {
    return tanfang::has_another_label(*flow, token, region->items,
                                      static_cast<std::size_t>(match->item_of[token]));
}

BoxCollector::BoxCollector(const cv::Mat& ink, double px_per_mm, BoxSide side)
    : ink_(side == BoxSide::behind ? upside_down(ink) : ink), px_per_mm_(px_per_mm), side_(side) {}

void BoxCollector::take(const PrintedRegion& region, const PrintFlow& flow,
                        const FlowMatch& match) {
    const BoxSide own = side_of_boxes(region);
    if (side_ == BoxSide::unclear || (own != BoxSide::unclear && own != side_)) {
        miss(flow);
    } else if (side_ == BoxSide::before) {
        take_places(region, flow, match);
    } else {
        turned_.push_back(
            {turned(region, ink_.size()), turned(flow), turned(match, region.items.size())});
        take_places(turned_.back().region, turned_.back().flow, turned_.back().match);
    }
}

void BoxCollector::miss(const PrintFlow& flow) {
    for (const auto& token : flow)
        if (token.kind == PrintToken::Kind::box)
            missing.push_back(token.spot);
}

void BoxCollector::take_places(const PrintedRegion& region, const PrintFlow& flow,
                               const FlowMatch& match) {
    if (!are_beside_their_labels(region, flow, match)) {
        miss(flow);
        return;
    }
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == PrintToken::Kind::box)
            places_.push_back({&region, &flow, &match, i});
}

void BoxCollector::find() {
    look_for_squares();
    const bool lost_boxes = has_lost_boxes(), squares_seen = !squares.empty();
    for (const auto& place : unseen_)
        add(place, lost_boxes ? instead_of_box(place) : squares_seen ? covered(place) : cv::Rect());
    if (side_ == BoxSide::behind)
        turn_back();
}

void BoxCollector::look_for_squares() {
    for (const auto& place : places_) {
        const PrintedItem* const box = place.item(place.token);
        const PrintedItem* const label = place.item(place.token + 1);
        if (box && box->square && label && !label->square && label->line == box->line &&
            place.region->parts.empty())
            distances_.push_back(label->box.x - box->box.x);
    }
    for (const auto& place : places_) {
        const PrintedItem* const box = place.item(place.token);
        if (!box || !box->square)
            unseen_.push_back(place);
        else if (place.has_another_label())
            missing.push_back(place.spot());
        else if (beside_its_label(place, *box))
            add(place, box->box);
        else
            unseen_.push_back(place);
    }
}

void BoxCollector::turn_back() {
    for (auto& [spot, place] : boxes) place = turned(place, ink_.size());
    for (auto* const places : {&squares, &brackets})
        for (auto& place : *places) place = turned(place, ink_.size());
}

bool BoxCollector::has_lost_boxes() const {
    const auto brackets_there =
        std::count_if(unseen_.begin(), unseen_.end(), [](const Place& place) {
            const PrintedItem* const item = place.item(place.token);
            return item && may_be_lost_box(item->character);
        });
    return squares.empty() && brackets_there > 0 &&
           static_cast<double>(brackets_there) >= lost_share * static_cast<double>(unseen_.size());
}

/// A box as large as the line's characters that ends where the bracket ends: people tick on the
/// bracket or before it, for the label follows.
cv::Rect BoxCollector::instead_of_box(const Place& place) {
    const PrintedItem* bracket = place.item(place.token);
    if (!bracket || !may_be_lost_box(bracket->character))
        return {};
    // a stroke before the bracket may have been read as another one
    const PrintedItem* const end = place.region->items.data() + place.region->items.size();
    for (auto next = bracket + 1;
         next != end && next->line == bracket->line && may_be_lost_box(next->character); ++next)
        bracket = next;
    const auto printed = bracket_at(ink_, bracket->box);
    if (!printed)
        return {};
    const int side = static_cast<int>(lost_height * bracket->box.height);
    brackets.push_back(*printed);
    lost.insert(place.spot());
    return {printed->br().x - side, printed->y + (printed->height - side) / 2, side, side};
}

/// Whether anything is printed behind a box in its line, be it read or not.
bool BoxCollector::is_followed(const Place& place, const PrintedItem& box) const {
    const int side = box.box.width;
    const cv::Rect behind =
        cv::Rect(box.box.br().x + side / 2, box.box.y, label_room * side, box.box.height) &
        cv::Rect({}, ink_.size());
    return cv::countNonZero(ink_(behind)) > printed_share * behind.area() ||
           std::any_of(place.region->items.begin(), place.region->items.end(),
                       [&](const PrintedItem& item) {
                           return item.line == box.line && item.box.x > box.box.x;
                       });
}

bool BoxCollector::beside_its_label(const Place& place, const PrintedItem& box) const {
    if (!place.region->parts.empty())
        return true;  // are_beside_their_labels() has seen to it
    bool label_elsewhere = false;
    for (std::size_t ahead = 1; ahead <= label_seen; ++ahead) {
        const PrintedItem* const label = place.item(place.token + ahead);
        if (!label || (*place.flow)[place.token + ahead].kind != PrintToken::Kind::character)
            continue;
        if (label->line == box.line + 1)  // the box is the last of its line
            return !is_followed(place, box);
        const double characters = pitch * box.box.width * static_cast<double>(ahead - 1);
        const auto stands_there = [&](double distance) {
            return std::abs(label->box.x - box.box.x - distance - characters) <
                   symbol_reach_mm * px_per_mm_;
        };
        if (label->line == box.line &&
            (stands_there(pitch * box.box.width) || stands_there(usual_distance(box.box.width))))
            return true;
        label_elsewhere = true;
    }
    // as many squares as boxes, all matched in order: then labels that could not be read do not
    // matter; one that was read elsewhere does, for what is written can look like a square
    return !label_elsewhere && squares_of(*place.region) == boxes_of(*place.flow);
}

cv::Rect BoxCollector::covered(const Place& place) const {
    const cv::Size size = usual_size(squares);
    const int reach = static_cast<int>(symbol_reach_mm * px_per_mm_);
    const PrintedItem* label = nullptr;
    int ahead = 0;
    while (!label && ahead < static_cast<int>(label_seen))
        label = place.item(place.token + static_cast<std::size_t>(++ahead));
    if (!label || label->square)
        return {};
    const auto level_with = [&](int line, int x) {
        const cv::Rect& row = place.region->rows[static_cast<std::size_t>(line)].box;
        return cv::Rect(x, row.y + (row.height - size.height) / 2, size.width, size.height);
    };
    // a box with a tick in it was read as some character
    const PrintedItem* const itself = place.item(place.token);
    cv::Rect expected =
        itself && itself->line == label->line
            ? level_with(label->line, itself->box.x)
            : level_with(label->line,
                         label->box.x - static_cast<int>(usual_distance(size.width) +
                                                         pitch * size.width * (ahead - 1)));
    cv::Size around(reach, reach);
    if (expected.x < place.region->box.x - size.width / 2) {
        // the label begins a line: its box ends the line before
        const PrintedItem* const before = place.token > 0 ? place.item(place.token - 1) : nullptr;
        if (!before || before->line >= label->line)
            return {};
        const int from = before->box.x + before->box.width,
                  to = place.region->box.x + place.region->box.width - size.width;
        if (to <= from)
            return {};
        expected = level_with(before->line, (from + to) / 2);
        around.width = (to - from) / 2;
    }
    const auto square = find_covered_square(ink_, expected, around);
    const auto taken = [&](const cv::Rect& other) { return square && !(other & *square).empty(); };
    if (!square || std::any_of(squares.begin(), squares.end(), taken))
        return {};
    return *square;
}

double BoxCollector::usual_distance(int width) const {
    return distances_.size() < telling_boxes ? pitch * width : middle_of(distances_);
}

void BoxCollector::add(const Place& place, const cv::Rect& box) {
    if (box.empty()) {
        missing.push_back(place.spot());
        return;
    }
    if (!lost.contains(place.spot()))
        squares.push_back(box);
    boxes.emplace_back(place.spot(), box);
}

}  // namespace tanfang

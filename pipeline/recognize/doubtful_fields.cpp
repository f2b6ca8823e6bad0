#include "pipeline/recognize/doubtful_fields.h"

#include <algorithm>
#include <variant>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double doubtful_px_per_mm = 8;
constexpr double around_mm = 3;
constexpr double pale_share = 0.35;  // of the sheet's ink threshold: pale pencil shows this much
constexpr double stray_ink_mm2 =
    0.8;  // a digit 4 mm high has 2 and more, dust and rims of print less
// Of two small characters a pale pen left 0.6 on a scan of 150 dpi; of 1,581 blanks on 144 scans of
// three prints 13 show more than this, 10 of them more than stray_ink_mm2.
constexpr double pale_ink_mm2 = 0.4;
constexpr double dust_mm2 = 0.2;
// A 1 has 0.7 mm2 and more, half of that where remains that pass for print cut it in two.
constexpr double least_character_mm2 = 0.3, least_character_mm = 1.2;
constexpr double most_dark_share = 0.1;  // of a pale character
// Specks of a number that a 1-bit scan has lost. Noise makes single ones: on 30 scans that are not
// ours, fax and 1-bit, 3 of 101 numbers that were claimed ask for two.
constexpr double least_speck_mm2 = 0.03;
constexpr int fewest_specks = 2;
constexpr double field_rim_mm = 0.5;  // strokes run over a neighbor's edge by this much
constexpr double tick_rim_mm = 2.5;   // and ticks by this much
constexpr int fewest_pale = 2;

// Writing in no place: two digits or a Chinese character and more, in a piece of a line. Chosen; on
// 48 scans of six prints of which some places are missing it was found at these, and on few others.
constexpr double stray_wide_mm = 16, stray_high_mm = 7;
constexpr double stray_writing_mm2 = 4;
constexpr int least_stray_level = 40;  // of the overview, where strokes are pale
constexpr double stray_reach_mm = 40;
constexpr double beside_box_mm = 28, about_box_mm = 4;  // beside a box, where ticks and loops reach

/// A reading that claims that nothing is there; nullptr for others.
bool* claim_of_blank(SpotReading& reading) {
    if (auto* text = std::get_if<TextReading>(&reading.reading))
        return text->sure && text->text.empty() ? &text->sure : nullptr;
    if (auto* signature = std::get_if<SignatureReading>(&reading.reading))
        return signature->sure && !signature->present ? &signature->sure : nullptr;
    return nullptr;
}

/// Writing of which so little is left that nothing could be read.
bool is_torn(const SpotReading& reading) {
    const auto* const text = std::get_if<TextReading>(&reading.reading);
    return text && text->text.empty() && !text->sure;
}

cv::Rect within(const Box<Mm>& box, const Box<Mm>& area) {
    return {cv::Point(static_cast<int>((box.left() - area.left()) * doubtful_px_per_mm),
                      static_cast<int>((box.top() - area.top()) * doubtful_px_per_mm)),
            cv::Point(static_cast<int>((box.right() - area.left()) * doubtful_px_per_mm) + 1,
                      static_cast<int>((box.bottom() - area.top()) * doubtful_px_per_mm) + 1)};
}

/// mm2 of all pieces that are larger than dust.
double area_of_strokes(const cv::Mat& mask) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8);
    double area = 0;
    for (int i = 1; i < count; ++i) {
        const double piece =
            stats.at<int>(i, cv::CC_STAT_AREA) / (doubtful_px_per_mm * doubtful_px_per_mm);
        area += piece >= dust_mm2 ? piece : 0;
    }
    return area;
}

bool is_as_large_as_a_character(int area, int height) {
    return area >= least_character_mm2 * doubtful_px_per_mm * doubtful_px_per_mm &&
           height >= least_character_mm * doubtful_px_per_mm;
}

/// Whether a piece of pale ink is as large as a character and has next to no dark ink in it.
bool has_pale_character(const cv::Mat& pale, const cv::Mat& dark) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(pale, labels, stats, centroids, 8);
    for (int i = 1; i < count; ++i) {
        const int area = stats.at<int>(i, cv::CC_STAT_AREA);
        if (is_as_large_as_a_character(area, stats.at<int>(i, cv::CC_STAT_HEIGHT)) &&
            cv::countNonZero((labels == i) & dark) <= most_dark_share * area)
            return true;
    }
    return false;
}

/// Whether beside what is left of a number there are specks of ink in its line, too many for noise.
bool has_specks_in_line(const cv::Mat& ink) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8);
    cv::Rect line;
    for (int i = 1; i < count; ++i)
        if (is_as_large_as_a_character(stats.at<int>(i, cv::CC_STAT_AREA),
                                       stats.at<int>(i, cv::CC_STAT_HEIGHT)))
            line |= {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                     stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
    int specks = 0;
    for (int i = 1; i < count; ++i) {
        const int area = stats.at<int>(i, cv::CC_STAT_AREA),
                  top = stats.at<int>(i, cv::CC_STAT_TOP),
                  left = stats.at<int>(i, cv::CC_STAT_LEFT);
        specks += area >= least_speck_mm2 * doubtful_px_per_mm * doubtful_px_per_mm &&
                  top >= line.y && top < line.br().y && (left < line.x || left >= line.br().x);
    }
    return specks >= fewest_specks;
}

bool is_number(const TextReading& reading) {
    return !reading.text.empty() &&
           reading.text.find_first_not_of("0123456789X.") == std::string::npos;
}

/// Pieces of which less than half lies in the spot: measure_writing() leaves them to a neighbor.
struct Strays {
    cv::Mat mask;
    bool character = false;  ///< one is as tall as a character
};

Strays left_to_neighbors(const cv::Mat& mask, const cv::Rect& spot) {
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8);
    std::vector<int> inside(static_cast<std::size_t>(count), 0);
    for (int y = spot.y; y < spot.br().y; ++y)
        for (int x = spot.x; x < spot.br().x; ++x)
            ++inside[static_cast<std::size_t>(labels.at<int>(y, x))];
    Strays strays{cv::Mat::zeros(mask.size(), CV_8UC1)};
    for (int i = 1; i < count; ++i) {
        const int area = stats.at<int>(i, cv::CC_STAT_AREA);
        if (2 * inside[static_cast<std::size_t>(i)] >= area)
            continue;
        strays.mask.setTo(255, labels == i);
        strays.character |= is_as_large_as_a_character(area, stats.at<int>(i, cv::CC_STAT_HEIGHT));
    }
    return strays;
}

/// mm2 of ink around a spot where no other spot explains it.
struct InkAbout {
    double area = 0;
    bool character = false;  ///< one piece is as tall as a character
};

InkAbout ink_about(const Spot& spot, const Ink& ink) {
    const Box<Mm> area = spot.box.grown(around_mm);
    const cv::Mat pen = ink.pen(area, doubtful_px_per_mm);
    const cv::Mat free = ink.print(area, doubtful_px_per_mm) <= possible_print;
    cv::Mat dark = free & (pen > ink.threshold());
    const cv::Rect whole({}, pen.size());
    for (const auto& other : ink.page().form->spots)
        if (other.page == spot.page && other.id != spot.id) {
            const double rim = other.kind == SpotKind::checkbox ? tick_rim_mm : field_rim_mm;
            dark(within(other.box.grown(rim), area) & whole).setTo(0);
        }
    const Strays strays = left_to_neighbors(dark, within(spot.box, area) & whole);
    dark(within(spot.box.grown(field_rim_mm), area) & whole).setTo(0);
    return {area_of_strokes(dark | strays.mask), strays.character};
}

/// Where people may write or tick on this page, as a mask of an overview.
cv::Mat places_of(const RegisteredPage& page, cv::Size size) {
    cv::Mat places = cv::Mat::zeros(size, CV_8UC1);
    const auto px = [](double mm) { return static_cast<int>(mm * Ink::overview_px_per_mm); };
    for (const auto& spot : page.form->spots) {
        if (spot.page != page.page)
            continue;
        const bool is_box = spot.kind == SpotKind::checkbox;
        const Box<Mm> box = spot.box.grown(is_box ? about_box_mm : around_mm);
        const cv::Rect at(px(box.left()), px(box.top()),
                          px(box.width + (is_box ? beside_box_mm : 0)) + 1, px(box.height) + 1);
        places(at & cv::Rect({}, size)).setTo(255);
    }
    return places;
}

/// Pieces of lines of writing that stand in no place of the page.
std::vector<Box<Mm>> stray_writing(const Ink& ink) {
    constexpr double px = Ink::overview_px_per_mm;
    const Box<Mm> whole{{0, 0}, ink.page().form->page_width, ink.page().form->page_height};
    cv::Mat level = ink.overview();
    level.setTo(0, ink.print(whole, px) > possible_print);
    level.setTo(0, level < least_stray_level);
    level.setTo(0, places_of(ink.page(), level.size()));
    cv::Mat sums;
    cv::boxFilter(level, sums, CV_32FC1,
                  {static_cast<int>(stray_wide_mm * px), static_cast<int>(stray_high_mm * px)},
                  {-1, -1}, false, cv::BORDER_CONSTANT);
    const cv::Mat found = sums >= 255 * stray_writing_mm2 * px * px;
    cv::Mat labels, stats, centroids;
    const int pieces = cv::connectedComponentsWithStats(found, labels, stats, centroids, 8);
    std::vector<Box<Mm>> strays;
    for (int i = 1; i < pieces; ++i)
        strays.push_back(
            {{stats.at<int>(i, cv::CC_STAT_LEFT) / px, stats.at<int>(i, cv::CC_STAT_TOP) / px},
             stats.at<int>(i, cv::CC_STAT_WIDTH) / px,
             stats.at<int>(i, cv::CC_STAT_HEIGHT) / px});
    return strays;
}

/// A reading is sure no more, neither by itself nor by what is known.
void doubt(SpotReading& reading) {
    if (auto* text = std::get_if<TextReading>(&reading.reading)) {
        text->sure = false;
        for (auto& tile : text->graph.tiles) tile.unsure = true;
    } else if (auto* signature = std::get_if<SignatureReading>(&reading.reading)) {
        signature->sure = false;
    }
}

}  // namespace

void doubt_fields_with_pale_ink(Readings& fields, const Ink& ink) {
    for (auto& reading : fields) {
        const Spot& spot = *ink.page().form->find_spot(reading.spot);
        const auto* const text = std::get_if<TextReading>(&reading.reading);
        const bool blank = claim_of_blank(reading) != nullptr;
        if (!blank && !text)
            continue;
        const cv::Mat pen = ink.pen(spot.box, doubtful_px_per_mm);
        const cv::Mat free = ink.print(spot.box, doubtful_px_per_mm) <= possible_print;
        const cv::Mat pale = free & (pen > pale_share * ink.threshold()),
                      dark = free & (pen > ink.threshold());
        const bool pale_there = blank ? area_of_strokes(pale) >= pale_ink_mm2
                                      : spot.cells == 0 && has_pale_character(pale, dark);
        const bool torn = text && !blank && ink.page().image->bilevel && is_number(*text) &&
                          has_specks_in_line(dark);
        if (pale_there || torn)
            doubt(reading);
    }
}

void doubt_fields_beside_ink(Readings& fields, const Ink& ink) {
    for (auto& reading : fields) {
        const bool signed_there =
            std::holds_alternative<SignatureReading>(reading.reading) && !claim_of_blank(reading);
        if (signed_there)
            continue;  // names are large: that one is there is sure
        const InkAbout about = ink_about(*ink.page().form->find_spot(reading.spot), ink);
        if (about.area >= stray_ink_mm2 || about.character)
            doubt(reading);
    }
}

void doubt_blanks_near_stray_writing(Readings& fields, const Ink& ink) {
    const std::vector<Box<Mm>> strays = stray_writing(ink);
    for (auto& reading : fields)
        if (bool* const claim = claim_of_blank(reading)) {
            const Box<Mm> reach =
                ink.page().form->find_spot(reading.spot)->box.grown(stray_reach_mm);
            *claim = std::none_of(strays.begin(), strays.end(), [&](const Box<Mm>& stray) {
                return stray.left() < reach.right() && stray.right() > reach.left() &&
                       stray.top() < reach.bottom() && stray.bottom() > reach.top();
            });
        }
}

void doubt_blanks_of_pale_scan(Readings& fields, const std::set<std::string>& must) {
    int pale = 0;
    for (auto& reading : fields)
        if (is_torn(reading))
            ++pale;
        else if (must.contains(reading.spot) && claim_of_blank(reading))
            pale += std::holds_alternative<SignatureReading>(reading.reading) ? fewest_pale : 1;
    for (auto& reading : fields)
        if (bool* const claim = claim_of_blank(reading))
            *claim = pale < fewest_pale && !must.contains(reading.spot);
}

}  // namespace tanfang

#include "pipeline/page/homography.h"
#include "pipeline/page/print_features.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>

namespace tanfang {

namespace {

constexpr float ratio = 0.8F;  // Lowe's test: a match must be this much better than the next
// Descriptors of one place in two scans differ in 20 to 50 of 256 bits, those of two places in 100.
constexpr double alike_bits = 64;
constexpr int matches_asked = 4;
constexpr double turn_step = 10, turn_tolerance = 20;  // degrees
constexpr std::size_t fewest_matches = 8;
constexpr std::size_t fewest_inliers = 24;
// In 300ths of the reference's longer side, as same_place.
constexpr double plane_tolerance = 1.5;  // what bent paper and the pixels of the points leave
constexpr double gates[] = {8, 5, 3};    // how far from its place a point is sought, round by round
constexpr int most_trials = 2000;
// The longer against the shorter of both diagonals, of opposite sides: fax, steep photos.
constexpr double most_unlike_sides = 2.6;

struct Pairs {
    std::vector<cv::Point2d> reference, scan;

    void add(const cv::Point2d& a, const cv::Point2d& b) {
        reference.push_back(a);
        scan.push_back(b);
    }
    std::size_t size() const { return reference.size(); }
};

/// The scan's points, found by their place.
class Neighborhood {
  public:
    Neighborhood(const PrintFeatures& features, double cell)
        : features_(features),
          cell_(std::max(cell, 4.0)),
          columns_(static_cast<int>(features.size.width / cell_) + 1),
          rows_(static_cast<int>(features.size.height / cell_) + 1),
          buckets_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
        for (std::size_t i = 0; i < features.at.size(); ++i)
            buckets_[bucket(column(features.at[i].x), row(features.at[i].y))].push_back(
                static_cast<int>(i));
    }

    template <class Visit>
    void around(const cv::Point2d& at, double radius, const Visit& visit) const {
        for (int y = row(at.y - radius); y <= row(at.y + radius); ++y)
            for (int x = column(at.x - radius); x <= column(at.x + radius); ++x)
                for (const int i : buckets_[bucket(x, y)])
                    if (cv::norm(features_.at[static_cast<std::size_t>(i)] - at) <= radius)
                        visit(i);
    }

  private:
    int column(double x) const {
        return std::clamp(static_cast<int>(std::floor(x / cell_)), 0, columns_ - 1);
    }
    int row(double y) const {
        return std::clamp(static_cast<int>(std::floor(y / cell_)), 0, rows_ - 1);
    }
    std::size_t bucket(int x, int y) const { return static_cast<std::size_t>(y * columns_ + x); }

    const PrintFeatures& features_;
    double cell_;
    int columns_, rows_;
    std::vector<std::vector<int>> buckets_;
};

/// Whether the best of a point's matches is clearly better than any at another place. The pyramid
/// finds one corner several times: those are no others.
bool stands_out(const std::vector<cv::DMatch>& nearest, const PrintFeatures& scan, double same) {
    const auto& best = scan.at[static_cast<std::size_t>(nearest.front().trainIdx)];
    for (const auto& other : nearest)
        if (cv::norm(scan.at[static_cast<std::size_t>(other.trainIdx)] - best) > same)
            return nearest.front().distance < ratio * other.distance;
    return true;
}

/// A match, and by how much the sheet would be turned.
struct Guess {
    int reference, scan;
    double turn;  ///< degrees, 0..360
};

/// Keeps the guesses that agree on the turn of the sheet: of the wrong ones, one in nine does.
std::vector<Guess> of_one_turn(const std::vector<Guess>& guesses) {
    const auto apart = [](double a, double b) {
        const double d = std::abs(a - b);
        return std::min(d, 360 - d);
    };
    std::vector<Guess> best;
    for (double turn = 0; turn < 360; turn += turn_step) {
        std::vector<Guess> kept;
        std::copy_if(guesses.begin(), guesses.end(), std::back_inserter(kept),
                     [&](const Guess& guess) { return apart(guess.turn, turn) <= turn_tolerance; });
        if (kept.size() > best.size())
            best = std::move(kept);
    }
    return best;
}

/// Matches of the distinctive points, wherever they lie.
Pairs match_anywhere(const PrintFeatures& reference, const PrintFeatures& scan, double same) {
    cv::Mat asked(static_cast<int>(reference.distinctive.size()), reference.descriptors.cols,
                  CV_8U);
    for (std::size_t i = 0; i < reference.distinctive.size(); ++i)
        reference.descriptors.row(reference.distinctive[i]).copyTo(asked.row(static_cast<int>(i)));
    std::vector<std::vector<cv::DMatch>> nearest;
    cv::BFMatcher(cv::NORM_HAMMING).knnMatch(asked, scan.descriptors, nearest, matches_asked);
    std::vector<Guess> guesses;
    for (const auto& some : nearest) {
        if (some.empty() || !stands_out(some, scan, same))
            continue;
        const int from = reference.distinctive[static_cast<std::size_t>(some[0].queryIdx)];
        const double turn = scan.angle[static_cast<std::size_t>(some[0].trainIdx)] -
                            reference.angle[static_cast<std::size_t>(from)];
        guesses.push_back({from, some[0].trainIdx, std::fmod(turn + 720, 360)});
    }
    Pairs pairs;
    for (const auto& guess : of_one_turn(guesses))
        pairs.add(reference.at[static_cast<std::size_t>(guess.reference)],
                  scan.at[static_cast<std::size_t>(guess.scan)]);
    return pairs;
}

/// Matches of all points, each looked for around the place where the homography puts it.
Pairs match_around(const PrintFeatures& reference, const PrintFeatures& scan,
                   const Neighborhood& neighborhood, const cv::Matx33d& h, double radius) {
    Pairs pairs;
    for (std::size_t i = 0; i < reference.at.size(); ++i) {
        const auto* mine = reference.descriptors.ptr<uchar>(static_cast<int>(i));
        double best = 1e9, second = 1e9;
        int which = -1;
        neighborhood.around(mapped(h, reference.at[i]), radius, [&](int k) {
            const double distance = cv::norm(cv::Mat(1, 32, CV_8U, const_cast<uchar*>(mine)),
                                             scan.descriptors.row(k), cv::NORM_HAMMING);
            if (distance < best) {
                second = best;
                best = distance;
                which = k;
            } else if (distance < second) {
                second = distance;
            }
        });
        if (which >= 0 && best < alike_bits)
            pairs.add(reference.at[i], scan.at[static_cast<std::size_t>(which)]);
    }
    return pairs;
}

/// Keeps what agrees with the homography.
Pairs inliers(const Pairs& pairs, const cv::Matx33d& h, double tolerance) {
    Pairs kept;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (cv::norm(mapped(h, pairs.reference[i]) - pairs.scan[i]) <= tolerance)
            kept.add(pairs.reference[i], pairs.scan[i]);
    return kept;
}

std::optional<cv::Matx33d> homography(const Pairs& pairs, double tolerance) {
    if (pairs.size() < fewest_matches)
        return std::nullopt;
    const cv::Mat h =
        cv::findHomography(pairs.reference, pairs.scan, cv::RANSAC, tolerance, {}, most_trials);
    if (h.empty())
        return std::nullopt;
    return cv::Matx33d(h);
}

/// Pixels of the scan per pixel of the reference in the middle of it.
double scale_of(const cv::Matx33d& h, const cv::Size& size) {
    const cv::Point2d middle(size.width / 2.0, size.height / 2.0);
    const cv::Point2d here = mapped(h, middle), right = mapped(h, middle + cv::Point2d(1, 0)),
                      down = mapped(h, middle + cv::Point2d(0, 1));
    return std::sqrt(std::abs((right - here).cross(down - here)));
}

/// A sheet of paper seen by a scanner or a phone: convex, not mirrored, of about its own shape.
bool plausible(const cv::Matx33d& h, const cv::Size& size) {
    const double w = size.width, hgt = size.height;
    const cv::Point2d corners[4] = {{0, 0}, {w, 0}, {w, hgt}, {0, hgt}};
    cv::Point2d seen[4];
    for (int i = 0; i < 4; ++i) {
        if (h(2, 0) * corners[i].x + h(2, 1) * corners[i].y + h(2, 2) <= 0)
            return false;
        seen[i] = mapped(h, corners[i]);
    }
    double shortest = 1e18, longest = 0;
    for (int i = 0; i < 4; ++i) {
        const cv::Point2d side = seen[(i + 1) % 4] - seen[i];
        if (side.cross(seen[(i + 2) % 4] - seen[(i + 1) % 4]) <= 0)
            return false;
        const double stretch = cv::norm(side) / cv::norm(corners[(i + 1) % 4] - corners[i]);
        shortest = std::min(shortest, stretch);
        longest = std::max(longest, stretch);
    }
    return shortest > 0 && longest < most_unlike_sides * shortest;
}

/// A 300th of the reference's longer side, px.
double unit_of(const PrintFeatures& reference) {
    return std::max(reference.size.width, reference.size.height) / 300.0;
}

/// Improves a homography round by round with what is found around the places where it puts the
/// print.
std::optional<PrintMatch> refined(const PrintFeatures& reference, const PrintFeatures& scan,
                                  std::optional<cv::Matx33d> h, double first_scale) {
    const double unit = unit_of(reference);
    Pairs pairs;
    const Neighborhood neighborhood(scan, gates[0] * unit * first_scale);
    for (const double gate : gates) {
        if (!h || !plausible(*h, reference.size))
            return std::nullopt;
        const double scale = unit * scale_of(*h, reference.size);
        pairs = match_around(reference, scan, neighborhood, *h, gate * scale);
        h = homography(pairs, plane_tolerance * scale);
        if (h)
            pairs = inliers(pairs, *h, 2 * plane_tolerance * scale);
    }
    if (!h || !plausible(*h, reference.size) || pairs.size() < fewest_inliers)
        return std::nullopt;
    PrintMatch match;
    match.scan_from_reference = *h;
    match.found = static_cast<double>(pairs.size()) / static_cast<double>(reference.at.size());
    match.reference = std::move(pairs.reference);
    match.scan = std::move(pairs.scan);
    return match;
}

}  // namespace

std::optional<PrintMatch> match_print(const PrintFeatures& reference, const PrintFeatures& scan) {
    if (reference.distinctive.size() < fewest_matches || scan.at.size() < fewest_matches)
        return std::nullopt;
    // the first scale is not known: a sheet fills its picture more or less
    const double first_scale = static_cast<double>(std::max(scan.size.width, scan.size.height)) /
                               std::max(reference.size.width, reference.size.height);
    const double px = unit_of(reference) * first_scale;
    const auto h =
        homography(match_anywhere(reference, scan, same_place * px), plane_tolerance * px);
    return refined(reference, scan, h, first_scale);
}

std::optional<PrintMatch> match_print_at(const PrintFeatures& reference, const PrintFeatures& scan,
                                         const cv::Matx33d& scan_from_reference) {
    if (scan.at.size() < fewest_matches)
        return std::nullopt;
    return refined(reference, scan, scan_from_reference,
                   scale_of(scan_from_reference, reference.size));
}

}  // namespace tanfang

#include "pipeline/page/smooth_shift.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tanfang {

namespace {

// Spans of the spline over width and height of the page: bends of a sheet in a feeder have
// wavelengths of half a page and more.
constexpr int spans_x = 4;
constexpr int spans_y = 6;
constexpr int coefficients_x = spans_x + 3;
constexpr int coefficients_y = spans_y + 3;
constexpr int unknowns = coefficients_x * coefficients_y;
// Smoothing, chosen so that a page with lines on one side only stays calm on the other. With it,
// simulated sheets bent by up to 1.2 mm are placed within 0.34 mm everywhere (626 pages).
constexpr double smoothing = 0.3;
constexpr int rounds = 6;
constexpr double node_pitch_mm = 5;

/// The four cubic B-splines that are not zero in a span, at position t in 0..1 of it.
std::array<double, 4> basis(double t) {
    const double u = 1 - t;
    return {u * u * u / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * u * u * u - 6 * u * u + 4) / 6,
            t * t * t / 6};
}

/// Place of a coordinate: its span and the position within.
std::pair<int, double> place(double at, double length, int spans) {
    const double s = std::clamp(at / length, 0.0, 1.0) * spans;
    const int span = std::min(static_cast<int>(s), spans - 1);
    return {span, s - span};
}

struct Row {
    std::array<int, 16> index;
    std::array<double, 16> value;
};

Row row_of(Point<Mm> at, double width, double height) {
    const auto [ix, tx] = place(at.x, width, spans_x);
    const auto [iy, ty] = place(at.y, height, spans_y);
    const auto bx = basis(tx), by = basis(ty);
    Row row;
    for (int k = 0; k < 4; ++k)
        for (int m = 0; m < 4; ++m) {
            const auto i = static_cast<std::size_t>(4 * k + m);
            row.index[i] = (iy + k) * coefficients_x + ix + m;
            row.value[i] = by[static_cast<std::size_t>(k)] * bx[static_cast<std::size_t>(m)];
        }
    return row;
}

double value_at(const Row& row, const cv::Mat& coefficients) {
    double sum = 0;
    for (std::size_t i = 0; i < 16; ++i)
        sum += row.value[i] * coefficients.at<double>(row.index[i]);
    return sum;
}

/// Penalty on second differences along both axes.
cv::Mat penalty() {
    cv::Mat normal = cv::Mat::zeros(unknowns, unknowns, CV_64F);
    const auto add = [&](int a, int b, int c) {
        const int at[3] = {a, b, c};
        const double factor[3] = {1, -2, 1};
        for (int i = 0; i < 3; ++i)
            for (int k = 0; k < 3; ++k)
                normal.at<double>(at[i], at[k]) += smoothing * factor[i] * factor[k];
    };
    for (int y = 0; y < coefficients_y; ++y)
        for (int x = 0; x < coefficients_x; ++x) {
            const int here = y * coefficients_x + x;
            if (x + 2 < coefficients_x)
                add(here, here + 1, here + 2);
            if (y + 2 < coefficients_y)
                add(here, here + coefficients_x, here + 2 * coefficients_x);
        }
    for (int i = 0; i < unknowns; ++i) normal.at<double>(i, i) += 1e-6;
    return normal;
}

/// Coefficients of one axis; `trust` returns the final weight of each offset, in the order of
/// `rows`.
cv::Mat fit_axis(const std::vector<Row>& rows, const std::vector<const MeasuredOffset*>& offsets,
                 double tolerance, std::vector<double>& trust) {
    cv::Mat coefficients = cv::Mat::zeros(unknowns, 1, CV_64F);
    trust.assign(rows.size(), 1);
    const cv::Mat smooth = penalty();
    for (int round = 0; round < rounds; ++round) {
        cv::Mat normal = smooth.clone(), right = cv::Mat::zeros(unknowns, 1, CV_64F);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            const double weight = offsets[n]->weight * trust[n];
            if (weight <= 0)
                continue;
            for (std::size_t i = 0; i < 16; ++i) {
                right.at<double>(rows[n].index[i]) +=
                    weight * rows[n].value[i] * offsets[n]->offset;
                auto* line = normal.ptr<double>(rows[n].index[i]);
                for (std::size_t k = 0; k < 16; ++k)
                    line[rows[n].index[k]] += weight * rows[n].value[i] * rows[n].value[k];
            }
        }
        cv::solve(normal, right, coefficients, cv::DECOMP_CHOLESKY);
        // the tolerance narrows from round to round, so that the first fit may be rough
        const double limit = tolerance * std::max(1.0, 4.0 - round);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            const double miss = (value_at(rows[n], coefficients) - offsets[n]->offset) / limit;
            trust[n] = std::abs(miss) < 1 ? (1 - miss * miss) * (1 - miss * miss) : 0;
        }
    }
    return coefficients;
}

}  // namespace

SmoothShift fit_smooth_shift(const std::vector<MeasuredOffset>& offsets, double page_width,
                             double page_height, double tolerance) {
    const int columns = static_cast<int>(std::lround(page_width / node_pitch_mm)) + 1;
    const int lines = static_cast<int>(std::lround(page_height / node_pitch_mm)) + 1;
    SmoothShift shift;
    shift.nodes = cv::Mat(lines, columns, CV_64FC2, cv::Scalar::all(0));
    double squares = 0, weights = 0;
    for (const bool horizontal : {true, false}) {
        std::vector<Row> rows;
        std::vector<const MeasuredOffset*> used;
        for (const auto& offset : offsets)
            if (offset.horizontal == horizontal) {
                rows.push_back(row_of(offset.at, page_width, page_height));
                used.push_back(&offset);
            }
        std::vector<double> trust;
        const cv::Mat coefficients = fit_axis(rows, used, tolerance, trust);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            const double miss = value_at(rows[n], coefficients) - used[n]->offset;
            squares += trust[n] * miss * miss;
            weights += trust[n];
        }
        for (int y = 0; y < lines; ++y)
            for (int x = 0; x < columns; ++x) {
                const Point<Mm> at{page_width * x / (columns - 1), page_height * y / (lines - 1)};
                shift.nodes.at<cv::Vec2d>(y, x)[horizontal ? 0 : 1] =
                    value_at(row_of(at, page_width, page_height), coefficients);
            }
    }
    shift.residual_mm = weights > 0 ? std::sqrt(squares / weights) : 0;
    return shift;
}

}  // namespace tanfang

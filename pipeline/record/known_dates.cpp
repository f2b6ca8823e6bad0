#include "pipeline/record/known_dates.h"

#include "pipeline/record/expected.h"
#include "pipeline/record/number_acceptors.h"
#include "pipeline/record/spelling.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tanfang {

namespace {

constexpr double short_year = -2;  // log of the weight of 26 against 2026; chosen, not measured

/// Years by their distance from the first.
Acceptor accept_year(int first, int last) {
    Acceptor acceptor;
    for (int year = first; year <= last; ++year) {
        acceptor.add_word(digits_of(year), year - first);
        if (year >= 2000)
            acceptor.add_word(digits_of(year).substr(2), year - first, short_year);
    }
    acceptor.allow_empty_cells_around();
    return acceptor;
}

double sum_of(const std::vector<double>& logs) {
    double sum = impossible;
    for (const double log : logs) sum = log_sum(sum, log);
    return sum;
}

}  // namespace

std::optional<KnownDate> decode_known_date(const TileGraph& year, const TileGraph& month,
                                           const TileGraph& day, int first, const Date& today,
                                           double sharpness, const std::string& expected) {
    const int last = year_of(today);
    const Acceptor year_words = accept_year(first, last);
    static const Acceptor month_words = accept_count(1, 12), day_words = accept_count(1, 31);
    const auto best_year = best_spelling(year, year_words, sharpness);
    const auto best_month = best_spelling(month, month_words, sharpness);
    const auto best_day = best_spelling(day, day_words, sharpness);
    if (!best_year || !best_month || !best_day)
        return std::nullopt;
    const auto years = word_logs(year, year_words, last - first + 1, sharpness);
    const auto months = word_logs(month, month_words, 13, sharpness);
    const auto days = word_logs(day, day_words, 32, sharpness);

    KnownDate known;
    double best = impossible, all = impossible, all_without_priors = impossible;
    for (int y = first; y <= last; ++y)
        for (int m = 1; m <= 12; ++m)
            for (int d = 1; d <= 31; ++d) {
                const auto date = real_date(y, m, d);
                if (!date || *date > today)
                    continue;
                const double log = years[static_cast<std::size_t>(y - first)] +
                                   months[static_cast<std::size_t>(m)] +
                                   days[static_cast<std::size_t>(d)];
                const double weighted = log + log_of_day(*date, expected);
                all = log_sum(all, weighted);
                all_without_priors = log_sum(all_without_priors, log);
                if (weighted > best) {
                    best = weighted;
                    known.date = *date;
                }
            }
    if (best == impossible)
        return std::nullopt;
    known.posterior = std::min(1.0, std::exp(best - all));
    // the slots' own masses, and what is lost by having to be a real day
    known.mass = best_year->mass + best_month->mass + best_day->mass + all_without_priors -
                 (sum_of(years) + sum_of(months) + sum_of(days));
    // a slot whose own best number was overruled is not known well enough
    const auto part = [](auto number) { return static_cast<int>(static_cast<unsigned>(number)); };
    known.plain = best_year->plain && best_month->plain && best_day->plain &&
                  best_year->label == year_of(known.date) - first &&
                  best_month->label == part(known.date.month()) &&
                  best_day->label == part(known.date.day());
    return known;
}

}  // namespace tanfang

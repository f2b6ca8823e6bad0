/// Days of the civil calendar, as the forms and the settings write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tanfang {

using Date = std::chrono::year_month_day;

/// @return nothing if there is no such day
std::optional<Date> real_date(int year, int month, int day);

/// Reads "2026-03-05".
///
/// @return nothing if the shape is another or there is no such day
std::optional<Date> parse_date(std::string_view iso);

std::string iso_date(const Date& date);  ///< "2026-03-05"

Date today_by_clock();  ///< in the local time zone

/// Age in whole years; a person born on 29 February is a year older on 1 March of common years.
int whole_years(const Date& from, const Date& to);

int days_between(const Date& from, const Date& to);  ///< negative if `to` is earlier

int year_of(const Date& date);

}  // namespace tanfang

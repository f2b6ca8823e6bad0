#include "pipeline/record/number_acceptors.h"

#include <initializer_list>
#include <string>

namespace tanfang {

namespace {

// Logs of weights against a mobile number. Chosen, not measured.
constexpr double fujian_line = 0;
constexpr double other_line = -3;
constexpr double local_line = -2;
constexpr double short_number = -5;
constexpr double leading_zero = -2;

void add_digit_range(Acceptor& acceptor, int from, char32_t low, char32_t high, int to) {
    for (char32_t digit = low; digit <= high; ++digit) acceptor.add_arc(from, digit, to);
}

void accept_digits(Acceptor& acceptor, int from, std::initializer_list<int> counts, double log) {
    for (const int count : counts) acceptor.accept(acceptor.add_digits(from, count), log);
}

/// A subscriber number begins neither with 0 nor with 1.
int add_subscriber_digit(Acceptor& acceptor, int from) {
    const int to = acceptor.add_state();
    add_digit_range(acceptor, from, U'2', U'9', to);
    return to;
}

void accept_line(Acceptor& acceptor, int area_end, std::initializer_list<int> lengths, double log) {
    const int dash = acceptor.add_state();
    acceptor.add_arc(area_end, U'-', dash);
    for (const int from : {area_end, dash})
        for (const int length : lengths)
            accept_digits(acceptor, add_subscriber_digit(acceptor, from), {length - 1}, log);
}

/// Of Fujian 0591 and 0595 have eight digits behind them, 0592 to 0599 else seven: a number that
/// lacks one is no other place's. 010 and 02x have eight, the rest of the country seven or eight.
void accept_lines_with_area(Acceptor& acceptor) {
    const auto next = [&acceptor](int from, std::initializer_list<char32_t> digits, int to) {
        for (const char32_t digit : digits) acceptor.add_arc(from, digit, to);
    };
    const int zero = acceptor.add_state(), one = acceptor.add_state(), two = acceptor.add_state(),
              five = acceptor.add_state(), other = acceptor.add_state(),
              nine = acceptor.add_state(), third = acceptor.add_state();
    next(Acceptor::start, {U'0'}, zero);
    next(zero, {U'1'}, one);
    next(zero, {U'2'}, two);
    next(zero, {U'5'}, five);
    next(zero, {U'3', U'4', U'6', U'7', U'8', U'9'}, other);
    next(five, {U'9'}, nine);
    add_digit_range(acceptor, five, U'0', U'8', third);
    add_digit_range(acceptor, other, U'0', U'9', third);
    const int of_eight = acceptor.add_state(), of_seven = acceptor.add_state(),
              city = acceptor.add_state(), of_either = acceptor.add_state();
    next(nine, {U'1', U'5'}, of_eight);
    next(nine, {U'2', U'3', U'4', U'6', U'7', U'8', U'9'}, of_seven);
    next(nine, {U'0'}, of_either);
    next(one, {U'0'}, city);
    add_digit_range(acceptor, two, U'0', U'9', city);
    add_digit_range(acceptor, third, U'0', U'9', of_either);
    accept_line(acceptor, of_eight, {8}, fujian_line);
    accept_line(acceptor, of_seven, {7}, fujian_line);
    accept_line(acceptor, city, {8}, other_line);
    accept_line(acceptor, of_either, {7, 8}, other_line);
}

}  // namespace

std::u32string digits_of(int number) {
    const std::string text = std::to_string(number);
    return {text.begin(), text.end()};
}

Acceptor accept_phone() {
    Acceptor acceptor;
    const int one = acceptor.add_state(), mobile = acceptor.add_state();
    acceptor.add_arc(Acceptor::start, U'1', one);
    add_digit_range(acceptor, one, U'3', U'9', mobile);
    acceptor.accept(acceptor.add_digits(mobile, 9));

    accept_lines_with_area(acceptor);
    accept_digits(acceptor, add_subscriber_digit(acceptor, Acceptor::start), {6, 7}, local_line);
    const int service = acceptor.add_state();
    add_digit_range(acceptor, Acceptor::start, U'1', U'9', service);
    accept_digits(acceptor, service, {4, 5}, short_number);
    acceptor.allow_empty_cells_around();
    return acceptor;
}

Acceptor accept_amount(int digits) {
    Acceptor acceptor;
    const int zero = acceptor.add_state(), point = acceptor.add_state();
    acceptor.add_arc(Acceptor::start, U'0', zero);
    acceptor.accept(zero);
    acceptor.add_arc(zero, U'.', point);
    int at = acceptor.add_state();
    add_digit_range(acceptor, Acceptor::start, U'1', U'9', at);
    for (int i = 1;; ++i) {
        acceptor.accept(at);
        acceptor.add_arc(at, U'.', point);
        if (i == digits)
            break;
        at = acceptor.add_digits(at, 1);
    }
    const int tenths = acceptor.add_digits(point, 1);
    acceptor.accept(tenths);
    acceptor.accept(acceptor.add_digits(tenths, 1));
    acceptor.allow_empty_cells_around();
    return acceptor;
}

Acceptor accept_count(int minimum, int maximum) {
    Acceptor acceptor;
    for (int number = minimum; number <= maximum; ++number) {
        acceptor.add_word(digits_of(number), number);
        if (number < 10)
            acceptor.add_word(U"0" + digits_of(number), number, leading_zero);
    }
    acceptor.allow_empty_cells_around();
    return acceptor;
}

}  // namespace tanfang

#include "pipeline/record/id_number.h"

#include "pipeline/base/text.h"

namespace tanfang {

namespace {

constexpr std::size_t body_length = 17;
constexpr std::size_t first_generation_length = 15;

bool is_between(char c, char low, char high) {
    return c >= low && c <= high;
}

}  // namespace

std::string folded_number(std::string_view written) {
    std::string out;
    for (const char c : half_width(written))
        if (c != ' ' && c != '\t')
            out += c == 'x' ? 'X' : c;
    return out;
}

bool has_id_shape(std::string_view number) {
    return number.size() == id_length && number[0] != '0' &&
           is_digits(number.substr(0, body_length)) &&
           (number[body_length] == 'X' || is_between(number[body_length], '0', '9'));
}

bool has_first_generation_shape(std::string_view number) {
    return number.size() == first_generation_length && number[0] != '0' && is_digits(number);
}

std::string second_generation(std::string_view first_generation) {
    std::string number(first_generation);
    number.insert(6, "19");
    return number + check_character(number);
}

bool has_disability_card_shape(std::string_view number) {
    if (number.size() < id_length + 2 || !has_id_shape(number.substr(0, id_length)) ||
        !is_between(number[id_length], '1', '7') || !is_between(number[id_length + 1], '1', '4'))
        return false;
    const auto suffix = number.substr(id_length + 2);
    return suffix.empty() ||
           (suffix[0] == 'B' && suffix.size() <= 3 && is_digits(suffix.substr(1)));
}

char check_character(std::string_view number) {
    int sum = 0;
    for (std::size_t i = 0; i < body_length; ++i) sum += (number[i] - '0') * sum_weights[i];
    return sum_characters[static_cast<std::size_t>(sum % 11)];
}

bool check_character_holds(std::string_view number) {
    return check_character(number) == number[body_length];
}

std::optional<Date> birth_date(std::string_view number) {
    return parse_date(std::string(number.substr(6, 4)) + "-" + std::string(number.substr(10, 2)) +
                      "-" + std::string(number.substr(12, 2)));
}

bool is_male_number(std::string_view number) {
    return (number[16] - '0') % 2 == 1;
}

}  // namespace tanfang

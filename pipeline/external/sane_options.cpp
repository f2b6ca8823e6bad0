#include "pipeline/external/sane_options.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace tanfang {

namespace {

double as_number(const SANE_Option_Descriptor& option, SANE_Word word) {
    return option.type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : word;
}

/// The nearest value that the option's constraint allows; SANE rounds the rest itself.
double allowed(const SANE_Option_Descriptor& option, double value) {
    if (option.constraint_type == SANE_CONSTRAINT_RANGE)
        return std::clamp(value, as_number(option, option.constraint.range->min),
                          as_number(option, option.constraint.range->max));
    if (option.constraint_type != SANE_CONSTRAINT_WORD_LIST)
        return value;
    const SANE_Word* words = option.constraint.word_list;  // its first word is its length
    double best = 0;
    for (SANE_Word i = 1; i <= words[0]; ++i) {
        const double other = as_number(option, words[i]);
        if (i == 1 || std::abs(other - value) < std::abs(best - value))
            best = other;
    }
    return best;
}

bool is_number(const SANE_Option_Descriptor& option) {
    return (option.type == SANE_TYPE_INT || option.type == SANE_TYPE_FIXED ||
            option.type == SANE_TYPE_BOOL) &&
           option.size == sizeof(SANE_Word);
}

}  // namespace

SaneOptions::Found SaneOptions::find(const char* name) const {
    SANE_Int count = 0;
    if (sane_control_option(scanner_, 0, SANE_ACTION_GET_VALUE, &count, nullptr) !=
        SANE_STATUS_GOOD)
        return {};
    for (SANE_Int i = 1; i < count; ++i) {
        const auto* option = sane_get_option_descriptor(scanner_, i);
        if (option && option->name && std::string_view(option->name) == name &&
            SANE_OPTION_IS_ACTIVE(option->cap) && SANE_OPTION_IS_SETTABLE(option->cap))
            return {i, option};
    }
    return {};
}

std::vector<std::string> SaneOptions::choices(const char* name) const {
    std::vector<std::string> texts;
    const Found found = find(name);
    if (found.option && found.option->constraint_type == SANE_CONSTRAINT_STRING_LIST)
        for (const auto* text = found.option->constraint.string_list; *text; ++text)
            texts.emplace_back(*text);
    return texts;
}

std::string SaneOptions::text(const char* name) const {
    const Found found = find(name);
    if (!found.option || found.option->type != SANE_TYPE_STRING)
        return "";
    std::vector<char> value(static_cast<std::size_t>(found.option->size) + 1);
    sane_control_option(scanner_, found.number, SANE_ACTION_GET_VALUE, value.data(), nullptr);
    return value.data();
}

double SaneOptions::number(const char* name) const {
    const Found found = find(name);
    if (!found.option || !is_number(*found.option))
        return 0;
    SANE_Word word = 0;
    sane_control_option(scanner_, found.number, SANE_ACTION_GET_VALUE, &word, nullptr);
    return as_number(*found.option, word);
}

bool SaneOptions::set(const char* name, const std::string& text) {
    const Found found = find(name);
    if (!found.option || found.option->type != SANE_TYPE_STRING)
        return false;
    std::vector<char> value(std::max(static_cast<std::size_t>(found.option->size), text.size()) +
                            1);
    std::memcpy(value.data(), text.data(), text.size());
    return sane_control_option(scanner_, found.number, SANE_ACTION_SET_VALUE, value.data(),
                               nullptr) == SANE_STATUS_GOOD;
}

bool SaneOptions::set(const char* name, double value) {
    const Found found = find(name);
    if (!found.option || !is_number(*found.option))
        return false;
    const double nearest = allowed(*found.option, value);
    SANE_Word word = found.option->type == SANE_TYPE_FIXED
                         ? SANE_FIX(nearest)
                         : static_cast<SANE_Word>(std::lround(nearest));
    return sane_control_option(scanner_, found.number, SANE_ACTION_SET_VALUE, &word, nullptr) ==
           SANE_STATUS_GOOD;
}

bool SaneOptions::set_mm(const char* name, double mm) {
    const Found found = find(name);
    return found.option && found.option->unit == SANE_UNIT_MM && set(name, mm);
}

}  // namespace tanfang

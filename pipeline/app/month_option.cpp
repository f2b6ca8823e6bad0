#include "pipeline/app/month_option.h"

#include "pipeline/app/language.h"

#include <regex>

namespace tanfang {

CommandOption add_month_option(const Command& command, std::string& month, const char* words) {
    return command.option("--month", month, words).checked([](const std::string& given) {
        static const std::regex shape("20[0-9]{2}-(0[1-9]|1[0-2])");
        return std::regex_match(given, shape)
                   ? std::string()
                   : std::string(say("--month: YYYY-MM", "--month：应为 年-月，如 2026-11"));
    });
}

}  // namespace tanfang
